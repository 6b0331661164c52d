#include "fleet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace dray::traffic::test {

void require(bool condition, const std::string& text) {
    if (!condition) throw std::runtime_error(text);
}

floor::FloorPlan open_plan(int width, int height) {
    const auto cells = static_cast<std::size_t>(width * height);
    return {.width = width,
            .height = height,
            .cell_m = kCell_m,
            .kind = std::vector(cells, floor::CellKind::Aisle),
            .exits = std::vector<std::uint8_t>(cells, 15)};
}

floor::FloorPlan random_plan(Stream& random, int width, int height, double walls, double one_way) {
    floor::FloorPlan plan = open_plan(width, height);
    for (std::size_t i = 0; i < plan.kind.size(); ++i) {
        if (random.chance(walls)) plan.kind[i] = floor::CellKind::Wall;
        for (int h = 0; h < 4; ++h)
            if (random.chance(one_way)) plan.exits[i] = static_cast<std::uint8_t>(plan.exits[i] & ~(1 << h));
    }
    return plan;
}

Fleet::Fleet(floor::FloorPlan plan, std::vector<Drive> drives, const FleetOptions& options)
    : floor(std::move(plan)),
      traffic(floor, drives.size(), options.lead_ticks, std::vector(drives.size(), options.reach_cells)),
      options_(options),
      random_(options.seed, "fleet"),
      bodies_(drives.size()),
      views_(drives.size()),
      to_pass_(floor.cell_count()),
      passed_(floor.cell_count()) {
    for (std::size_t i = 0; i < drives.size(); ++i)
        bodies_[i].drive = drives[i];
}

void Fleet::spawn(RobotId r, CellId cell, floor::Heading heading) {
    traffic.spawn(r, cell, heading);
    Body& b = bodies_[r.index()];
    b = {.drive = b.drive, .cell = cell};
    views_[r.index()] = {.x_m = floor.x_m(cell),
                         .y_m = floor.y_m(cell),
                         .heading_rad = angle_rad(heading),
                         .half_length_m = b.drive.half_length_m};
}

void Fleet::append(std::span<const motion::Action> actions) {
    std::vector<PlannedPose> before(size());
    for (std::size_t i = 0; i < size(); ++i)
        if (traffic.on_floor(RobotId(i))) before[i] = traffic.planned(RobotId(i));
    costed(cost_.append_time, [&] { traffic.append(actions); });
    for (std::size_t i = 0; i < size(); ++i) {
        if (!traffic.on_floor(RobotId(i)) || actions[i] != motion::Action::Forward) continue;
        const CellId to = floor.next(before[i].cell, before[i].heading);
        bodies_[i].cells.push_back(to);
        to_pass_[to.index()].push_back(RobotId(i));
    }
}

void Fleet::append(RobotId r, const std::string& actions) {
    std::vector<motion::Action> joint(size(), motion::Action::Wait);
    for (const char c : actions) {
        joint[r.index()] = c == 'F'   ? motion::Action::Forward
                           : c == 'R' ? motion::Action::TurnRight
                           : c == 'L' ? motion::Action::TurnLeft
                                      : motion::Action::Wait;
        append(joint);
    }
}

void Fleet::append_dwell(RobotId r, std::uint32_t token, int steps) {
    costed(cost_.append_time, [&] { traffic.append_dwell(r, token); });
    bodies_[r.index()].dwells.emplace_back(token, steps);
}

void Fleet::step() {
    for (std::size_t i = 0; i < size(); ++i)
        if (traffic.on_floor(RobotId(i)) && !bodies_[i].broken) move(RobotId(i));
    costed(cost_.update_time, [&] { traffic.update(views_); });
    ++cost_.updates;
    if (options_.audited) audit();
    finish_dwells();
}

void Fleet::steps(int count) {
    for (int i = 0; i < count; ++i)
        step();
}

void Fleet::drain() {
    int left = 0;
    std::size_t quiet = 0;
    for (std::size_t i = 0; i < size(); ++i)
        left += traffic.undriven(RobotId(i));
    // In a fleet without a deadlock somebody moves: an action takes 4 s at most, a stall or a dwell 3 s.
    const std::size_t enough = static_cast<std::size_t>(left + 1) * 300;
    const auto busy = [&] {
        for (std::size_t i = 0; i < size(); ++i)
            if (traffic.undriven(RobotId(i)) > 0 || (traffic.on_floor(RobotId(i)) && !views_[i].at_rest)) return true;
        return false;
    };
    while (busy()) {
        require(++quiet < enough, "the fleet does not come to the end of its plans");
        step();
    }
    for (const Body& b : bodies_)
        require(b.cells.empty() && b.dwells.empty(), "something planned was not driven");
    for (const auto& order : to_pass_)
        require(order.empty(), "a planned passage did not happen");
}

