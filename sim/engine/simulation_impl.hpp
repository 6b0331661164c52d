// The state of a run, shared by the files of this room that move it: plan_feed, execution, incidents, metrics.
#pragma once

#include <tbb/task_group.h>

#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/stopwatch.hpp"
#include "engine/simulation.hpp"
#include "engine/site.hpp"
#include "insight/lost_time.hpp"
#include "motion/distances.hpp"
#include "motion/validity.hpp"
#include "physics/world.hpp"

namespace dray::engine {

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
    operations::Dwell dwell = operations::Dwell::None;
    Step dwell_ends = 0;   ///< of a timed dwell
    Tick fixed_until = 0;  ///< planned turn or timed dwell: the planner may act again at this tick
    CellId rest_goal;      ///< where it stays when it has nothing to do; invalid: anywhere
    LaneId served_in;      ///< lane that it has been served in and not yet left
};

/// Counters that only grow; the difference to their value at the end of the warm-up gives the rates.
struct Totals {
    std::int64_t orders = 0, lines = 0, units = 0;
};

/// Wall times in classes of 2 %, so that quantiles of any number of samples need no memory per sample.
class TimeHistogram {
  public:
    void add(double ms);
    [[nodiscard]] Quantiles quantiles() const;

  private:
    std::array<std::int64_t, 1024> count_{};
    std::int64_t total_ = 0;
    double max_ms_ = 0;
};

struct Simulation::Impl {
    Impl(LoadedScenario loaded, std::uint64_t run_seed, SimulationOptions run_options);

    // simulation.cpp
    void tick();
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
    void note_incident(const char* kind, RobotId r);
    void note_contacts();
    void stop_robot(RobotId r, bool by_collision);
    void settle_stopped();
    void recover_plan();
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
    // metrics.cpp
    void book_tick();
    void sample();
    [[nodiscard]] RobotUse use_of(RobotId r) const;
    [[nodiscard]] insight::RobotMoment moment_of(RobotId r, RobotUse use) const;
    void add_lost_time(Results& out) const;
    [[nodiscard]] Results results(bool interrupted) const;

    [[nodiscard]] std::size_t robots() const { return site.robot_count(); }
    [[nodiscard]] CellId cell_under(RobotId r) const;
    [[nodiscard]] const operations::Errand* errand(RobotId r, std::uint32_t seq) const;

    Stopwatch since_start;
    SimulationOptions options;
    std::uint64_t seed;
    RunContext context;  // what a failed check tells, on either thread
    Site site;
    std::unique_ptr<motion::Distances> distances;  // prepared before operations ask for estimates
    operations::Operations ops;
    traffic::Traffic traffic;
    physics::World world;
    std::unique_ptr<motion::Planner> planner;
    motion::Referee referee;
    tbb::task_group planning;

    Tick now_tick = 0;
    Step now_step = 0;
    Step last_step = 0;
    std::vector<RobotState> state;
    std::vector<motion::RobotView> views;  // the snapshot's robots
    std::vector<std::uint8_t> closed;      // the snapshot's closed cells
    std::uint64_t closed_version = 0;
    std::vector<motion::Action> actions;
    std::vector<operations::RobotStatus> status;
    std::vector<traffic::DroppedDwell> dropped;
    std::vector<RobotId> to_clear;  // cleared robots that still wait for a free cell
    std::vector<CellId> scratch_cells;
    std::vector<std::pair<RobotId, RobotId>> touched;  // pairs that met since either was last cleared, sorted

    StateHash hash;
    insight::LostTime lost_time;
    std::vector<insight::RobotMoment> moments;
    std::vector<RobotResult> robot_results;
    std::vector<TimePoint> timeline;
    std::vector<Incident> incidents;
    std::int64_t collisions = 0;
    double min_gap_m = 0.2;
    std::vector<std::array<std::int64_t, kRobotUses>> warm_up_use;  // by robot, at the end of the warm-up
    std::optional<Totals> at_warm_up;
    std::size_t cycle_times_at_warm_up = 0;
    TimeHistogram planner_ms, physics_ms, operations_ms;
    std::int64_t steps_done = 0;
    double plan_ms = 0;  // of the plan in progress
    double prepare_s = 0;
};

}  // namespace dray::engine
