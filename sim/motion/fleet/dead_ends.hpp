// Who may enter each dead end in a tick: one robot at most, since two could not pass each other inside.
#pragma once

#include <vector>

#include "motion/planner.hpp"

namespace dray::motion {

/// One thread at a time changes it; any may read.
class DeadEndRights {
  public:
    /// Robots within so many steps of a mouth count as near.
    DeadEndRights(const floor::Floor& floor, int near_steps);

    /// Gives the rights of a tick. `next` tells, by robot, the cell that its way leads to next, or an invalid one. An empty dead
    /// end goes to the robot that it is promised to, or else to the nearest one, which may have to be pushed in there. It is
    /// promised to a robot whose next step leads in or that has its goal inside and is near, and stays promised until that robot
    /// is in or wants something else.
    void give(const Snapshot& snapshot, std::span<const CellId> next);

    [[nodiscard]] bool may_enter(int end, RobotId robot) const { return right_[static_cast<std::size_t>(end)] == robot; }
    /// Whether a robot inside keeps another one out that has been promised to come in.
    [[nodiscard]] bool awaited(int end) const { return promise_[static_cast<std::size_t>(end)].valid(); }
    /// Steps from a cell of a dead end out of it, 1 next to the mouth; 0 elsewhere.
    [[nodiscard]] int depth(CellId cell) const { return depth_.empty() ? 0 : depth_[cell.index()]; }

  private:
    struct Near {
        CellId cell;
        int end, steps;
    };
    [[nodiscard]] bool asks(const RobotView& robot, CellId next, int end) const;
    [[nodiscard]] bool is_near(CellId cell, int end) const;

    const floor::Floor* floor_;
    std::vector<int> depth_;                // by cell; empty where there are no dead ends
    std::vector<std::vector<Near>> near_;   // by end: cells near its mouth, nearest first
    std::vector<RobotId> right_, promise_;  // by end
    std::vector<RobotId> at_the_mouth_;     // by end: the first robot whose next step leads in
    std::vector<RobotId> occupant_;         // by cell
};

}  // namespace dray::motion
