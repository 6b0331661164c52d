// What must hold for every healthy body after every physics step, whatever befalls the others: it is inside its authority, and it
// can stop there. Only under full checks, since it looks at every body in every step.
#include <algorithm>

#include "base/check.hpp"
#include "engine/floor_run.hpp"
#include "physics/braking.hpp"

namespace dray::engine {

namespace {

constexpr double kSlack_m = 1e-3;  // positions and speeds are floats

}  // namespace

void FloorRun::check_bodies() {
    for (std::size_t i = 0; i < robots(); ++i) {
        // Locked wheels and failed brakes do not follow a movement.
        if (state[i].operational && !state[i].brakes_failed) check_body(RobotId(i));
    }
}

void FloorRun::check_body(RobotId r) {
    const traffic::BodyView& body = world.bodies()[r.index()];
    const traffic::Movement& movement = traffic.movements()[r.index()];
    traffic.authority(r, scratch_cells);
    const auto granted = [&](CellId c) {
        return std::find(scratch_cells.begin(), scratch_cells.end(), c) != scratch_cells.end();
    };
    for (const CellId c : world.covered(r))
        DRAY_CHECK(granted(c), "robot {} covers cell {} outside its authority at step {}", r.value, c.value, now_step);
    DRAY_CHECK(granted(movement.end), "robot {} is sent to cell {}, which it was not granted", r.value, movement.end.value);

    const double step_s = setup.clock.step_s();
    const double overrun = physics::overrun_m(*setup.floor, setup.fleet(r).drive, control.load_kg(r), body, movement, step_s);
    const bool rolls = movement.kind == traffic::MovementKind::Drive || !body.at_rest;
    // One that was held just past the centre of its cell turns or stands where it is.
    const double slack_m = movement.kind == traffic::MovementKind::Drive ? kSlack_m : traffic::kArrival_m;
    DRAY_CHECK(!rolls || overrun <= slack_m, "robot {} at {:.3f} m/s needs {:.4f} m more than it has to stop at cell {}, step {}",
               r.value, body.speed_mps, overrun, movement.end.value, now_step);
}

}  // namespace dray::engine
