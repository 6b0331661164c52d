// What stations, chutes, doors, readers and arrivals are doing in one moment.
#include <algorithm>
#include <cmath>

#include "engine/bottleneck_states.hpp"
#include "engine/bottleneck_watch.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using insight::ResourceState;
using insight::StateShares;
using primitives::StationState;

ResourceState state_of(StationState state) {
    switch (state) {
        case StationState::Working:
            return ResourceState::Working;
        case StationState::Starved:
            return ResourceState::Starved;
        case StationState::Blocked:
            return ResourceState::Blocked;
        case StationState::Down:
            break;
    }
    return ResourceState::Down;
}

StateShares arrivals(double limiting) {
    StateShares shares{};
    at(shares, ResourceState::Working) = limiting;
    at(shares, ResourceState::Blocked) = 1 - limiting;
    return shares;
}

void BottleneckWatch::take_mean(std::size_t group, std::size_t first, std::size_t count, std::span<const std::uint8_t> left_out) {
    insight::GroupMoment& moment = moments_[group];
    moment.states = {};
    std::size_t members = 0;
    for (std::size_t r = first; r < first + count; ++r) {
        if (resources_[r].group != group || (!left_out.empty() && left_out[r - first] != 0)) continue;
        ++members;
        for (std::size_t s = 0; s < insight::kResourceStates; ++s)
            moment.states[s] += states_[r][s];
    }
    for (double& share : moment.states)
        share /= static_cast<double>(std::max<std::size_t>(1, members));
    moment.load = insight::active_share(moment.states);
}

// A station changes over while the robot that it has served leaves and the next one drives up: that is part of its work. One that
// could load a robot and must not, since enough are under way, is blocked by the floor.
void BottleneckWatch::look_at_stations(FloorWatch& w) {
    if (w.in_lane.empty()) return;
    const bool sorting = w.chutes != kNone;
    const std::span<const primitives::Station> stations = sorting ? sorter(w).stations() : site_.orders->stations();
    for (std::size_t s = 0; s < stations.size(); ++s) {
        const bool has_work = !sorting || sorter(w).parcels_at(LaneId(s)) > 0;
        ResourceState state = state_of(stations[s].state());
        const bool changes_over = state == ResourceState::Blocked || state == ResourceState::Starved;
        if (sorting && sorter(w).kept_from_loading(LaneId(s))) {
            state = ResourceState::Blocked;
        } else if (changes_over && has_work && w.in_lane[s] > 0) {
            state = ResourceState::Working;
        }
        states_[w.first_station + s] = insight::all_in(state);
    }
    for (const std::size_t group : w.stations) {
        if (group == kNone) continue;
        take_mean(group, w.first_station, stations.size(), w.left_out);
        moments_[group].waiting = 0;
    }
    for (std::size_t s = 0; s < stations.size(); ++s)
        moments_[resources_[w.first_station + s].group].waiting += w.wait_for[s];
}

void BottleneckWatch::look_at_orders(FloorWatch& w) {
    const std::size_t backlog = site_.orders->backlog();
    std::size_t open = 0, room = 0;
    for (const primitives::Station& station : site_.orders->stations()) {
        open += station.open_orders().size();
        room += station.free_order_slots();
    }
    const bool limiting = backlog == 0 && static_cast<double>(open) < kShortQueue * static_cast<double>(open + room);
    moments_[w.arrivals].states = states_[w.first_station - 1] = arrivals(limiting ? 1 : 0);
    moments_[w.arrivals].load = limiting ? 1 : 0;
    moments_[w.arrivals].waiting = static_cast<double>(backlog);
    for (std::size_t f = 0; f < w.count.size(); ++f)
        moments_[w.fleets + f].waiting = static_cast<double>(site_.orders->pods_without_robot());
}

