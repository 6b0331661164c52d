#include "physics/drive.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.hpp"
#include "physics/approach.hpp"

namespace dray::physics {

namespace {

// From rest to rest at a bounded rate and acceleration: a trapezoid, or a triangle when the way is short.
double rest_to_rest_s(double way, double rate, double acceleration) {
    if (way <= 0) return 0;
    if (way < rate * rate / acceleration) return 2 * std::sqrt(way / acceleration);
    return way / rate + rate / acceleration;
}

// Rounded up, but not because of the last bits of a quotient such as 1.2 / 1.5 * 20.
std::int64_t ceil_count(double x) {
    return static_cast<std::int64_t>(std::ceil(x - 1e-9));
}

}  // namespace

double acceleration_mps2(const DriveConfig& drive, double load_kg) {
    const double share = std::clamp(load_kg / drive.payload_kg, 0.0, 1.0);
    return drive.acceleration_empty_mps2 + share * (drive.acceleration_loaded_mps2 - drive.acceleration_empty_mps2);
}

double braking_mps2(const DriveConfig& drive, double load_kg, double grip) {
    const double coefficient = grip > 0 ? grip : drive.grip;
    return std::min(acceleration_mps2(drive, load_kg), kGripShare * coefficient * kGravity_mps2);
}

double braking_distance_m(double speed_mps, double braking_mps2, double step_s) {
    if (speed_mps <= 0) return 0;
    const double unit = braking_mps2 * step_s;
    const double speed = speed_mps / unit;
    const double whole = std::floor(speed);
    return whole * (speed - (whole + 1) / 2) * unit * step_s;
}

double stopping_margin_m(const DriveConfig& drive, double load_kg, double grip, double step_s) {
    const double braking = braking_mps2(drive, load_kg, grip);
    return drive.top_speed_mps * step_s + braking_distance_m(drive.top_speed_mps, braking, step_s);
}

motion::ActionCosts action_costs(const DriveConfig& drive, double load_kg, double cell_m, const Clock& clock) {
    const double quarter_s = turn_s(drive, std::numbers::pi / 2);
    // Braking from top speed covers v^2 / (2 a) in v / a, driving through in half of it: v / (2 a) is lost, and again at the
    // start.
    const double half_loss_s = drive.top_speed_mps / (2 * braking_mps2(drive, load_kg, drive.grip));
    motion::ActionCosts costs;
    costs.forward_steps =
        static_cast<int>(std::max<std::int64_t>(1, ceil_count(cell_m / drive.top_speed_mps * clock.steps_per_second)));
    costs.turn_steps =
        static_cast<int>(std::max<std::int64_t>(1, ceil_count((quarter_s + 2 * half_loss_s) * clock.steps_per_second)));
    costs.turn_ticks = static_cast<int>(std::max<std::int64_t>(1, ceil_count((quarter_s + half_loss_s) / clock.tick_s())));
    return costs;
}

double straight_run_s(const DriveConfig& drive, double load_kg, double distance_m) {
    return rest_to_rest_s(distance_m, drive.top_speed_mps, braking_mps2(drive, load_kg, drive.grip));
}

double turn_s(const DriveConfig& drive, double angle_rad) {
    return rest_to_rest_s(std::abs(angle_rad), drive.turn_rate_radps, drive.turn_acceleration_radps2);
}

int lead_ticks(const DriveConfig& drive, double cell_m) {
    DRAY_CHECK(cell_m > 0, "cell of {} m", cell_m);
    const double braking = std::min(braking_mps2(drive, 0, drive.grip), braking_mps2(drive, drive.payload_kg, drive.grip));
    const double cells = drive.top_speed_mps * drive.top_speed_mps / (2 * braking * cell_m);
    return static_cast<int>(ceil_count(cells)) + 2;
}

const config::Table& drive_table() {
    using config::Grade;
    static const config::Table table =
        config::Describe<DriveConfig>("drive", "A class of drive unit: a differential drive with two driven wheels and a lift.")
            .number("top_speed_mps", &DriveConfig::top_speed_mps, {0.1, 5}, "m/s", "Top speed.",
                    {"RAWSim-O layout defaults; 1.3 to 1.7 common, 2.2 reported for Kiva", Grade::Vendor})
            .number("acceleration_empty_mps2", &DriveConfig::acceleration_empty_mps2, {0.05, 5}, "m/s2",
                    "Starting and braking without a load.", {"RAWSim-O layout default", Grade::Measured})
            .number("acceleration_loaded_mps2", &DriveConfig::acceleration_loaded_mps2, {0.05, 5}, "m/s2",
                    "Starting and braking with a load of payload_kg; in between in proportion to the load.",
                    {"RAWSim-O shipped instances", Grade::Measured})
            .number("turn_rate_radps", &DriveConfig::turn_rate_radps, {0.05, 10}, "rad/s",
                    "Largest yaw rate when turning in place.", {"RAWSim-O TurnSpeed, 2.5 s per 360 degrees", Grade::Measured})
            .number("turn_acceleration_radps2", &DriveConfig::turn_acceleration_radps2, {0.05, 50}, "rad/s2",
                    "Yaw acceleration when turning in place.", {"nothing usable found", Grade::Assumed})
            .number("half_width_m", &DriveConfig::half_width_m, {0.05, 2}, "m", "Half the width of the square body.",
                    {"RAWSim-O layout default (radius)", Grade::Measured})
            .number("mass_kg", &DriveConfig::mass_kg, {1, 5000}, "kg", "Mass of the drive without a load.",
                    {"press on Kiva, 2014", Grade::Vendor})
            .number("payload_kg", &DriveConfig::payload_kg, {0.1, 5000}, "kg", "Largest load.",
                    {"press on Kiva, 2014; 567 reported for Hercules", Grade::Vendor})
            .number("motor_power_w", &DriveConfig::motor_power_w, {5, 100000}, "W",
                    "Mechanical power of both wheels together. It limits driving; brakes do not need it.",
                    {"nothing usable found", Grade::Assumed})
            .number("grip", &DriveConfig::grip, {0.02, 1.5}, "",
                    "Friction coefficient of wheel on floor where the zone names none.",
                    {"rubber on dry concrete, lower end", Grade::Assumed})
            .number("lift_s", &DriveConfig::lift_s, {0, 60}, "s", "Pick-up or set-down of a load.",
                    {"RAWSim-O, 2.2 to 3", Grade::Measured})
            .number("rolling_resistance", &DriveConfig::rolling_resistance, {0, 0.2}, "",
                    "Force against rolling over weight. It costs energy, and the motors make up for it.",
                    {"small hard wheels on concrete", Grade::Assumed})
            .build();
    return table;
}

}  // namespace dray::physics
