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
    double payload_kg = 340;           ///< largest load
    double motor_power_w = 1000;       ///< both wheels together
    double grip = 0.6;                 ///< friction coefficient of wheel on floor where the zone names none
    double lift_s = 2.6;               ///< pick-up or set-down
    double rolling_resistance = 0.02;  ///< force against rolling over weight; costs energy only
};

[[nodiscard]] const config::Table& drive_table();

/// Starting and braking of the class with a load, m/s2, between the empty and the loaded figure; a load above the payload counts
/// as the payload.
[[nodiscard]] double acceleration_mps2(const DriveConfig& drive, double load_kg);
/// Largest braking the controller counts on, m/s2: the class's own, at most 80 % of what grip allows. Grip 0: the drive's.
[[nodiscard]] double braking_mps2(const DriveConfig& drive, double load_kg, double grip);
/// Distance to a stop from a speed, metres, for the discrete controller when it brakes from the next step on; about
/// v^2 / (2 a) - v step / 2. A speed that is not positive gives 0.
[[nodiscard]] double braking_distance_m(double speed_mps, double braking_mps2, double step_s);
/// Way that must be granted ahead of a body's centre so that it keeps top speed, metres: one more step and then braking, on
/// the lowest grip of that way. What an authority has to reach ahead, plus the cells that it grants in advance.
[[nodiscard]] double stopping_margin_m(const DriveConfig& drive, double load_kg, double grip, double step_s);
/// Travel times of planner actions on cells of `cell_m`, from the drive model. A turn costs the quarter turn and what braking
/// before and starting after it lose against driving through at top speed, v / (2 a) each. `turn_ticks` covers the quarter turn
/// and the loss of braking: so much later than planned at top speed is the robot ready to leave; the loss of starting falls into
/// the cells it drives through next.
[[nodiscard]] motion::ActionCosts action_costs(const DriveConfig& drive, double load_kg, double cell_m, const Clock& clock);
/// Hand formula, seconds: from rest to rest over a distance (trapezoid or triangle).
[[nodiscard]] double straight_run_s(const DriveConfig& drive, double load_kg, double distance_m);
/// Hand formula, seconds: turning in place by an angle from rest to rest.
[[nodiscard]] double turn_s(const DriveConfig& drive, double angle_rad);
/// Lead L of DESIGN section 3 for this class, loaded: ceil(v^2 / (2 a cell)) + 2.
[[nodiscard]] int lead_ticks(const DriveConfig& drive, double cell_m);

}  // namespace dray::physics
