// Robots, the way of the one that is followed, and the chain of those that it waits for.
#include <fmt/format.h>

#include <cmath>

#include "view/floor_painter.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

const sf::Color kParcel(0xD9, 0xB3, 0x82);
const sf::Color kHalfCharged(0xF0, 0xD0, 0x42);

// Words on a small panel of their own, as near to a point as the box of the picture lets them.
void draw_tag(Canvas& canvas, const Box& box, const Palette& palette, const std::string& words, double x, double y,
              const Style& style) {
    const double ui = canvas.scale(), width = canvas.width_of(words, style) + 16 * ui, height = 22 * ui, edge = 4 * ui;
    x = std::max(std::min(x, box.right() - width / 2 - edge), box.x + width / 2 + edge);
    y = std::max(std::min(y, box.bottom() - height / 2 - edge), box.y + height / 2 + edge);
    canvas.panel({x - width / 2, y - height / 2, width, height}, 6 * ui, faded(palette.bar, 0.94));
    canvas.text(words, x, y, style, palette.text);
}

Shape mark_of(engine::Activity activity) {
    return activity == engine::Activity::Broken     ? Shape::Cross
           : activity == engine::Activity::Charging ? Shape::Bolt
                                                    : Shape::Chevron;
}

}  // namespace

void FloorPainter::draw_robots(const Sheet& sheet) const {
    const auto& robots = sheet.moment.frame().robots;
    // What needs attention last, so that nothing covers it.
    const auto rank = [](engine::Activity activity) {
        return activity == engine::Activity::Idle ? 0 : activity == engine::Activity::Broken ? 2 : 1;
    };
    for (const int wanted : {0, 1, 2})
        for (std::size_t i = 0; i < robots.size(); ++i)
            if (rank(robots[i].activity) == wanted) draw_robot(sheet, i);
    if (sheet.emphasis.followed) draw_way(sheet, *sheet.emphasis.followed);
}

void FloorPainter::draw_robot(const Sheet& sheet, std::size_t i) const {
    const engine::RobotFrame& robot = sheet.moment.frame().robots[i];
    const Pose pose = sheet.moment.pose(i);
    const double x = sheet.camera.x(pose.x_m), y = sheet.camera.y(pose.y_m);
    if (!sheet.camera.box().inset(-sheet.cell_px).contains(x, y)) return;
    const sf::Color color = color_of(sheet, robot);
    const bool broken = robot.activity == engine::Activity::Broken;
    // Small robots are drawn larger than they are, so that they can be seen, but for those that only stand about.
    const bool idle = robot.activity == engine::Activity::Idle;
    const double body = std::max(2 * half_width_m_[i] * sheet.camera.scale(), idle ? 0 : 2.6 * sheet.ui);
    const double load = robot.load >= 0 ? 2 * scene_.load_half_width_m * sheet.camera.scale() : 0;
    if (sheet.cell_px < 6 * sheet.ui) {
        const double side = std::max(body, load);
        sheet.canvas.rectangle({x - side / 2, y - side / 2, side, side}, idle ? faded(color, 0.5) : color);
    } else {
        // A lifted load keeps its direction while the robot turns beneath it.
        if (load > 0) {
            sheet.canvas.sprite(Shape::Rounded, x, y, load, load, 0, mixed(color, sheet.palette.aisle, 0.55));
            sheet.canvas.sprite(Shape::Frame, x, y, load, load, 0, color);
        }
        sheet.canvas.sprite(Shape::Rounded, x, y, body, body, pose.heading_rad, color);
        if (load == 0 && robot.load >= 0)
            sheet.canvas.sprite(Shape::Rounded, x, y, 0.62 * body, 0.62 * body, pose.heading_rad, kParcel);
        const double mark = 0.78 * body;
        if (broken || sheet.cell_px >= 10 * sheet.ui)
            sheet.canvas.sprite(mark_of(robot.activity), x, y, mark, mark,
                                robot.activity == engine::Activity::Charging ? 0 : pose.heading_rad, sheet.palette.mark);
    }
    if (broken) {
        const double ring = std::max(1.7 * sheet.cell_px, 14 * sheet.ui);
        sheet.canvas.sprite(Shape::Ring, x, y, ring, ring, 0, color);
    }
}

