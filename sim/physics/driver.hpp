// The driver of one robot: from its Movement to the change of velocity it wants in the next step. Internal to the room.
//
// A straight run is cut into stretches of equal grip and speed limit. Going backwards from the end of the run, the speed allowed
// at the start of each stretch follows from the braking it offers; only the stretch under the body is kept, so that a step costs
// one square root. The wheels stand on the axle under the centre: the centre's cell decides on grip and limit.
#pragma once

#include <span>
#include <vector>

#include "floor/floor.hpp"
#include "physics/wheels.hpp"
#include "traffic/traffic.hpp"

namespace dray::physics {

/// Slower than these a body counts as standing: its view says so, and a turn in place begins.
inline constexpr double kRest_mps = 1e-3;
inline constexpr double kRest_radps = 1e-3;

/// Where a body is and how it moves.
struct Pose {
    double x_m = 0, y_m = 0;
    double angle_rad = 0;  ///< not wrapped
    Velocity velocity;     ///< in the body's own directions
};

/// The stretch of a straight run on which a body is. Lengths are coordinates along the run's heading.
struct Stretch {
    CellId end;  ///< of the run for which this was worked out; invalid: none yet
    floor::Heading heading = floor::Heading::East;
    double from_m = 0, to_m = 0;  ///< where the stretch begins and ends
    double target_m = 0;          ///< centre of `end`
    double exit_mps = 0;          ///< speed allowed at `to_m`
    double braking_mps2 = 0;      ///< that the driver counts on
    double limit_mps = 0;         ///< largest speed
};

/// The floor as a driver reads it, shared by all robots of a world.
class Road {
  public:
    Road(const floor::Floor& floor, double step_s);

    [[nodiscard]] double step_s() const { return step_s_; }
    /// As World::limit_speeds. Stretches found before do not count any more.
    void limit_speeds(std::span<const float> by_cell);
    /// The cell under a point; points outside count as the nearest cell.
    [[nodiscard]] CellId cell_at(double x_m, double y_m) const;
    /// Friction coefficient under a body.
    [[nodiscard]] double grip_at(const Limits& limits, double x_m, double y_m) const;
    /// Works out the stretch on which the body is on its run.
    void find_stretch(const Limits& limits, const traffic::Movement& movement, const Pose& pose, Stretch& stretch) const;
    [[nodiscard]] const floor::Floor& floor() const { return floor_; }

  private:
    [[nodiscard]] double grip_of(const Limits& limits, CellId cell) const;
    [[nodiscard]] double limit_of(const Limits& limits, CellId cell) const;
    [[nodiscard]] double braking_of(const Limits& limits, CellId cell) const;

    const floor::Floor& floor_;
    double step_s_;
    std::vector<float> limits_;  ///< of this moment, by cell; empty: none
    bool plain_floor_ = true;    ///< no cell of the floor names a grip or a speed limit
    bool plain_ = true;          ///< nor is there a limit of this moment
};

/// The change of velocity that the movement asks for in the next step, for a healthy drive. Keeps `stretch` up to date.
[[nodiscard]] Velocity wish(const Road& road, const Limits& limits, const traffic::Movement& movement, const Pose& pose,
                            double grip, Stretch& stretch);
/// The change for a drive that is to stand: brakes and stops turning, whatever its movement is.
[[nodiscard]] Velocity halt(const Limits& limits, const Pose& pose, double grip, double step_s);
/// The change for a drive whose brakes failed: rolls on as it goes, straight.
[[nodiscard]] Velocity coast(const Pose& pose);

}  // namespace dray::physics
