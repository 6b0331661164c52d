// What a run looks like now, as plain numbers.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

namespace {

std::int32_t centimetres(double metres) {
    return static_cast<std::int32_t>(std::lround(100 * metres));
}

std::int32_t number_of(CellId cell) {
    return cell.valid() ? static_cast<std::int32_t>(cell.value) : -1;
}

// In steps of 5, so that a recording need not tell of every unit picked.
std::int32_t percent(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return 0;
    return static_cast<std::int32_t>(5 * ((20 * std::clamp(part, std::int64_t{0}, whole) + whole / 2) / whole));
}

Activity activity_of(const insight::RobotMoment& moment, bool loaded) {
    switch (moment.doing) {
        case insight::Doing::Waits:
            return Activity::Waiting;
        case insight::Doing::Served:
            return Activity::Served;
        case insight::Doing::Handles:
            return Activity::Handling;
        case insight::Doing::Charges:
            return Activity::Charging;
        case insight::Doing::Drives:
            return loaded ? Activity::DrivingLoaded : Activity::DrivingEmpty;
        case insight::Doing::Rests:
            return Activity::Idle;
        case insight::Doing::IsBroken:
            break;
    }
    return Activity::Broken;
}

RobotFrame capture_robot(const FloorRun& run, RobotId r) {
    const traffic::BodyView& body = run.world.bodies()[r.index()];
    const traffic::Movement& movement = run.traffic.movements()[r.index()];
    const insight::RobotMoment& moment = run.moments[r.index()];
    RobotFrame out;
    out.x_cm = centimetres(body.x_m);
    out.y_cm = centimetres(body.y_m);
    out.heading = static_cast<std::int32_t>(std::lround(body.heading_rad * 128 / std::numbers::pi)) & 255;
    out.speed_cmps = body.at_rest ? 0 : centimetres(body.speed_mps);
    const bool loaded = run.control.loaded(r) || run.control.load_kg(r) > 0;
    out.activity = activity_of(moment, loaded);
    if (loaded) out.load = 0;
    out.battery = percent(std::llround(1000 * run.control.charging().share(r)), 1000);
    if (movement.kind == traffic::MovementKind::Drive) out.end = number_of(movement.end);
    if (const auto errands = run.control.errands(r); !errands.empty()) {
        out.goal = number_of(errands.front().goal);
        out.dwell = static_cast<std::int32_t>(errands.front().dwell);
    }
    if (out.activity == Activity::Waiting) {
        const insight::Root root = run.lost_time.root_of(r);
        if (moment.behind.valid()) out.behind = static_cast<std::int32_t>(moment.behind.value);
        out.cause = static_cast<std::int32_t>(root.cause);
        out.cause_number = static_cast<std::int32_t>(root.number);
        if (const std::uint32_t jam = run.flow.jam_of(r); jam != insight::JamTracker::kNoJam)
            out.jam = static_cast<std::int32_t>(jam);
    }
    return out;
}

void capture_stations(std::span<const primitives::Station> stations, std::vector<StationFrame>& out) {
    out.resize(stations.size());
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const primitives::Station& station = stations[i];
        out[i] = {.state = static_cast<std::int32_t>(station.state()),
                  .inbound = static_cast<std::int32_t>(station.robots_inbound()),
                  .open_orders = static_cast<std::int32_t>(station.open_orders().size()),
                  .service_end = station.serving() ? static_cast<std::int32_t>(station.service_end()) : 0,
                  .lines = static_cast<std::int32_t>(station.lines_done),
                  .served = static_cast<std::int32_t>(station.pods_served)};
    }
}

void capture_storage(const operations::Operations& control, const primitives::StorageConfig& config, FloorFrame& out) {
    const primitives::Storage& storage = control.storage();
    const std::int64_t capacity = config.pod_capacity_units;
    for (std::size_t i = 0; i < out.slots.size(); ++i) {
        const PodId pod = storage.pod_in(SlotId(i));
        out.slots[i] = {};
        if (!pod.valid()) continue;
        out.slots[i].load = static_cast<std::int32_t>(pod.value);
        out.slots[i].share = percent(capacity - storage.free_capacity(pod), capacity);
    }
    for (std::size_t i = 0; i < out.robots.size(); ++i) {
        const PodId pod = control.carries(RobotId(i));
        if (!pod.valid()) continue;
        out.robots[i].load = static_cast<std::int32_t>(pod.value);
        out.robots[i].load_share = percent(capacity - storage.free_capacity(pod), capacity);
    }
    capture_stations(control.stations(), out.stations);
}