sf::Color FloorPainter::color_of(const Sheet& sheet, const engine::RobotFrame& robot) const {
    const auto color = [&](engine::Activity activity) { return sheet.palette.robot[static_cast<std::size_t>(activity)]; };
    if (sheet.emphasis.kind != OverlayKind::Battery) return color(robot.activity);
    const double share = std::clamp(robot.battery / 100.0, 0.0, 1.0);
    return share < 0.5 ? mixed(color(engine::Activity::Broken), kHalfCharged, 2 * share)
                       : mixed(kHalfCharged, color(engine::Activity::DrivingLoaded), 2 * share - 1);
}

void FloorPainter::draw_links(const Sheet& sheet) const {
    const auto& robots = sheet.moment.frame().robots;
    const auto line_to = [&](const Pose& from, double x_m, double y_m, double width, sf::Color color) {
        const double x0 = sheet.camera.x(from.x_m), y0 = sheet.camera.y(from.y_m), x1 = sheet.camera.x(x_m),
                     y1 = sheet.camera.y(y_m);
        const Box& box = sheet.camera.box();
        const Box around{std::min(x0, x1), std::min(y0, y1), std::abs(x1 - x0) + 1, std::abs(y1 - y0) + 1};
        if (box.meets(around)) sheet.canvas.line(x0, y0, x1, y1, width * sheet.ui, color);
    };
    const auto line_to_cell = [&](const Pose& from, std::int32_t number, double width, sf::Color color) {
        const CellId cell(static_cast<std::size_t>(number));
        if (number >= 0) line_to(from, floor_.x_m(cell), floor_.y_m(cell), width, color);
    };
    for (std::size_t i = 0; i < robots.size(); ++i) {
        const sf::Color color = color_of(sheet, robots[i]);
        if (sheet.emphasis.kind == OverlayKind::Ways && (robots[i].goal >= 0 || robots[i].end >= 0)) {
            const Pose from = sheet.moment.pose(i);
            line_to_cell(from, robots[i].goal, 1, faded(color, 0.35));
            line_to_cell(from, robots[i].end, 3, faded(color, 0.8));
        }
        if (sheet.emphasis.kind != OverlayKind::Chains || robots[i].behind < 0) continue;
        const auto next = static_cast<std::size_t>(robots[i].behind);
        const Pose to = sheet.moment.pose(next);
        line_to(sheet.moment.pose(i), to.x_m, to.y_m, 2.5, sheet.palette.chosen);
        // The head of a chain stands out: all behind it wait for it.
        if (robots[next].activity == engine::Activity::Waiting) continue;
        const double ring = std::max(1.3 * sheet.cell_px, 9 * sheet.ui);
        sheet.canvas.sprite(Shape::Ring, sheet.camera.x(to.x_m), sheet.camera.y(to.y_m), ring, ring, 0, sheet.palette.chosen);
    }
}

void FloorPainter::draw_way(const Sheet& sheet, std::size_t i) const {
    const engine::RobotFrame& robot = sheet.moment.frame().robots[i];
    const Pose pose = sheet.moment.pose(i);
    const double x = sheet.camera.x(pose.x_m), y = sheet.camera.y(pose.y_m);
    const sf::Color color = sheet.palette.chosen;
    const auto place = [&](std::int32_t number) {
        const CellId cell(static_cast<std::size_t>(number));
        return std::pair{sheet.camera.x(floor_.x_m(cell)), sheet.camera.y(floor_.y_m(cell))};
    };
    if (robot.goal >= 0) {
        const auto [gx, gy] = place(robot.goal);
        const double length = std::hypot(gx - x, gy - y), dot = 3 * sheet.ui, pitch = 9 * sheet.ui;
        for (double along = pitch; along < length; along += pitch)
            sheet.canvas.sprite(Shape::Disc, x + (gx - x) * along / length, y + (gy - y) * along / length, dot, dot, 0,
                                faded(color, 0.7));
        const double ring = std::max(0.9 * sheet.cell_px, 10 * sheet.ui);
        sheet.canvas.sprite(Shape::Ring, gx, gy, ring, ring, 0, color);
        sheet.canvas.sprite(Shape::Disc, gx, gy, ring / 3, ring / 3, 0, color);
    }
    if (robot.end >= 0) {
        const auto [ex, ey] = place(robot.end);
        sheet.canvas.line(x, y, ex, ey, 3 * sheet.ui, faded(color, 0.9));
    }
    const double ring = std::max(1.5 * sheet.cell_px, 18 * sheet.ui);
    sheet.canvas.sprite(Shape::Ring, x, y, ring, ring, 0, color);
}

