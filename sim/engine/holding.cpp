// Zones that close and open, robots that do not know where they are, and those that are therefore told to stand.
//
// A robot that is to stand brakes as at the end of its way. When its body is at rest it gives back what it was granted ahead, and
// the cells that it keeps are closed to everyone; it drives on from there as if nothing had been. Nobody has to carry it off.
#include <algorithm>

#include "engine/floor_run.hpp"

namespace dray::engine {

void FloorRun::close_zone(const Zone& zone, const char* incident) {
    zones.begin(zone);
    note_zone(incident, zone);
    zones_changed();
}

bool FloorRun::open_zone(const Zone& zone) {
    if (!zones.end(zone)) return false;
    note_zone("reopened", zone);
    zones_changed();
    return true;
}

// What people say last of a place holds: closures and limits of just that place that it contradicts end.
void FloorRun::change_zone(const Intervention& i) {
    const bool limits = i.kind == Intervention::Kind::LimitSpeed;
    const Zone wanted = zone_at(*setup.floor, i.place, !limits, i.speed_mmps / 1000.0);
    const bool begins = limits ? i.speed_mmps != kNoSpeedLimit : i.kind == Intervention::Kind::CloseZone;
    if (begins && std::ranges::find(zones.now(), wanted) != zones.now().end()) return;
    const auto same_place = [&](const Zone& zone) { return zone.closed == wanted.closed && zone.cells == wanted.cells; };
    for (auto at = std::ranges::find_if(zones.now(), same_place); at != zones.now().end();
         at = std::ranges::find_if(zones.now(), same_place)) {
        const Zone ended = *at;
        (void)open_zone(ended);
    }
    if (begins) close_zone(wanted, limits ? "speed_limit" : kind_of_incident(wanted));
}

// What is planned and not granted may lead into a zone that is shut now, or round one that is open again.
void FloorRun::zones_changed() {
    recover_plan();
    world.limit_speeds(zones.limits());
}

void FloorRun::start_outages() {
    for (const operations::OutageChange& change : zone_faults.due(now_step)) {
        const Zone& zone = zone_faults.fault(change.thing);
        if (change.out)
            close_zone(zone, kind_of_incident(zone));
        else
            (void)open_zone(zone);
    }
    for (const operations::OutageChange& change : localisation.due(now_step)) {
        const RobotState& s = state[change.thing];
        // A broken robot is put back at a place that is known.
        if (change.out != s.lost && s.operational) set_lost(RobotId(change.thing), change.out);
    }
}

void FloorRun::set_lost(RobotId r, bool lost) {
    note_incident(lost ? "localisation" : "relocalised", r);
    state[r.index()].lost = lost;
}

bool FloorRun::must_stand(RobotId r) {
    const RobotState& s = state[r.index()];
    if (s.lost) return true;
    if (!zones.any_stop()) return false;
    traffic.authority(r, scratch_cells);
    return std::ranges::any_of(scratch_cells, [&](CellId c) { return zones.stops(c); });
}

void FloorRun::hold_robots() {
    scratch_robots.clear();
    for (std::size_t i = 0; i < robots(); ++i) {
        RobotState& s = state[i];
        // Locked wheels and failed brakes obey nobody.
        if (!s.operational || s.brakes_failed) continue;
        const RobotId r(i);
        const bool stand = must_stand(r);
        if (stand && s.holding == Holding::Free) set_holding(r, Holding::Halting);
        if (!stand && s.holding != Holding::Free) release_robot(r);
        if (s.holding == Holding::Halting && world.bodies()[i].at_rest) scratch_robots.push_back(r);
    }
    if (scratch_robots.empty()) return;
    recover_plan(scratch_robots);
    for (const RobotId r : scratch_robots) {
        set_holding(r, Holding::Held);
        // It stopped before the zone that it was granted cells of.
        if (!must_stand(r)) release_robot(r);
    }
}

void FloorRun::set_holding(RobotId r, Holding holding) {
    state[r.index()].holding = holding;
    renew_fault(r);
}

void FloorRun::release_robot(RobotId r) {
    if (state[r.index()].holding == Holding::Held) traffic.release(r);
    set_holding(r, Holding::Free);
}

void FloorRun::renew_fault(RobotId r) {
    using physics::DriveFault;
    const RobotState& s = state[r.index()];
    world.set_fault(r, !s.operational               ? DriveFault::Stopped
                       : s.brakes_failed            ? DriveFault::BrakesFailed
                       : s.holding != Holding::Free ? DriveFault::Held
                                                    : DriveFault::None);
}

// The zone that keeps a robot from where it wants to go.
std::uint32_t FloorRun::zone_in_the_way(RobotId r, LaneId lane) {
    const RobotState& s = state[r.index()];
    if (!zones.any_shut()) return insight::kNoZone;
    if (s.holding != Holding::Free) {
        traffic.authority(r, scratch_cells);
        const auto stopped = std::ranges::find_if(scratch_cells, [&](CellId c) { return zones.stops(c); });
        return stopped == scratch_cells.end() ? insight::kNoZone : zones.shutting(*stopped);
    }
    const motion::RobotView& view = views[r.index()];
    if (lane.valid() && zones.shut(setup.floor->lane(lane).service) && !zones.shut(view.cell))
        return zones.shutting(setup.floor->lane(lane).service);
    if (!view.goal.valid() || view.cell == view.goal) return insight::kNoZone;
    const motion::WayField field = distances.field(view.goal, view.loaded);
    const bool way = field.at(setup.floor->row(view.cell), setup.floor->column(view.cell),
                              static_cast<std::uint32_t>(view.heading)) != motion::kNoUnits;
    return way ? insight::kNoZone : zones.shutting(view.goal);
}

void FloorRun::note_zone(const char* kind, const Zone& zone) {
    const floor::Floor& floor = *setup.floor;
    // The middle of what it covers, for whoever looks there.
    const CellId first = zone.cells.empty() ? CellId(0) : zone.cells.front(),
                 last = zone.cells.empty() ? first : zone.cells.back();
    incidents.push_back({.kind = kind,
                         .where = lost_time.where({insight::Cause::Closure, zone.zone}),
                         .time_s = setup.clock.seconds(now_step),
                         .x_m = (floor.x_m(first) + floor.x_m(last)) / 2,
                         .y_m = (floor.y_m(first) + floor.y_m(last)) / 2});
}

}  // namespace dray::engine
