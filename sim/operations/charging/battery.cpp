#include "operations/charging/battery.hpp"

namespace dray::operations {

namespace {

constexpr double kGravity_mps2 = 9.81;

}  // namespace

const config::Table& battery_table() {
    using enum config::Grade;
    static const config::Table table =
        config::Describe<BatteryConfig>("battery",
                                        "Battery and charging of one class of robot. On a floor without chargers nothing is "
                                        "charged and batteries do not count.")
            .number("capacity_wh", &BatteryConfig::capacity_wh, {0, 1e5}, "Wh",
                    "Usable energy; 0: robots of this fleet never need to charge.", {"", Assumed})
            .number("charger_w", &BatteryConfig::charger_w, {1, 1e6}, "W", "What a charger puts into the battery.", {"", Assumed})
            .number("electronics_w", &BatteryConfig::electronics_w, {0, 1e5}, "W", "Drawn all the time.", {"", Assumed})
            .number("drive_efficiency", &BatteryConfig::drive_efficiency, {0.05, 1}, "",
                    "Work of the wheels over energy from the battery.", {"", Assumed})
            .number("lift_height_m", &BatteryConfig::lift_height_m, {0, 10}, "m", "By which a load is lifted.", {"", Assumed})
            .number("lift_efficiency", &BatteryConfig::lift_efficiency, {0.05, 1}, "",
                    "Work on the lifted load over energy from the battery.", {"", Assumed})
            .number("recharge_below", &BatteryConfig::recharge_below, {0, 1}, "share",
                    "With less a robot takes no further job before it has charged.", {"15 % is common", Assumed})
            .number("top_up_below", &BatteryConfig::top_up_below, {0, 1}, "share",
                    "With less a robot without a job goes to a free charger; 0: only when it must.", {"", Assumed})
            .number("leave_above", &BatteryConfig::leave_above, {0, 1}, "share",
                    "With more a charging robot leaves when work or another robot waits for it.", {"", Assumed})
            .number("charge_to", &BatteryConfig::charge_to, {0, 1}, "share", "With as much charging ends.", {"", Assumed})
            .build();
    return table;
}

double driving_j(const BatteryConfig& battery, double work_j) {
    return work_j / battery.drive_efficiency;
}

double lifting_j(const BatteryConfig& battery, double load_kg) {
    return load_kg * kGravity_mps2 * battery.lift_height_m / battery.lift_efficiency;
}

}  // namespace dray::operations
