#include "physics/driver.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "physics/approach.hpp"

namespace dray::physics {

namespace {

constexpr double kArrived_m = 1e-4;        // closer than this the end of a run counts as reached: float positions end at 3e-5 m
constexpr double kAligned_rad = 1e-5;      // smaller heading errors are not steered against
constexpr double kAskew_rad = 0.15;        // larger ones are turned away in place before driving on
constexpr double kSteering_s = 0.2;        // time constant of steering
constexpr double kFine_rad = 1e-3;         // smaller heading errors are taken out in one step: a float angle has no finer share
constexpr double kLargestSteer_rad = 0.1;  // heading against the line, at most
constexpr double kDamping = 1.2;           // of the lateral loop: above 1, so that it does not swing

// Braking, at most what the driver counts on and the reserve above it that grip always has.
double braked(const Limits& limits, double grip, double speed, double step_s) {
    const double braking = std::min(limits.acceleration_mps2, kGripShare * grip * kGravity_mps2) / kGripShare;
    return within_reach(0, speed, 0, braking * step_s);
}

// Yaw acceleration that both wheels can give: each with half the weight on it, at half a track from the centre.
double turn_acceleration(const Limits& limits, double grip) {
    const double torque = grip * kGravity_mps2 * limits.mass_kg * limits.half_track_m;
    return std::min(limits.turn_acceleration_radps2, kGripShare * torque / limits.inertia_kgm2);
}

// Yaw rate for the next step of a turn in place that is still to go by `error`, landing on it exactly.
double turning_rate(const Limits& limits, double grip, const Pose& pose, double error, double step_s) {
    const double rate = pose.velocity.yaw_radps;
    // Half a turn goes the way that unwinds the angle, and on the way it began.
    if (std::abs(error) > std::numbers::pi - 0.01) {
        const double way = std::abs(rate) > 1e-6 ? rate : -pose.angle_rad;
        if ((way < 0) != (error < 0)) error += way < 0 ? -kCircle_rad : kCircle_rad;
    }
    const double acceleration = turn_acceleration(limits, grip);
    const double allowed = std::min(limits.turn_rate_radps, approach_speed(std::abs(error), 0, acceleration, step_s));
    const double target = std::copysign(allowed, error);
    return within_reach(target, rate, acceleration * step_s, acceleration / kGripShare * step_s);
}

Velocity standing(const Limits& limits, const Pose& pose, double grip, double step_s) {
    const double yaw = pose.velocity.yaw_radps;
    const double fall = turn_acceleration(limits, grip) / kGripShare * step_s;
    return {braked(limits, grip, pose.velocity.along_mps, step_s) - pose.velocity.along_mps, -pose.velocity.across_mps,
            within_reach(0, yaw, 0, fall) - yaw};
}

Velocity turning(const Limits& limits, const Pose& pose, double error, double grip, double step_s) {
    if (std::abs(pose.velocity.along_mps) > kRest_mps) return standing(limits, pose, grip, step_s);
    const double yaw = turning_rate(limits, grip, pose, error, step_s);
    return {-pose.velocity.along_mps, -pose.velocity.across_mps, yaw - pose.velocity.yaw_radps};
}

// Yaw rate that brings a rolling body back onto its line: a heading against the lateral error, reached in kSteering_s.
// Lateral error e and heading error h obey e' = v h, h' = (-k e - h) / T; k = 1 / (4 damping^2 v T) sets the damping.
double steering_rate(const Limits& limits, const Pose& pose, double lateral_m, double heading_error, double step_s) {
    const double time_s = std::max(kSteering_s, 4 * step_s);
    const double speed = pose.velocity.along_mps;
    double aim = 0;
    if (speed > 0.01) {
        const double gain = 1 / (4 * kDamping * kDamping * std::max(speed, 0.3) * time_s);
        aim = std::clamp(-gain * lateral_m, -kLargestSteer_rad, kLargestSteer_rad);
    }
    const double miss = aim - heading_error;
    if (std::abs(miss) < kAligned_rad) return 0;
    return std::clamp(miss / (std::abs(miss) < kFine_rad ? step_s : time_s), -limits.turn_rate_radps, limits.turn_rate_radps);
}

Velocity driving(const Road& road, const Limits& limits, const traffic::Movement& movement, const Pose& pose, double grip,
                 Stretch& stretch) {
    const double step_s = road.step_s();
    const int ux = floor::column_step(movement.heading);
    const int uy = floor::row_step(movement.heading);
    const double along_m = ux * pose.x_m + uy * pose.y_m;
    if (stretch.end != movement.end || stretch.heading != movement.heading || along_m > stretch.to_m ||
        along_m < stretch.from_m) {
        road.find_stretch(limits, movement, pose, stretch);
    }
    const double heading_error = wrapped(pose.angle_rad - floor::angle_rad(movement.heading), kCircle_rad);
    if (std::abs(heading_error) > kAskew_rad) return turning(limits, pose, -heading_error, grip, step_s);

    // Past the end (after a push) the same law leads backwards.
    const double ahead = stretch.to_m - along_m;
    double target = 0;
    if (stretch.target_m - along_m > kArrived_m) {
        target = std::min(stretch.limit_mps, approach_speed(ahead, stretch.exit_mps, stretch.braking_mps2, step_s));
    } else if (stretch.target_m - along_m < -kArrived_m) {
        target = -std::min(stretch.limit_mps, approach_speed(-ahead, 0, stretch.braking_mps2, step_s));
    }
    const double rise = stretch.braking_mps2 * step_s;
    const double speed = within_reach(target, pose.velocity.along_mps, rise, rise / kGripShare);

    const CellId end = movement.end;
    const double lateral_m = -uy * (pose.x_m - road.floor().x_m(end)) + ux * (pose.y_m - road.floor().y_m(end));
    double yaw = 0;
    if (speed != 0 || pose.velocity.yaw_radps != 0) yaw = steering_rate(limits, pose, lateral_m, heading_error, step_s);
    const double most = turn_acceleration(limits, grip) * step_s;
    return {speed - pose.velocity.along_mps, -pose.velocity.across_mps, std::clamp(yaw - pose.velocity.yaw_radps, -most, most)};
}

}  // namespace

Velocity wish(const Road& road, const Limits& limits, const traffic::Movement& movement, const Pose& pose, double grip,
              Stretch& stretch) {
    switch (movement.kind) {
        case traffic::MovementKind::Drive:
            return driving(road, limits, movement, pose, grip, stretch);
        case traffic::MovementKind::Turn: {
            const double error = wrapped(floor::angle_rad(movement.heading) - pose.angle_rad, kCircle_rad);
            return turning(limits, pose, error, grip, road.step_s());
        }
        case traffic::MovementKind::Hold:
        case traffic::MovementKind::Dwell:
            break;
    }
    return standing(limits, pose, grip, road.step_s());
}

Velocity halt(const Limits& limits, const Pose& pose, double grip, double step_s) {
    return standing(limits, pose, grip, step_s);
}

Velocity coast(const Pose& pose) {
    return {0, -pose.velocity.across_mps, -pose.velocity.yaw_radps};
}

}  // namespace dray::physics