void capture_sorting(const operations::SortControl& control, std::int64_t cage_parcels, FloorFrame& out) {
    const primitives::ChuteField& chutes = control.chute_field();
    out.chutes.resize(chutes.size());
    for (std::size_t i = 0; i < chutes.size(); ++i) {
        out.chutes[i] = {.route = static_cast<std::int32_t>(chutes[i].route.value),
                         .slide = static_cast<std::int32_t>(chutes[i].slide),
                         .cage_room = static_cast<std::int32_t>(chutes[i].cage_room),
                         .share = 100 - percent(chutes[i].cage_room, cage_parcels),
                         .state = static_cast<std::int32_t>(chutes[i].state)};
    }
    capture_stations(control.stations(), out.stations);
}

void capture_transport(const operations::HaulControl& control, const primitives::CageConfig& config, FloorFrame& out) {
    const primitives::CageYard& yard = control.yard();
    for (std::size_t i = 0; i < out.slots.size(); ++i) {
        const CageId id = yard.cage_in(SlotId(i));
        out.slots[i] = {};
        if (!id.valid()) continue;
        const primitives::Cage& cage = yard.cage(id);
        out.slots[i] = {.load = static_cast<std::int32_t>(id.value),
                        .share = percent(cage.parcels, config.parcels_per_cage),
                        .route = cage.route.valid() ? static_cast<std::int32_t>(cage.route.value) : -1};
    }
    for (std::size_t i = 0; i < out.robots.size(); ++i) {
        if (out.robots[i].load < 0) continue;
        const double parcels = (control.load_kg(RobotId(i)) - config.empty_kg) / config.parcel_kg;
        out.robots[i].load_share = percent(std::llround(parcels), config.parcels_per_cage);
    }
    out.doors.resize(control.docks().size());
    for (std::size_t i = 0; i < out.doors.size(); ++i) {
        const primitives::Dock& dock = control.docks()[i];
        out.doors[i] = {.docked = dock.docked() ? 1 : 0,
                        .truck = static_cast<std::int32_t>(dock.truck()),
                        .departure = static_cast<std::int32_t>(dock.timetable().departure(dock.truck())),
                        .aboard = static_cast<std::int32_t>(dock.aboard()),
                        .loading = dock.loading().valid() ? 1 : 0,
                        .cages = static_cast<std::int32_t>(dock.figures().cages),
                        .down = dock.down() ? 1 : 0};
    }
}

std::int32_t robots_at(std::span<const primitives::Station> stations) {
    std::size_t robots = 0;
    for (const primitives::Station& station : stations)
        robots += station.robots_inbound();
    return static_cast<std::int32_t>(robots);
}

void capture_zones(const FloorRun& run, const floor::Floor& floor, std::vector<ZoneFrame>& out) {
    out.clear();
    for (const Zone& zone : run.zones.now()) {
        if (zone.cells.empty()) continue;
        const ZonePlace place = place_of(floor, zone);
        out.push_back({.zone = place.zone,
                       .row = place.row,
                       .column = place.column,
                       .rows = place.rows,
                       .columns = place.columns,
                       .closed = zone.closed ? 1 : 0,
                       .speed_mmps = static_cast<std::int32_t>(std::lround(1000 * zone.speed_limit_mps))});
    }
}

FloorScene scene_of(const Area& area) {
    FloorScene out;
    out.name = area.setup.name;
    out.floor = std::make_shared<const floor::Floor>(*area.setup.floor);
    for (const FleetConfig& fleet : area.setup.fleets)
        out.fleets.push_back({fleet.name, static_cast<std::size_t>(fleet.count), fleet.drive.half_width_m});
    out.load_half_width_m = area.setup.load_half_width_m;
    out.steps_per_tick = area.setup.clock.steps_per_tick;
    return out;
}

}  // namespace

std::size_t Simulation::watch_floors(std::function<void(std::size_t)> watcher) {
    impl_->floor_watchers.push_back(std::move(watcher));
    return impl_->floor_watchers.size() - 1;
}

void Simulation::unwatch_floors(std::size_t number) {
    impl_->floor_watchers[number] = nullptr;
}

