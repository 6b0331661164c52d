#include "engine/fleet_config.hpp"

namespace dray::engine {

const config::Table& fleet_table() {
    static const config::Table table =
        config::Describe<FleetConfig>("fleet", "Robots of one class.")
            .text("name", &FleetConfig::name, "Name in reports; unique.")
            .integer("count", &FleetConfig::count, {1, 20000}, "robots", "How many.")
            .section("drive", &FleetConfig::drive, physics::drive_table(), "The drive unit of this fleet.")
            .section("battery", &FleetConfig::battery, operations::battery_table(), "Battery and charging of this fleet.")
            .build();
    return table;
}

}  // namespace dray::engine
