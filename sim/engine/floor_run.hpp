// One floor of a run: its robots' bodies, their plan and the authorities between the two, driven tick by tick for whoever
// controls the floor's fleet. Internal to the room. Two floors may tick side by side on different threads.
#pragma once

#include <tbb/task_group.h>

#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/hash.hpp"
#include "engine/floor_setup.hpp"
#include "engine/flow_books.hpp"
#include "engine/interventions.hpp"
#include "engine/results.hpp"
#include "engine/time_histogram.hpp"
#include "engine/zones.hpp"
#include "insight/lost_time.hpp"
#include "motion/distances.hpp"
#include "motion/planner.hpp"
#include "motion/validity.hpp"
#include "operations/charging/charging.hpp"
#include "operations/fleet_control.hpp"
#include "operations/outages.hpp"
#include "operations/zone_faults.hpp"
#include "physics/world.hpp"
#include "traffic/traffic.hpp"

namespace dray::engine {

/// Whether a sound robot is told to stand where it is.
enum class Holding : std::uint8_t {
    Free,
    Halting,  ///< brakes
    Held,     ///< stands; its cells are closed
};

/// What the engine remembers of a robot between ticks.
struct RobotState {
    std::uint32_t planned_seq = 0;  ///< first errand not yet planned through
    std::uint32_t begun_seq = 0;    ///< errand whose dwell has begun, when `dwelling`
    bool dwelling = false;          ///< a dwell has begun and not ended
    bool ended = false;             ///< the open dwell has ended and the robot may go
    bool operational = true;        ///< not broken
    bool stopping = false;          ///< broke, or was pushed while broken, and has not been seen at rest since
    bool settled = false;           ///< broke and came to rest: its cells are closed
    bool brakes_failed = false;     ///< rolls on as it likes; not broken
    bool lost = false;              ///< does not know where it is
    Holding holding = Holding::Free;
    operations::Dwell dwell = operations::Dwell::None;
    Step dwell_ends = 0;   ///< of a timed dwell
    Tick fixed_until = 0;  ///< planned turn or timed dwell: the planner may act again at this tick
    CellId rest_goal;      ///< where it stays when it has nothing to do; invalid: anywhere
    LaneId served_in;      ///< lane that it has been served in and not yet left
};

/// What bounds a floor's run, from the scenario.
struct FloorRunOptions {
    physics::PhysicsConfig physics;
    motion::PlannerConfig planner;
    operations::FaultsConfig faults;  ///< zones that close and robots that lose their localisation; the control has the others
    std::uint64_t seed = 0;
    bool full_checks = false;
    RunContext context;  ///< what a failed check tells, on either thread
};

struct FloorRun {
    /// `distances` are prepared; all references must outlive the run.
    FloorRun(const FloorSetup& setup, motion::Distances& distances, operations::FleetControl& control, FloorRunOptions options);

