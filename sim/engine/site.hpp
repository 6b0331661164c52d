// The site of a scenario, built and checked: everything that `dray check` verifies and a run starts from.
#pragma once

#include <memory>
#include <vector>

#include "engine/scenario.hpp"
#include "floor/floor.hpp"
#include "motion/distances.hpp"
#include "operations/demand.hpp"

namespace dray::engine {

/// What a site consists of before anything moves. Owned by one Simulation.
struct Site {
    LoadedScenario loaded;
    Clock clock;
    std::unique_ptr<const floor::Floor> floor;
    operations::Demand demand;
    std::vector<std::size_t> fleet_of;         ///< by RobotId
    std::vector<CellId> start_cell;            ///< by RobotId
    int lead_ticks = 4;                        ///< L: of the class that brakes slowest, on the floor's lowest grip
    std::vector<int> reach_cells;              ///< by RobotId: cells granted ahead, braking distance and two more
    std::array<motion::ActionCosts, 2> costs;  ///< of the slowest class, without and with a full pod

    [[nodiscard]] std::size_t robot_count() const { return fleet_of.size(); }
    [[nodiscard]] const FleetConfig& fleet(RobotId r) const { return loaded.scenario.fleets[fleet_of[r.index()]]; }
};

/// Builds everything a run needs and checks what the fields alone cannot show: floor, clearances, demand, room for the robots.
/// Throws InputError with every fault found.
[[nodiscard]] Site build_site(LoadedScenario loaded, std::uint64_t seed);

/// Cells on which `count` robots start: spread evenly over slots (beneath pods, out of everyone's way), then chargers, buffers
/// and aisle cells outside dead ends. Fewer when the floor has no more.
[[nodiscard]] std::vector<CellId> start_cells(const floor::Floor& floor, std::size_t count);

}  // namespace dray::engine
