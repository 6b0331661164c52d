#include "engine/floor_run.hpp"

#include "base/error.hpp"
#include "base/handover.hpp"
#include "base/stopwatch.hpp"

namespace dray::engine {

FloorRun::FloorRun(const FloorSetup& the_setup, motion::Distances& the_distances, operations::FleetControl& the_control,
                   FloorRunOptions run_options)
    : setup(the_setup),
      options(std::move(run_options)),
      distances(the_distances),
      control(the_control),
      traffic(*setup.floor, setup.robot_count(), setup.lead_ticks, setup.reach_cells),
      world(*setup.floor, options.physics, setup.robot_count()),
      planner(motion::make_planner(options.planner, *setup.floor, distances, setup.robot_count())),
      referee(*setup.floor, setup.robot_count()),
      zones(*setup.floor),
      zone_faults(options.faults, *setup.floor, setup.clock),
      localisation(setup.robot_count(), setup.clock),
      lost_time(*setup.floor, setup.robot_count()),
      flow(setup) {
    const std::size_t n = robots();
    state.resize(n);
    views.resize(n);
    actions.assign(n, motion::Action::Wait);
    status.resize(n);
    seen_work_j.assign(n, 0);
    robot_results.resize(n);
    moments.resize(n);
    driving_ticks.assign(setup.floor->cell_count(), 0);
    waiting_ticks.assign(setup.floor->cell_count(), 0);
    closed.assign(setup.floor->cell_count(), 0);
    for (std::size_t i = 0; i < n; ++i) {
        const RobotId r(i);
        state[i].rest_goal = setup.start_cell[i];
        traffic.spawn(r, setup.start_cell[i], floor::Heading::East);
        world.spawn(r, setup.fleet(r).drive, setup.start_cell[i], floor::Heading::East);
    }
    traffic.update(world.bodies());
    for (const operations::FaultConfig& fault : options.faults.scheduled)
        if (fault.kind == "localisation")
            localisation.schedule(static_cast<std::uint32_t>(fault.robot), fault.at_s, fault.duration_s, fault.every_h * 3600);
    localisation.draw(options.faults.localisation_mtbf_h * 3600, options.faults.localisation_mttr_s, "localisation",
                      options.seed);
}

// Physics of one tick. Everything that bodies bring about is noted in step order and robot order.
void FloorRun::run_steps() {
    for (int i = 0; i < setup.clock.steps_per_tick; ++i) {
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

void FloorRun::finish_plan() {
    const motion::Snapshot snapshot{now_tick, views, closed, closed_version};
    if (const auto violation = referee.check(snapshot, actions)) {
        DRAY_CHECK(false, "the plan of tick {} is not valid: robot {} {}", now_tick, violation->robot.value, violation->what);
    }
    // What a robot that broke in this tick gets now is dropped when it has come to rest.
    traffic.append(actions);
    for (std::size_t i = 0; i < robots(); ++i) {
        if (actions[i] != motion::Action::TurnLeft && actions[i] != motion::Action::TurnRight) continue;
        state[i].fixed_until = now_tick + views[i].turn_ticks;
    }
}

void FloorRun::tick() {
    options.context.tick = now_tick;
    run_context() = options.context;
    start_faults();
    leave_lanes();

    const Stopwatch operations_watch;
    for (std::size_t i = 0; i < robots(); ++i) {
        const double work_j = world.motor_work_j(RobotId(i));
        status[i] = {cell_under(RobotId(i)), traffic.planned(RobotId(i)).cell,
                     state[i].operational && state[i].holding == Holding::Free, work_j - seen_work_j[i]};
        seen_work_j[i] = work_j;
    }
    control.tick(now_step, status);
    note_doors();
    feed_plan();
    operations_ms.add(operations_watch.elapsed_ms());

    handover::give();
    planning.run([this] {
        handover::take();
        run_context() = options.context;
        const Stopwatch watch;
        planner->plan({.tick = now_tick,
                       .robots = views,
                       .closed = closed,
                       .closed_version = closed_version,
                       .budget = {.iterations = options.planner.iterations}},
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
    // While it waited, this thread may have worked for another floor.
    run_context() = options.context;
    planner_ms.add(plan_ms);
    finish_plan();

    book_tick();
    const bool minute = now_step % (60 * setup.clock.steps_per_second) < setup.clock.steps_per_tick;
    if (minute || options.full_checks) traffic.check();
    control.check(minute || options.full_checks);
    traffic.add_to(hash);
    world.add_to(hash);
    control.add_to(hash);
    zones.add_to(hash);
    ++now_tick;
    if (failure) std::rethrow_exception(failure);
}

// Waits for the plan. When the planner's surroundings failed it (a program of the user's that died), everyone waits, so that the
// tick is whole and the run's results hold up to it.
std::exception_ptr FloorRun::finished_planning() {
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

}  // namespace dray::engine
