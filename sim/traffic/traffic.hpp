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

/// A cell's centre counts as reached from this distance before it, and beyond it. A body at rest must stand within it.
inline constexpr double kArrival_m = 0.02;
/// A turn is done at rest within this angle of its heading (half a degree).
inline constexpr double kAligned_rad = 0.5 * 3.14159265358979323846 / 180;

/// A body as the traffic layer sees it, in the world frame. Written by the physics room after every step.
struct BodyView {
    double x_m = 0, y_m = 0;
    double heading_rad = 0;
    double speed_mps = 0;         ///< along the heading
    double half_length_m = 0.35;  ///< of body and load, along the grid axes; at most cell / 2 - kArrival_m
    bool at_rest = true;          ///< neither driving nor turning, within the tolerance of the drive model
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
/// A call that breaks the rule written beside it throws BugError.
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
    /// Where its body is, as far as it has driven: the cell under its centre, which is its own, and the heading after the turns
    /// that it has completed.
    [[nodiscard]] PlannedPose driven(RobotId robot) const;
    [[nodiscard]] int undriven(RobotId robot) const;  ///< actions appended and not yet completed
    [[nodiscard]] bool full(RobotId robot) const;     ///< no further action may be appended (always so: broken, off the floor)
    [[nodiscard]] bool on_floor(RobotId robot) const;

    /// Appends one tick's joint action (by RobotId; robots off the floor are skipped; Wait adds nothing). Refuses an action for
    /// a robot that is `full`, a move without an edge or into a closed cell, and two robots planned into one cell. Grants
    /// follow in update().
    void append(std::span<const motion::Action> actions);
    /// Appends a dwell at the end of the plan of a robot that is not `full`. `token` comes back in Movement::dwell. No cell
    /// beyond a dwell is granted before it has ended.
    void append_dwell(RobotId robot, std::uint32_t token);
    /// Ends the dwell that the robot is in now (its Movement is Dwell).
    void end_dwell(RobotId robot);

    /// After each physics step: completes what bodies have done, releases cells their tails have left, grants what became free.
    void update(std::span<const BodyView> bodies);
    [[nodiscard]] std::span<const Movement> movements() const { return movements_; }

    /// Drops everything not yet granted on the whole floor; planned poses are then the ends of the authorities. A dwell that has
    /// begun is kept. Dropped dwells are appended to `dropped` in robot order.
    void recover(std::vector<DroppedDwell>& dropped);
    /// After recover(), with the body at rest: shrinks the robot's authority to the cells its body covers, one at least. They
    /// stay its own until remove(), whoever else was granted them before. Called again, it replaces the covered cells.
    void break_down(RobotId robot, std::span<const CellId> covered);
    /// After recover(), with the body at rest: gives back what is granted ahead of the cells that the body needs to drive on from
    /// where it stands, those under it and the one that it is under way into. They are closed to others until release() or
    /// remove(). Dropped dwells are appended. For a robot that is neither broken nor held.
    void hold(RobotId robot, const BodyView& body, std::vector<DroppedDwell>& dropped);
    /// Lets a held robot drive on.
    void release(RobotId robot);
    /// Cells of broken and held robots, by CellId, 0 or 1; and a number that changes with it.
    [[nodiscard]] std::span<const std::uint8_t> closed() const { return closed_; }
    [[nodiscard]] std::uint64_t closed_version() const { return closed_version_; }

    /// Sets `cells` to those granted to a robot now, in driving order from the one under its tail (for tests, insight, drawing).
    void authority(RobotId robot, std::vector<CellId>& cells) const;
    /// The robot that keeps `robot` from the cell it would drive into next, or invalid when no other robot does.
    [[nodiscard]] RobotId waits_for(RobotId robot) const;
    /// Verifies all invariants: granted cells have one owner, visit queues agree with robots' plans, plan order is acyclic.
    /// Allocates; for tests and now and then. The part that costs little runs inside append() and update().
    void check() const;
    void add_to(StateHash& hash) const;

