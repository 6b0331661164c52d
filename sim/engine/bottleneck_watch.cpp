#include "engine/bottleneck_watch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/bottleneck_states.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using insight::GroupKind;

namespace {

// Parcels that may wait between two areas without being a pile: what a tick of the one brings and the other takes.
constexpr std::size_t kPile = 20;

// Changes of state that are kept, of all resources together: some 3 MB of states.csv.
constexpr std::size_t kMostChanges = 100'000;

GroupKind kind_of(floor::StationKind kind) {
    switch (kind) {
        case floor::StationKind::Pick:
            return GroupKind::Pick;
        case floor::StationKind::Stow:
            return GroupKind::Stow;
        case floor::StationKind::Induct:
            break;
    }
    return GroupKind::Induct;
}

}  // namespace

BottleneckWatch::BottleneckWatch(WatchedSite site) : site_(std::move(site)) {
    floors_.reserve(site_.areas.size());
    for (std::size_t a = 0; a < site_.areas.size(); ++a)
        add_floor(a);
    for (std::size_t i = 0; i < site_.put_walls.size(); ++i)
        add_put_wall(i, kPutWallStage);
    for (std::size_t i = 0; i < site_.handlers.size(); ++i)
        add_handling(i);
    for (std::size_t i = 0; i < site_.identifiers.size(); ++i)
        add_identification(i);
    for (std::size_t i = 0; i < site_.loops.size(); ++i)
        add_loop(i);
    if (site_.links->inbound.valid()) add_receiving();
    for (std::size_t i = 0; i < site_.carriers.size(); ++i)
        add_carrier(i);
    bottlenecks_ = insight::Bottlenecks(groups_);
    books_ = insight::StateBooks(resources_.size());
    log_ = empty_log();
    states_.assign(resources_.size(), insight::all_in(insight::ResourceState::Starved));
    moments_.resize(groups_.size());
    authority_.reserve(256);
}

// Groups of the storage area are named as they are; those of other areas after their area too.
std::size_t BottleneckWatch::add_group(const std::string& area, const std::string& name, GroupKind kind, std::size_t stage) {
    groups_.push_back({area.empty() ? name : area + " " + name, kind, stage});
    return groups_.size() - 1;
}

bool BottleneckWatch::sorts(const FloorWatch& w) const {
    const std::size_t storage = site_.orders != nullptr ? 1 : 0;
    return w.area >= storage && w.area < storage + site_.sorters.size();
}

const operations::SortControl& BottleneckWatch::sorter(const FloorWatch& w) const {
    return *site_.sorters[w.area - (site_.orders != nullptr ? 1 : 0)];
}

const operations::HaulControl& BottleneckWatch::hauler(const FloorWatch& w) const {
    return *site_.haulers[w.area - (site_.orders != nullptr ? 1 : 0) - site_.sorters.size()];
}

void BottleneckWatch::add_floor(std::size_t area) {
    const FloorSetup& setup = site_.areas[area]->setup;
    const floor::Floor& floor = *setup.floor;
    FloorWatch& w = floors_.emplace_back(area, floor);
    const bool storage = site_.orders != nullptr && area == 0, sorting = sorts(w);
    const std::string name = storage ? "" : setup.name;
    const std::size_t stage = storage ? kStorageStage : sorting ? kSortingStage : kTransportStage;
    const auto resource = [&](const std::string& what, std::size_t group) {
        resources_.push_back({name.empty() ? what : name + " " + what, group});
    };

    const std::size_t of_kind = area - (site_.orders != nullptr ? 1 : 0) - (storage || sorting ? 0 : site_.sorters.size());
    const bool fed = !storage && site_.links->feeds(sorting ? AreaKind::Sorting : AreaKind::Transport, of_kind);
    if (!fed) {
        w.arrivals = add_group(name, "arrivals", GroupKind::Arrivals, stage);
        resource("arrivals", w.arrivals);
    }
    w.first_station = resources_.size();
    w.stations.fill(kNone);
    for (const floor::Lane& lane : floor.lanes()) {
        std::size_t& group = w.stations[static_cast<std::size_t>(lane.kind)];
        if (group == kNone)
            group = add_group(name, fmt::format("{} stations", floor::word_of(lane.kind)), kind_of(lane.kind), stage);
        resource(lane.name, group);
    }
    w.fleets = groups_.size();
    w.first_fleet = resources_.size();
    for (const FleetConfig& fleet : setup.fleets)
        resource(fleet.name, add_group(name, fleet.name, GroupKind::Fleet, stage));
    w.way = add_group(name, "ways", GroupKind::Way, stage);
    if (site_.areas[area]->control->charging().active()) {
        w.chargers = add_group(name, "chargers", GroupKind::Charger, stage);
        w.charger = resources_.size();
        resource("chargers", w.chargers);
    }
    w.first_place = resources_.size();
    for (std::size_t place = 0; place < w.way_load.places(); ++place) {
        const CellId middle = w.way_load.middle_of(place);
        resource(fmt::format("ways near row {} column {}", floor.row(middle), floor.column(middle)), w.way);
    }
    w.first_member = resources_.size();
    if (sorting) {
        w.chutes = add_group(name, "chutes", GroupKind::Chute, stage);
        for (std::size_t c = 0; c < sorter(w).chute_field().size(); ++c)
            resource(fmt::format("chute-{}", c + 1), w.chutes);
        w.route_load.assign(sorter(w).route_shares().size(), 0);
    } else if (!storage) {
        w.docks = add_group(name, "docks", GroupKind::Dock, stage);
        for (std::size_t d = 0; d < hauler(w).docks().size(); ++d)
            resource(fmt::format("door-{}", d + 1), w.docks);
        w.route_load.assign(hauler(w).docks().size(), 0);
    }
    w.in_lane.resize(floor.lanes().size());
    w.wait_for.resize(floor.lanes().size());
    w.count.resize(setup.fleets.size());
    if (!site_.by_zone) return;
    w.zones.resize(w.grid.count());
    w.seek_place.resize(floor.lanes().size());
}

