// The seam between a fleet motion planner and the rest: an immutable snapshot in, one action per robot out.
//
// One call decides one planning tick. A robot is at (cell, heading) in *planned* state, which runs ahead of the bodies. The joint
// action must be conflict-free (see validity.hpp): no two robots in a cell, no swap, no ring of robots that all step into each
// other's cells at once, no entry into a closed cell or from outside into a shut one, a wall, a lane without its permit, a slot
// with a pod unless it is the goal, or a dead end that another robot is in.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/id.hpp"
#include "base/stopwatch.hpp"
#include "base/time.hpp"
#include "config/table.hpp"
#include "floor/floor.hpp"

namespace dray::motion {

/// What a robot does in one planning tick. Dwells (lift, set down, service, charge) are planned by the caller: a dwelling robot
/// has `fixed_ticks` in the snapshot. Order of the first four as in the League of Robot Runners.
enum class Action : std::uint8_t { Forward = 0, TurnRight = 1, TurnLeft = 2, Wait = 3 };

/// Travel time of one drive class in one load state, in physics steps, derived from its drive model.
struct ActionCosts {
    int forward_steps = 16;  ///< driving one cell at top speed
    int turn_steps = 60;     ///< a quarter turn with the braking before and the starting after it, beyond driving through
    int turn_ticks = 1;      ///< planning ticks for which a robot that turns is fixed, this one included
};

/// One robot as the planner sees it. 24 bytes.
struct RobotView {
    CellId cell;                ///< planned position
    CellId goal;                ///< where it wants to be; invalid: it has no work, may be pushed anywhere and prefers to stay
    CellId next_goal;           ///< where it will want to be once it was at `goal`, where that is known; else invalid
    LaneId permit;              ///< the lane it holds a place in; invalid: none
    std::int32_t priority = 0;  ///< larger goes first; ties by longer waiting, then by id
    floor::Heading heading = floor::Heading::East;
    std::uint8_t turn_ticks = 1;  ///< ticks for which this class is fixed when it turns with this load, that of the turn included
    bool loaded = false;          ///< carries a pod
    /// For at least so many ticks it must wait, this one included: dwelling, turning, queue full, broken. 0: it is free.
    std::uint8_t fixed_ticks = 0;
};

/// How long a planner may go on improving its first plan. Counted in iterations a result does not depend on the machine; by the
/// wall clock it does, so a simulation never sets `clock`.
struct Budget {
    std::int64_t iterations = 0;       ///< improvement passes over the fleet; 0: the first plan is the plan
    const Stopwatch* clock = nullptr;  ///< when set, `iterations` is ignored and improvement ends when it shows `until_ms`
    double until_ms = 0;
};

/// Who may enter a cell.
inline constexpr std::uint8_t kOpen = 0;    ///< whoever else may
inline constexpr std::uint8_t kClosed = 1;  ///< nobody: a robot that is out of order stands there
inline constexpr std::uint8_t kShut = 2;    ///< only who comes from a shut cell: the zone is closed, and who is inside may leave

/// Everything a planner may look at. The spans stay valid and unchanged during the call.
struct Snapshot {
    Tick tick = 0;
    std::span<const RobotView> robots;     ///< by RobotId
    std::span<const std::uint8_t> closed;  ///< by CellId: kOpen, kClosed or kShut; cells beyond its end are open
    std::uint64_t closed_version = 0;      ///< changes whenever `closed` does
    Budget budget;
};

/// A fleet motion planner for one floor. Deterministic: equal snapshots in equal order give equal actions, on any number of
/// threads. One call at a time. Allocates nothing after the first calls.
class Planner {
  public:
    virtual ~Planner() = default;
    /// Fills `actions` (one per robot). Always succeeds: a robot without a better idea waits.
    virtual void plan(const Snapshot& snapshot, std::span<Action> actions) = 0;
};

struct PlannerConfig {
    std::string name = "fleet";      ///< fleet or external
    std::int64_t iterations = 4;     ///< fleet: passes of improvement over the fleet in each tick
    std::string command;             ///< external: the program and its arguments, run by the shell
    double table_budget_mb = 256;    ///< bytes that all distance tables may hold
    double external_timeout_s = 10;  ///< external: silence longer than this ends the run
};

[[nodiscard]] const config::Table& planner_table();

class Distances;

/// Makes the configured planner. `distances` outlives it. Throws InputError for a bad configuration and EnvironmentError when the
/// external program cannot be started.
[[nodiscard]] std::unique_ptr<Planner> make_planner(const PlannerConfig& config, const floor::Floor& floor, Distances& distances,
                                                    std::size_t robots);

}  // namespace dray::motion
