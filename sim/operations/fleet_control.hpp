// The seam between the control of one floor's robots and the engine that drives them: errands out, what bodies did back in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace dray::operations {

class Charging;
struct Advice;

/// Lift, SetDown and Unload take their errand's duration; Service and Charge last until end_dwells() names the robot.
enum class Dwell : std::uint8_t {
    None,
    Lift,     ///< take up the load that stands in the slot; the planner sees a loaded robot from then on
    SetDown,  ///< leave the load in the slot
    Unload,   ///< give a load away from the robot's tray, at any cell
    Service,  ///< stand at a lane's service cell
    Charge,
};
[[nodiscard]] constexpr bool is_timed(Dwell dwell) {
    return dwell == Dwell::Lift || dwell == Dwell::SetDown || dwell == Dwell::Unload;
}

/// One thing a robot is to do: be at `goal`, then dwell. A robot's errands form a short queue; seq grows by one per errand.
struct Errand {
    std::uint32_t seq = 0;
    CellId goal;
    LaneId permit;  ///< lane that it may drive for this errand: going in, or leaving it
    Dwell dwell = Dwell::None;
    Step duration = 0;          ///< of a timed dwell; 0 with Service and Charge: ends when end_dwells() names it
    std::int32_t priority = 0;  ///< for the planner; larger goes first
};

/// A robot as its control sees it at the start of a tick.
struct RobotStatus {
    CellId cell;              ///< physical cell of its centre
    CellId planned;           ///< end of its plan
    bool operational = true;  ///< false while broken, or told to stand where it is
    double work_j = 0;        ///< of its wheels since the last tick
};

/// A fault to be carried out by the engine.
struct FaultEvent {
    enum class Kind : std::uint8_t { Breakdown, FlatBattery, BrakesFail, Clear } kind = Kind::Breakdown;
    RobotId robot;
};

/// A dock door that goes down, or works again.
struct DoorChange {
    DoorId door;
    bool down = false;
};

/// Whoever sends the robots of one floor about. Robots are numbered from 0 on each floor. Not for several threads at once; the
/// controls of two floors may run side by side.
class FleetControl {
  public:
    virtual ~FleetControl() = default;

    /// Start of a planning tick: gives out work. Every robot with work to come has an errand; a robot without one may have an
    /// errand that only parks it (Dwell::None).
    virtual void tick(Step now, std::span<const RobotStatus> robots) = 0;
    /// Errands of a robot that have not ended, oldest first; at most a handful. Errands with Dwell::None end by `reached`. A tick
    /// may take back errands with Dwell::None, a set-down that the robot's plan has not reached, and what is to begin in a closed
    /// zone that its plan has not reached; broke() may take back what the robot has not begun.
    [[nodiscard]] virtual std::span<const Errand> errands(RobotId robot) const = 0;

    /// The body reached the goal of its oldest errand (which has no dwell): the errand ends.
    virtual void reached(RobotId robot, std::uint32_t seq, Step now) = 0;
    /// Whether people at a lane's service cell still serve a robot that was pushed off it, or nobody works there: the next one's
    /// service waits.
    [[nodiscard]] virtual bool still_serves(LaneId lane) const = 0;
    /// The body stands at the goal of its oldest errand and its dwell begins.
    virtual void dwell_began(RobotId robot, std::uint32_t seq, Step now) = 0;
    /// A timed dwell is complete (the engine counts its duration): the errand ends; the load has changed hands.
    virtual void dwell_completed(RobotId robot, std::uint32_t seq, Step now) = 0;
    /// Each physics step, never asking for travel times: robots whose Service or Charge ends now, ascending; their errands have
    /// ended.
    [[nodiscard]] virtual std::span<const RobotId> end_dwells(Step now) = 0;
    /// The robot's body has left the lane it was served in: its place is free again.
    virtual void left_lane(RobotId robot, LaneId lane, Step now) = 0;

    /// Faults due at this tick. The engine carries them out and calls broke / cleared. Random ones come from streams per robot.
    [[nodiscard]] virtual std::span<const FaultEvent> faults_due(Step now) = 0;
    /// The robot stands still until cleared(). A job that it has not begun (nothing lifted, no dwell begun) goes back to the pool
    /// and its errands are gone; with a load it keeps its errands and its place in a lane. A service in progress goes on.
    /// `unforeseen`: by a collision or an empty battery, so that nobody has said when it is cleared.
    virtual void broke(RobotId robot, Step now, bool unforeseen) = 0;
    /// The robot is back on the floor at `cell`, with or without its load as before.
    virtual void cleared(RobotId robot, CellId cell, Step now) = 0;

    /// Doors of the area that went down or work again in the last tick; most floors have none. Valid until the next tick.
    [[nodiscard]] virtual std::span<const DoorChange> door_changes() const { return {}; }

    /// Between ticks: what insight advises, until it advises otherwise.
    virtual void advise(const Advice& advice) = 0;
    /// People close a station, or open one that they have closed: as with a fault nobody works there, and it gets no new work
    /// before it is open. A floor without stations has none that could be closed.
    virtual void close_station(LaneId lane, bool closed, Step now) = 0;
    /// People tell a robot to rest, or to work again. One that rests finishes what it has begun, takes no further job and parks
    /// like any other without a job.
    virtual void rest(RobotId robot, bool rests) = 0;
    [[nodiscard]] virtual bool rests(RobotId robot) const = 0;

    /// The lane into which a robot with a load waits for a place; invalid: it waits for none.
    [[nodiscard]] virtual LaneId waits_for_place(RobotId robot) const = 0;
    /// Whether a station could load a robot and must not, since enough robots are under way (Advice::most_working).
    [[nodiscard]] virtual bool kept_from_loading([[maybe_unused]] LaneId station) const { return false; }
    /// The batteries of the floor's robots.
    [[nodiscard]] virtual const Charging& charging() const = 0;
    /// Whether something hangs on the robot with which it cannot pass beneath stored loads.
    [[nodiscard]] virtual bool loaded(RobotId robot) const = 0;
    /// Mass of all that the robot carries now.
    [[nodiscard]] virtual double load_kg(RobotId robot) const = 0;

    /// Books in O(1); `full` recounts everything. Throws BugError.
    virtual void check(bool full) const = 0;
    virtual void add_to(StateHash& hash) const = 0;
};

}  // namespace dray::operations
