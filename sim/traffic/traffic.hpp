// Turns a fleet's plan into movement authorities for its bodies.
//
// Plan order is kept by an action dependency graph (Hoenig et al., "Persistent and robust execution of MAPF schedules in
// warehouses", RA-L 2019), stored as one queue of visits per cell: a robot may enter a cell only when all robots planned through
// it earlier have physically left. Cells that a robot may use now are granted to it alone: its movement authority. Since plans
// contain no ring, the order is acyclic and execution cannot deadlock, however late robots are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "floor/floor.hpp"
#include "motion/planner.hpp"

namespace dray::traffic {

/// A body as the traffic layer sees it, in the world frame. Written by the physics room after every step.
struct BodyView {
    double x_m = 0, y_m = 0;
    double heading_rad = 0;
    double speed_mps = 0;         ///< along the heading
    double half_length_m = 0.35;  ///< of body and load, along the grid axes
    bool at_rest = true;          ///< stopped within the tolerance of the drive model
};

enum class MovementKind : std::uint8_t {
    Hold,   ///< brake and stay
    Drive,  ///< straight on in `heading`, to stop at the centre of `end` at the latest
    Turn,   ///< in place to `heading`
    Dwell,  ///< stay until the dwell ends
};

/// What one body may do now: the authority, cut to its next straight run or turn. 12 bytes, by RobotId.
struct Movement {
    MovementKind kind = MovementKind::Hold;
    floor::Heading heading = floor::Heading::East;
    CellId end;               ///< Drive: last cell of the run that is granted; else the cell it is in
    std::uint32_t dwell = 0;  ///< Dwell: the token given with append_dwell
};

struct PlannedPose {
    CellId cell;
    floor::Heading heading = floor::Heading::East;
};

/// A dwell that was dropped by recover() before it began.
struct DroppedDwell {
    RobotId robot;
    std::uint32_t token = 0;
};

/// All robots of one floor. Not for several threads at once, except the const spans. Steady calls allocate nothing.
class Traffic {
  public:
    /// `lead_ticks` is L: a robot holds at most 2 L actions not yet driven. `reach_cells` bounds how many cells ahead of the body
    /// are granted at once (braking distance of the slowest class plus two); by RobotId.
    Traffic(const floor::Floor& floor, std::size_t robots, int lead_ticks, std::vector<int> reach_cells);

    /// Puts a robot on the floor; the cell must be free of other robots' visits.
    void spawn(RobotId robot, CellId cell, floor::Heading heading);
    /// Takes a robot off the floor (nothing of it may remain planned beyond its own cells: call break_down first).
    void remove(RobotId robot);

    [[nodiscard]] PlannedPose planned(RobotId robot) const;
    [[nodiscard]] int undriven(RobotId robot) const;  ///< actions appended and not yet completed
    [[nodiscard]] bool full(RobotId robot) const;     ///< no further action may be appended
    [[nodiscard]] bool on_floor(RobotId robot) const;

    /// Appends one tick's joint action (by RobotId; robots off the floor are skipped; Wait adds nothing).
    void append(std::span<const motion::Action> actions);
    /// Appends a dwell at the end of a robot's plan. `token` comes back in Movement::dwell.
    void append_dwell(RobotId robot, std::uint32_t token);
    /// Ends the dwell that the robot is in now (its Movement is Dwell).
    void end_dwell(RobotId robot);

    /// After each physics step: completes what bodies have done, releases cells their tails have left, grants what became free.
    void update(std::span<const BodyView> bodies);
    [[nodiscard]] std::span<const Movement> movements() const { return movements_; }

    /// Drops everything not yet granted on the whole floor; planned poses are then the ends of the authorities. A dwell that has
    /// begun is kept. Dropped dwells are appended to `dropped` in robot order.
    void recover(std::vector<DroppedDwell>& dropped);
    /// After recover(): shrinks the robot's authority to the cells its body covers. They stay its own until remove().
    void break_down(RobotId robot, std::span<const CellId> covered);
    /// Cells held by broken robots, by CellId; and a number that changes with it.
    [[nodiscard]] std::span<const std::uint8_t> closed() const { return closed_; }
    [[nodiscard]] std::uint64_t closed_version() const { return closed_version_; }

    /// Cells granted to a robot now, in driving order from the one under its tail (for tests, insight and drawing).
    void authority(RobotId robot, std::vector<CellId>& cells) const;
    /// The robot that keeps `robot` from its next cell, or invalid when nothing does.
    [[nodiscard]] RobotId waits_for(RobotId robot) const;
    /// Verifies the invariants (granted cells have one owner, visit queues agree with robots' plans); throws BugError.
    void check() const;
    void add_to(StateHash& hash) const;

  private:
    std::vector<Movement> movements_;
    std::vector<std::uint8_t> closed_;
    std::uint64_t closed_version_ = 0;
};

}  // namespace dray::traffic
