// The scenario: the rooms' own config structs assembled into one, read from YAML and checked before anything runs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "engine/areas.hpp"
#include "engine/fleet_config.hpp"
#include "floor/build.hpp"
#include "insight/management/management_config.hpp"
#include "motion/planner.hpp"
#include "operations/demand.hpp"
#include "operations/operations.hpp"
#include "physics/world.hpp"

namespace dray::engine {

/// The name of the storage area in connections and reports.
inline constexpr const char* kStorageName = "storage";
/// And of the receiving doors.
inline constexpr const char* kInboundName = "inbound";

/// Everything a run depends on, besides the seed given on the command line.
struct Scenario {
    std::string name = "site";
    std::string description;
    double duration_s = 3600;
    double warm_up_s = 600;                ///< left out of the rates in the summary
    std::string horizon = "steady_state";  ///< or "terminating"
    std::int64_t seed = 1;
    floor::FloorConfig floor;
    std::vector<FleetConfig> fleets;
    physics::PhysicsConfig physics;
    motion::PlannerConfig planner;
    primitives::StorageConfig storage;
    primitives::StationConfig stations;
    operations::DemandConfig demand;
    operations::DispatchConfig dispatch;
    operations::FaultsConfig faults;
    operations::InboundConfig inbound;  ///< of the storage area
    // Further areas. A site without `fleets` has no storage area but at least one of these.
    AreaLists areas{AreaType::Place::Section};  ///< those without a floor, by type
    std::vector<SortAreaConfig> sorting;
    std::vector<TransportAreaConfig> transport;
    std::vector<ConnectionConfig> connections;
    std::vector<LineHaulConfig> line_hauls;
    insight::ManagementConfig management;

    [[nodiscard]] bool has_storage() const { return !fleets.empty(); }
};

/// The table of the whole scenario; feeds `dray schema`, the reference page, reading and writing.
[[nodiscard]] const config::Table& scenario_table();

/// A scenario read from a file, with the document it came from (for places in later messages).
struct LoadedScenario {
    Scenario scenario;
    config::Document document;
};

/// Fills and checks the scenario of a document; `name` stands in where it has none. Throws InputError with every fault.
[[nodiscard]] LoadedScenario read_scenario(config::Document document, std::string name);

/// The same from a file, named after it. Throws InputError, and EnvironmentError when a file cannot be read.
[[nodiscard]] LoadedScenario load_scenario(const std::string& path, const std::vector<std::string>& overrides);

/// A path of a scenario as it must be written elsewhere: absolute and empty ones stay, others start at the scenario's directory,
/// or at the working directory where nothing is found there.
[[nodiscard]] std::string rebased(const std::string& path, const std::string& directory);

/// The scenario with every default filled in, as YAML that `load_scenario` reads back to the same run. Relative paths inside are
/// rewritten so that they hold from the working directory.
[[nodiscard]] std::string resolved_yaml(const LoadedScenario& loaded);

}  // namespace dray::engine
