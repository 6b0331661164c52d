#include "fleet.hpp"

#include <algorithm>

namespace dray::test {

using motion::Action;

Fleet::Fleet(const floor::Floor& f, motion::ActionCosts action_costs, std::size_t count, std::size_t budget_bytes)
    : floor(&f),
      costs(action_costs),
      distances(f, {action_costs, action_costs}, budget_bytes),
      referee(f, count),
      robots(count),
      actions(count, Action::Wait),
      ready_at(count, 0),
      turn_ticks(count, action_costs.turn_ticks),
      closed(f.cell_count(), 0),
      frozen(count, 0) {
    distances.prepare();
    planner = motion::make_planner({}, f, distances, count);
}

void Fleet::put(std::size_t robot, CellId cell, floor::Heading heading, CellId goal, bool loaded) {
    robots[robot] = {.cell = cell, .goal = goal, .heading = heading, .loaded = loaded};
}

void Fleet::scatter(Stream& random, double loaded_share) {
    std::vector<std::uint8_t> taken(floor->cell_count(), 0);
    for (std::size_t i = 0; i < robots.size(); ++i) {
        const bool loaded = random.chance(loaded_share);
        CellId cell;
        do {
            cell = CellId(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(floor->cell_count()) - 1)));
        } while (taken[cell.index()] != 0 || !floor->drivable(cell, loaded) || floor->lane_of(cell).valid());
        taken[cell.index()] = 1;
        put(i, cell, floor::kHeadings[static_cast<std::size_t>(random.integer(0, 3))], {}, loaded);
    }
}

CellId Fleet::random_goal(Stream& random, std::size_t robot) const {
    for (;;) {
        const CellId cell(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(floor->cell_count()) - 1)));
        if (!floor->drivable(cell, robots[robot].loaded) || floor->lane_of(cell).valid()) continue;
        bool taken = false;
        for (const motion::RobotView& other : robots)
            taken = taken || other.goal == cell;
        if (!taken) return cell;
    }
}

bool Fleet::tick() {
    for (std::size_t i = 0; i < robots.size(); ++i) {
        robots[i].turn_ticks = static_cast<std::uint8_t>(turn_ticks[i]);
        robots[i].fixed_ticks = frozen[i] != 0 || !robots[i].cell.valid()
                                    ? std::uint8_t{255}
                                    : static_cast<std::uint8_t>(std::max<Tick>(0, ready_at[i] - now));
    }
    const motion::Snapshot snapshot{
        .tick = now, .robots = robots, .closed = closed, .closed_version = closed_version, .budget = {.iterations = iterations}};
    planner->plan(snapshot, actions);
    if (const auto violation = referee.check(snapshot, actions)) {
        fault = "tick " + std::to_string(now) + ": robot " + std::to_string(violation->robot.value) + " " + violation->what;
        return false;
    }
    for (std::size_t i = 0; i < robots.size(); ++i) {
        motion::RobotView& robot = robots[i];
        if (actions[i] == Action::Forward) robot.cell = floor->next(robot.cell, robot.heading);
        if (actions[i] == Action::TurnRight) robot.heading = floor::right_of(robot.heading);
        if (actions[i] == Action::TurnLeft) robot.heading = floor::left_of(robot.heading);
        if (actions[i] == Action::TurnRight || actions[i] == Action::TurnLeft) ready_at[i] = now + turn_ticks[i];
    }
    ++now;
    return true;
}

}  // namespace dray::test
