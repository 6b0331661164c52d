// What happens to parcels: they come to induct stations, are put on robots there, and find chutes.
#include <algorithm>

#include "base/check.hpp"
#include "operations/parking.hpp"
#include "operations/site.hpp"
#include "operations/sorting/sort_impl.hpp"

namespace dray::operations {

namespace {

// A robot that tips at a cell keeps the next one waiting for about so long.
constexpr double kTipQueue_s = 4;
// A chute in a zone that nobody may enter now is worth so long a detour.
constexpr double kDetour_s = 30;
constexpr std::size_t kNoStation = ~std::size_t{0};

}  // namespace

// The open station with the shortest queue that has room; of those that are better avoided only when no other has.
std::size_t SortControl::Impl::station_for_parcel() const {
    std::size_t best = kNoStation;
    const auto rank = [&](std::size_t s) { return std::pair(advice.avoids(LaneId(s)), work[s].queue.size()); };
    for (std::size_t s = 0; s < work.size(); ++s) {
        if (station_faults.closed(LaneId(s)) || advice.shuts(LaneId(s)) ||
            work[s].queue.size() >= static_cast<std::size_t>(config.induct.queue_parcels))
            continue;
        if (best == kNoStation || rank(s) < rank(best)) best = s;
    }
    return best;
}

void SortControl::Impl::take_in(const primitives::Parcel& parcel) {
    DRAY_CHECK(parcel.route.index() < hungry.size(), "a parcel for route {} of {}", parcel.route.value, hungry.size());
    ++figures.arrived;
    if (waves.on()) {
        waves.put(parcel);
    } else {
        before.push_back(parcel);
    }
}

void SortControl::Impl::find_room_in_chutes() {
    for (std::size_t r = 0; r < chute_room.size(); ++r)
        chute_room[r] = chutes.places_ahead(RouteId(r)) - inside[r];
}

// Nothing: all that wait are for waves that are not open yet, or for chutes.
std::optional<primitives::Parcel> SortControl::Impl::next_parcel(Step now) {
    if (before.empty()) {
        const auto parcel = waves.take(now, chute_room);
        if (parcel) ++inside[parcel->route.index()];
        return parcel;
    }
    const primitives::Parcel parcel = before.front();
    before.pop_front();
    return parcel;
}

void SortControl::Impl::arrive(Step now) {
    last_tick = now;
    while (const auto arrival = source.next(now))
        take_in({.route = arrival->route, .true_route = arrival->route, .came = arrival->at});
    if (waves.on()) find_room_in_chutes();
    for (std::size_t station = station_for_parcel(); station != kNoStation; station = station_for_parcel()) {
        const auto parcel = next_parcel(now);
        if (!parcel) break;
        work[station].queue.push_back(*parcel);
    }
}

// A robot that stands ready gets the next parcel.
bool SortControl::Impl::start_service(LaneId lane, Step now) {
    InductWork& station = work[lane.index()];
    if (!station.ready.valid() || station.queue.empty() || stations[lane.index()].serving() || station.leaver.valid() ||
        stations[lane.index()].state() == primitives::StationState::Down)
        return false;
    Sorter& sorter = sorters[station.ready.index()];
    if (!sorter.operational) return false;
    Stream stream(seed, "induct_time", (static_cast<std::uint64_t>(lane.value) << 32) + station.served++);
    const Step duration = clock.steps(stream.lognormal(config.induct.load_s, config.induct.service_cv));
    sorter.parcel = station.queue.front();
    station.queue.pop_front();
    sorter.carrying = true;
    stations[lane.index()].begin_service(station.ready, now, duration);
    station.serving = station.ready;
    station.ready = RobotId();
    --station.bound;
    return true;
}

void SortControl::Impl::finish_service(LaneId lane, Step now) {
    InductWork& station = work[lane.index()];
    if (!stations[lane.index()].serving() || stations[lane.index()].service_end() > now ||
        stations[lane.index()].state() == primitives::StationState::Down)
        return;
    const RobotId id = station.serving;
    Sorter& sorter = sorters[id.index()];
    stations[lane.index()].end_service(now);
    ++stations[lane.index()].units_done;
    station.serving = RobotId();
    station.leaver = id;
    sorter.place = LaneId();
    sorter.leaving = lane;
    sorter.phase = SorterPhase::Loaded;
    sorter.dwelling = false;
    sorter.since = now;
    sorter.queue.pop();
    ended.push_back(id);
    trail.add(id);
    trail.add(sorter.parcel.route);
}

// The cell beside an open chute of the parcel's route that the robot can be at first.
void SortControl::Impl::find_chute(RobotId id, const RobotStatus& status, Step now) {
    Sorter& sorter = sorters[id.index()];
    const Step queue = clock.steps(kTipQueue_s);
    CellId best;
    std::uint32_t best_chute = kNoChute;
    Step best_cost = 0;
    for (const std::uint32_t chute : chutes.of_route(sorter.parcel.route)) {
        if (chutes.room(chute) <= 0) continue;
        for (const CellId cell : drop_cells[chute]) {
            if (travel.shut(cell)) continue;
            const Step detour = advice.may_enter(status.planned, cell) ? 0 : clock.steps(kDetour_s);
            const Step cost = travel.steps(status.planned, cell, false) + queue * bound_for[cell.index()] + detour;
            if (best.valid() && cost >= best_cost) continue;
            best = cell;
            best_chute = chute;
            best_cost = cost;
        }
    }
    if (!best.valid()) {
        ++hungry[sorter.parcel.route.index()];
        figures.recirculated += sorter.recirculates ? 0 : 1;
        sorter.recirculates = true;
        wait_aside(id, status);
        return;
    }
    advice.enters(status.planned, best);
    chutes.reserve(best_chute);
    ++bound_for[best.index()];
    sorter.chute = best_chute;
    sorter.parking = CellId();
    sorter.phase = SorterPhase::ToChute;
    sorter.since = now;
    sorter.queue.drop_waits();
    sorter.queue.add(best, sorter.leaving, Dwell::Unload, tilt, sorter.leaving.valid() ? kLeavingPriority : kCarryingPriority);
    trail.add(best);
}

// Nobody may wait in a station's lane, so it goes to a bay, or into a lane of the field when all bays are taken.
void SortControl::Impl::wait_aside(RobotId id, const RobotStatus& status) {
    Sorter& sorter = sorters[id.index()];
    if (!sorter.queue.empty() || (sorter.parking.valid() && status.planned == sorter.parking)) return;
    const auto bay = [&](CellId c) {
        if (travel.shut(c)) return false;
        return floor.kind(c) == floor::CellKind::Buffer || (floor.kind(c) == floor::CellKind::Charger && !charging.active());
    };
    const auto street = [&](CellId c) {
        return floor.kind(c) == floor::CellKind::Aisle && floor.dead_end_of(c) < 0 && !travel.shut(c);
    };
    if (!sorter.parking.valid()) sorter.parking = take_parking(floor, status.planned, occupied, bay);
    if (!sorter.parking.valid()) sorter.parking = take_parking(floor, status.planned, occupied, street);
    if (!sorter.parking.valid()) return;
    sorter.queue.add(sorter.parking, sorter.leaving, Dwell::None, 0,
                     sorter.leaving.valid() ? kLeavingPriority : kParkingPriority);
}

}  // namespace dray::operations
