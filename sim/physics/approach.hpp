// The discrete braking law: how fast may a body move in the next step and still be slow enough where it has to be.
//
// Box2D integrates semi-implicitly: a step first changes the speed, then moves by the new speed. A body that moves at v in the
// next step and then brakes by `braking * step` each step covers a finite sum, not v^2 / (2 braking). The law inverts that sum
// exactly, so that a body which follows it brakes at a constant rate and its last step lands on the point. It is the time-optimal
// discrete control of a double integrator (Han and Yuan, "Discrete time optimal tracking differentiator", 1999), bound on one
// side.
#pragma once

#include <algorithm>
#include <cmath>

namespace dray::physics {

/// Share of the grip that the controller counts on; the rest is a reserve against rounding and for steering.
inline constexpr double kGripShare = 0.8;
inline constexpr double kGravity_mps2 = 9.81;

/// Largest speed for the next step from which braking brings the body down to `exit_mps` before it has covered
/// `distance_m`, in the unit of the arguments (metres or radians). For a distance that is not positive: `exit_mps`.
[[nodiscard]] inline double approach_speed(double distance_m, double exit_mps, double braking_mps2, double step_s) {
    const double unit = braking_mps2 * step_s;  // speed lost in one step of braking
    const double distance = distance_m / (unit * step_s);
    const double exit = exit_mps / unit;
    if (distance <= exit) return exit_mps;
    // `whole` full steps of braking, preceded by one part of a step: (whole + 1) (exit + whole / 2 + part) = distance.
    const double half = exit + 0.5;
    const double whole = std::floor(std::sqrt(half * half + 2 * (distance - exit)) - half);
    return std::min(distance / (whole + 1) + whole / 2, exit + whole + 1) * unit;
}

/// `target` held within what one step can change from `now`: `rise` away from zero, `fall` towards it.
[[nodiscard]] inline double within_reach(double target, double now, double rise, double fall) {
    return std::clamp(target, now - (now > 0 ? fall : rise), now + (now < 0 ? fall : rise));
}

/// `angle` less the nearest whole number of periods: within half a period around 0. std::remainder does the same many times
/// slower.
[[nodiscard]] inline double wrapped(double angle, double period) {
    return angle - period * static_cast<double>(std::llround(angle / period));
}

inline constexpr double kCircle_rad = 6.28318530717958647692;

}  // namespace dray::physics
