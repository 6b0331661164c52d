// What the robots of a floor are doing in one moment, and with them its fleets, ways and chargers.
#include <algorithm>

#include "engine/bottleneck_states.hpp"
#include "engine/bottleneck_watch.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using insight::ResourceState;
using insight::StateShares;

namespace {

// A cell of a way that robots follow each other through as fast as they can is in use for this share of the time; in the rest the
// next one starts.
constexpr double kFullWay = 0.8;
// Ways hold a site back only where robots are kept waiting: fully so where a quarter of those at work are, and by this part less
// where none is, since then the fullest cell only is a busy one.
constexpr double kHeldShare = 0.25;
constexpr double kWithoutQueue = 0.3;

// Whether a robot has nothing to do but to park.
bool only_parks(std::span<const operations::Errand> errands) {
    return std::ranges::all_of(errands, [](const operations::Errand& e) { return e.dwell == operations::Dwell::None; });
}

}  // namespace

void BottleneckWatch::look_at_robots(FloorWatch& w) {
    const FloorRun& run = *site_.areas[w.area]->run;
    std::ranges::fill(w.in_lane, 0);
    std::ranges::fill(w.wait_for, 0);
    std::ranges::fill(w.count, FleetCount());
    std::ranges::fill(w.zones, insight::ZoneMoment());
    std::ranges::fill(w.seek_place, 0);
    w.held = w.seek_chute = w.must_charge = w.seek_charger = w.driving = 0;
    for (std::size_t r = 0; r < run.robots(); ++r)
        look_at_robot(w, RobotId(r));
}

// A robot at work, where counts by zone are wanted.
void BottleneckWatch::count_in_zone(FloorWatch& w, RobotId r, bool is_held) {
    if (w.zones.empty()) return;
    const FloorRun& run = *site_.areas[w.area]->run;
    insight::ZoneMoment& zone = w.zones[w.grid.of(run.moments[r.index()].cell)];
    ++zone.working;
    zone.held += is_held ? 1 : 0;
    if (const LaneId lane = run.control.waits_for_place(r); lane.valid()) ++w.seek_place[lane.index()];
}

void BottleneckWatch::look_at_robot(FloorWatch& w, RobotId r) {
    const FloorRun& run = *site_.areas[w.area]->run;
    const insight::RobotMoment& moment = run.moments[r.index()];
    FleetCount& count = w.count[run.setup.fleet_of[r.index()]];
    ++count.all;
    if (const LaneId lane = run.setup.floor->lane_of(moment.cell); lane.valid() && !run.state[r.index()].served_in.valid())
        ++w.in_lane[lane.index()];
    const auto errands = run.control.errands(r);
    switch (moment.doing) {
        case insight::Doing::IsBroken:
            ++count.down;
            return;
        case insight::Doing::Served:
        case insight::Doing::Handles:
            ++count.active;
            count_in_zone(w, r, false);
            return;
        case insight::Doing::Waits: {
            ++count.blocked;
            const insight::Root root = run.lost_time.root_of(r);
            const std::size_t held_before = w.held;
            if (root.cause == insight::Cause::Station || root.cause == insight::Cause::Limit) {
                ++w.wait_for[root.number];
            } else if (root.cause == insight::Cause::Charger) {
                ++w.seek_charger;
            } else if (w.chutes != kNone && only_parks(errands) && run.control.load_kg(r) > 0) {
                ++w.seek_chute;
            } else {
                ++w.held;
            }
            count_in_zone(w, r, w.held > held_before);
            return;
        }
        case insight::Doing::Charges: {
            // One that has enough would leave for a job.
            const bool must = !run.control.charging().may_leave(r);
            ++(must ? count.active : count.idle);
            w.must_charge += must ? 1 : 0;
            return;
        }
        case insight::Doing::Drives:
        case insight::Doing::Rests:
            break;
    }
    if (w.chargers != kNone && run.control.charging().waits_for_charger(r)) {
        ++count.blocked;
        ++w.seek_charger;
        return;
    }
    // What drives to a bay to wait there, or stands in one, has time to spare.
    const bool drives = moment.doing == insight::Doing::Drives;
    if (only_parks(errands)) {
        const bool laden = run.control.load_kg(r) > 0;
        ++(laden ? count.blocked : count.idle);
        if (laden && w.chutes != kNone) ++w.seek_chute;
    } else {
        ++count.active;
        w.driving += drives ? 1 : 0;
        count_in_zone(w, r, false);
        // A charger is kept for who drives there.
        const bool to_charger = errands.front().dwell == operations::Dwell::Charge;
        if (to_charger && !run.control.charging().may_work(r)) ++w.must_charge;
    }
    if (!drives) return;
    run.traffic.authority(r, authority_);
    w.way_load.add(authority_);
}

void BottleneckWatch::look_at_ways(FloorWatch& w, double dt_s) {
    w.way_load.end_sample(dt_s);
    insight::GroupMoment& moment = moments_[w.way];
    std::size_t at_work = 0;
    for (const FleetCount& count : w.count)
        at_work += count.active + count.blocked;
    const double held = at_work > 0 ? static_cast<double>(w.held) / static_cast<double>(at_work) : 0;
    const double queue = std::min(1.0, held / kHeldShare);
    const double load = std::min(1.0, w.way_load.load() / kFullWay) * (1 - kWithoutQueue * (1 - queue));
    moment.states = {};
    at(moment.states, ResourceState::Working) = load;
    at(moment.states, ResourceState::Starved) = 1 - load;
    moment.load = load;
    moment.waiting = static_cast<double>(w.held);
    for (std::size_t place = 0; place < w.way_load.places(); ++place) {
        const double used = std::min(1.0, w.way_load.load_of(place) / kFullWay);
        states_[w.first_place + place] = {used, 1 - used, 0, 0};
    }
}

// Chargers are taken up by robots that cannot go on without; the others only use them while nobody needs them.
void BottleneckWatch::look_at_chargers(FloorWatch& w) {
    const std::size_t all = site_.areas[w.area]->setup.floor->chargers().size();
    const double used = std::min(1.0, static_cast<double>(w.must_charge) / static_cast<double>(all));
    states_[w.charger] = {used, 1 - used, 0, 0};
    moments_[w.chargers].states = states_[w.charger];
    moments_[w.chargers].load = used;
    moments_[w.chargers].waiting = static_cast<double>(w.seek_charger);
}

void BottleneckWatch::look_at_fleets(FloorWatch& w) {
    for (std::size_t f = 0; f < w.count.size(); ++f) {
        const FleetCount& count = w.count[f];
        const auto share = [&](std::size_t robots) { return static_cast<double>(robots) / static_cast<double>(count.all); };
        StateShares& shares = states_[w.first_fleet + f];
        at(shares, ResourceState::Working) = share(count.active);
        at(shares, ResourceState::Starved) = share(count.idle);
        at(shares, ResourceState::Blocked) = share(count.blocked);
        at(shares, ResourceState::Down) = share(count.down);
        take_mean(w.fleets + f, w.first_fleet + f, 1);
    }
}

}  // namespace dray::engine
