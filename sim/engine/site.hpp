// The site of a scenario, built and checked: everything that `dray check` verifies and a run starts from.
#pragma once

#include <optional>
#include <vector>

#include "engine/floor_setup.hpp"
#include "engine/ports.hpp"
#include "engine/scenario.hpp"
#include "insight/forecast/congestion_model.hpp"
#include "operations/demand.hpp"

namespace dray::engine {

/// What a site consists of before anything moves. Owned by one Simulation.
struct Site {
    LoadedScenario loaded;
    Links links;
    std::optional<FloorSetup> storage;  ///< with `demand`; nothing when the site has no storage area
    operations::Demand demand;
    std::vector<FloorSetup> sorting, transport;  ///< in the order of the scenario
};

/// Builds everything a run needs and checks what the fields alone cannot show: floors, clearances, demand, room for the robots.
/// Throws InputError with every fault found.
[[nodiscard]] Site build_site(LoadedScenario loaded, std::uint64_t seed);

/// The model of a scenario that forecasts. Throws InputError, and EnvironmentError when its file cannot be read.
[[nodiscard]] insight::CongestionModel forecast_model(const LoadedScenario& loaded);

}  // namespace dray::engine
