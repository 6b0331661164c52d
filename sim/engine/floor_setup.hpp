// One floor with its fleets, built and checked, before anything moves.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "config/document.hpp"
#include "engine/fleet_config.hpp"
#include "floor/build.hpp"
#include "floor/floor.hpp"
#include "motion/planner.hpp"
#include "physics/world.hpp"

namespace dray::engine {

/// The heaviest thing that robots of a floor carry; decides braking, costs and clearances.
struct LoadLimits {
    double heaviest_kg = 0;
    double half_width_m = 0;  ///< of the square load; 0: it stays within the robot
    std::string name;         ///< for messages: "a full pod"
    std::string fields;       ///< for messages: the fields that its mass comes from
};

/// What a floor is built from. References must outlive the call only.
struct FloorRequest {
    std::string name;  ///< of the area, in reports
    floor::Purpose purpose = floor::Purpose::Storage;
    const floor::FloorConfig& floor;
    const std::vector<FleetConfig>& fleets;
    const physics::PhysicsConfig& physics;
    const motion::PlannerConfig& planner;
    LoadLimits load;
    std::string prefix;  ///< dotted path of the fields `floor` and `fleets` in the document: "" or "sortation[0]."
};

struct FloorSetup {
    std::string name;
    Clock clock;
    std::unique_ptr<const floor::Floor> floor;
    std::vector<FleetConfig> fleets;
    double load_half_width_m = 0;
    std::vector<std::size_t> fleet_of;  ///< by RobotId of this floor
    std::vector<CellId> start_cell;     ///< by RobotId
    int lead_ticks = 4;                 ///< L: of the class that brakes slowest, on the floor's lowest grip
    std::vector<int> reach_cells;       ///< by RobotId: cells granted ahead, braking distance and two more
    std::vector<std::array<motion::ActionCosts, 2>> class_costs;  ///< by fleet, without and with the heaviest load
    std::array<motion::ActionCosts, 2> costs;                     ///< of the slowest class: what ways are measured by

    [[nodiscard]] std::size_t robot_count() const { return fleet_of.size(); }
    [[nodiscard]] const motion::ActionCosts& costs_of(RobotId r, bool loaded) const {
        return class_costs[fleet_of[r.index()]][loaded ? 1 : 0];
    }
    [[nodiscard]] const FleetConfig& fleet(RobotId r) const { return fleets[fleet_of[r.index()]]; }
};

/// Builds a floor and checks what it, its fleets and their loads must agree on. Faults are appended; nothing when the floor
/// itself is faulty, and something that must not be run when only the rest is.
[[nodiscard]] std::optional<FloorSetup> build_floor(const FloorRequest& request, const config::Document& document,
                                                    config::Diagnostics& faults);

/// The clocks of a floor: a planning tick is the time of one cell at the fastest fleet's top speed, in whole steps.
[[nodiscard]] Clock clock_of(const std::vector<FleetConfig>& fleets, double cell_m, const physics::PhysicsConfig& physics);

/// Cells on which `count` robots start: spread evenly over slots (beneath pods, out of everyone's way), then chargers, buffers
/// and aisle cells outside dead ends. Fewer when the floor has no more.
[[nodiscard]] std::vector<CellId> start_cells(const floor::Floor& floor, std::size_t count);

}  // namespace dray::engine
