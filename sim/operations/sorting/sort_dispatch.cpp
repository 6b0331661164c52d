// Which robot goes to which induct station: as many as parcels wait there and the lane has places, at least total way.
#include <algorithm>

#include "base/check.hpp"
#include "operations/parking.hpp"
#include "operations/site.hpp"
#include "operations/sorting/sort_impl.hpp"

namespace dray::operations {

namespace {

// Robots that are offered to one place: the nearest ones. More would cost time and change next to nothing.
constexpr std::size_t kOfferedRobots = 12;
// Ticks after which a robot that found every bay taken looks for one again.
constexpr std::int32_t kBayPatienceTicks = 60;

}  // namespace

// A robot is given its next station as soon as its plan stands where it tips its parcel: no time is lost between jobs.
bool SortControl::Impl::may_go(RobotId id, const RobotStatus& status) const {
    const Sorter& sorter = sorters[id.index()];
    if (!sorter.operational || !status.operational || sorter.next_place.valid()) return false;
    if (resting[id.index()] != 0 || !charging.may_work(id)) return false;
    if (sorter.phase == SorterPhase::Idle) return true;
    return sorter.phase == SorterPhase::ToChute && sorter.queue.size() == 1 && status.planned == sorter.queue.front().goal;
}

// Parcels that may be put on robots until the next tick, so that no more robots are under way than is advised. Robots that wait
// for theirs stand in the lanes of stations, where they are in nobody's way; one that is being loaded is as good as gone.
std::size_t SortControl::Impl::room_under_way(std::span<const RobotStatus> robots) const {
    if (advice.advice().most_working == Advice::kNoLimit) return Advice::kNoLimit;
    std::size_t under_way = 0;
    for (std::size_t r = 0; r < sorters.size(); ++r) {
        const SorterPhase phase = sorters[r].phase;
        const bool drives = phase == SorterPhase::ToStation || phase == SorterPhase::Loaded || phase == SorterPhase::ToChute;
        const bool in_queue = phase == SorterPhase::ToStation && floor.lane_of(robots[r].planned).valid();
        under_way += (drives && !in_queue) || (phase == SorterPhase::AtStation && sorters[r].carrying) ? 1 : 0;
    }
    return advice.room_for(under_way);
}

void SortControl::Impl::send_to_stations(std::span<const RobotStatus> robots, Step now) {
    wants.clear();
    for (std::size_t s = 0; s < stations.size(); ++s) {
        if (station_faults.closed(LaneId(s)) || travel.shut(floor.lane(LaneId(s)).service)) continue;
        // One robot more than parcels wait, so that the next parcel finds one.
        const std::size_t useful = work[s].queue.size() + (advice.shuts(LaneId(s)) ? 0 : 1);
        const std::size_t missing = useful > work[s].bound ? useful - work[s].bound : 0;
        for (std::size_t i = 0; i < std::min(missing, stations[s].free_places()); ++i)
            wants.emplace_back(s);
    }
    if (wants.empty()) return;
    free_sorters.clear();
    for (std::size_t r = 0; r < sorters.size(); ++r)
        if (may_go(RobotId(r), robots[r])) free_sorters.emplace_back(r);
    if (free_sorters.empty()) {
        charging.call_back(wants.size(), resting);
        return;
    }
    pairs.clear();
    for (std::size_t w = 0; w < wants.size(); ++w) {
        const CellId goal = floor.lane(wants[w]).service;
        nearest.clear();
        for (std::size_t i = 0; i < free_sorters.size(); ++i)
            // Nobody comes back to a lane before it has left it, as one that was pushed about may be asked to.
            if (sorters[free_sorters[i].index()].leaving != wants[w] &&
                advice.may_enter(robots[free_sorters[i].index()].planned, goal))
                nearest.emplace_back(travel.steps(robots[free_sorters[i].index()].planned, goal, false),
                                     static_cast<std::uint32_t>(i));
        const std::size_t offered = std::min(nearest.size(), kOfferedRobots);
        std::partial_sort(nearest.begin(), nearest.begin() + static_cast<std::ptrdiff_t>(offered), nearest.end());
        for (std::size_t i = 0; i < offered; ++i)
            pairs.push_back({nearest[i].second, static_cast<std::uint32_t>(w), nearest[i].first});
    }
    assign_min_cost(pairs, free_sorters.size(), wants.size(), chosen);
    const std::size_t missing = wants.size() - chosen.size();
    for (const std::size_t p : chosen) {
        const RobotId id = free_sorters[pairs[p].row];
        advice.enters(robots[id.index()].planned, floor.lane(wants[pairs[p].column]).service);
        send(id, wants[pairs[p].column], now);
    }
    charging.call_back(missing, resting);
}

void SortControl::Impl::send(RobotId id, LaneId lane, Step now) {
    Sorter& sorter = sorters[id.index()];
    stations[lane.index()].reserve_place(id);
    ++work[lane.index()].bound;
    if (sorter.phase == SorterPhase::Idle) {
        sorter.queue.drop_waits();
        sorter.phase = SorterPhase::ToStation;
        sorter.place = lane;
        sorter.since = now;
        sorter.parking = CellId();
    } else {
        sorter.next_place = lane;
    }
    sorter.queue.add(floor.lane(lane).service, lane, Dwell::Service, 0, kToStationPriority);
    trail.add(id);
    trail.add(lane);
}

// What a robot that broke has not begun: its way to a station, and the next one behind its chute.
void SortControl::Impl::abandon(RobotId id) {
    Sorter& sorter = sorters[id.index()];
    const auto give_back = [&](LaneId lane) {
        stations[lane.index()].give_back_place(id);
        --work[lane.index()].bound;
        sorter.queue.pop_last();
    };
    if (sorter.next_place.valid()) {
        give_back(sorter.next_place);
        sorter.next_place = LaneId();
    }
    if (sorter.phase == SorterPhase::Charging && !sorter.dwelling) {
        charging.give_up(id);
        sorter.queue.clear();
        sorter.phase = SorterPhase::Idle;
    }
    if (sorter.phase != SorterPhase::ToStation) return;
    give_back(sorter.place);
    sorter.place = LaneId();
    sorter.phase = SorterPhase::Idle;
}

// Nobody keeps a place in a lane whose station lies in a closed zone before it is there.
void SortControl::Impl::leave_shut_stations(std::span<const RobotStatus> robots) {
    for (std::size_t r = 0; r < sorters.size(); ++r) {
        const Sorter& sorter = sorters[r];
        const LaneId lane = sorter.phase == SorterPhase::ToStation ? sorter.place : sorter.next_place;
        if (!lane.valid() || travel.shut(robots[r].planned) || floor.lane_of(robots[r].planned) == lane) continue;
        if (travel.shut(floor.lane(lane).service)) abandon(RobotId(r));
    }
}

void SortControl::Impl::gather_occupied(std::span<const RobotStatus> robots) {
    occupied.clear();
    for (std::size_t r = 0; r < sorters.size(); ++r) {
        occupied.push_back(robots[r].planned);
        if (sorters[r].parking.valid()) occupied.push_back(sorters[r].parking);
    }
    std::ranges::sort(occupied);
}

// Idle robots leave the lanes of the field to those that work: into bays while there are some.
void SortControl::Impl::park(std::span<const RobotStatus> robots) {
    for (std::size_t r = 0; r < sorters.size(); ++r) {
        Sorter& sorter = sorters[r];
        if (sorter.phase != SorterPhase::Idle || !sorter.operational || !robots[r].operational || !sorter.queue.empty()) {
            sorter.idle_ticks = 0;
            continue;
        }
        const floor::CellKind here = floor.kind(robots[r].planned);
        const auto bay = [&](floor::CellKind kind) {
            return kind == floor::CellKind::Buffer || (kind == floor::CellKind::Charger && !charging.active());
        };
        if (bay(here) || ++sorter.idle_ticks < kPatienceTicks) continue;
        sorter.parking =
            take_parking(floor, robots[r].planned, occupied, [&](CellId c) { return bay(floor.kind(c)) && !travel.shut(c); });
        sorter.idle_ticks = sorter.parking.valid() ? 0 : kPatienceTicks - kBayPatienceTicks;
        if (sorter.parking.valid()) sorter.queue.add(sorter.parking, LaneId(), Dwell::None, 0, kParkingPriority);
    }
}

}  // namespace dray::operations