    // floor_run.cpp
    void tick();  ///< one planning tick; throws as Simulation::tick does
    void run_steps();
    [[nodiscard]] std::exception_ptr finished_planning();
    void finish_plan();
    // plan_feed.cpp: from errands to the planner's snapshot.
    void feed_plan();
    void feed_robot(RobotId r);
    [[nodiscard]] bool planned_loaded(RobotId r) const;
    // execution.cpp: what bodies have done, and what follows from it.
    void execute_dwells();
    void begin_dwell(RobotId r, std::uint32_t seq);
    void end_timed_dwell(RobotId r);
    void release_served();
    void leave_lanes();
    // incidents.cpp: faults, collisions, recovery.
    void start_faults();
    void intervene();
    void repair(RobotId r);
    void limit_robots(std::size_t fleet, std::size_t working);
    void note_incident(const char* kind, RobotId r);
    void note_doors();
    void note_contacts();
    void stop_robot(RobotId r, bool unforeseen);
    void settle_stopped();
    /// Of the robots `halted`, which stand, what they were granted ahead goes too, and they are held.
    void recover_plan(std::span<const RobotId> halted = {});
    // holding.cpp: closed zones, lost robots, and who stands because of them.
    /// A zone is closed, or people are in it, from the next planning on, which is told as that kind of incident. Between ticks or
    /// at the beginning of one.
    void close_zone(const Zone& zone, const char* incident);
    /// Ends one that was begun by close_zone, or that the scenario has begun; false when there is none.
    bool open_zone(const Zone& zone);
    void change_zone(const Intervention& i);
    void zones_changed();
    void start_outages();
    void set_lost(RobotId r, bool lost);
    [[nodiscard]] bool must_stand(RobotId r);
    void hold_robots();
    void set_holding(RobotId r, Holding holding);
    void release_robot(RobotId r);
    void renew_fault(RobotId r);
    [[nodiscard]] std::uint32_t zone_in_the_way(RobotId r, LaneId lane);
    void note_zone(const char* kind, const Zone& zone);
    // clearing.cpp: the way back.
    void clear_due();
    [[nodiscard]] bool repair_brakes(RobotId r);
    [[nodiscard]] bool inside_authority(RobotId r);
    [[nodiscard]] bool may_stand(RobotId r, CellId cell, CellId own) const;
    [[nodiscard]] std::optional<CellId> place_for(RobotId r);
    void clear_robot(RobotId r, CellId cell);
    // body_checks.cpp
    void check_bodies();
    void check_body(RobotId r);
    // robot_books.cpp: where the robots' time went.
    void book_tick();
    void end_warm_up();
    void count_uses(std::array<std::int64_t, kRobotUses>& count) const;
    [[nodiscard]] RobotUse use_of(RobotId r) const;
    [[nodiscard]] insight::RobotMoment moment_of(RobotId r, RobotUse use);
    /// Appends robots, fleets, incidents and lost time of this floor.
    void add_to(Results& out) const;
    void add_lost_time(Results& out) const;
    void add_cells(Results& out) const;
    // energy.cpp
    void add_energy(Results& out, std::size_t first_fleet) const;

    [[nodiscard]] std::size_t robots() const { return setup.robot_count(); }
    [[nodiscard]] CellId cell_under(RobotId r) const;
    [[nodiscard]] const operations::Errand* errand(RobotId r, std::uint32_t seq) const;

    const FloorSetup& setup;
    FloorRunOptions options;
    motion::Distances& distances;
    operations::FleetControl& control;
    traffic::Traffic traffic;
    physics::World world;
    std::unique_ptr<motion::Planner> planner;
    motion::Referee referee;
    tbb::task_group planning;

    Tick now_tick = 0;
    Step now_step = 0;
    std::vector<RobotState> state;
    std::vector<motion::RobotView> views;  // the snapshot's robots
    std::vector<std::uint8_t> closed;      // the snapshot's closed and shut cells
    std::uint64_t closed_version = 0;
    std::vector<motion::Action> actions;
    std::vector<operations::RobotStatus> status;
    std::vector<double> seen_work_j;  // of the bodies, at the last tick
    std::vector<traffic::DroppedDwell> dropped;
    std::vector<Intervention> asked;  // by people, for the next tick
    Zones zones;
    operations::ZoneFaults zone_faults;
    operations::Outages localisation;  // things are robots
    std::vector<RobotId> to_clear;     // cleared robots that still wait for a free cell
    std::vector<CellId> scratch_cells;
    std::vector<RobotId> scratch_robots;
    std::vector<std::pair<RobotId, RobotId>> touched;  // pairs that met since either was last cleared, sorted

    StateHash hash;
    insight::LostTime lost_time;
    FlowBooks flow;
    std::vector<insight::RobotMoment> moments;
    std::vector<RobotResult> robot_results;
    std::vector<std::uint32_t> driving_ticks, waiting_ticks;  // of all robots together, by cell
    std::vector<Incident> incidents;
    std::int64_t collisions = 0;
    double min_gap_m = 0.2;
    std::vector<std::array<std::int64_t, kRobotUses>> warm_up_use;  // by robot, at the end of the warm-up
    TimeHistogram planner_ms, physics_ms, operations_ms;
    std::int64_t steps_done = 0;
    double plan_ms = 0;  // of the plan in progress
};

}  // namespace dray::engine
