// A fleet as the scenario describes it.
#pragma once

#include <cstdint>
#include <string>

#include "config/table.hpp"
#include "operations/charging/battery.hpp"
#include "physics/drive.hpp"

namespace dray::engine {

/// Robots of one class. Robots of a floor are numbered fleet by fleet in the order of the scenario.
struct FleetConfig {
    std::string name = "drives";
    std::int64_t count = 60;
    physics::DriveConfig drive;
    operations::BatteryConfig battery;
};

[[nodiscard]] const config::Table& fleet_table();

}  // namespace dray::engine
