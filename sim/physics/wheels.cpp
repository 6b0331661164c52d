#include "physics/wheels.hpp"

#include <algorithm>
#include <cmath>

#include "physics/approach.hpp"

namespace dray::physics {

Limits limits_of(const DriveConfig& drive, double load_kg) {
    Limits limits;
    limits.mass_kg = drive.mass_kg + load_kg;
    limits.inertia_kgm2 = drive.mass_kg * (2 * drive.half_width_m) * (2 * drive.half_width_m) / 6;
    limits.half_track_m = drive.half_width_m;
    limits.power_w = drive.motor_power_w;
    limits.grip = drive.grip;
    limits.top_speed_mps = drive.top_speed_mps;
    limits.acceleration_mps2 = acceleration_mps2(drive, load_kg);
    limits.turn_rate_radps = drive.turn_rate_radps;
    limits.turn_acceleration_radps2 = drive.turn_acceleration_radps2;
    limits.rolling_n = drive.rolling_resistance * kGravity_mps2 * limits.mass_kg;
    return limits;
}

Push rolling(const Limits& limits, double grip, const Velocity& now, const Velocity& change, double step_s) {
    const double hold = grip * kGravity_mps2 * limits.mass_kg;  // both wheels
    const double drive = limits.mass_kg * change.along_mps / step_s;
    const double twist = limits.inertia_kgm2 * change.yaw_radps / (step_s * limits.half_track_m);
    // The wheel on the side of growing angle pushes against a growing angle.
    double near = std::clamp((drive - twist) / 2, -hold / 2, hold / 2);
    double far = std::clamp((drive + twist) / 2, -hold / 2, hold / 2);

    // Brakes take any power; motors do not give more than they have.
    const double roll = now.yaw_radps * limits.half_track_m;
    const double power = near * (now.along_mps - roll) + far * (now.along_mps + roll);
    if (power > limits.power_w) {
        near *= limits.power_w / power;
        far *= limits.power_w / power;
    }

    Push push;
    push.along_n = near + far;
    push.torque_nm = (far - near) * limits.half_track_m;
    const double left = std::sqrt(std::max(0.0, hold * hold - push.along_n * push.along_n));
    push.across_n = std::clamp(limits.mass_kg * change.across_mps / step_s, -left, left);
    return push;
}

double driving_work_j(const Limits& limits, const Velocity& now, const Push& push, double step_s) {
    // The mean speed of the step: force times way is then exactly the change of the energy of motion.
    const double along_mps = now.along_mps + push.along_n / limits.mass_kg * step_s / 2;
    const double yaw_radps = now.yaw_radps + push.torque_nm / limits.inertia_kgm2 * step_s / 2;
    const double motion_w = push.along_n * along_mps + push.torque_nm * yaw_radps;
    return std::max(0.0, motion_w + limits.rolling_n * std::abs(along_mps)) * step_s;
}

Push sliding(const Limits& limits, double grip, const Velocity& now, double step_s) {
    const double hold = grip * kGravity_mps2 * limits.mass_kg;
    const double speed = std::hypot(now.along_mps, now.across_mps);
    const double needed = limits.mass_kg * speed / step_s;
    const double share = needed > hold ? hold / needed : 1;
    const double twist = hold * limits.half_track_m;
    Push push;
    push.along_n = -limits.mass_kg * now.along_mps / step_s * share;
    push.across_n = -limits.mass_kg * now.across_mps / step_s * share;
    push.torque_nm = std::clamp(-limits.inertia_kgm2 * now.yaw_radps / step_s, -twist, twist);
    return push;
}

}  // namespace dray::physics