void BottleneckWatch::add_handling(std::size_t i) {
    WorkWatch& w = work_areas_.emplace_back();
    const std::string& name = site_.handler_names[i];
    const std::size_t stage = site_.links->carries_totes({AreaKind::Handling, i}) ? kReceivingStage : kHandlingStage;
    if (!site_.links->feeds(AreaKind::Handling, i)) {
        w.arrivals = add_group(name, "arrivals", GroupKind::Arrivals, stage);
        resources_.push_back({name + " arrivals", w.arrivals});
    }
    w.workers = add_group(name, "workers", GroupKind::Worker, stage);
    w.first_worker = resources_.size();
    for (std::size_t k = 0; k < site_.handlers[i]->cell().workers(); ++k)
        resources_.push_back({fmt::format("{} worker-{}", name, k + 1), w.workers});
    w.desk = add_group(name, "desk", GroupKind::Desk, stage);
    resources_.push_back({name + " desk", w.desk});
}

void BottleneckWatch::add_identification(std::size_t i) {
    ReaderWatch& w = reader_areas_.emplace_back();
    const std::string& name = site_.identifier_names[i];
    const bool totes = site_.links->carries_totes({AreaKind::Identification, i});
    const std::size_t stage = totes ? kReceivingStage : kIdentificationStage;
    if (!site_.links->feeds(AreaKind::Identification, i)) {
        w.arrivals = add_group(name, "arrivals", GroupKind::Arrivals, stage);
        resources_.push_back({name + " arrivals", w.arrivals});
    }
    const std::size_t readers = site_.identifiers[i]->readers().size();
    w.readers = add_group(name, "readers", GroupKind::Reader, stage);
    w.first_reader = resources_.size();
    for (std::size_t r = 0; r < readers; ++r)
        resources_.push_back({fmt::format("{} reader-{}", name, r + 1), w.readers});
    w.desks = add_group(name, "desks", GroupKind::Desk, stage);
    w.first_desk = resources_.size();
    for (std::size_t r = 0; r < readers; ++r)
        resources_.push_back({fmt::format("{} desk-{}", name, r + 1), w.desks});
}

void BottleneckWatch::add_receiving() {
    doors_ = add_group("", "receiving doors", GroupKind::Dock, kReceivingStage);
    first_door_ = resources_.size();
    for (std::size_t d = 0; d < site_.orders->inbound()->doors(); ++d)
        resources_.push_back({fmt::format("receiving door-{}", d + 1), doors_});
}

// Of what has states of its own, which fleets, ways and arrivals do not.
insight::StateLog BottleneckWatch::empty_log() const {
    std::vector<std::uint32_t> watched;
    for (std::size_t r = 0; r < resources_.size(); ++r) {
        const GroupKind kind = groups_[resources_[r].group].kind;
        if (kind != GroupKind::Fleet && kind != GroupKind::Way && kind != GroupKind::Arrivals)
            watched.push_back(static_cast<std::uint32_t>(r));
    }
    return {std::move(watched), kMostChanges};
}

