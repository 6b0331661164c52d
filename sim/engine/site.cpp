#include "engine/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dray::engine {

namespace {

// A robot's plan reaches as far ahead as it brakes, and everyone's plan with it: beyond this nothing useful would move.
constexpr double kMostBrakingCells = 100;

// The heaviest load that a robot of the site can meet: a full shelf.
double full_pod_kg(const primitives::StorageConfig& storage) {
    return storage.pod_mass_kg + static_cast<double>(storage.pod_capacity_units) * storage.unit_mass_kg;
}

double lowest_grip(const floor::Floor& floor, double default_grip) {
    double lowest = default_grip;
    for (std::size_t c = 0; c < floor.cell_count(); ++c) {
        const double grip = floor.grip(CellId(c));
        if (grip > 0) lowest = std::min(lowest, grip);
    }
    return lowest;
}

// Braking distance at top speed with a full pod on the floor's most slippery place.
double braking_m(const physics::DriveConfig& drive, double load_kg, const floor::Floor& floor, const Clock& clock) {
    const double braking = physics::braking_mps2(drive, load_kg, lowest_grip(floor, drive.grip));
    return physics::braking_distance_m(drive.top_speed_mps, braking, clock.step_s());
}

// What a drive, its load and the floor must agree on.
void check_drive(const Site& site, std::size_t fleet, config::Diagnostics& faults) {
    const Scenario& s = site.loaded.scenario;
    const config::Document& document = site.loaded.document;
    const physics::DriveConfig& drive = s.fleets[fleet].drive;
    const std::string path = fmt::format("fleets[{}].drive", fleet);
    physics::check_clearances(drive, s.storage.pod_half_width_m, *site.floor, s.physics, document, path, faults);

    const double load_kg = full_pod_kg(s.storage);
    if (load_kg > drive.payload_kg) {
        faults.push_back(config::fault_at(
            document.place_of(path + ".payload_kg"),
            fmt::format("{}.payload_kg: a full pod weighs {} kg (storage.pod_mass_kg and pod_capacity_units times unit_mass_kg), "
                        "but the drive carries {} kg",
                        path, load_kg, drive.payload_kg)));
    }
    const double distance_m = braking_m(drive, load_kg, *site.floor, site.clock);
    if (distance_m > kMostBrakingCells * s.floor.cell_m) {
        faults.push_back(config::fault_at(
            document.place_of(path),
            fmt::format(
                "{}: with a full pod on the floor's lowest grip of {:.3g} it needs {:.0f} m to brake from {} m/s; at most {} "
                "cells of {} m are possible, so lower top_speed_mps or raise the grip or the acceleration",
                path, lowest_grip(*site.floor, drive.grip), distance_m, drive.top_speed_mps, kMostBrakingCells, s.floor.cell_m)));
    }
}

void check_table_budget(const Site& site, config::Diagnostics& faults) {
    const double budget_mb = site.loaded.scenario.planner.table_budget_mb;
    const double least_mb = static_cast<double>(motion::Distances::least_bytes(site.floor->cell_count())) / 1e6;
    if (budget_mb >= least_mb) return;
    faults.push_back(
        config::fault_at(site.loaded.document.place_of("planner.table_budget_mb"),
                         fmt::format("planner.table_budget_mb: {} is too little for a floor of {} cells; it needs at "
                                     "least {:.1f} MB",
                                     budget_mb, site.floor->cell_count(), least_mb)));
}

void derive_motion(Site& site) {
    const Scenario& s = site.loaded.scenario;
    const double load_kg = full_pod_kg(s.storage);
    site.lead_ticks = 0;
    for (std::size_t f = 0; f < s.fleets.size(); ++f) {
        const physics::DriveConfig& drive = s.fleets[f].drive;
        const auto braking =
            static_cast<int>(std::ceil(braking_m(drive, load_kg, *site.floor, site.clock) / site.floor->cell_m()));
        site.lead_ticks = std::max(site.lead_ticks, braking + 2);
        const motion::ActionCosts empty = physics::action_costs(drive, 0, s.floor.cell_m, site.clock);
        const motion::ActionCosts loaded = physics::action_costs(drive, load_kg, s.floor.cell_m, site.clock);
        if (f == 0 || loaded.turn_steps + loaded.forward_steps > site.costs[1].turn_steps + site.costs[1].forward_steps) {
            site.costs = {empty, loaded};
        }
        site.reach_cells.insert(site.reach_cells.end(), static_cast<std::size_t>(s.fleets[f].count), braking + 2);
        site.fleet_of.insert(site.fleet_of.end(), static_cast<std::size_t>(s.fleets[f].count), f);
    }
}

void check_room(const Site& site, config::Diagnostics& faults) {
    const Scenario& s = site.loaded.scenario;
    std::size_t robots = 0;
    for (const FleetConfig& fleet : s.fleets)
        robots += static_cast<std::size_t>(fleet.count);
    const std::size_t room = start_cells(*site.floor, robots).size();
    if (room >= robots) return;
    faults.push_back(
        config::fault_at(site.loaded.document.place_of("fleets"),
                         fmt::format("fleets: {} robots do not fit on the floor, which has room for {}", robots, room)));
}

// A file that cannot be read is told with the field that asks for it.
template <class Make>
auto asked_by(const char* field, const config::Document& document, Make&& make) {
    try {
        return make();
    } catch (const EnvironmentError& error) {
        const Diagnostic told = config::fault_at(document.place_of(field), fmt::format("{}: {}", field, error.what()));
        throw EnvironmentError(told.text());
    }
}

}  // namespace

