// Jams that go on: their robots, how far they reach, their heads by rank, and a list of what causes them.
#include <fmt/format.h>

#include <algorithm>

#include "view/floor_painter.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

constexpr std::size_t kListed = 8;  // jams with a rank; the others are only drawn

// What has no name of its own is told by the cell at the head.
std::string cause_of(const engine::FloorScene& scene, const engine::JamFrame& jam) {
    const std::string at = " at " + cell_text(*scene.floor, jam.cell);
    switch (static_cast<insight::Cause>(jam.cause)) {
        case insight::Cause::Handling:
            return "a robot that handles its load" + at;
        case insight::Cause::Traffic:
            return "traffic" + at;
        case insight::Cause::Resting:
            return "a robot at rest" + at;
        case insight::Cause::Plan:
            return "the plan" + at;
        default:
            break;
    }
    engine::RobotFrame robot;
    robot.cause = jam.cause;
    robot.cause_number = jam.cause_number;
    return cause_text(scene, robot);
}

}  // namespace

void FloorPainter::draw_jams(const Sheet& sheet) const {
    const engine::FloorFrame& frame = sheet.moment.frame();
    if (frame.jams.empty()) return;
    std::vector<engine::JamFrame> jams = frame.jams;
    std::ranges::stable_sort(jams, std::ranges::greater(), &engine::JamFrame::robots);
    const sf::Color color = sheet.palette.chosen;
    draw_jammed(sheet, color);
    // The largest last, so that nothing covers them.
    for (std::size_t rank = std::min(kListed, jams.size()); rank-- > 0;) {
        const CellId cell(static_cast<std::size_t>(jams[rank].cell));
        const double x = sheet.camera.x(floor_.x_m(cell)), y = sheet.camera.y(floor_.y_m(cell)), disc = 17 * sheet.ui;
        const double ring = std::max(1.5 * sheet.cell_px, 25 * sheet.ui);
        sheet.canvas.sprite(Shape::Ring, x, y, ring, ring, 0, color);
        sheet.canvas.sprite(Shape::Disc, x, y, disc + 3 * sheet.ui, disc + 3 * sheet.ui, 0, sheet.palette.bar);
        sheet.canvas.sprite(Shape::Disc, x, y, disc, disc, 0, color);
        sheet.canvas.text(std::to_string(rank + 1), x, y, {.size = 10.5, .weight = Weight::Bold, .align = Align::Centre},
                          readable_on(color));
    }
    draw_jam_list(sheet, jams);
}

// Each robot of a jam in a square of its own, tied to the one that it waits behind.
void FloorPainter::draw_jammed(const Sheet& sheet, sf::Color color) const {
    const auto& robots = sheet.moment.frame().robots;
    const double side = std::max(1.02 * sheet.cell_px, 6 * sheet.ui);
    for (std::size_t i = 0; i < robots.size(); ++i) {
        if (robots[i].jam < 0) continue;
        const Pose pose = sheet.moment.pose(i);
        const double x = sheet.camera.x(pose.x_m), y = sheet.camera.y(pose.y_m);
        if (!sheet.camera.box().inset(-sheet.cell_px).contains(x, y)) continue;
        sheet.canvas.panel({x - side / 2, y - side / 2, side, side}, 0.25 * side, faded(color, 0.38));
        if (robots[i].behind < 0) continue;
        const Pose to = sheet.moment.pose(static_cast<std::size_t>(robots[i].behind));
        const double to_x = sheet.camera.x(to.x_m), to_y = sheet.camera.y(to.y_m);
        const double width = std::max(2 * sheet.ui, 0.1 * sheet.cell_px);
        sheet.canvas.line(x, y, to_x, to_y, 2 * width, faded(sheet.palette.outside, 0.8));
        sheet.canvas.line(x, y, to_x, to_y, width, color);
    }
}

void FloorPainter::draw_jam_list(const Sheet& sheet, std::span<const engine::JamFrame> jams) const {
    const double ui = sheet.ui, row = 17 * ui, edge = 12 * ui;
    const Style style{.size = 11.5};
    const std::size_t count = std::min(kListed, jams.size());
    std::vector<std::pair<std::string, std::string>> lines;
    double width = 230 * ui;
    for (const engine::JamFrame& jam : jams.first(count)) {
        const double since_s = site_.seconds(sheet.moment.frame().step - jam.since);
        lines.emplace_back(cause_of(scene_, jam),
                           fmt::format("{} robots, {} cells back, for {}", jam.robots, jam.spill_back, clock_text(since_s)));
        width = std::max(width, sheet.canvas.width_of(lines.back().first, style) +
                                    sheet.canvas.width_of(lines.back().second, style) + 60 * ui);
    }
    const Box& all = sheet.camera.box();
    const Box box{all.x + edge, all.y + edge, width, (static_cast<double>(count) + 1.5) * row + 6 * ui};
    sheet.canvas.panel(box, 6 * ui, faded(sheet.palette.bar, 0.92));
    double y = box.y + row;
    sheet.canvas.text(jams.size() == 1 ? "a jam now" : fmt::format("{} jams now", jams.size()), box.x + 10 * ui, y,
                      {.size = 12, .weight = Weight::Semibold}, sheet.palette.text);
    for (std::size_t i = 0; i < count; ++i) {
        y += row;
        sheet.canvas.text(std::to_string(i + 1), box.x + 22 * ui, y,
                          {.size = 11.5, .weight = Weight::Bold, .align = Align::Right}, sheet.palette.text);
        sheet.canvas.text(lines[i].first, box.x + 32 * ui, y, style, sheet.palette.text);
        sheet.canvas.text(lines[i].second, box.right() - 10 * ui, y, {.size = 11.5, .align = Align::Right},
                          sheet.palette.soft_text);
    }
}

}  // namespace dray::view
