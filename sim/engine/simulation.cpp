#include "engine/simulation.hpp"

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/handover.hpp"
#include "base/stopwatch.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

namespace {

std::size_t table_budget_bytes(const Scenario& scenario) {
    return static_cast<std::size_t>(scenario.planner.table_budget_mb * 1e6);
}

operations::OperationsConfig operations_config(const Scenario& scenario) {
    return {.dispatch = scenario.dispatch, .faults = scenario.faults, .storage = scenario.storage, .stations = scenario.stations};
}

std::unique_ptr<motion::Distances> prepared_distances(const Site& site) {
    auto distances = std::make_unique<motion::Distances>(*site.floor, site.costs, table_budget_bytes(site.loaded.scenario));
    distances->prepare();
    return distances;
}

double slowest_lift_s(const Scenario& scenario) {
    double lift_s = 0;
    for (const FleetConfig& fleet : scenario.fleets)
        lift_s = std::max(lift_s, fleet.drive.lift_s);
    return lift_s;
}

}  // namespace

Simulation::Impl::Impl(LoadedScenario loaded, std::uint64_t run_seed, SimulationOptions run_options)
    : options(std::move(run_options)),
      seed(run_seed),
      context{.command = options.repeat_command, .seed = run_seed},
      site(build_site(std::move(loaded), run_seed)),
      distances(prepared_distances(site)),
      ops(operations_config(site.loaded.scenario), *site.floor, *distances, std::move(site.demand), site.clock, run_seed,
          site.robot_count(), slowest_lift_s(site.loaded.scenario)),
      traffic(*site.floor, site.robot_count(), site.lead_ticks, site.reach_cells),
      world(*site.floor, site.loaded.scenario.physics, site.robot_count()),
      planner(motion::make_planner(site.loaded.scenario.planner, *site.floor, *distances, site.robot_count())),
      referee(*site.floor, site.robot_count()),
      lost_time(*site.floor, site.robot_count()) {
    const std::size_t n = robots();
    state.resize(n);
    views.resize(n);
    actions.assign(n, motion::Action::Wait);
    status.resize(n);
    robot_results.resize(n);
    moments.resize(n);
    closed.assign(site.floor->cell_count(), 0);
    last_step = site.clock.steps(site.loaded.scenario.duration_s);
    for (std::size_t i = 0; i < n; ++i) {
        const RobotId r(i);
        robot_results[i].id = r;
        robot_results[i].fleet = site.fleet_of[i];
        state[i].rest_goal = site.start_cell[i];
        traffic.spawn(r, site.start_cell[i], floor::Heading::East);
        world.spawn(r, site.fleet(r).drive, site.start_cell[i], floor::Heading::East);
    }
    traffic.update(world.bodies());
    sample();
    prepare_s = since_start.elapsed_ms() / 1000;
}

// Physics of one tick. Everything that bodies bring about is noted in step order and robot order.
void Simulation::Impl::run_steps() {
    for (int i = 0; i < site.clock.steps_per_tick; ++i) {
        const Stopwatch watch;
        world.step(traffic.movements());
        traffic.update(world.bodies());
        ++now_step;
        min_gap_m = std::min(min_gap_m, world.min_gap_m());
        note_contacts();
        execute_dwells();
        physics_ms.add(watch.elapsed_ms());
        if (options.full_checks) check_bodies();
        ++steps_done;
    }
}

void Simulation::Impl::finish_plan() {
    const motion::Snapshot snapshot{now_tick, views, closed, closed_version};
    if (const auto violation = referee.check(snapshot, actions)) {
        DRAY_CHECK(false, "the plan of tick {} is not valid: robot {} {}", now_tick, violation->robot.value, violation->what);
    }
    // What a robot that broke in this tick gets now is dropped when it has come to rest.
    traffic.append(actions);
    for (std::size_t i = 0; i < robots(); ++i) {
        if (actions[i] != motion::Action::TurnLeft && actions[i] != motion::Action::TurnRight) continue;
        state[i].fixed_until = now_tick + site.costs[views[i].loaded ? 1 : 0].turn_ticks;
    }
}

void Simulation::Impl::tick() {
    context.tick = now_tick;
    run_context() = context;
    start_faults();
    leave_lanes();

    const Stopwatch operations_watch;
    for (std::size_t i = 0; i < robots(); ++i) {
        status[i] = {cell_under(RobotId(i)), traffic.planned(RobotId(i)).cell, state[i].operational};
    }
    ops.tick(now_step, status);
    feed_plan();
    operations_ms.add(operations_watch.elapsed_ms());

    handover::give();
    planning.run([this] {
        handover::take();
        run_context() = context;
        const Stopwatch watch;
        planner->plan({.tick = now_tick,
                       .robots = views,
                       .closed = closed,
                       .closed_version = closed_version,
                       .budget = {.iterations = site.loaded.scenario.planner.iterations}},
                      actions);
        plan_ms = watch.elapsed_ms();
        handover::give();
    });
    try {
        run_steps();
    } catch (...) {
        // What went wrong here is told, whatever became of the plan.
        try {
            planning.wait();
        } catch (...) {
        }
        throw;
    }
    const std::exception_ptr failure = finished_planning();
    planner_ms.add(plan_ms);
    finish_plan();

    book_tick();
    const bool minute = now_step % (60 * site.clock.steps_per_second) < site.clock.steps_per_tick;
    if (minute || options.full_checks) traffic.check();
    ops.check(minute || options.full_checks);
    traffic.add_to(hash);
    world.add_to(hash);
    ops.add_to(hash);
    ++now_tick;
    if (failure) std::rethrow_exception(failure);
}

// Waits for the plan. When the planner's surroundings failed it (a program of the user's that died), everyone waits, so that the
// tick is whole and the run's results hold up to it.
std::exception_ptr Simulation::Impl::finished_planning() {
    try {
        planning.wait();
    } catch (const EnvironmentError&) {
        handover::take();
        std::fill(actions.begin(), actions.end(), motion::Action::Wait);
        return std::current_exception();
    }
    handover::take();
    return nullptr;
}

Simulation::Simulation(LoadedScenario loaded, std::uint64_t seed, SimulationOptions options)
    : impl_(std::make_unique<Impl>(std::move(loaded), seed, std::move(options))) {}
Simulation::~Simulation() = default;

void Simulation::tick() {
    impl_->tick();
}
bool Simulation::done() const {
    return impl_->now_step >= impl_->last_step;
}
double Simulation::time_s() const {
    return impl_->site.clock.seconds(impl_->now_step);
}
double Simulation::duration_s() const {
    return impl_->site.clock.seconds(impl_->last_step);
}
std::uint64_t Simulation::state_hash() const {
    return impl_->hash.digest();
}
Results Simulation::results(bool interrupted, std::string failure) const {
    Results results = impl_->results(interrupted);
    results.failure = std::move(failure);
    return results;
}
const floor::Floor& Simulation::floor() const {
    return *impl_->site.floor;
}
const operations::Operations& Simulation::operations() const {
    return impl_->ops;
}
const traffic::Traffic& Simulation::traffic() const {
    return impl_->traffic;
}
std::span<const traffic::BodyView> Simulation::bodies() const {
    return impl_->world.bodies();
}

}  // namespace dray::engine
