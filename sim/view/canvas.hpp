// Shapes and words of a picture, gathered and drawn with one call for all shapes and one for each size of words.
#pragma once

#include <SFML/Graphics.hpp>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "view/camera.hpp"

namespace dray::view {

/// Outlines that robots, loads and marks are made of, each white with smooth edges, to be coloured.
enum class Shape : std::uint8_t { Plain, Rounded, Frame, Disc, Ring, Chevron, Cross, Arrow, Line, Bolt };
inline constexpr std::size_t kShapes = 10;

enum class Weight : std::uint8_t { Regular, Semibold, Bold };
enum class Align : std::uint8_t { Left, Centre, Right };

struct Style {
    double size = 13;  ///< pixels, before the scale of the canvas
    Weight weight = Weight::Regular;
    Align align = Align::Left;
};

/// What every picture is drawn with; needs a display. Throws EnvironmentError when a font or the graphics are missing.
class Toolkit {
  public:
    Toolkit();
    [[nodiscard]] const sf::Texture& shapes() const { return shapes_; }
    [[nodiscard]] const sf::Font& font(Weight weight) const { return fonts_[static_cast<std::size_t>(weight)]; }
    /// The file of a font, for those who read it themselves.
    [[nodiscard]] static std::string font_file(Weight weight);

  private:
    sf::Texture shapes_;
    std::array<sf::Font, 3> fonts_;
};

/// One layer. Positions are pixels of the target; `scale` multiplies the sizes of words, and lines are as wide as told.
class Canvas {
  public:
    Canvas(const Toolkit& toolkit, double scale) : toolkit_(&toolkit), scale_(scale) {}

    void rectangle(const Box& box, sf::Color color);
    void sprite(Shape shape, double x, double y, double width, double height, double angle_rad, sf::Color color);
    void line(double x0, double y0, double x1, double y1, double width, sf::Color color);
    /// A panel with round corners.
    void panel(const Box& box, double radius, sf::Color color);
    /// Words whose middle line is at `y`. Returns their width.
    double text(std::string_view words, double x, double y, const Style& style, sf::Color color);
    [[nodiscard]] double width_of(std::string_view words, const Style& style) const;

    [[nodiscard]] double scale() const { return scale_; }
    void draw(sf::RenderTarget& target) const;
    void clear();

  private:
    [[nodiscard]] unsigned pixels_of(const Style& style) const;

    const Toolkit* toolkit_;
    double scale_;
    std::vector<sf::Vertex> quads_;
    std::map<std::pair<Weight, unsigned>, std::vector<sf::Vertex>> words_;
};

}  // namespace dray::view
