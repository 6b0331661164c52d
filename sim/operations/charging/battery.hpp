// The battery of a robot, and what fills and empties it.
#pragma once

#include "config/table.hpp"

namespace dray::operations {

/// Battery, charger and the rules of charging for one class of robot. Shares are of the capacity, 0 to 1.
struct BatteryConfig {
    double capacity_wh = 400;       ///< 0: the robots need no charging
    double charger_w = 1000;        ///< what a charger puts into the battery
    double electronics_w = 40;      ///< drawn all the time by a robot that is not broken
    double drive_efficiency = 0.7;  ///< work of the wheels over energy from the battery
    double lift_height_m = 0.05;    ///< by which a load is lifted
    double lift_efficiency = 0.5;   ///< work on the load over energy from the battery
    double recharge_below = 0.2;    ///< below it a robot takes no further job
    double top_up_below = 0.8;      ///< below it a robot without a job goes to a free charger
    double leave_above = 0.5;       ///< above it a charging robot leaves when it is needed, or its charger is
    double charge_to = 0.95;        ///< here charging ends
};

/// The section `battery` of a fleet.
[[nodiscard]] const config::Table& battery_table();

/// Energy that the battery gives for work of the wheels, J.
[[nodiscard]] double driving_j(const BatteryConfig& battery, double work_j);
/// Energy that the battery gives for lifting a load, J.
[[nodiscard]] double lifting_j(const BatteryConfig& battery, double load_kg);

}  // namespace dray::operations
