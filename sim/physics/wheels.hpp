// Two driven wheels on an axle under the body's centre: what they can push. Internal to the room.
#pragma once

#include "physics/drive.hpp"

namespace dray::physics {

/// What a drive can do with its present load. Changes only when the load does.
struct Limits {
    double mass_kg = 0;
    double inertia_kgm2 = 0;  ///< of the drive alone: the load does not turn with it
    double half_track_m = 0;  ///< from the centre to a wheel
    double power_w = 0;
    double grip = 0;  ///< where the zone names none
    double top_speed_mps = 0;
    double acceleration_mps2 = 0;  ///< of the class, before grip
    double turn_rate_radps = 0;
    double turn_acceleration_radps2 = 0;  ///< of the class, before grip
    double rolling_n = 0;                 ///< force against rolling
};
[[nodiscard]] Limits limits_of(const DriveConfig& drive, double load_kg);

/// Velocity in the body's own directions; or a change of it.
struct Velocity {
    double along_mps = 0;
    double across_mps = 0;  ///< towards the side of growing angle
    double yaw_radps = 0;
};

/// Force at the centre and torque that the wheels put on the body, in the body's own directions.
struct Push {
    double along_n = 0;
    double across_n = 0;
    double torque_nm = 0;
};

/// Rolling wheels: the force nearest to what the wished change needs. Each wheel is limited by grip times the load on it (half
/// the weight), both together by the motors' power while they drive; the grip left over holds the body sideways.
[[nodiscard]] Push rolling(const Limits& limits, double grip, const Velocity& now, const Velocity& change, double step_s);
/// Work of the motors in one step that begins at velocity `now`: what the push puts into motion, and what rolling takes. Brakes
/// give nothing back.
[[nodiscard]] double driving_work_j(const Limits& limits, const Velocity& now, const Push& push, double step_s);
/// Locked wheels: friction against the motion until it ends.
[[nodiscard]] Push sliding(const Limits& limits, double grip, const Velocity& now, double step_s);

}  // namespace dray::physics
