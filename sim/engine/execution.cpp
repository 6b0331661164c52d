// What bodies have done, and what follows from it: dwells that begin and end, loads lifted and set down, lanes left.
#include "base/check.hpp"
#include "engine/floor_run.hpp"

namespace dray::engine {

CellId FloorRun::cell_under(RobotId r) const {
    const traffic::BodyView& body = world.bodies()[r.index()];
    const double cell_m = setup.floor->cell_m();
    const auto clamped = [](double value, int count) { return std::clamp(static_cast<int>(std::lround(value)), 0, count - 1); };
    return setup.floor->at(clamped(body.y_m / cell_m, setup.floor->height()), clamped(body.x_m / cell_m, setup.floor->width()));
}

void FloorRun::begin_dwell(RobotId r, std::uint32_t seq) {
    RobotState& s = state[r.index()];
    const operations::Errand* e = errand(r, seq);
    // After a repair the same dwell is planned again; one that ended meanwhile only lets the robot go.
    if (e == nullptr) {
        traffic.end_dwell(r);
        return;
    }
    if (s.dwelling && s.begun_seq == seq) return;
    DRAY_CHECK(!s.dwelling, "robot {} begins errand {} inside the dwell of errand {}", r.value, seq, s.begun_seq);
    if (e->dwell == operations::Dwell::None) {
        control.reached(r, seq, now_step);
        traffic.end_dwell(r);
        return;
    }
    if (e->dwell == operations::Dwell::Service && control.still_serves(e->permit)) return;
    s.dwelling = true;
    s.begun_seq = seq;
    s.dwell = e->dwell;
    s.dwell_ends = now_step + e->duration;
    if (e->dwell == operations::Dwell::Service) s.served_in = e->permit;
    control.dwell_began(r, seq, now_step);
}

void FloorRun::end_timed_dwell(RobotId r) {
    RobotState& s = state[r.index()];
    s.dwelling = false;
    control.dwell_completed(r, s.begun_seq, now_step);
    const double load_kg = control.load_kg(r);
    world.set_load(r, load_kg, load_kg > 0 ? setup.load_half_width_m : 0);
    traffic.end_dwell(r);
}

void FloorRun::execute_dwells() {
    const std::span<const traffic::Movement> movements = traffic.movements();
    for (std::size_t i = 0; i < robots(); ++i) {
        const RobotId r(i);
        RobotState& s = state[i];
        if (movements[i].kind != traffic::MovementKind::Dwell || !s.operational) continue;
        if (!s.dwelling || s.begun_seq != movements[i].dwell) {
            begin_dwell(r, movements[i].dwell);
        } else if (operations::is_timed(s.dwell) && now_step >= s.dwell_ends) {
            end_timed_dwell(r);
        }
    }
    release_served();
}

// Services whose time is over: the pod is lighter or heavier now, and the robot may go when its plan lets it.
void FloorRun::release_served() {
    for (const RobotId r : control.end_dwells(now_step)) {
        RobotState& s = state[r.index()];
        s.dwelling = false;
        if (s.dwell == operations::Dwell::Service) ++robot_results[r.index()].pods_delivered;
        if (!s.operational) continue;
        world.set_load(r, control.load_kg(r), setup.load_half_width_m);
        if (traffic.movements()[r.index()].kind == traffic::MovementKind::Dwell) traffic.end_dwell(r);
    }
}

// A place in a lane is free again when the tail of the robot that was served there has left it.
void FloorRun::leave_lanes() {
    for (std::size_t i = 0; i < robots(); ++i) {
        RobotState& s = state[i];
        if (!s.served_in.valid() || s.dwelling || !s.operational) continue;
        traffic.authority(RobotId(i), scratch_cells);
        if (scratch_cells.empty() || setup.floor->lane_of(scratch_cells.front()) == s.served_in) continue;
        control.left_lane(RobotId(i), s.served_in, now_step);
        s.served_in = LaneId();
    }
}

}  // namespace dray::engine
