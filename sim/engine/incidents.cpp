// Faults, collisions, and the plan's recovery from them.
//
// A robot that breaks locks its wheels. When its body is at rest the plan of the floor is cut to what is granted, the robot keeps
// the cells that it covers, closed to everyone, and planning goes on from there. To be cleared it is taken off the floor and put
// back, a new body at the centre of its cell.
#include <fmt/format.h>

#include <algorithm>

#include "engine/simulation_impl.hpp"

namespace dray::engine {

void Simulation::Impl::start_faults() {
    using Kind = operations::FaultEvent::Kind;
    for (const operations::FaultEvent& event : ops.faults_due(now_step)) {
        const RobotId r = event.robot;
        const traffic::BodyView& body = world.bodies()[r.index()];
        Incident incident{.time_s = site.clock.seconds(now_step), .a = r, .x_m = body.x_m, .y_m = body.y_m};
        switch (event.kind) {
            case Kind::Breakdown:
                if (!state[r.index()].operational) break;
                incident.kind = "breakdown";
                incidents.push_back(incident);
                stop_robot(r);
                ops.broke(r, now_step, false);
                break;
            case Kind::BrakesFail:
                incident.kind = "brakes";
                incidents.push_back(incident);
                world.set_fault(r, physics::DriveFault::BrakesFailed);
                break;
            case Kind::Clear:
                to_clear.push_back(r);
                break;
        }
    }
    settle_stopped();
    std::erase_if(to_clear, [&](RobotId r) {
        RobotState& s = state[r.index()];
        if (s.operational) {
            // Brakes that failed and met nobody are simply repaired.
            world.set_fault(r, physics::DriveFault::None);
            return true;
        }
        if (s.stopping || !place_for(r)) return false;
        clear_robot(r);
        return true;
    });
}

void Simulation::Impl::stop_robot(RobotId r) {
    RobotState& s = state[r.index()];
    s.operational = false;
    s.stopping = true;
    ++robot_results[r.index()].breakdowns;
    world.set_fault(r, physics::DriveFault::Stopped);
}

// Contacts of the last step: each new touch is one incident, and both robots go down.
void Simulation::Impl::note_contacts() {
    touching_now.clear();
    for (const physics::Contact& contact : world.contacts()) {
        touching_now.emplace_back(contact.a, contact.b);
        if (std::binary_search(touching.begin(), touching.end(), touching_now.back())) continue;
        ++collisions;
        incidents.push_back({.kind = contact.b.valid() ? "collision" : "wall",
                             .time_s = site.clock.seconds(now_step),
                             .a = contact.a,
                             .b = contact.b,
                             .impulse_ns = contact.impulse_ns,
                             .x_m = contact.x_m,
                             .y_m = contact.y_m});
        for (const RobotId r : {contact.a, contact.b}) {
            if (!r.valid() || !state[r.index()].operational) continue;
            stop_robot(r);
            ops.broke(r, now_step, true);
        }
    }
    std::swap(touching, touching_now);
}

// Robots that broke and have come to rest take their cells out of traffic.
void Simulation::Impl::settle_stopped() {
    bool recovered = false;
    for (std::size_t i = 0; i < robots(); ++i) {
        RobotState& s = state[i];
        if (!s.stopping || !world.bodies()[i].at_rest) continue;
        if (!recovered) recover_plan();
        recovered = true;
        s.stopping = false;
        traffic.break_down(RobotId(i), world.covered(RobotId(i)));
    }
}

// Drops all actions not yet granted: planned states fall back to the ends of the authorities, errands to the first dropped dwell.
void Simulation::Impl::recover_plan() {
    dropped.clear();
    traffic.recover(dropped);
    for (const traffic::DroppedDwell& d : dropped) {
        RobotState& s = state[d.robot.index()];
        s.planned_seq = std::min(s.planned_seq, d.token);
        s.rest_goal = CellId();
    }
    for (RobotState& s : state)
        s.fixed_until = s.dwelling ? std::min(s.fixed_until, now_tick) : now_tick;
    for (RobotState& s : state) {
        const bool timed = s.dwell == operations::Dwell::Lift || s.dwell == operations::Dwell::SetDown;
        if (s.dwelling && timed) s.fixed_until = now_tick + site.clock.ticks_covering(std::max<Step>(0, s.dwell_ends - now_step));
    }
}

// The cell where a cleared robot is put back: its own, or the nearest that nobody uses and that it may stand on.
std::optional<CellId> Simulation::Impl::place_for(RobotId r) const {
    const CellId own = cell_under(r);
    const bool loaded = ops.carries(r).valid();
    std::vector<CellId> taken, held;
    for (std::size_t i = 0; i < robots(); ++i) {
        if (RobotId(i) == r || !state[i].on_floor) continue;
        traffic.authority(RobotId(i), held);
        taken.insert(taken.end(), held.begin(), held.end());
        const std::vector<CellId> covered = state[i].operational ? std::vector<CellId>{} : world.covered(RobotId(i));
        taken.insert(taken.end(), covered.begin(), covered.end());
    }
    std::sort(taken.begin(), taken.end());
    const auto usable = [&](CellId c) {
        const bool drivable = c == own || (site.floor->drivable(c, loaded) && !site.floor->lane_of(c).valid());
        return site.floor->kind(c) != floor::CellKind::Wall && drivable && !std::binary_search(taken.begin(), taken.end(), c);
    };
    const int row = site.floor->row(own), column = site.floor->column(own);
    for (int ring = 0; ring <= 3; ++ring) {
        for (int dr = -ring; dr <= ring; ++dr) {
            for (int dc = -ring; dc <= ring; ++dc) {
                if (std::max(std::abs(dr), std::abs(dc)) != ring) continue;
                const int at_row = row + dr, at_column = column + dc;
                if (at_row < 0 || at_column < 0 || at_row >= site.floor->height() || at_column >= site.floor->width()) continue;
                if (usable(site.floor->at(at_row, at_column))) return site.floor->at(at_row, at_column);
            }
        }
    }
    return std::nullopt;
}

void Simulation::Impl::clear_robot(RobotId r) {
    RobotState& s = state[r.index()];
    const CellId cell = *place_for(r);
    const double heading_rad = world.bodies()[r.index()].heading_rad;
    const auto heading = static_cast<floor::Heading>(
        static_cast<unsigned>(std::lround(heading_rad / floor::angle_rad(floor::Heading::South))) & 3u);
    robot_results[r.index()].distance_m += world.distance_driven_m(r);
    // Others' plans through the cell are cut first, so that the new body owns it from its first step.
    recover_plan();
    traffic.remove(r);
    world.remove(r);
    traffic.spawn(r, cell, heading);
    world.spawn(r, site.fleet(r).drive, cell, heading);
    const double load_kg = ops.load_kg(r);
    if (load_kg > 0) world.set_load(r, load_kg, site.loaded.scenario.storage.pod_half_width_m);

    s.operational = true;
    s.fixed_until = now_tick;
    s.rest_goal = CellId();
    const std::span<const operations::Errand> errands = ops.errands(r);
    s.planned_seq = errands.empty() ? s.planned_seq : errands.front().seq;
    incidents.push_back({.kind = "cleared",
                         .time_s = site.clock.seconds(now_step),
                         .a = r,
                         .x_m = site.floor->x_m(cell),
                         .y_m = site.floor->y_m(cell)});
    ops.cleared(r, cell, now_step);
}

}  // namespace dray::engine
