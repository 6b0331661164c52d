// The drive unit: its figures, and the travel times that follow from them.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.hpp"
#include "config/table.hpp"
#include "motion/planner.hpp"

namespace dray::physics {

/// One class of robot as the scenario describes it. SI units.
struct DriveConfig {
    double top_speed_mps = 1.5;
    double acceleration_empty_mps2 = 1.0;   ///< start and brake, without a load
    double acceleration_loaded_mps2 = 0.5;  ///< start and brake, with a load of `payload_kg`
    double turn_rate_radps = 2.51;
    double turn_acceleration_radps2 = 5.0;
    double half_width_m = 0.35;  ///< of the square body
    double mass_kg = 145;
    double payload_kg = 340;      ///< largest load
    double motor_power_w = 1000;  ///< both wheels together
    double grip = 0.6;            ///< friction coefficient of wheel on floor where the zone names none
    double lift_s = 2.6;          ///< pick-up or set-down
};

[[nodiscard]] const config::Table& drive_table();

/// Largest braking the controller counts on, m/s2: the class's own, cut by 80 % of what grip allows.
[[nodiscard]] double braking_mps2(const DriveConfig& drive, double load_kg, double grip);
/// Distance to a stop from a speed, metres, for the discrete controller at the given step.
[[nodiscard]] double braking_distance_m(double speed_mps, double braking_mps2, double step_s);
/// Travel times of planner actions on cells of `cell_m`, from the drive model.
[[nodiscard]] motion::ActionCosts action_costs(const DriveConfig& drive, double load_kg, double cell_m, const Clock& clock);
/// Hand formula, seconds: from rest to rest over a distance (trapezoid or triangle).
[[nodiscard]] double straight_run_s(const DriveConfig& drive, double load_kg, double distance_m);
/// Hand formula, seconds: turning in place by an angle from rest to rest.
[[nodiscard]] double turn_s(const DriveConfig& drive, double angle_rad);
/// Lead L of DESIGN section 3 for this class: ceil(v^2 / (2 a cell)) + 2.
[[nodiscard]] int lead_ticks(const DriveConfig& drive, double cell_m);

}  // namespace dray::physics