  private:
    enum class Kind : std::uint32_t { Forward, TurnRight, TurnLeft, Dwell };
    struct Planned {
        Kind kind;
        std::uint32_t token;  // of a dwell, else 0
    };
    // One planned stay of a robot in a cell, a link in that cell's queue of visits. Robot r's visit v is node r * V + v mod V.
    struct Visit {
        CellId cell;
        std::uint32_t next;
    };
    struct Queue {
        std::uint32_t head, tail;
    };
    // Numbers of actions and visits only ever grow (modulo 2^32); rings hold the live ones.
    struct Robot {
        std::uint32_t front = 0;    // oldest action not yet driven
        std::uint32_t grant = 0;    // first action that has still to be looked at for granting
        std::uint32_t back = 0;     // one past the youngest action
        std::uint32_t tail = 0;     // visit under the body's tail, the oldest that is kept; current + 1 when current is left
        std::uint32_t current = 0;  // visit whose centre was reached last
        std::uint32_t granted = 0;  // last visit that is granted
        std::uint32_t last = 0;     // visit at the end of the plan
        std::uint16_t reach = 1;
        floor::Heading heading = floor::Heading::East;       // after the actions driven
        floor::Heading plan_heading = floor::Heading::East;  // after all actions
        bool on_floor = false, broken = false;
        bool past_half = false;  // the centre of the body is in the cell of visit current + 1
        bool woken = false;      // is in woken_
    };
    static constexpr std::uint32_t kNone = 0xffffffffu;

    Robot& on_floor_robot(RobotId r);
    [[nodiscard]] std::uint32_t node(RobotId r, std::uint32_t visit) const {
        return (r.value << visit_bits_) + (visit & ((1u << visit_bits_) - 1));
    }
    [[nodiscard]] RobotId robot_of(std::uint32_t node) const { return RobotId(node >> visit_bits_); }
    [[nodiscard]] CellId cell(RobotId r, std::uint32_t visit) const { return visits_[node(r, visit)].cell; }
    [[nodiscard]] Planned& action(RobotId r, std::uint32_t a) {
        return actions_[(r.value << action_bits_) + (a & ((1u << action_bits_) - 1))];
    }
    [[nodiscard]] const Planned& action(RobotId r, std::uint32_t a) const {
        return actions_[(r.value << action_bits_) + (a & ((1u << action_bits_) - 1))];
    }

    void push_action(RobotId r, Kind kind, std::uint32_t token);
    void push_visit(RobotId r, CellId c);
    void leave_visit(RobotId r, std::uint32_t visit);
    void wake(RobotId r);

    [[nodiscard]] double progress_m(RobotId r, const BodyView& body) const;
    void follow_drive(RobotId r, const BodyView& body);
    void follow_turn(RobotId r, const BodyView& body);
    void release_tail(RobotId r, double tail_m);
    void grant(RobotId r);
    [[nodiscard]] Movement next_movement(RobotId r, const BodyView& body) const;

    void drop_ungranted(RobotId r, std::vector<DroppedDwell>& dropped);
    void close(RobotId r, std::span<const CellId> covered);
    void open(RobotId r);

    void check_robot(RobotId r) const;
    void check_queues() const;
    void check_closed() const;
    void check_order() const;

    const floor::Floor* floor_;
    std::uint32_t limit_;  // most actions of a robot not yet driven
    int action_bits_, visit_bits_;
    std::vector<Robot> robots_;
    std::vector<Movement> movements_;
    std::vector<Planned> actions_;  // a ring of 2^action_bits_ for each robot
    std::vector<Visit> visits_;     // a ring of 2^visit_bits_ for each robot
    std::vector<Queue> queues_;     // by CellId
    std::vector<RobotId> woken_;    // whose grants and movement are to be found anew
    std::vector<std::uint8_t> closed_;
    std::vector<std::uint16_t> closers_;        // broken and held robots that close a cell, by CellId
    std::vector<std::vector<CellId>> covered_;  // by robot: what it closes; empty: it is neither broken nor held
    std::uint64_t closed_version_ = 0;
};

}  // namespace dray::traffic