void FloorPainter::draw_chain(const Sheet& sheet, std::size_t robot) const {
    const engine::FloorFrame& frame = sheet.moment.frame();
    const std::vector<std::size_t> chain = chain_of(frame, robot);
    const sf::Color color = sheet.palette.robot[static_cast<std::size_t>(engine::Activity::Waiting)];
    Pose from = sheet.moment.pose(robot);
    for (const std::size_t next : chain) {
        const Pose to = sheet.moment.pose(next);
        const double x0 = sheet.camera.x(from.x_m), y0 = sheet.camera.y(from.y_m), x1 = sheet.camera.x(to.x_m),
                     y1 = sheet.camera.y(to.y_m);
        sheet.canvas.line(x0, y0, x1, y1, 6 * sheet.ui, faded(sheet.palette.outside, 0.8));
        sheet.canvas.line(x0, y0, x1, y1, 3 * sheet.ui, color);
        sheet.canvas.sprite(Shape::Disc, x1, y1, 8 * sheet.ui, 8 * sheet.ui, 0, color);
        from = to;
    }
    const engine::RobotFrame& first = frame.robots[robot];
    std::string words = robot_name(scene_, robot);
    if (first.activity == engine::Activity::Waiting) words += ": waits for " + cause_text(scene_, first);
    const Pose at = sheet.moment.pose(robot);
    const double x = sheet.camera.x(at.x_m),
                 y = sheet.camera.y(at.y_m) - std::max(0.75 * sheet.cell_px, 9 * sheet.ui) - 14 * sheet.ui;
    const Style style{.size = 12, .weight = Weight::Semibold, .align = Align::Centre};
    draw_tag(sheet.canvas, sheet.camera.box(), sheet.palette, words, x, y, style);
    if (first.activity == engine::Activity::Waiting) draw_root(sheet, robot, chain.empty() ? robot : chain.back());
}

// What the root of a chain has cost, beneath its head.
void FloorPainter::draw_root(const Sheet& sheet, std::size_t robot, std::size_t head) const {
    const Pose at = sheet.moment.pose(head);
    const double x = sheet.camera.x(at.x_m),
                 y = sheet.camera.y(at.y_m) + std::max(0.75 * sheet.cell_px, 9 * sheet.ui) + 14 * sheet.ui;
    draw_tag(sheet.canvas, sheet.camera.box(), sheet.palette, cost_text(site_, scene_, sheet.moment, robot), x, y,
             {.size = 12, .weight = Weight::Semibold, .align = Align::Centre});
}

std::optional<std::size_t> FloorPainter::robot_at(const Camera& camera, const Moment& moment, double x, double y) const {
    std::optional<std::size_t> nearest;
    double least = std::max(floor_.cell_m() * camera.scale() / 2, 10.0);
    for (std::size_t i = 0; i < moment.frame().robots.size(); ++i) {
        const Pose pose = moment.pose(i);
        const double distance = std::hypot(camera.x(pose.x_m) - x, camera.y(pose.y_m) - y);
        if (distance >= least) continue;
        least = distance;
        nearest = i;
    }
    return nearest;
}

}  // namespace dray::view