std::vector<CellId> start_cells(const floor::Floor& floor, std::size_t count) {
    std::vector<CellId> cells;
    const std::size_t slots = floor.slots().size();
    const std::size_t in_slots = std::min(count, slots);
    for (std::size_t i = 0; i < in_slots; ++i)
        cells.push_back(floor.slots()[i * slots / in_slots].cell);
    const auto add = [&](CellId cell) {
        if (cells.size() < count) cells.push_back(cell);
    };
    for (const CellId cell : floor.chargers())
        add(cell);
    for (const CellId cell : floor.buffers())
        add(cell);
    for (std::size_t c = 0; c < floor.cell_count() && cells.size() < count; ++c) {
        if (floor.kind(CellId(c)) == floor::CellKind::Aisle && floor.dead_end_of(CellId(c)) < 0) add(CellId(c));
    }
    return cells;
}

Site build_site(LoadedScenario loaded, std::uint64_t seed) {
    Site site;
    site.loaded = std::move(loaded);
    const Scenario& s = site.loaded.scenario;
    const config::Document& document = site.loaded.document;
    config::Diagnostics faults;
    site.clock = clock_of(s);
    site.floor = asked_by("floor.map.path", document,
                          [&] { return std::make_unique<const floor::Floor>(floor::build(s.floor, document, "floor", faults)); });
    const bool floor_is_sound = faults.empty();
    site.demand = asked_by("demand.trace", document, [&] {
        return operations::make_demand(s.demand, s.duration_s, site.clock, seed, document, "demand", faults);
    });
    const bool all_is_made = faults.empty();
    // What is wrong with the rest is told in one go, as far as it can be judged without what is missing.
    if (floor_is_sound) {
        for (std::size_t f = 0; f < s.fleets.size(); ++f)
            check_drive(site, f, faults);
        check_table_budget(site, faults);
        check_room(site, faults);
    }
    if (all_is_made) operations::check_stock(s.storage, *site.floor, site.demand, document, faults);
    if (!faults.empty()) throw InputError(std::move(faults));
    derive_motion(site);
    site.start_cell = start_cells(*site.floor, site.robot_count());
    return site;
}

}  // namespace dray::engine