double BottleneckWatch::observe(Step now) {
    const Step second = now / site_.steps_per_second;
    if (last_look_ >= 0 && last_look_ / site_.steps_per_second == second) return 0;
    return look(now);
}

FloorCounts BottleneckWatch::counts(std::size_t area) const {
    const FloorWatch& w = floors_[area];
    FloorCounts counts{.driving = w.driving, .held = w.held, .zones = w.zones, .seek_place = w.seek_place};
    for (const FleetCount& count : w.count)
        counts.working += count.active + count.blocked;
    return counts;
}

void BottleneckWatch::leave_out(std::size_t area, std::span<const std::uint8_t> lanes) {
    floors_[area].left_out.assign(lanes.begin(), lanes.end());
}

double BottleneckWatch::look(Step now) {
    const double dt_s = static_cast<double>(now - std::max<Step>(0, last_look_)) / static_cast<double>(site_.steps_per_second);
    for (FloorWatch& w : floors_) {
        look_at_robots(w);
        look_at_stations(w);
        look_at_fleets(w);
        look_at_ways(w, dt_s);
        if (w.chargers != kNone) look_at_chargers(w);
        if (w.docks != kNone) {
            look_at_transport(w, dt_s);
        } else if (w.chutes != kNone) {
            look_at_sorting(w, dt_s);
        } else {
            look_at_orders(w);
        }
    }
    for (std::size_t i = 0; i < walls_.size(); ++i)
        look_at_put_wall(i);
    for (std::size_t i = 0; i < work_areas_.size(); ++i)
        look_at_workers(i);
    for (std::size_t i = 0; i < reader_areas_.size(); ++i)
        look_at_readers(i);
    for (std::size_t i = 0; i < loop_areas_.size(); ++i)
        look_at_loop(i, dt_s, now);
    if (doors_ != kNone) look_at_receiving(now);
    for (std::size_t i = 0; i < carriers_.size(); ++i)
        look_at_carrier(i, now);
    find_piles();
    books_.observe(states_, now);
    log_.observe(states_, now / site_.steps_per_second);
    bottlenecks_.observe(moments_, dt_s);
    last_look_ = now;
    return dt_s;
}

// Goods that wait between two areas for the later one.
void BottleneckWatch::find_piles() {
    std::array<bool, kStages> before{};
    const auto piles_before = [&](AreaRef area, std::size_t waiting) {
        if (area.kind == AreaKind::Sorting && waiting > kPile) before[kSortingStage] = true;
        if (area.kind == AreaKind::Handling && waiting + site_.handlers[area.area]->cell().queued() > kPile)
            before[kHandlingStage] = true;
        if (area.kind == AreaKind::Carrier && waiting > kPile) before[carriers_[area.area].stage] = true;
    };
    piles_before(site_.links->storage, site_.packed->size());
    for (std::size_t i = 0; i < site_.put_walls.size(); ++i) {
        if (site_.put_walls[i]->totes_outside() > 0) before[kPutWallStage] = true;
        if (site_.put_walls[i]->ready()) piles_before(site_.links->put_walls[i], kPile + 1);
    }
    if (doors_ != kNone) {
        const operations::Inbound& inbound = *site_.orders->inbound();
        before[kStorageStage] = inbound.room() == 0 || inbound.waiting().size() > kPile;
    }
    for (std::size_t i = 0; i < site_.handlers.size(); ++i)
        if (site_.handlers[i]->ready() && !site_.links->carries_totes({AreaKind::Handling, i}))
            piles_before(site_.links->handling[i], kPile + 1);
    for (std::size_t i = 0; i < site_.identifiers.size(); ++i) {
        if (site_.links->carries_totes({AreaKind::Identification, i})) continue;
        if (site_.links->feeds(AreaKind::Identification, i) &&
            site_.identifiers[i]->totes_waiting() > site_.identifiers[i]->readers().size())
            before[kIdentificationStage] = true;
        piles_before(site_.links->identification[i], static_cast<std::size_t>(site_.identifiers[i]->figures().waiting));
    }
    for (std::size_t i = 0; i < site_.carriers.size(); ++i)
        if (!site_.links->carries_totes({AreaKind::Carrier, i}))
            piles_before(site_.links->carriers[i].to, site_.carriers[i]->held());
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        moments_[g].piled_up = false;
        for (std::size_t stage = groups_[g].stage + 1; stage < kStages; ++stage)
            moments_[g].piled_up = moments_[g].piled_up || before[stage];
    }
}

std::string BottleneckWatch::now() const {
    return bottlenecks_.now() == insight::Bottlenecks::kNone ? std::string() : groups_[bottlenecks_.now()].name;
}

}  // namespace dray::engine
