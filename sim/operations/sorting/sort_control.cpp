#include "operations/sorting/sort_control.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "operations/site.hpp"
#include "operations/sorting/sort_impl.hpp"

namespace dray::operations {

namespace {

std::vector<std::vector<CellId>> cells_beside(const floor::Floor& floor) {
    std::vector<std::vector<CellId>> cells;
    for (const CellId chute : floor.chutes()) {
        std::vector<CellId>& beside = cells.emplace_back();
        for (const floor::Heading h : floor::kHeadings) {
            const int row = floor.row(chute) + floor::row_step(h), column = floor.column(chute) + floor::column_step(h);
            if (row < 0 || column < 0 || row >= floor.height() || column >= floor.width()) continue;
            if (floor.kind(floor.at(row, column)) == floor::CellKind::Aisle) beside.push_back(floor.at(row, column));
        }
    }
    return cells;
}

primitives::TruckPlan plan_of(const SortConfig& config, const Clock& clock) {
    return {config.trucks, clock.steps(config.waves.close_s)};
}

}  // namespace

SortControl::Impl::Impl(const SortConfig& sort_config, const floor::Floor& the_floor, const motion::Distances& distances,
                        const Clock& the_clock, std::uint64_t run_seed, std::size_t robots, Charging batteries)
    : config(sort_config),
      floor(the_floor),
      travel(distances, the_clock),
      clock(the_clock),
      seed(run_seed),
      tilt(the_clock.steps(sort_config.chutes.tilt_s)),
      work(the_floor.lanes().size()),
      chutes(sort_config.chutes, the_floor.chutes().size(), primitives::route_shares(sort_config.inlet, sort_config.routes),
             sort_config.linked, the_clock, run_seed),
      drop_cells(cells_beside(the_floor)),
      bound_for(the_floor.cell_count(), 0),
      faults(sort_config.faults, robots, the_clock, run_seed),
      station_faults(sort_config.faults, the_floor, the_clock, run_seed),
      charging(std::move(batteries)),
      advice(the_floor),
      sorters(robots),
      resting(robots, 0),
      source(sort_config.inlet, sort_config.fed, primitives::route_shares(sort_config.inlet, sort_config.routes),
             plan_of(sort_config, the_clock), the_clock, Stream(run_seed, "parcel_source"), 0),
      waves(sort_config.waves, plan_of(sort_config, the_clock), sort_config.routes, the_clock),
      inside(sort_config.routes, 0),
      chute_room(sort_config.routes, 0),
      hungry(sort_config.routes, 0) {
    chutes.set_trucks(waves.plan());
    stations.reserve(floor.lanes().size());
    for (std::size_t l = 0; l < floor.lanes().size(); ++l)
        stations.emplace_back(station_config, floor.lane(LaneId(l)), LaneId(l));
}

SortControl::SortControl(const SortConfig& config, const floor::Floor& floor, const motion::Distances& distances,
                         const Clock& clock, std::uint64_t seed, std::size_t robots, Charging charging)
    : impl_(std::make_unique<Impl>(config, floor, distances, clock, seed, robots, std::move(charging))) {}

SortControl::~SortControl() = default;

void SortControl::tick(Step now, std::span<const RobotStatus> robots) {
    Impl& impl = *impl_;
    const Step period = impl.clock.steps(kAgeingPeriod_s);
    impl.charging.tick(now, robots);
    impl.arrive(now);
    for (const ChuteMove& move : impl.advice.advice().chute_moves)
        impl.chutes.give(move.chute, primitives::RouteId(move.route));
    impl.chutes.tick(now, impl.hungry);
    std::ranges::fill(impl.hungry, 0);
    impl.gather_occupied(robots);
    impl.leave_shut_stations(robots);
    for (std::size_t r = 0; r < robots.size(); ++r) {
        Sorter& sorter = impl.sorters[r];
        if (!sorter.operational || !robots[r].operational) continue;
        if (sorter.phase == SorterPhase::Loaded) impl.find_chute(RobotId(r), robots[r], now);
        if (sorter.phase == SorterPhase::Idle || sorter.queue.empty()) continue;
        const std::int32_t base = sorter.leaving.valid()                   ? kLeavingPriority
                                  : sorter.phase == SorterPhase::ToStation ? kToStationPriority
                                                                           : kCarryingPriority;
        sorter.queue.set_priority(base + static_cast<std::int32_t>((now - sorter.since) / period));
    }
    impl.send_to_stations(robots, now);
    impl.send_to_chargers(robots, now);
    impl.park(robots);
    impl.to_load = impl.room_under_way(robots);
}

std::span<const Errand> SortControl::errands(RobotId robot) const {
    return impl_->sorters[robot.index()].queue.all();
}

void SortControl::reached(RobotId robot, std::uint32_t, Step) {
    impl_->sorters[robot.index()].queue.pop();
}

bool SortControl::still_serves(LaneId lane) const {
    return impl_->stations[lane.index()].serving() || impl_->work[lane.index()].ready.valid();
}

void SortControl::dwell_began(RobotId id, std::uint32_t seq, Step) {
    Sorter& sorter = impl_->sorters[id.index()];
    DRAY_CHECK(!sorter.queue.empty() && sorter.queue.front().seq == seq, "sort robot {} begins errand {}", id.value, seq);
    sorter.dwelling = true;
    if (sorter.queue.front().dwell == Dwell::Charge) impl_->charging.plugged_in(id);
    if (sorter.queue.front().dwell != Dwell::Service) return;
    sorter.phase = SorterPhase::AtStation;
    impl_->work[sorter.place.index()].ready = id;
}

void SortControl::dwell_completed(RobotId id, std::uint32_t seq, Step now) {
    Impl& impl = *impl_;
    Sorter& sorter = impl.sorters[id.index()];
    DRAY_CHECK(!sorter.queue.empty() && sorter.queue.front().seq == seq && sorter.phase == SorterPhase::ToChute,
               "sort robot {} completes errand {}", id.value, seq);
    --impl.bound_for[sorter.queue.front().goal.index()];
    impl.chutes.tip(sorter.chute, sorter.parcel, now);
    ++impl.figures.sorted;
    if (impl.waves.on()) --impl.inside[sorter.parcel.route.index()];
    impl.figures.missorted += sorter.parcel.astray() ? 1 : 0;
    impl.figures.sort_time_s.push_back(impl.clock.seconds(now - sorter.parcel.came));
    if (sorter.parcel.order.valid())
        impl.log.add(now, sorter.parcel.order, OrderStage::Sorted, -1, static_cast<std::int32_t>(sorter.chute), 0);
    impl.trail.add(sorter.chute);
    impl.trail.add(now);
    sorter.chute = kNoChute;
    sorter.carrying = sorter.recirculates = sorter.dwelling = false;
    sorter.queue.pop();
    sorter.place = sorter.next_place;
    sorter.next_place = LaneId();
    sorter.phase = sorter.place.valid() ? SorterPhase::ToStation : SorterPhase::Idle;
    sorter.since = now;
}

std::span<const RobotId> SortControl::end_dwells(Step now) {
    Impl& impl = *impl_;
    impl.ended.clear();
    for (const StationChange& change : impl.station_faults.due(now)) {
        impl.stations[change.lane.index()].set_down_state(change.down, now);
        impl.trail.add(change.lane);
        impl.trail.add(now);
    }
    const std::size_t first = impl.next_to_load;
    for (std::size_t i = 0; i < impl.stations.size(); ++i) {
        const LaneId lane((first + i) % impl.stations.size());
        impl.finish_service(lane, now);
        if (impl.to_load == 0 || !impl.start_service(lane, now) || impl.to_load == Advice::kNoLimit) continue;
        --impl.to_load;
        impl.next_to_load = (lane.index() + 1) % impl.stations.size();
    }
    impl.end_charging();
    std::ranges::sort(impl.ended);
    return impl.ended;
}

void SortControl::left_lane(RobotId id, LaneId lane, Step now) {
    Sorter& sorter = impl_->sorters[id.index()];
    DRAY_CHECK(sorter.leaving == lane, "sort robot {} has left lane {} in which it was not served", id.value, lane.value);
    if (impl_->work[lane.index()].leaver == id) {
        impl_->stations[lane.index()].robot_left(now);
        impl_->work[lane.index()].leaver = RobotId();
    }
    impl_->stations[lane.index()].give_back_place(id);
    sorter.leaving = LaneId();
}

std::span<const FaultEvent> SortControl::faults_due(Step now) {
    return impl_->faults.due(now, impl_->charging.flat());
}

void SortControl::broke(RobotId id, Step now, bool unforeseen) {
    Sorter& sorter = impl_->sorters[id.index()];
    sorter.operational = false;
    impl_->abandon(id);
    if (sorter.phase == SorterPhase::Idle || sorter.phase == SorterPhase::Loaded) {
        sorter.queue.drop_waits();
        sorter.parking = CellId();
    }
    impl_->faults.broke(id, now, unforeseen);
    impl_->trail.add(id);
}

void SortControl::cleared(RobotId id, CellId, Step now) {
    impl_->sorters[id.index()].operational = true;
    impl_->charging.cleared(id);
    impl_->faults.cleared(id, now);
    impl_->trail.add(id);
}

void SortControl::advise(const Advice& advice) {
    impl_->advice.take(advice);
}

// What waits there goes to the stations that are open, before what came later.
void SortControl::close_station(LaneId lane, bool closed, Step now) {
    impl_->station_faults.close(lane, closed, now);
    if (!closed) return;
    std::deque<primitives::Parcel>& queue = impl_->work[lane.index()].queue;
    impl_->before.insert(impl_->before.begin(), queue.begin(), queue.end());
    queue.clear();
}

void SortControl::rest(RobotId id, bool rests) {
    if (this->rests(id) == rests) return;
    impl_->resting[id.index()] = rests ? 1 : 0;
    impl_->trail.add(id);
    impl_->trail.add(rests);
}

bool SortControl::rests(RobotId id) const {
    return impl_->resting[id.index()] != 0;
}

LaneId SortControl::waits_for_place(RobotId) const {
    return {};
}

const Charging& SortControl::charging() const {
    return impl_->charging;
}

bool SortControl::loaded(RobotId) const {
    // A parcel stays within the robot: the floor is as open to it as without one.
    return false;
}

double SortControl::load_kg(RobotId robot) const {
    return impl_->sorters[robot.index()].carrying ? impl_->config.chutes.parcel_kg : 0;
}

void SortControl::check(bool full) const {
    const SortFigures& f = figures();
    DRAY_CHECK(f.arrived == f.before + f.at_stations + f.on_robots + f.sorted,
               "{} parcels came, but {} wait before, {} at stations, {} are on robots and {} sorted", f.arrived, f.before,
               f.at_stations, f.on_robots, f.sorted);
    DRAY_CHECK(f.sorted == impl_->chutes.on_slides() + impl_->chutes.delivered(),
               "{} parcels were tipped, {} lie on slides and {} left", f.sorted, impl_->chutes.on_slides(),
               impl_->chutes.delivered());
    if (full) impl_->chutes.check();
}

void SortControl::add_to(StateHash& hash) const {
    hash.add(impl_->trail.digest());
    impl_->chutes.add_to(hash);
    for (const primitives::Station& station : impl_->stations)
        station.add_to(hash);
    hash.add(impl_->before.size());
    impl_->waves.add_to(hash);
    impl_->charging.add_to(hash);
}

std::size_t SortControl::parcel_room() const {
    if (impl_->waves.on()) return impl_->waves.room();
    std::size_t room = 0;
    for (std::size_t s = 0; s < impl_->work.size(); ++s)
        if (!impl_->station_faults.closed(LaneId(s)) && !impl_->advice.shuts(LaneId(s)))
            room += static_cast<std::size_t>(impl_->config.induct.queue_parcels) - impl_->work[s].queue.size();
    return room - std::min(room, impl_->before.size());
}

void SortControl::put_parcel(const primitives::Parcel& parcel) {
    impl_->take_in(parcel);
}

primitives::ChuteField& SortControl::chute_field() {
    return impl_->chutes;
}

const primitives::ChuteField& SortControl::chute_field() const {
    return impl_->chutes;
}

OrderLog& SortControl::order_log() {
    return impl_->log;
}

std::span<const double> SortControl::route_shares() const {
    return impl_->source.shares();
}

std::span<const primitives::Station> SortControl::stations() const {
    return impl_->stations;
}

const SortFigures& SortControl::figures() const {
    SortFigures& f = impl_->figures;
    f.before = static_cast<std::int64_t>(impl_->before.size() + impl_->waves.size());
    f.held = f.before - static_cast<std::int64_t>(parcels_before());
    f.at_stations = f.on_robots = 0;
    for (const InductWork& w : impl_->work)
        f.at_stations += static_cast<std::int64_t>(w.queue.size());
    for (const Sorter& sorter : impl_->sorters)
        f.on_robots += sorter.carrying ? 1 : 0;
    return f;
}

std::size_t SortControl::parcels_before() const {
    return impl_->before.size() + impl_->waves.open_parcels(impl_->last_tick);
}

std::size_t SortControl::parcels_at(LaneId station) const {
    return impl_->work[station.index()].queue.size();
}

bool SortControl::kept_from_loading(LaneId station) const {
    const InductWork& work = impl_->work[station.index()];
    return impl_->to_load == 0 && work.ready.valid() && !work.queue.empty() && !impl_->stations[station.index()].serving() &&
           impl_->stations[station.index()].state() != primitives::StationState::Down;
}

std::size_t SortControl::queue_parcels() const {
    return static_cast<std::size_t>(impl_->config.induct.queue_parcels);
}

}  // namespace dray::operations
