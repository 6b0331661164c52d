#include "engine/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dray::engine {

namespace {

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

// Braking distance in cells at top speed with a full pod on the floor's most slippery place.
int braking_cells(const physics::DriveConfig& drive, double load_kg, const floor::Floor& floor, const Clock& clock) {
    const double braking = physics::braking_mps2(drive, load_kg, lowest_grip(floor, drive.grip));
    return static_cast<int>(
        std::ceil(physics::braking_distance_m(drive.top_speed_mps, braking, clock.step_s()) / floor.cell_m()));
}

void derive_motion(Site& site) {
    const Scenario& s = site.loaded.scenario;
    const double load_kg = full_pod_kg(s.storage);
    site.lead_ticks = 0;
    for (std::size_t f = 0; f < s.fleets.size(); ++f) {
        const physics::DriveConfig& drive = s.fleets[f].drive;
        const int braking = braking_cells(drive, load_kg, *site.floor, site.clock);
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
    site.floor = std::make_unique<const floor::Floor>(floor::build(s.floor, document, "floor", faults));
    site.demand = operations::make_demand(s.demand, s.duration_s, site.clock, seed, document, "demand", faults);
    if (!faults.empty()) throw InputError(std::move(faults));

    for (std::size_t f = 0; f < s.fleets.size(); ++f) {
        physics::check_clearances(s.fleets[f].drive, s.storage.pod_half_width_m, *site.floor, s.physics, document,
                                  fmt::format("fleets[{}].drive", f), faults);
    }
    derive_motion(site);
    site.start_cell = start_cells(*site.floor, site.robot_count());
    if (site.start_cell.size() < site.robot_count()) {
        const config::Place place = document.place_of("fleets");
        faults.push_back({place.file, place.line, place.column,
                          fmt::format("fleets: {} robots do not fit on the floor, which has room for {}", site.robot_count(),
                                      site.start_cell.size())});
    }
    if (!faults.empty()) throw InputError(std::move(faults));
    return site;
}

}  // namespace dray::engine
