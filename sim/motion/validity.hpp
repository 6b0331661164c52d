// The referee: says whether a joint action is legal. Used by the engine every tick, by tests, and on external planners.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "floor/floor.hpp"
#include "motion/planner.hpp"

namespace dray::motion {

/// One broken rule of a joint action.
struct Violation {
    RobotId robot;
    std::string what;  ///< "swaps cells with robot 7"
};

/// Checks joint actions on one floor. Holds scratch space, so that the check of a tick allocates nothing after the first.
class Referee {
  public:
    Referee(const floor::Floor& floor, std::size_t robots);
    /// The violation of the lowest robot id, if any; of two robots in conflict the lower one is told. Robots with an invalid
    /// cell are off the floor and must wait. Rings of three and more robots are violations when `rings_allowed` is false.
    [[nodiscard]] std::optional<Violation> check(const Snapshot& snapshot, std::span<const Action> actions,
                                                 bool rings_allowed = false);

  private:
    void consider(RobotId robot, std::string what);
    void place(const Snapshot& snapshot, std::span<const Action> actions);
    void check_robot(const Snapshot& snapshot, RobotId robot, Action action);
    void find_rings(const Snapshot& snapshot);

    const floor::Floor* floor_;
    std::optional<Violation> found_;    ///< the lowest so far
    std::vector<RobotId> inside_;       ///< by dead end: a robot that is in it or comes in
    std::vector<RobotId> now_, after_;  ///< by cell
    std::vector<CellId> target_;        ///< by robot
    std::vector<std::uint8_t> mark_;    ///< by robot, for the search of rings
};

}  // namespace dray::motion