CellId Fleet::cell_at(double x_m, double y_m) const {
    return floor.at(static_cast<int>(std::lround(y_m / kCell_m)), static_cast<int>(std::lround(x_m / kCell_m)));
}

std::vector<CellId> Fleet::covered(RobotId r) const {
    const BodyView& v = views_[r.index()];
    // A square body that is turning reaches out to its corners; a hair less than the body, so that touching is not covering.
    const double half_m = v.half_length_m * (std::abs(std::cos(v.heading_rad)) + std::abs(std::sin(v.heading_rad))) - 1e-6;
    std::vector<CellId> cells;
    for (const double y_m : {v.y_m - half_m, v.y_m + half_m})
        for (const double x_m : {v.x_m - half_m, v.x_m + half_m}) {
            const CellId c = cell_at(x_m, y_m);
            if (std::find(cells.begin(), cells.end(), c) == cells.end()) cells.push_back(c);
        }
    return cells;
}

std::vector<CellId> Fleet::authority(RobotId r) const {
    std::vector<CellId> cells;
    traffic.authority(r, cells);
    return cells;
}

void Fleet::recover() {
    std::vector<DroppedDwell> dropped;
    traffic.recover(dropped);
    forget_dropped(dropped);
}

void Fleet::hold(RobotId r) {
    std::vector<DroppedDwell> dropped;
    traffic.recover(dropped);
    traffic.hold(r, views_[r.index()], dropped);
    forget_dropped(dropped);
}

void Fleet::forget_dropped(std::span<const DroppedDwell> dropped) {
    for (std::size_t k = dropped.size(); k-- > 0;) {
        auto& dwells = bodies_[dropped[k].robot.index()].dwells;
        require(!dwells.empty() && dwells.back().first == dropped[k].token, "a dwell was dropped that is not the youngest");
        dwells.pop_back();
    }
    for (std::size_t i = 0; i < size(); ++i) {
        if (!traffic.on_floor(RobotId(i)) || bodies_[i].broken) continue;
        const std::vector<CellId> cells = authority(RobotId(i));
        const auto here = std::find(cells.begin(), cells.end(), bodies_[i].cell);
        require(here != cells.end(), "a body is outside its authority");
        require(traffic.planned(RobotId(i)).cell == cells.back(), "the plan does not end with the authority");
        forget_plan(RobotId(i), static_cast<std::size_t>(cells.end() - here - 1));
    }
}

void Fleet::forget_plan(RobotId r, std::size_t keep) {
    auto& cells = bodies_[r.index()].cells;
    require(keep <= cells.size(), "more is granted than was planned");
    while (cells.size() > keep) {
        // The robot's youngest passage of the cell is the one that is not driven.
        auto& order = to_pass_[cells.back().index()];
        const auto youngest = std::find(order.rbegin(), order.rend(), r);
        require(youngest != order.rend(), "a dropped passage was never planned");
        order.erase(std::next(youngest).base());
        cells.pop_back();
    }
}

void Fleet::break_down(RobotId r) {
    Body& b = bodies_[r.index()];
    const std::vector<CellId> cells = covered(r);
    traffic.break_down(r, cells);
    forget_plan(r, 0);
    b.dwells.clear();
    b.broken = true;
    views_[r.index()].speed_mps = 0;
    views_[r.index()].at_rest = true;
    require(traffic.planned(r).cell == b.cell, "a broken robot is planned elsewhere than it stands");
}

void Fleet::remove(RobotId r) {
    traffic.remove(r);
    forget_plan(r, 0);
}

void Fleet::finish_dwells() {
    for (std::size_t i = 0; i < size(); ++i) {
        const Movement& m = traffic.movements()[i];
        if (m.kind != MovementKind::Dwell) continue;
        auto& dwells = bodies_[i].dwells;
        require(!dwells.empty() && dwells.front().first == m.dwell, fmt::format("robot {}: dwells out of order", i));
        if (--dwells.front().second > 0) continue;
        dwells.pop_front();
        costed(cost_.update_time, [&] { traffic.end_dwell(RobotId(i)); });
        ++cost_.dwells;
    }
}

}  // namespace dray::traffic::test
