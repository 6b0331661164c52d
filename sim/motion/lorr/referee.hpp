// The benchmark's rules of movement: says whether a joint action is legal, and carries it out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "floor/floor.hpp"
#include "motion/lorr/pose.hpp"
#include "motion/planner.hpp"

namespace dray::motion::lorr {

/// Unlike the referee of a simulation it allows rings, and any number of robots in a dead end. Holds scratch space, so that the
/// check of a step allocates nothing. One thread at a time.
class Referee {
  public:
    Referee(const floor::Floor& floor, std::size_t robots);

    /// What is wrong with the joint action, such as "robots 3 and 8 swap cells", or nothing: nobody may leave the map or enter a
    /// wall, share a cell after the step, or swap cells with another. `poses` are legal and by robot, as `actions` are.
    [[nodiscard]] std::optional<std::string> fault(std::span<const Pose> poses, std::span<const Action> actions);

  private:
    const floor::Floor* floor_;
    std::vector<RobotId> now_, after_;  // by cell, all invalid between calls
    std::vector<CellId> target_;        // by robot
};

/// The pose after a legal action.
[[nodiscard]] Pose moved(const floor::Floor& floor, Pose pose, Action action);

}  // namespace dray::motion::lorr
