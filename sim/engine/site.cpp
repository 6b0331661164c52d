#include "engine/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "operations/door_faults.hpp"
#include "operations/station_breaks.hpp"
#include "operations/station_faults.hpp"
#include "operations/zone_faults.hpp"
#include "primitives/transport/cage_yard.hpp"

namespace dray::engine {

namespace {

// Parcels lie within the tray robot.
constexpr double kParcelHalfWidth_m = 0.15;

// Faults that name a part of a floor which is not there.
void check_named_faults(const operations::FaultsConfig& config, const floor::Floor& floor, std::size_t doors,
                        const config::Document& document, const std::string& path, config::Diagnostics& faults) {
    operations::check_door_faults(config, doors, document, path, faults);
    operations::check_station_faults(config, floor, document, path, faults);
    operations::check_zone_faults(config, floor, document, path, faults);
}

// The heaviest load that a robot of the storage floor can meet: a full shelf.
LoadLimits full_pod(const primitives::StorageConfig& storage) {
    return {.heaviest_kg = storage.pod_mass_kg + static_cast<double>(storage.pod_capacity_units) * storage.unit_mass_kg,
            .half_width_m = storage.pod_half_width_m,
            .name = "a full pod",
            .fields = "storage.pod_mass_kg and pod_capacity_units times unit_mass_kg"};
}

// A file that cannot be read is told with the field that asks for it.
template <class Make>
auto asked_by(const std::string& field, const config::Document& document, Make&& make) {
    try {
        return make();
    } catch (const EnvironmentError& error) {
        const Diagnostic told = config::fault_at(document.place_of(field), fmt::format("{}: {}", field, error.what()));
        throw EnvironmentError(told.text());
    }
}

template <class Fleet>
std::vector<FleetConfig> plain(const std::vector<Fleet>& fleets) {
    return {fleets.begin(), fleets.end()};
}

// What is wrong with the parts is told in one go, as far as it can be judged without what is missing.
void build_storage(Site& site, std::uint64_t seed, config::Diagnostics& faults) {
    const Scenario& s = site.loaded.scenario;
    const config::Document& document = site.loaded.document;
    site.storage = asked_by("floor.map.path", document, [&] {
        return build_floor({.name = kStorageName,
                            .purpose = floor::Purpose::Storage,
                            .floor = s.floor,
                            .fleets = s.fleets,
                            .physics = s.physics,
                            .planner = s.planner,
                            .load = full_pod(s.storage),
                            .prefix = ""},
                           document, faults);
    });
    if (site.storage) {
        check_named_faults(s.faults, *site.storage->floor, static_cast<std::size_t>(s.inbound.doors), document, "faults", faults);
        operations::check_station_absences(s.stations.absences, *site.storage->floor, document, faults);
    }
    const std::size_t before = faults.size();
    site.demand = asked_by("demand.trace", document, [&] {
        const Clock clock = clock_of(s.fleets, s.floor.cell_m, s.physics);
        return operations::make_demand(s.demand, s.duration_s, clock, seed, document, "demand", faults);
    });
    if (site.storage && s.inbound.doors > 0 && !operations::can_replenish(s.storage, *site.storage->floor))
        faults.push_back(config::fault_at(document.place_of("inbound.doors"),
                                          "inbound.doors: nothing is ever ordered; it needs a stow station on the floor and "
                                          "storage.reorder_point above 0"));
    if (site.storage && faults.size() == before)
        operations::check_stock(s.storage, *site.storage->floor, site.demand, document, faults);
}

void build_sorting(Site& site, std::size_t i, config::Diagnostics& faults) {
    const Scenario& s = site.loaded.scenario;
    const SortAreaConfig& area = s.sorting[i];
    const std::string prefix = fmt::format("sorting[{}].", i);
    std::optional<FloorSetup> setup = asked_by(prefix + "floor.map.path", site.loaded.document, [&] {
        return build_floor({.name = area.name,
                            .purpose = floor::Purpose::Sorting,
                            .floor = area.floor,
                            .fleets = plain(area.fleets),
                            .physics = s.physics,
                            .planner = s.planner,
                            .load = {.heaviest_kg = area.chutes.parcel_kg,
                                     .half_width_m = kParcelHalfWidth_m,
                                     .name = "a parcel",
                                     .fields = "chutes.parcel_kg"},
                            .prefix = prefix},
                           site.loaded.document, faults);
    });
    if (!setup) return;
    check_named_faults(area.faults, *setup->floor, 0, site.loaded.document, prefix + "faults", faults);
    site.sorting.push_back(std::move(*setup));
}

void build_transport(Site& site, std::size_t i, config::Diagnostics& faults) {
    const Scenario& s = site.loaded.scenario;
    const config::Document& document = site.loaded.document;
    const TransportAreaConfig& area = s.transport[i];
    const std::string prefix = fmt::format("transport[{}].", i);
    const double full_kg = area.cages.empty_kg + static_cast<double>(area.cages.parcels_per_cage) * area.cages.parcel_kg;
    std::optional<FloorSetup> setup = asked_by(prefix + "floor.map.path", document, [&] {
        return build_floor({.name = area.name,
                            .purpose = floor::Purpose::Hauling,
                            .floor = area.floor,
                            .fleets = plain(area.fleets),
                            .physics = s.physics,
                            .planner = s.planner,
                            .load = {.heaviest_kg = full_kg,
                                     .half_width_m = area.cages.half_width_m,
                                     .name = "a full cage",
                                     .fields = "cages.empty_kg and parcels_per_cage times parcel_kg"},
                            .prefix = prefix},
                           document, faults);
    });
    if (!setup) return;
    check_named_faults(area.faults, *setup->floor, primitives::door_count(*setup->floor), document, prefix + "faults", faults);
    for (const std::string& missing : primitives::missing_uses(*setup->floor))
        faults.push_back(config::fault_at(document.place_of(prefix + "floor"), fmt::format("{}floor: {}", prefix, missing)));
    site.transport.push_back(std::move(*setup));
}

// Every road begins at a door that is there.
void check_roads(const Site& site, config::Diagnostics& faults) {
    for (std::size_t i = 0; i < site.links.roads.size(); ++i) {
        const Road& road = site.links.roads[i];
        const std::size_t doors = primitives::door_count(*site.transport[road.transport].floor);
        if (road.door.index() < doors) continue;
        const std::string field = fmt::format("line_hauls[{}].from", i);
        faults.push_back(
            config::fault_at(site.loaded.document.place_of(field),
                             fmt::format("{}: '{}' has doors 1 to {}", field, site.transport[road.transport].name, doors)));
    }
}

// Every chute stands over a slot of its own.
void check_links(const Site& site, config::Diagnostics& faults) {
    const Scenario& s = site.loaded.scenario;
    for (const AreaRef area : site.links.sorting) {
        const std::size_t below = site.links.below(area);
        if (below == Links::kNone) continue;
        std::string name, field;
        std::size_t chutes = 0;
        if (area.kind == AreaKind::Sorting) {
            name = site.sorting[area.area].name;
            field = fmt::format("sorting[{}].floor", area.area);
            chutes = site.sorting[area.area].floor->chutes().size();
        } else {
            const ModelLink& model = site.links.models[area.area];
            name = model.name;
            std::tie(chutes, field) = model.type->chutes(config_of(s, model));
            field = fmt::format("{}[{}].{}", model.type->section(), model.number, field);
        }
        std::size_t slots = 0;
        const floor::Floor& floor = *site.transport[below].floor;
        for (std::size_t slot = 0; slot < floor.slots().size(); ++slot)
            slots += primitives::slot_use(floor, SlotId(slot)) == primitives::SlotUse::Chute ? 1 : 0;
        if (chutes == slots) continue;
        faults.push_back(config::fault_at(
            site.loaded.document.place_of(field),
            fmt::format("{}: '{}' has {} chutes, but '{}' below has {} slots in its zone \"chutes\"; each chute needs one", field,
                        name, chutes, site.transport[below].name, slots)));
    }
}

// Waves go by trucks, and parcels can only come in the time between two of them.
void check_waves(const Site& site, config::Diagnostics& faults) {
    const Scenario& s = site.loaded.scenario;
    for (const AreaRef area : site.links.sorting) {
        const bool floor = area.kind == AreaKind::Sorting;
        const ModelLink* model = floor ? nullptr : &site.links.models[area.area];
        const AreaType::Waves of = floor ? AreaType::Waves{&s.sorting[area.area].waves, &s.sorting[area.area].inlet}
                                         : model->type->waves(config_of(s, *model));
        if (of.waves == nullptr || of.inlet == nullptr) continue;
        const std::string& name = floor ? s.sorting[area.area].name : model->name;
        const std::string prefix =
            fmt::format("{}[{}].", floor ? "sorting" : model->type->section(), floor ? area.area : model->number);
        const auto fault = [&](const std::string& field, const std::string& message) {
            faults.push_back(
                config::fault_at(site.loaded.document.place_of(prefix + field), fmt::format("{}{}: {}", prefix, field, message)));
        };
        if (of.waves->on() && of.waves->open_s <= of.waves->close_s)
            fault("waves.open_s",
                  fmt::format("a wave that opens {} s before the pull time and closes {} s before it is never open",
                              of.waves->open_s, of.waves->close_s));
        if (const std::size_t below = site.links.below(area); below != Links::kNone) {
            const double every_s = s.transport[below].docks.truck_every_s;
            if (of.inlet->wave_s > every_s)
                fault("inlet.wave_s", fmt::format("the parcels for a truck come within at most {} s, the time from one truck of "
                                                  "'{}' to the next",
                                                  every_s, s.transport[below].name));
            continue;
        }
        const auto needs_trucks = [&](const char* field) {
            fault(field, fmt::format("there are no trucks to go by; connect {0}.chutes to the chutes of a transport area", name));
        };
        if (of.waves->on()) needs_trucks("waves.open_s");
        if (of.inlet->wave_s > 0) needs_trucks("inlet.wave_s");
    }
}

// Some station of each kind is always open.
void check_flex_stations(const Site& site, config::Diagnostics& faults) {
    const insight::ManagementConfig& management = site.loaded.scenario.management;
    const auto check = [&](const FloorSetup& setup, floor::StationKind kind, std::int64_t flex, const char* field) {
        const auto count = std::ranges::count(setup.floor->lanes(), kind, &floor::Lane::kind);
        if (flex == 0 || flex < count) return;
        faults.push_back(config::fault_at(site.loaded.document.place_of(field),
                                          fmt::format("{}: {} of the {} {} stations of '{}' leave none that is always open",
                                                      field, flex, count, floor::word_of(kind), setup.name)));
    };
    if (site.storage)
        check(*site.storage, floor::StationKind::Pick, management.flex_pick_stations, "management.flex_pick_stations");
    for (const FloorSetup& setup : site.sorting)
        check(setup, floor::StationKind::Induct, management.flex_induct_stations, "management.flex_induct_stations");
}

}  // namespace

insight::CongestionModel forecast_model(const LoadedScenario& loaded) {
    return asked_by("management.model", loaded.document,
                    [&] { return insight::load_model(rebased(loaded.scenario.management.model, loaded.document.directory)); });
}

Site build_site(LoadedScenario loaded, std::uint64_t seed) {
    Site site;
    site.loaded = std::move(loaded);
    const Scenario& s = site.loaded.scenario;
    const config::Document& document = site.loaded.document;
    config::Diagnostics faults;
    site.links = resolve_connections(s, document, faults);
    if (s.has_storage()) build_storage(site, seed, faults);
    for (std::size_t i = 0; i < s.sorting.size(); ++i)
        build_sorting(site, i, faults);
    for (std::size_t i = 0; i < s.transport.size(); ++i)
        build_transport(site, i, faults);
    if (faults.empty()) check_flex_stations(site, faults);
    if (faults.empty() && s.management.predicts()) std::ignore = forecast_model(site.loaded);
    if (faults.empty()) check_links(site, faults);
    if (faults.empty()) check_waves(site, faults);
    if (faults.empty()) check_roads(site, faults);
    if (!faults.empty()) throw InputError(std::move(faults));
    return site;
}

}  // namespace dray::engine
