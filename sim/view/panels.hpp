// What stands around the floor in the window: figures above, time below, answers at the side.
#pragma once

#include <string>
#include <vector>

#include "view/headline.hpp"
#include "view/imgui_bridge.hpp"
#include "view/session.hpp"

namespace dray::view {

/// Where things stand in a window, pixels.
struct Panes {
    Box top, side, bottom, floor;
};
[[nodiscard]] Panes panes_of(double width, double height, double scale);

/// What the panels are made from, for one frame.
struct PanelContext {
    Session& session;
    const Moment& moment;
    const Palette& palette;
    const PanelFonts& fonts;
    const std::vector<Figure>& figures;
    const Rates& rates;
    double scale;
    double frames_per_second;
    bool& focus_search;  ///< the search field is to take the keys; set back when it has
};

void top_panel(const PanelContext& context, const Box& box);
void side_panel(const PanelContext& context, const Box& box);
void time_panel(const PanelContext& context, const Box& box);
void help_panel(const PanelContext& context, const Box& box);

// Parts that several panels use.
/// Begins a window that fills a box and cannot be moved; ImGui::End() ends it.
void begin_pane(const char* name, const Box& box);
/// Words in a font and a colour.
void words(ImFont* font, sf::Color color, const std::string& text);

}  // namespace dray::view
