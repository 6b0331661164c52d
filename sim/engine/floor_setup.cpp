#include "engine/floor_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "motion/distances.hpp"
#include "physics/world.hpp"

namespace dray::engine {

namespace {

// A robot's plan reaches as far ahead as it brakes, and everyone's plan with it: beyond this nothing useful would move.
constexpr double kMostBrakingCells = 100;

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
void check_drive(const FloorSetup& setup, std::size_t fleet, const FloorRequest& request, const config::Document& document,
                 config::Diagnostics& faults) {
    const physics::DriveConfig& drive = setup.fleets[fleet].drive;
    const std::string path = fmt::format("{}fleets[{}].drive", request.prefix, fleet);
    physics::check_clearances(drive, request.load.half_width_m, *setup.floor, request.physics, document, path, faults);

    const double load_kg = request.load.heaviest_kg;
    if (load_kg > drive.payload_kg) {
        faults.push_back(config::fault_at(document.place_of(path + ".payload_kg"),
                                          fmt::format("{}.payload_kg: {} weighs {} kg ({}), but the drive carries {} kg", path,
                                                      request.load.name, load_kg, request.load.fields, drive.payload_kg)));
    }
    const double distance_m = braking_m(drive, load_kg, *setup.floor, setup.clock);
    const double cell_m = setup.floor->cell_m();
    if (distance_m > kMostBrakingCells * cell_m) {
        faults.push_back(config::fault_at(
            document.place_of(path),
            fmt::format("{}: with {} on the floor's lowest grip of {:.3g} it needs {:.0f} m to brake from {} m/s; at most {} "
                        "cells of {} m are possible, so lower top_speed_mps or raise the grip or the acceleration",
                        path, request.load.name, lowest_grip(*setup.floor, drive.grip), distance_m, drive.top_speed_mps,
                        kMostBrakingCells, cell_m)));
    }
}

void check_table_budget(const FloorSetup& setup, const FloorRequest& request, const config::Document& document,
                        config::Diagnostics& faults) {
    const double budget_mb = request.planner.table_budget_mb;
    const double least_mb = static_cast<double>(motion::Distances::least_bytes(setup.floor->cell_count())) / 1e6;
    if (budget_mb >= least_mb) return;
    faults.push_back(
        config::fault_at(document.place_of("planner.table_budget_mb"),
                         fmt::format("planner.table_budget_mb: {} is too little for a floor of {} cells; it needs at "
                                     "least {:.1f} MB",
                                     budget_mb, setup.floor->cell_count(), least_mb)));
}

void derive_motion(FloorSetup& setup, double load_kg) {
    setup.lead_ticks = 0;
    const double cell_m = setup.floor->cell_m();
    for (std::size_t f = 0; f < setup.fleets.size(); ++f) {
        const physics::DriveConfig& drive = setup.fleets[f].drive;
        const auto braking = static_cast<int>(std::ceil(braking_m(drive, load_kg, *setup.floor, setup.clock) / cell_m));
        setup.lead_ticks = std::max(setup.lead_ticks, braking + 2);
        const motion::ActionCosts empty = physics::action_costs(drive, 0, cell_m, setup.clock);
        const motion::ActionCosts loaded = physics::action_costs(drive, load_kg, cell_m, setup.clock);
        if (f == 0 || loaded.turn_steps + loaded.forward_steps > setup.costs[1].turn_steps + setup.costs[1].forward_steps) {
            setup.costs = {empty, loaded};
        }
        setup.class_costs.push_back({empty, loaded});
        const auto count = static_cast<std::size_t>(setup.fleets[f].count);
        setup.reach_cells.insert(setup.reach_cells.end(), count, braking + 2);
        setup.fleet_of.insert(setup.fleet_of.end(), count, f);
    }
}

void check_room(const FloorSetup& setup, const FloorRequest& request, const config::Document& document,
                config::Diagnostics& faults) {
    std::size_t robots = 0;
    for (const FleetConfig& fleet : setup.fleets)
        robots += static_cast<std::size_t>(fleet.count);
    const std::size_t room = start_cells(*setup.floor, robots).size();
    if (room >= robots) return;
    faults.push_back(config::fault_at(
        document.place_of(request.prefix + "fleets"),
        fmt::format("{}fleets: {} robots do not fit on the floor, which has room for {}", request.prefix, robots, room)));
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

Clock clock_of(const std::vector<FleetConfig>& fleets, double cell_m, const physics::PhysicsConfig& physics) {
    double fastest_mps = 0;
    for (const FleetConfig& fleet : fleets)
        fastest_mps = std::max(fastest_mps, fleet.drive.top_speed_mps);
    Clock clock;
    clock.steps_per_second = static_cast<int>(physics.steps_per_second);
    // A hair is taken off before rounding up, so that 16.000000001 steps do not become 17.
    const double steps = cell_m / fastest_mps * clock.steps_per_second;
    clock.steps_per_tick = std::max(1, static_cast<int>(std::ceil(steps - 1e-9)));
    return clock;
}

std::optional<FloorSetup> build_floor(const FloorRequest& request, const config::Document& document,
                                      config::Diagnostics& faults) {
    const std::size_t before = faults.size();
    FloorSetup setup;
    setup.name = request.name;
    setup.fleets = request.fleets;
    setup.load_half_width_m = request.load.half_width_m;
    setup.clock = clock_of(request.fleets, request.floor.cell_m, request.physics);
    setup.floor = std::make_unique<const floor::Floor>(
        floor::build(request.floor, request.purpose, document, request.prefix + "floor", faults));
    if (faults.size() != before) return std::nullopt;
    for (std::size_t f = 0; f < setup.fleets.size(); ++f)
        check_drive(setup, f, request, document, faults);
    check_table_budget(setup, request, document, faults);
    check_room(setup, request, document, faults);
    if (faults.size() != before) return setup;
    derive_motion(setup, request.load.heaviest_kg);
    setup.start_cell = start_cells(*setup.floor, setup.robot_count());
    return setup;
}

}  // namespace dray::engine
