#include "engine/management.hpp"

#include <algorithm>

#include "engine/simulation_impl.hpp"

namespace dray::engine {

using insight::GroupKind;

Management::Management(const insight::ManagementConfig& config, const WatchedSite& site, BottleneckWatch& watch)
    : config_(config), site_(site), watch_(watch) {
    floors_.reserve(site_.areas.size());
    for (std::size_t a = 0; a < site_.areas.size(); ++a)
        add_floor(a);
}

const operations::SortControl* Management::sorter(std::size_t area) const {
    const std::size_t first = site_.orders != nullptr ? 1 : 0;
    return area >= first && area < first + site_.sorters.size() ? site_.sorters[area - first] : nullptr;
}

std::span<const primitives::Station> Management::stations_of(std::size_t area) const {
    if (const operations::SortControl* control = sorter(area)) return control->stations();
    return site_.orders != nullptr && area == 0 ? site_.orders->stations() : std::span<const primitives::Station>();
}

void Management::add_floor(std::size_t area) {
    const FloorSetup& setup = site_.areas[area]->setup;
    const auto stations = stations_of(area);
    const operations::SortControl* sorting = sorter(area);
    const floor::StationKind kind = sorting != nullptr ? floor::StationKind::Induct : floor::StationKind::Pick;
    auto flex = static_cast<std::size_t>(stations.empty()     ? 0
                                         : sorting != nullptr ? config_.flex_induct_stations
                                                              : config_.flex_pick_stations);
    Floor& floor = floors_.emplace_back(area, config_,
                                        insight::FloorSize{.robots = setup.robot_count(),
                                                           .stations = stations.size(),
                                                           .flex = flex,
                                                           .zones = operations::Zones(*setup.floor).count(),
                                                           .routes = sorting != nullptr ? sorting->route_shares().size() : 0});
    floor.stations.resize(stations.size());
    for (std::size_t s = stations.size(); s-- > 0;) {
        floor.stations[s].kind = stations[s].kind() == floor::StationKind::Pick   ? GroupKind::Pick
                                 : stations[s].kind() == floor::StationKind::Stow ? GroupKind::Stow
                                                                                  : GroupKind::Induct;
        // The last ones by number.
        if (stations[s].kind() != kind || flex == 0) continue;
        floor.stations[s].flex = true;
        --flex;
    }
    if (sorting != nullptr) floor.chutes.resize(sorting->chute_field().size());
}

void Management::look_at_stations(Floor& floor) const {
    const auto stations = stations_of(floor.area);
    const auto seek_place = watch_.counts(floor.area).seek_place;
    for (std::size_t s = 0; s < stations.size(); ++s) {
        insight::StationMoment& moment = floor.stations[s];
        moment.down = stations[s].state() == primitives::StationState::Down;
        moment.waiting = static_cast<std::uint32_t>(stations[s].robots_inbound()) + seek_place[s];
        moment.served = stations[s].pods_served;
    }
}

void Management::look_at_chutes(Floor& floor) const {
    const primitives::ChuteField& chutes = sorter(floor.area)->chute_field();
    for (std::size_t c = 0; c < chutes.size(); ++c)
        floor.chutes[c] = {chutes[c].route.value, chutes.room(c) == 0, chutes.unused(c)};
}

insight::FloorMoment Management::moment_of(const Floor& floor) const {
    const FloorCounts counts = watch_.counts(floor.area);
    insight::FloorMoment moment{.working = counts.working,
                                .driving = counts.driving,
                                .held = counts.held,
                                .stations = floor.stations,
                                .zones = counts.zones,
                                .chutes = floor.chutes};
    if (const operations::SortControl* sorting = sorter(floor.area)) {
        // Those in the lanes of stations are in nobody's way.
        moment.working = counts.driving + counts.held;
        moment.waiting = sorting->parcels_before();
        for (std::size_t s = 0; s < floor.stations.size(); ++s)
            moment.waiting += sorting->parcels_at(LaneId(s));
    } else if (!floor.stations.empty()) {
        moment.waiting = site_.orders->backlog();
    }
    return moment;
}

void Management::track() {
    if (tracker_) return;
    std::vector<insight::CongestionTracker::FloorSize> sizes;
    for (const Floor& floor : floors_)
        sizes.push_back({watch_.counts(floor.area).zones.size(), floor.stations.size()});
    tracker_ = std::make_unique<insight::CongestionTracker>(watch_.bottlenecks().groups(), sizes);
}

void Management::forecast(insight::CongestionModel model) {
    track();
    model_ = std::move(model);
    check_ = std::make_unique<insight::ForecastCheck>(tracker_->groups());
}

// What the model expects of a floor, where there is one.
insight::FloorExpectation Management::expected(Floor& floor) const {
    if (!model_) return {};
    floor.held.resize(tracker_->zones(floor.area));
    floor.waiting.resize(tracker_->stations(floor.area));
    for (std::size_t z = 0; z < floor.held.size(); ++z)
        floor.held[z] = static_cast<float>(model_->held(*tracker_, floor.area, z));
    for (std::size_t s = 0; s < floor.waiting.size(); ++s)
        floor.waiting[s] = static_cast<float>(model_->waiting(*tracker_, floor.area, s));
    return {.held = floor.held, .waiting = floor.waiting};
}

void Management::advise(double dt_s) {
    watched_s_ += dt_s;
    if (tracker_) tracker_->observe(watch_.bottlenecks(), watch_.moments(), dt_s);
    if (check_) check_->observe(*model_, *tracker_, watched_s_);
    for (Floor& floor : floors_) {
        look_at_stations(floor);
        if (tracker_) tracker_->observe_floor(floor.area, watch_.counts(floor.area).zones, floor.stations);
        if (!config_.on()) continue;
        if (!floor.chutes.empty()) look_at_chutes(floor);
        const operations::Advice& advice = floor.adviser.observe(moment_of(floor), expected(floor), dt_s);
        site_.areas[floor.area]->control->advise(advice);
        watch_.leave_out(floor.area, advice.shut);
    }
}

void Management::add_to(Results& out) const {
    ManagementResult& result = out.management;
    if (!config_.on()) return;
    result.mode = config_.mode;
    if (check_) result.forecast = {check_->moments(), check_->hit_rate(), check_->persistence_hit_rate(), check_->brier()};
    for (std::size_t rule = 0; rule < insight::kRules; ++rule) {
        ManagementRule& sum = result.rules.emplace_back();
        sum.name = insight::name_of(static_cast<insight::Rule>(rule));
        for (const Floor& floor : floors_) {
            sum.times += floor.adviser.figures()[rule].times;
            if (watched_s_ > 0)
                sum.active_share = std::max(sum.active_share, floor.adviser.figures()[rule].active_s / watched_s_);
        }
    }
    for (const Floor& floor : floors_)
        result.flex_station_h += floor.adviser.flex_open_s() / 3600;
}

}  // namespace dray::engine
