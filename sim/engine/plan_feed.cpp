// From errands to the planner's snapshot: where each robot wants to be in planned state, and whether the planner may move it.
#include <algorithm>

#include "engine/floor_run.hpp"

namespace dray::engine {

namespace {

constexpr std::uint8_t kFixedForNow = 255;  // ticks: nobody knows for how long

bool is_open(const operations::Errand& errand) {
    return errand.dwell == operations::Dwell::Service || errand.dwell == operations::Dwell::Charge;
}

}  // namespace

const operations::Errand* FloorRun::errand(RobotId r, std::uint32_t seq) const {
    for (const operations::Errand& e : control.errands(r)) {
        if (e.seq == seq) return &e;
    }
    return nullptr;
}

// The load at the end of the plan: what it carries now, changed by every lift and set-down that is planned and not yet done.
bool FloorRun::planned_loaded(RobotId r) const {
    bool loaded = control.loaded(r);
    for (const operations::Errand& e : control.errands(r)) {
        if (e.seq >= state[r.index()].planned_seq) break;
        if (e.dwell == operations::Dwell::Lift) loaded = true;
        if (e.dwell == operations::Dwell::SetDown) loaded = false;
    }
    return loaded;
}

void FloorRun::feed_robot(RobotId r) {
    RobotState& s = state[r.index()];
    motion::RobotView& view = views[r.index()];
    // Where it stands is told by the closed cells alone: pushed aside, it may stand where another's authority ends.
    if (s.settled) {
        view = {};
        view.fixed_ticks = kFixedForNow;
        return;
    }
    const traffic::PlannedPose pose = traffic.planned(r);
    view.cell = pose.cell;
    view.heading = pose.heading;
    view.goal = CellId();
    view.priority = 0;
    // Inside a lane it may drive on to the lane's end, whatever comes next.
    view.permit = setup.floor->lane_of(pose.cell);
    const auto fix = [&](Tick ticks) {
        view.fixed_ticks = std::max(view.fixed_ticks, static_cast<std::uint8_t>(std::clamp<Tick>(ticks, 0, kFixedForNow)));
    };
    view.fixed_ticks = s.operational && s.holding == Holding::Free ? 0 : kFixedForNow;
    if (traffic.full(r)) fix(1);
    fix(s.fixed_until - now_tick);

    // An open dwell that is planned and has not ended holds the robot; the first errand not yet planned is where it is heading.
    const operations::Errand* next = nullptr;
    for (const operations::Errand& e : control.errands(r)) {
        if (e.seq < s.planned_seq) {
            if (is_open(e)) fix(kFixedForNow);
            continue;
        }
        next = &e;
        break;
    }
    if (next != nullptr) {
        s.rest_goal = CellId();
        view.goal = next->goal;
        if (!view.permit.valid()) view.permit = next->permit;
        view.priority = next->priority;
        // In planned state it has arrived: the dwell is appended and holds the cell for as long as it will take.
        if (pose.cell == next->goal && view.fixed_ticks == 0) {
            traffic.append_dwell(r, next->seq);
            s.planned_seq = next->seq + 1;
            if (next->dwell == operations::Dwell::None) s.rest_goal = next->goal;
            s.fixed_until = now_tick + std::max<Tick>(1, setup.clock.ticks_covering(next->duration));
            fix(s.fixed_until - now_tick);
        }
    } else {
        view.goal = s.rest_goal;
    }
    view.loaded = planned_loaded(r);
    view.turn_ticks = static_cast<std::uint8_t>(setup.costs_of(r, view.loaded).turn_ticks);
}

void FloorRun::feed_plan() {
    for (std::size_t i = 0; i < robots(); ++i)
        feed_robot(RobotId(i));
    // The planner reads copies, since physics moves on while it thinks.
    // Both numbers only grow.
    if (const std::uint64_t version = traffic.closed_version() + zones.version(); closed_version != version) {
        for (std::size_t c = 0; c < closed.size(); ++c)
            closed[c] = traffic.closed()[c] != 0 ? motion::kClosed : zones.shut()[c] != 0 ? motion::kShut : motion::kOpen;
        closed_version = version;
        // Renewed here, before the planner works with it on another thread.
        distances.set_closed(closed, closed_version);
    }
}

}  // namespace dray::engine
