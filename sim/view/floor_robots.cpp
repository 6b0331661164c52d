// Robots, the way of the one that is followed, and the chain of those that it waits for.
#include <fmt/format.h>

#include <cmath>

#include "view/floor_painter.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

const sf::Color kParcel(0xD9, 0xB3, 0x82);

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
    const sf::Color color = sheet.palette.robot[static_cast<std::size_t>(robot.activity)];
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
            sheet.canvas.sprite(broken ? Shape::Cross : Shape::Chevron, x, y, mark, mark, pose.heading_rad, sheet.palette.mark);
    }
    if (broken) {
        const double ring = std::max(1.7 * sheet.cell_px, 14 * sheet.ui);
        sheet.canvas.sprite(Shape::Ring, x, y, ring, ring, 0, color);
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
    const double width = sheet.canvas.width_of(words, style) + 16 * sheet.ui, height = 22 * sheet.ui;
    sheet.canvas.panel({x - width / 2, y - height / 2, width, height}, 6 * sheet.ui, faded(sheet.palette.bar, 0.94));
    sheet.canvas.text(words, x, y, style, sheet.palette.text);
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
