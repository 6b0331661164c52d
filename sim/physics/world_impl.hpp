// The inside of a World. Internal to the room.
#pragma once

#include <box2d/b2_body.h>
#include <box2d/b2_world.h>

#include <vector>

#include "physics/contacts.hpp"
#include "physics/driver.hpp"
#include "physics/neighbours.hpp"
#include "physics/outline.hpp"
#include "physics/world.hpp"

namespace dray::physics {

/// Gaps from here on are not reported.
inline constexpr double kSeen_m = 0.2;

struct World::Impl {
    /// What every step reads of one robot.
    struct Robot {
        b2Body* body = nullptr;  ///< null: off the floor
        Limits limits;
        Stretch stretch;
        Footprint footprint;
        double outline_rad = 0;  ///< axis offset for which the outline was written
        double driven_m = 0;
        double work_j = 0;
        DriveFault fault = DriveFault::None;
        bool parked = false;  ///< asleep, and its view is up to date
    };

    Impl(const floor::Floor& on, const PhysicsConfig& settings, std::size_t robot_count);

    /// Whether a drive with this fault keeps to its authority.
    [[nodiscard]] static bool follows(DriveFault fault) { return fault == DriveFault::None || fault == DriveFault::Held; }
    /// The body's pose and velocity in its own directions.
    [[nodiscard]] static Pose pose_of(const b2Body& body);
    [[nodiscard]] Robot& on_floor(RobotId robot);
    /// Makes the fixture anew: when the footprint changes, the collision tree must learn of it also for a parked body.
    static void renew_fixture(Robot& robot);
    /// Gives the body the mass of drive and load and the inertia of the drive alone.
    static void renew_mass(Robot& robot);
    /// Applies the wheel forces of one robot for the coming step.
    void drive(Robot& robot, const traffic::Movement& movement);
    /// Reads back what the step made of one robot.
    void observe(std::size_t index);
    /// Makes room in the buckets for bodies of this size.
    void widen_buckets(const Footprint& footprint);
    [[nodiscard]] double smallest_gap() const;

    Road road;
    float step_s;
    int velocity_iterations, position_iterations;
    b2World world;
    ContactLog log;
    std::vector<Robot> robots;
    std::vector<traffic::BodyView> views;
    std::vector<Spot> spots;
    Buckets buckets;
    std::vector<DriveConfig> drives;  ///< read only when a load changes
    double gap_m = std::numeric_limits<double>::infinity();
};

}  // namespace dray::physics
