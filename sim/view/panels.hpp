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
    const Overlay* overlay;  ///< of the session's kind, when it sums cells and is ready
    const Ranking* ranking;  ///< of the moment, when the overlay shows it
    const Board* board;      ///< of the site, when it is shown
    double scale;
    double frames_per_second;
    bool& focus_search;  ///< the search field is to take the keys; set back when it has
};

void top_panel(const PanelContext& context, const Box& box);
void side_panel(const PanelContext& context, const Box& box);
void time_panel(const PanelContext& context, const Box& box);
void help_panel(const PanelContext& context, const Box& box);

// Answers of the side panel, one kind of question each.
void robot_answers(const PanelContext& context, std::size_t robot);
void station_answers(const PanelContext& context, std::size_t lane);
void order_answers(const PanelContext& context);
void article_answers(const PanelContext& context, std::size_t article);
void zone_answers(const PanelContext& context);
void load_answers(const PanelContext& context, std::size_t load);
void chute_answers(const PanelContext& context, std::size_t chute);
void door_answers(const PanelContext& context, std::size_t door);
void resource_answers(const PanelContext& context, std::size_t resource);
void floor_overview(const PanelContext& context);
void board_overview(const PanelContext& context);
/// The site's work and what waits, minute by minute.
void rate_charts(const PanelContext& context);

// What people may do to a run that goes on; nothing for a recording.
void selection_deeds(const PanelContext& context);
void floor_deeds(const PanelContext& context);
void zone_deeds(const PanelContext& context);

/// Kinds of marks at the time bar; each has a shape of its own.
enum class TimeMark : std::uint8_t { Collision, Fault, Back, Shift, Deed, Bookmark };
inline constexpr std::size_t kTimeMarks = 6;
/// "collision", "fault", ...
[[nodiscard]] const char* name_of(TimeMark mark);
[[nodiscard]] TimeMark mark_of(engine::EventKind kind);
/// Some 9 pixels wide at scale 1, around a point.
void draw_time_mark(ImDrawList& draw, const Palette& palette, TimeMark mark, float x, float y, float scale);

// Parts that several panels use.
/// Begins a window that fills a box and cannot be moved; ImGui::End() ends it.
void begin_pane(const char* name, const Box& box);
/// Words in a font and a colour.
void words(ImFont* font, sf::Color color, const std::string& text);
/// A name and a value, or a heading with some room above it.
void row(const PanelContext& context, const char* name, const std::string& value);
void heading(const PanelContext& context, const std::string& text);
/// A name, a bar of that share, and a number at its right.
void share_row(const PanelContext& context, sf::Color color, const char* name, const std::string& value, double share);
/// A robot with the colour of what it does; whether it was clicked.
bool robot_button(const PanelContext& context, std::size_t robot);
/// Values minute by minute, over the time of the whole run.
struct Series {
    const char* name;
    const std::vector<float>& values;
    sf::Color color;
};
/// One below another in one chart, on one scale.
void chart(const PanelContext& context, const std::vector<Series>& series);

}  // namespace dray::view
