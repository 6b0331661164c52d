#include "grids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace dray::test {

using floor::CellKind;
using motion::Action;

floor::Floor grid(const std::vector<std::string>& rows) {
    floor::FloorPlan plan;
    plan.width = static_cast<int>(rows[0].size());
    plan.height = static_cast<int>(rows.size());
    for (const std::string& row : rows)
        for (const char c : row)
            plan.kind.push_back(c == '.' ? CellKind::Aisle : CellKind::Wall);
    plan.exits.assign(plan.kind.size(), 0b1111);
    return floor::Floor(std::move(plan));
}

floor::Floor random_grid(Stream& random, int width, int height, double walls) {
    std::vector<std::string> rows(static_cast<std::size_t>(height), std::string(static_cast<std::size_t>(width), '.'));
    for (std::string& row : rows)
        for (char& c : row)
            if (random.chance(walls)) c = '#';
    rows[0][0] = '.';
    return grid(rows);
}

Drivers::Drivers(const floor::Floor& floor, std::size_t robots, const motion::FleetPlannerConfig& config, Stream random)
    : floor_(&floor),
      random_(random),
      robots_(robots),
      actions_(robots, Action::Wait),
      planner_(motion::Roads(floor), config, robots) {
    for (std::size_t c = 0; c < floor.cell_count(); ++c)
        if (floor.kind(CellId(c)) != CellKind::Wall) cells_.emplace_back(c);
    std::vector<std::size_t> order(cells_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < robots; ++i) {
        std::swap(order[i], order[static_cast<std::size_t>(
                                random_.integer(static_cast<std::int64_t>(i), static_cast<std::int64_t>(order.size()) - 1))]);
        robots_[i].cell = cells_[order[i]];
        robots_[i].heading = floor::kHeadings[static_cast<std::size_t>(random_.integer(0, 3))];
        new_goal(i);
    }
}

void Drivers::new_goal(std::size_t robot) {
    const auto any = [&] {
        return cells_[static_cast<std::size_t>(random_.integer(0, static_cast<std::int64_t>(cells_.size()) - 1))];
    };
    robots_[robot].goal = robots_[robot].next_goal.valid() ? robots_[robot].next_goal : any();
    robots_[robot].next_goal = random_.chance(0.5) ? any() : CellId();
}

std::string Drivers::step(std::int64_t iterations) {
    planner_.plan({.tick = now_++, .robots = robots_, .closed = {}, .budget = {.iterations = iterations}}, actions_);
    std::vector<std::int32_t> before(floor_->cell_count(), -1), after(floor_->cell_count(), -1);
    std::vector<CellId> target(robots_.size());
    for (std::size_t i = 0; i < robots_.size(); ++i) {
        before[robots_[i].cell.index()] = static_cast<std::int32_t>(i);
        target[i] = robots_[i].cell;
        if (actions_[i] == Action::Forward) target[i] = floor_->next(robots_[i].cell, robots_[i].heading);
        if (!target[i].valid()) return fmt::format("robot {} drives into a wall", i);
        if (after[target[i].index()] >= 0) return fmt::format("robots {} and {} share a cell", after[target[i].index()], i);
        after[target[i].index()] = static_cast<std::int32_t>(i);
    }
    for (std::size_t i = 0; i < robots_.size(); ++i) {
        const std::int32_t other = before[target[i].index()];
        if (other >= 0 && other != static_cast<std::int32_t>(i) && target[static_cast<std::size_t>(other)] == robots_[i].cell)
            return fmt::format("robots {} and {} swap", i, other);
    }
    for (std::size_t i = 0; i < robots_.size(); ++i) {
        motion::RobotView& robot = robots_[i];
        robot.cell = target[i];
        if (actions_[i] == Action::TurnRight) robot.heading = floor::right_of(robot.heading);
        if (actions_[i] == Action::TurnLeft) robot.heading = floor::left_of(robot.heading);
        if (robot.cell == robot.goal) {
            ++arrivals_;
            new_goal(i);
        }
    }
    return {};
}

}  // namespace dray::test
