// All colours of the view, dark and light. Robots' and stations' colours are told apart with every kind of colour vision
// (Okabe and Ito, "Color Universal Design", 2008); each state that needs attention has a mark besides.
#pragma once

#include <SFML/Graphics/Color.hpp>
#include <array>

#include "engine/frame.hpp"

namespace dray::view {

struct Palette {
    bool dark = false;
    sf::Color outside, bar, rule;  ///< around the floor, behind texts, thin lines
    sf::Color text, soft_text;     ///< words, and words of less weight
    sf::Color aisle, slot, lane, service, charger, buffer;
    sf::Color arrow, zone;
    sf::Color load, load_full, load_edge;  ///< a stored pod or cage: empty, full, its border
    sf::Color mark;                        ///< on robots
    sf::Color chosen;                      ///< around what is followed
    sf::Color chute, cage;
    std::array<sf::Color, engine::kActivities> robot;
    std::array<sf::Color, 4> station;  ///< by primitives::StationState
};

[[nodiscard]] const Palette& light_palette();
[[nodiscard]] const Palette& dark_palette();

/// Between two colours; share 0 to 1.
[[nodiscard]] sf::Color mixed(sf::Color from, sf::Color to, double share);
/// Black or white, whichever can be read on that colour.
[[nodiscard]] sf::Color readable_on(sf::Color color);
[[nodiscard]] sf::Color faded(sf::Color color, double opacity);
/// From little to much, for overlays: share 0 to 1 (the scale "viridis" or "inferno", which grow evenly in lightness).
[[nodiscard]] sf::Color heat(double share, bool dark);
/// A colour for a route; repeats after eight.
[[nodiscard]] sf::Color route_color(int route);

}  // namespace dray::view
