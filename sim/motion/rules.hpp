// The rules of entering a cell that concern one robot alone; the planner and the referee share them.
#pragma once

#include <span>

#include "floor/floor.hpp"
#include "motion/planner.hpp"

namespace dray::motion {

/// Whether a closure keeps a robot in `from` out of its neighbour `to`.
[[nodiscard]] inline bool barred(std::span<const std::uint8_t> closed, CellId from, CellId to) {
    if (to.index() >= closed.size() || closed[to.index()] == kOpen) return false;
    return closed[to.index()] == kClosed || closed[from.index()] != kShut;
}

/// Why `robot` may not enter `target`, a neighbour with an edge from its cell: words that follow "robot N". Null: it may.
[[nodiscard]] inline const char* entry_fault(const floor::Floor& floor, std::span<const std::uint8_t> closed,
                                             const RobotView& robot, CellId target) {
    if (barred(closed, robot.cell, target))
        return closed[target.index()] == kClosed ? "enters a closed cell" : "enters a closed zone from outside";
    if (const LaneId lane = floor.lane_of(target); lane.valid() || floor.kind(target) == floor::CellKind::Lane)
        return lane.valid() && robot.permit == lane ? nullptr : "enters a lane without its permit";
    if (target == robot.goal || floor.drivable(target, robot.loaded)) return nullptr;
    return floor.kind(target) == floor::CellKind::Slot ? "enters a slot with a pod that is not its goal"
                                                       : "enters a cell it may not drive on with a pod";
}

}  // namespace dray::motion
