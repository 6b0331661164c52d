#include "motion/fleet/dead_ends.hpp"

#include <algorithm>

namespace dray::motion {

DeadEndRights::DeadEndRights(const floor::Floor& floor, int near_steps)
    : floor_(&floor), near_(floor.dead_ends().size()), right_(near_.size()), promise_(near_.size()), at_the_mouth_(near_.size()) {
    if (near_.empty()) return;
    depth_.assign(floor.cell_count(), 0);
    occupant_.resize(floor.cell_count());
    std::vector<int> seen(floor.cell_count(), -1);
    for (std::size_t e = 0; e < near_.size(); ++e) {
        const floor::DeadEnd& end = floor.dead_ends()[e];
        // Breadth first from the mouth: into the dead end for the depths, away from it for who is near.
        const auto spread = [&](bool inwards, const auto& visit) {
            std::vector<std::pair<CellId, int>> queue = {{end.mouth, 0}};
            seen[end.mouth.index()] = static_cast<int>(2 * e + (inwards ? 1 : 0));
            for (std::size_t i = 0; i < queue.size(); ++i) {
                const auto [cell, steps] = queue[i];
                if (!visit(cell, steps)) continue;
                for (const floor::Heading h : floor::kHeadings) {
                    const CellId next = inwards ? floor.next(cell, h) : floor.previous(cell, h);
                    if (!next.valid() || seen[next.index()] == seen[end.mouth.index()]) continue;
                    if ((floor.dead_end_of(next) == static_cast<int>(e)) != inwards) continue;
                    seen[next.index()] = seen[end.mouth.index()];
                    queue.emplace_back(next, steps + 1);
                }
            }
        };
        spread(true, [&](CellId cell, int steps) {
            depth_[cell.index()] = std::max(depth_[cell.index()], steps);
            return true;
        });
        spread(false, [&](CellId cell, int steps) {
            near_[e].push_back({cell, static_cast<int>(e), steps});
            return steps < near_steps;
        });
    }
}

bool DeadEndRights::asks(const RobotView& robot, CellId next, int end) const {
    if (!robot.cell.valid() || floor_->dead_end_of(robot.cell) == end) return false;
    if (next.valid() && floor_->dead_end_of(next) == end) return true;
    return robot.goal.valid() && floor_->dead_end_of(robot.goal) == end && is_near(robot.cell, end);
}

bool DeadEndRights::is_near(CellId cell, int end) const {
    const auto& near = near_[static_cast<std::size_t>(end)];
    return std::any_of(near.begin(), near.end(), [&](const Near& n) { return n.cell == cell; });
}

void DeadEndRights::give(const Snapshot& snapshot, std::span<const CellId> next) {
    if (near_.empty()) return;
    std::fill(right_.begin(), right_.end(), RobotId());
    std::fill(at_the_mouth_.begin(), at_the_mouth_.end(), RobotId());
    for (std::size_t i = 0; i < snapshot.robots.size(); ++i) {
        const CellId cell = snapshot.robots[i].cell;
        if (!cell.valid()) continue;
        occupant_[cell.index()] = RobotId(i);
        const int end = floor_->dead_end_of(cell), wanted = next[i].valid() ? floor_->dead_end_of(next[i]) : -1;
        if (end >= 0) right_[static_cast<std::size_t>(end)] = RobotId(i);
        if (wanted < 0 || wanted == end) continue;
        if (RobotId& first = at_the_mouth_[static_cast<std::size_t>(wanted)]; !first.valid()) first = RobotId(i);
    }
    for (std::size_t e = 0; e < near_.size(); ++e) {
        const int end = static_cast<int>(e);
        RobotId& promise = promise_[e];
        if (promise.valid() && !asks(snapshot.robots[promise.index()], next[promise.index()], end)) promise = RobotId();
        if (!promise.valid()) promise = at_the_mouth_[e];
        RobotId nearest;
        for (const Near& near : near_[e]) {
            const RobotId robot = occupant_[near.cell.index()];
            if (!robot.valid()) continue;
            if (!nearest.valid()) nearest = robot;
            if (!promise.valid() && asks(snapshot.robots[robot.index()], CellId(), end)) promise = robot;
        }
        if (!right_[e].valid()) right_[e] = promise.valid() ? promise : nearest;
    }
    for (const RobotView& robot : snapshot.robots)
        if (robot.cell.valid()) occupant_[robot.cell.index()] = RobotId();
}

}  // namespace dray::motion