Scene Simulation::scene() const {
    Scene out{.scenario = impl_->loaded.scenario.name,
              .seed = impl_->seed,
              .steps_per_second = static_cast<int>(impl_->steps_per_second),
              .last_step = impl_->last_step,
              .warm_up_s = impl_->loaded.scenario.warm_up_s};
    for (const auto& area : impl_->areas) {
        out.floors.push_back(scene_of(*area));
        if (const auto* hauler = dynamic_cast<const operations::HaulControl*>(area->control.get()))
            out.floors.back().doors = hauler->doors();
    }
    if (impl_->orders != nullptr) out.articles = impl_->orders->demand().sku_names;
    impl_->watch->add_to(out);
    return out;
}

void Simulation::capture(std::size_t floor, FloorFrame& frame) const {
    const Area& area = *impl_->areas[floor];
    const FloorRun& run = *area.run;
    frame.step = run.now_step;
    frame.robots.resize(run.robots());
    for (std::size_t i = 0; i < run.robots(); ++i)
        frame.robots[i] = capture_robot(run, RobotId(i));
    frame.slots.resize(area.setup.floor->slots().size());
    capture_zones(run, *area.setup.floor, frame.zones);
    run.flow.capture(frame.jams);
    if (const auto* storage = dynamic_cast<const operations::Operations*>(area.control.get())) {
        capture_storage(*storage, impl_->loaded.scenario.storage, frame);
    } else if (const auto* sorter = dynamic_cast<const operations::SortControl*>(area.control.get())) {
        const auto at =
            static_cast<std::size_t>(std::find(impl_->sorters.begin(), impl_->sorters.end(), sorter) - impl_->sorters.begin());
        const std::size_t below = impl_->links.sorting_to_transport[at];
        const Scenario& scenario = impl_->loaded.scenario;
        capture_sorting(
            *sorter,
            below == Links::kNone ? scenario.sorting[at].chutes.cage_parcels : scenario.transport[below].cages.parcels_per_cage,
            frame);
    } else if (const auto* hauler = dynamic_cast<const operations::HaulControl*>(area.control.get())) {
        const auto at = std::find(impl_->haulers.begin(), impl_->haulers.end(), hauler) - impl_->haulers.begin();
        capture_transport(*hauler, impl_->loaded.scenario.transport[static_cast<std::size_t>(at)].cages, frame);
    }
}

SiteFrame Simulation::capture_site() const {
    SiteFrame out;
    const auto count = [](std::int64_t value) { return static_cast<std::int32_t>(value); };
    out.step = count(impl_->now_step);
    if (impl_->orders != nullptr) {
        const operations::OrderFigures& figures = impl_->orders->orders();
        out.orders_released = count(figures.released);
        out.orders_completed = count(figures.completed);
        out.orders_open = count(figures.open);
        out.orders_refused = count(figures.refused);
        out.orders_late = count(figures.late);
        out.orders_waiting = count(static_cast<std::int64_t>(impl_->orders->backlog()));
        out.robots_at_stations += robots_at(impl_->orders->stations());
        out.lines = count(figures.lines_done);
        out.units = count(figures.units_done);
    }
    out.parcels_waiting += count(static_cast<std::int64_t>(impl_->packed.size()));
    for (const operations::SortControl* sorter : impl_->sorters) {
        out.parcels_waiting += count(sorter->figures().before + sorter->figures().at_stations);
        out.robots_at_stations += robots_at(sorter->stations());
        out.parcels_arrived += count(sorter->figures().arrived);
        out.parcels_sorted += count(sorter->figures().sorted);
    }
    for (const auto& model : impl_->models)
        out.parcels_waiting += count(model->parcels_waiting());
    for (const operations::HaulControl* hauler : impl_->haulers) {
        out.parcels_waiting += count(hauler->figures().parcels_waiting);
        out.cages_shipped += count(hauler->yard().totals().cages_taken);
        out.parcels_shipped += count(hauler->yard().totals().parcels_shipped);
    }
    for (const auto& area : impl_->areas) {
        out.collisions += count(area->run->collisions);
        for (const insight::RobotMoment& moment : area->run->moments) {
            using insight::Doing;
            const bool out_of_use =
                moment.doing == Doing::Rests || moment.doing == Doing::Charges || moment.doing == Doing::IsBroken;
            out.robots_waiting += moment.doing == Doing::Waits ? 1 : 0;
            out.robots_in_use += out_of_use ? 0 : 1;
        }
    }
    return out;
}

std::span<const Incident> Simulation::incidents(std::size_t floor) const {
    return impl_->areas[floor]->run->incidents;
}

}  // namespace dray::engine
