// Faults, doors that go down, collisions, and the plan's recovery from them.
//
// A robot that breaks locks its wheels. When its body is at rest the plan of the floor is cut to what is granted, and the robot
// keeps the cells that it covers, closed to everyone; planning goes on from there. How it comes back is in clearing.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "engine/floor_run.hpp"

namespace dray::engine {

void FloorRun::start_faults() {
    using Kind = operations::FaultEvent::Kind;
    for (const operations::FaultEvent& event : control.faults_due(now_step)) {
        const RobotId r = event.robot;
        RobotState& s = state[r.index()];
        switch (event.kind) {
            case Kind::Breakdown:
                if (!s.operational) break;
                note_incident("breakdown", r);
                stop_robot(r, false);
                break;
            case Kind::FlatBattery:
                if (!s.operational) break;
                note_incident("flat_battery", r);
                stop_robot(r, true);
                break;
            case Kind::BrakesFail:
                // The wheels of a robot that broke down in this very tick are locked: it does not coast.
                if (!s.operational) break;
                note_incident("brakes", r);
                s.brakes_failed = true;
                renew_fault(r);
                break;
            case Kind::Clear:
                to_clear.push_back(r);
                break;
        }
    }
    intervene();
    start_outages();
    settle_stopped();
    clear_due();
    hold_robots();
}

// What people have asked for since the last tick.
void FloorRun::intervene() {
    using Kind = Intervention::Kind;
    for (const Intervention& i : asked) {
        switch (i.kind) {
            case Kind::Break:
                if (!state[i.robot.index()].operational) break;
                note_incident("breakdown", i.robot);
                stop_robot(i.robot, true);
                break;
            case Kind::Repair:
                repair(i.robot);
                break;
            case Kind::CloseStation:
            case Kind::OpenStation:
                control.close_station(i.station, i.kind == Kind::CloseStation, now_step);
                break;
            case Kind::LimitRobots:
                limit_robots(i.fleet, i.robots);
                break;
            case Kind::CloseZone:
            case Kind::OpenZone:
            case Kind::LimitSpeed:
                change_zone(i);
                break;
        }
    }
    asked.clear();
}

// Clears a robot before its time; one that is as it should be is left alone.
void FloorRun::repair(RobotId r) {
    const RobotState& s = state[r.index()];
    if (s.lost) set_lost(r, false);
    const bool awaited = std::find(to_clear.begin(), to_clear.end(), r) != to_clear.end();
    if ((!s.operational || s.brakes_failed) && !awaited) to_clear.push_back(r);
}

void FloorRun::limit_robots(std::size_t fleet, std::size_t working) {
    std::size_t number = 0;
    for (std::size_t r = 0; r < robots(); ++r)
        if (setup.fleet_of[r] == fleet) control.rest(RobotId(r), number++ >= working);
}

void FloorRun::note_incident(const char* kind, RobotId r) {
    const traffic::BodyView& body = world.bodies()[r.index()];
    incidents.push_back({.kind = kind, .time_s = setup.clock.seconds(now_step), .a = r, .x_m = body.x_m, .y_m = body.y_m});
}

// Dock doors stand at the slots of their zone; receiving doors are not on the floor.
void FloorRun::note_doors() {
    for (const operations::DoorChange& change : control.door_changes()) {
        const floor::Floor& floor = *setup.floor;
        std::string name = fmt::format("door-{}", change.door.value + 1);
        const std::vector<CellId> cells = operations::cells_of_zone(floor, name);
        Incident incident{.kind = change.down ? "door_down" : "door_up", .time_s = setup.clock.seconds(now_step)};
        incident.where = cells.empty() ? "receiving " + name : std::move(name);
        if (!cells.empty()) {
            incident.x_m = (floor.x_m(cells.front()) + floor.x_m(cells.back())) / 2;
            incident.y_m = (floor.y_m(cells.front()) + floor.y_m(cells.back())) / 2;
        }
        incidents.push_back(std::move(incident));
    }
}

void FloorRun::stop_robot(RobotId r, bool unforeseen) {
    RobotState& s = state[r.index()];
    s.operational = false;
    s.brakes_failed = false;
    s.lost = false;
    s.holding = Holding::Free;
    s.stopping = true;
    ++robot_results[r.index()].breakdowns;
    renew_fault(r);
    control.broke(r, now_step, unforeseen);
}

// Contacts of the last step. Both robots of a touch go down; while they are down, however often they rattle against each other,
// it is one incident.
void FloorRun::note_contacts() {
    for (const physics::Contact& contact : world.contacts()) {
        // A broken robot that is pushed may come to cover other cells.
        for (const RobotId r : {contact.a, contact.b})
            if (r.valid() && !state[r.index()].operational) state[r.index()].stopping = true;
        const std::pair pair(contact.a, contact.b);
        const auto at = std::lower_bound(touched.begin(), touched.end(), pair);
        if (at != touched.end() && *at == pair) continue;
        touched.insert(at, pair);
        ++collisions;
        incidents.push_back({.kind = contact.b.valid() ? "collision" : "wall",
                             .time_s = setup.clock.seconds(now_step),
                             .a = contact.a,
                             .b = contact.b,
                             .impulse_ns = contact.impulse_ns,
                             .x_m = contact.x_m,
                             .y_m = contact.y_m});
        for (const RobotId r : {contact.a, contact.b})
            if (r.valid() && state[r.index()].operational) stop_robot(r, true);
    }
}

// Robots that broke and have come to rest take their cells out of traffic; one that was pushed since then takes others.
void FloorRun::settle_stopped() {
    bool recovered = false;
    for (std::size_t i = 0; i < robots(); ++i) {
        RobotState& s = state[i];
        if (!s.stopping || !world.bodies()[i].at_rest) continue;
        const RobotId r(i);
        s.stopping = false;
        const std::vector<CellId> covered = world.covered(r);
        traffic.authority(r, scratch_cells);
        if (s.settled && scratch_cells == covered) continue;
        if (!recovered) recover_plan();
        recovered = true;
        s.settled = true;
        traffic.break_down(r, covered);
    }
}

// Drops all actions not yet granted: planned states fall back to the ends of the authorities, errands to the first dropped dwell.
void FloorRun::recover_plan(std::span<const RobotId> halted) {
    dropped.clear();
    traffic.recover(dropped);
    for (const RobotId r : halted)
        traffic.hold(r, world.bodies()[r.index()], dropped);
    for (const traffic::DroppedDwell& d : dropped) {
        RobotState& s = state[d.robot.index()];
        s.planned_seq = std::min(s.planned_seq, d.token);
        s.rest_goal = CellId();
    }
    // Of what held the planner back only the rest of a lift or set-down in progress is left; a turn in progress is short.
    for (RobotState& s : state) {
        const Step left = s.dwelling && operations::is_timed(s.dwell) ? std::max<Step>(0, s.dwell_ends - now_step) : 0;
        s.fixed_until = now_tick + setup.clock.ticks_covering(left);
    }
}

}  // namespace dray::engine