void BottleneckWatch::look_at_sorting(FloorWatch& w, double dt_s) {
    const operations::SortControl& control = sorter(w);
    const primitives::ChuteField& chutes = control.chute_field();
    std::size_t queued = 0;
    for (std::size_t s = 0; s < w.in_lane.size(); ++s)
        queued += control.parcels_at(LaneId(s));
    if (w.arrivals != kNone) {
        const double room = static_cast<double>(w.in_lane.size() * control.queue_parcels());
        const bool limiting = control.parcels_before() == 0 && static_cast<double>(queued) < kShortQueue * room;
        moments_[w.arrivals].states = states_[w.first_station - 1] = arrivals(limiting ? 1 : 0);
        moments_[w.arrivals].load = limiting ? 1 : 0;
        moments_[w.arrivals].waiting = static_cast<double>(control.parcels_before());
    }
    for (std::size_t f = 0; f < w.count.size(); ++f)
        moments_[w.fleets + f].waiting = static_cast<double>(queued);

    // A chute works while its full cage is swapped; over a transport area a full one waits for the movers.
    const bool linked = site_.links->sorting_to_transport[w.area - (site_.orders != nullptr ? 1 : 0)] != Links::kNone;
    for (std::size_t c = 0; c < chutes.size(); ++c) {
        const primitives::Chute& chute = chutes[c];
        const ResourceState state = chute.jammed || chute.closed                     ? ResourceState::Down
                                    : linked && chute.state == StationState::Blocked ? ResourceState::Blocked
                                    : chute.swap_ends >= 0                           ? ResourceState::Working
                                                                                     : ResourceState::Starved;
        states_[w.first_member + c] = insight::all_in(state);
    }
    take_mean(w.chutes, w.first_member, chutes.size());
    moments_[w.chutes].load = worst_route(w.route_load, dt_s, [&](std::size_t route) {
        double load = 0;
        const auto of_route = chutes.of_route(primitives::RouteId(route));
        for (const std::uint32_t c : of_route)
            load += insight::active_share(states_[w.first_member + c]) / static_cast<double>(of_route.size());
        return load;
    });
    moments_[w.chutes].waiting = static_cast<double>(w.seek_chute);
}

void BottleneckWatch::look_at_transport(FloorWatch& w, double dt_s) {
    const operations::HaulControl& control = hauler(w);
    for (std::size_t d = 0; d < control.docks().size(); ++d)
        states_[w.first_member + d] = insight::all_in(state_of(control.docks()[d].state()));
    take_mean(w.docks, w.first_member, control.docks().size());
    // Cages that stand ready and no truck takes use the door up as well as those that are being loaded.
    moments_[w.docks].load = worst_route(
        w.route_load, dt_s, [&](std::size_t door) { return control.docks()[door].state() == StationState::Starved ? 0.0 : 1.0; });
    moments_[w.docks].waiting =
        at(moments_[w.docks].states, ResourceState::Blocked) * static_cast<double>(control.docks().size());
    if (w.arrivals != kNone) {
        const std::int64_t waiting = control.figures().parcels_waiting;
        moments_[w.arrivals].states = states_[w.first_station - 1] = arrivals(waiting == 0 ? 1 : 0);
        moments_[w.arrivals].load = waiting == 0 ? 1 : 0;
        moments_[w.arrivals].waiting = static_cast<double>(waiting);
    }
    for (std::size_t f = 0; f < w.count.size(); ++f)
        moments_[w.fleets + f].waiting = static_cast<double>(control.moves_waiting());
}

void BottleneckWatch::look_at_receiving(Step now) {
    const operations::Inbound& inbound = *site_.orders->inbound();
    for (std::size_t d = 0; d < inbound.doors(); ++d)
        states_[first_door_ + d] = insight::all_in(state_of(inbound.state(d)));
    take_mean(doors_, first_door_, inbound.doors());
    moments_[doors_].waiting = static_cast<double>(inbound.trucks_waiting(now));
}

}  // namespace dray::engine
