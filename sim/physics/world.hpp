// The physical floor: one dynamic body per robot, driven by wheel forces. The only door to Box2D.
//
// After spawning nothing sets a body's pose or velocity: bodies follow their Movement through forces and a torque limited by
// grip, motor power, speed and turn rate. A lifted load adds mass and footprint and keeps its orientation (turntable).
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "config/document.hpp"
#include "floor/floor.hpp"
#include "physics/drive.hpp"
#include "traffic/traffic.hpp"

namespace dray::physics {

/// What is wrong with a drive.
enum class DriveFault : std::uint8_t {
    None,
    Stopped,       ///< broke down: wheels locked, brakes with what grip gives
    BrakesFailed,  ///< keeps its speed and ignores the end of its authority
    Held,          ///< sound, but told to stand: brakes as it does at the end of its way, and stays
};

/// Two bodies touched in the last step (a Box2D contact with a manifold point), or a body touched a wall (`b` invalid).
struct Contact {
    RobotId a, b;           ///< a < b
    double impulse_ns = 0;  ///< sum of normal impulses, newton seconds
    double x_m = 0, y_m = 0;
};

struct PhysicsConfig {
    std::int64_t steps_per_second = 20;
    std::int64_t velocity_iterations = 6;
    std::int64_t position_iterations = 2;
};
[[nodiscard]] const config::Table& physics_table();

/// Checks what Box2D cannot take and what a floor must offer: speed and turn rate per step against the library's clamps (2 m,
/// 90 degrees), cell at least footprint + 0.15 m, a turning load 0.10 m clear of its neighbours. Faults name the given fields.
void check_clearances(const DriveConfig& drive, double load_half_width_m, const floor::Floor& floor, const PhysicsConfig& physics,
                      const config::Document& document, const std::string& drive_path, config::Diagnostics& faults);

/// All bodies of one floor. One thread at a time.
class World {
  public:
    World(const floor::Floor& floor, const PhysicsConfig& config, std::size_t robots);
    ~World();

    void spawn(RobotId robot, const DriveConfig& drive, CellId cell, floor::Heading heading);
    void remove(RobotId robot);
    /// Attaches a square load of the given mass and half width, or none with mass 0.
    void set_load(RobotId robot, double mass_kg, double half_width_m);
    void set_fault(RobotId robot, DriveFault fault);
    /// Speed limits of this moment by cell, m/s; 0: none. They count beside those of the floor, by the cell under the centre of a
    /// body; empty: there are none. One that is above a new limit brakes down to it.
    void limit_speeds(std::span<const float> by_cell);

    /// One physics step: wheel forces from the movements (by RobotId), then the rigid bodies.
    void step(std::span<const traffic::Movement> movements);

    [[nodiscard]] std::span<const traffic::BodyView> bodies() const;  ///< by RobotId; stale for robots off the floor
    [[nodiscard]] std::span<const Contact> contacts() const;          ///< of the last step, sorted by ids
    /// Smallest gap in the last step between two healthy bodies of which one is awake, metres; infinity when none is within 0.2
    /// m. (A body falls asleep half a second after it came to rest; two that sleep keep the gap that was seen then.)
    [[nodiscard]] double min_gap_m() const;
    /// Cells that the body and its load cover, ascending; of a body askew those under the square around it along the axes.
    [[nodiscard]] std::vector<CellId> covered(RobotId robot) const;
    [[nodiscard]] double distance_driven_m(RobotId robot) const;  ///< since spawn
    [[nodiscard]] double motor_work_j(RobotId robot) const;       ///< of both wheels, since spawn
    void add_to(StateHash& hash) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dray::physics
