// Staying within the end of the authority, whatever the load, the speed and the floor.
#include <rapidcheck.h>

#include <algorithm>

#include "property.hpp"
#include "rig.hpp"

namespace dray::physics {
namespace {

// Distance from the moment the end becomes known as near as the braking allows to the stop, from top speed.
double braking_way(Rig& rig, RobotId robot) {
    while (rig.body(robot).speed_mps < 1.5 - 1e-6)
        rig.step();
    while (rig.body(robot).speed_mps > 1.5 - 1e-6)
        rig.step();
    const double from = rig.body(robot).x_m - rig.body(robot).speed_mps * rig.step_s;
    rig.run_to_rest();
    return rig.body(robot).x_m - from;
}

DriveConfig random_drive() {
    DriveConfig drive;
    drive.top_speed_mps = property::in_range(3, 40) / 10.0;
    drive.acceleration_empty_mps2 = property::in_range(2, 30) / 10.0;
    drive.acceleration_loaded_mps2 = std::max(0.1, drive.acceleration_empty_mps2 * property::in_range(2, 11) / 10.0);
    drive.mass_kg = property::in_range(20, 400);
    drive.payload_kg = property::in_range(10, 1000);
    drive.grip = property::in_range(5, 100) / 100.0;
    return drive;
}

TEST_SUITE("unit") {
    TEST_CASE("a run whose end is extended in time rolls through without slowing") {
        Rig rig(open_plan(40, 1), 1);
        const RobotId robot = rig.spawn(0, 0, 0);
        rig.world.set_load(robot, 340, 0.45);
        int end = 4;
        rig.drive(robot, 0, end);
        for (int i = 0; i < 700; ++i) {
            // What must be granted ahead to keep top speed.
            while (end < 39 && end * 1.2 - rig.body(robot).x_m < stopping_margin_m({}, 340, 0, rig.step_s) + 1e-3)
                rig.drive(robot, 0, ++end);
            rig.step();
            if (i > 60 && end < 39) REQUIRE(rig.body(robot).speed_mps == doctest::Approx(1.5).epsilon(1e-5));
        }
        CHECK(end == 39);
        rig.run_to_rest();
        CHECK(std::abs(rig.body(robot).x_m - 39 * 1.2) < 2e-4);
    }

    TEST_CASE("a full pod brakes longer than an empty drive, as the formula says") {
        const auto way = [](double load_kg) {
            Rig rig(open_plan(20, 1), 1);
            const RobotId robot = rig.spawn(0, 0, 0);
            rig.world.set_load(robot, load_kg, 0.45);
            rig.drive(robot, 0, 15);
            return braking_way(rig, robot);
        };
        // 1.5^2 / (2 a): 1.125, 1.5 and 2.25 m.
        CHECK(way(0) == doctest::Approx(1.125).epsilon(0.05));
        CHECK(way(170) == doctest::Approx(1.5).epsilon(0.05));
        CHECK(way(340) == doctest::Approx(2.25).epsilon(0.05));
        CHECK(way(340) > way(0) + 1.0);
    }

    TEST_CASE("a low-grip zone lengthens braking, and a robot that runs into it at speed still stops in time") {
        floor::FloorPlan plan = open_plan(30, 1);
        plan.zones.push_back(zone(12, 6, 0, 0.05));
        Rig rig(plan, 1);
        const RobotId robot = rig.spawn(0, 0, 0);
        rig.drive(robot, 0, 15);
        // In the zone 0.8 * 0.05 * 9.81 = 0.392 m/s2 can be counted on, outside 1 m/s2.
        double fastest_inside = 0;
        double before = 0;
        for (int i = 0; i < 1200; ++i) {
            rig.step();
            const traffic::BodyView& body = rig.body(robot);
            REQUIRE(body.x_m < 15 * 1.2 + 1e-3);
            if (body.x_m > 11.5 * 1.2 + 0.1) {
                fastest_inside = std::max(fastest_inside, body.speed_mps);
                REQUIRE(before - body.speed_mps <= 0.05 * 9.81 * rig.step_s + 1e-6);
            }
            before = body.speed_mps;
        }
        CHECK(rig.body(robot).at_rest);
        CHECK(std::abs(rig.body(robot).x_m - 15 * 1.2) < 2e-4);
        CHECK(fastest_inside > 1.4);  // it does run in at speed: 4.2 m to stop on
        CHECK(braking_mps2({}, 0, 0.05) == doctest::Approx(0.8 * 0.05 * 9.81));
    }

    TEST_CASE("an end just inside a low-grip zone makes the robot brake before the zone begins") {
        floor::FloorPlan plan = open_plan(30, 1);
        plan.zones.push_back(zone(12, 6, 0, 0.05));
        Rig rig(plan, 1);
        const RobotId robot = rig.spawn(0, 0, 0);
        rig.drive(robot, 0, 12);
        double entry = -1;
        REQUIRE(rig.step_while([&] {
            entry = rig.body(robot).speed_mps;
            return rig.body(robot).x_m < 11.5 * 1.2 + 1e-3;
        }));
        // 0.6 m of the zone are left: sqrt(2 * 0.392 * 0.6) = 0.686 m/s.
        CHECK(entry < 0.69);
        CHECK(entry > 0.62);
        rig.run_to_rest();
        CHECK(std::abs(rig.body(robot).x_m - 12 * 1.2) < 2e-4);
    }

    TEST_CASE("a speed-limit zone is entered at its limit and kept to, and left at speed") {
        floor::FloorPlan plan = open_plan(40, 1);
        plan.zones.push_back(zone(10, 5, 0.5, 0));
        Rig rig(plan, 1);
        const RobotId robot = rig.spawn(0, 0, 0);
        rig.drive(robot, 0, 39);
        double fastest_before = 0, slowest_inside = 9, fastest_after = 0;
        for (int i = 0; i < 2000 && rig.body(robot).x_m < 30 * 1.2; ++i) {
            rig.step();
            const traffic::BodyView& body = rig.body(robot);
            if (body.x_m < 9.5 * 1.2) fastest_before = std::max(fastest_before, body.speed_mps);
            if (body.x_m > 9.5 * 1.2 && body.x_m <= 14.5 * 1.2) {
                REQUIRE(body.speed_mps <= 0.5 + 1e-5);
                slowest_inside = std::min(slowest_inside, body.speed_mps);
            }
            if (body.x_m > 14.5 * 1.2) fastest_after = std::max(fastest_after, body.speed_mps);
        }
        CHECK(fastest_before == doctest::Approx(1.5));
        CHECK(slowest_inside > 0.45);
        CHECK(fastest_after == doctest::Approx(1.5));
    }

    TEST_CASE("locked wheels slide to a halt by grip, and a robot past its end comes back to it") {
        Rig rig(open_plan(20, 1), 1);
        const RobotId robot = rig.spawn(0, 0, 0);
        rig.drive(robot, 0, 19);
        rig.step(60);
        REQUIRE(rig.body(robot).speed_mps == doctest::Approx(1.5));
        const double from = rig.body(robot).x_m;
        rig.world.set_fault(robot, DriveFault::Stopped);
        const int steps = rig.run_to_rest();
        // mu g = 5.886 m/s2: 0.25 s and about 0.19 m.
        CHECK(steps <= 7);
        CHECK(rig.body(robot).x_m - from == doctest::Approx(1.5 * 1.5 / (2 * 5.886)).epsilon(0.25));
        rig.world.set_fault(robot, DriveFault::None);
        const int cell = static_cast<int>(std::floor(rig.body(robot).x_m / 1.2));
        rig.drive(robot, 0, cell);
        rig.run_to_rest();
        CHECK(std::abs(rig.body(robot).x_m - cell * 1.2) < 2e-4);
    }
}

TEST_SUITE("property") {
    TEST_CASE("no body ever passes the end of its authority by a millimetre, nor stops away from it") {
        CHECK(property::holds([] {
            const DriveConfig drive = random_drive();
            floor::FloorPlan plan = open_plan(60, 1);
            const int zones = property::in_range(0, 4);
            for (int i = 0; i < zones; ++i) {
                plan.zones.push_back(zone(property::in_range(0, 55), property::in_range(1, 6), property::in_range(0, 20) / 10.0,
                                          property::in_range(0, 60) / 100.0));
            }
            PhysicsConfig config;
            config.steps_per_second = property::one_of<std::int64_t>({10, 20, 60});
            Rig rig(plan, 1, config);
            const RobotId robot = rig.spawn(0, 0, 0, floor::Heading::East, drive);
            const double load_kg = drive.payload_kg * property::in_range(0, 11) / 10.0;
            rig.world.set_load(robot, load_kg, 0.45);
            // The end moves on at random moments, often late: every wait is a stop at an end that stayed.
            int end = property::in_range(0, 20);
            const int patience = property::in_range(1, 60);
            for (int i = 0; i < 2500; ++i) {
                if (i % patience == 0 && end < 58) end += i % 3;
                rig.drive(robot, 0, end);
                rig.step();
                RC_ASSERT(rig.body(robot).x_m < end * 1.2 + 1e-3);
                RC_ASSERT(std::abs(rig.body(robot).y_m) < 1e-3);
            }
            rig.run_to_rest(20000);
            RC_ASSERT(std::abs(rig.body(robot).x_m - end * 1.2) < 3e-4);
        }));
    }

    TEST_CASE("random runs and turns over zones of any grip end at the middle of their cell, on their heading") {
        CHECK(property::holds([] {
            DriveConfig drive = random_drive();
            drive.turn_rate_radps = property::in_range(2, 60) / 10.0;
            drive.turn_acceleration_radps2 = property::in_range(2, 200) / 10.0;
            floor::FloorPlan plan = open_plan(12, 12);
            for (int i = 0; i < 3; ++i) {
                const int left = property::in_range(0, 11);
                plan.zones.push_back(zone(left, property::in_range(1, 13 - left), property::in_range(0, 20) / 10.0,
                                          property::in_range(0, 60) / 100.0, 12));
            }
            Rig rig(plan, 1);
            int row = 6, column = 6;
            auto heading = floor::Heading::East;
            const RobotId robot = rig.spawn(0, row, column, heading, drive);
            for (int leg = 0; leg < 12; ++leg) {
                if (property::in_range(0, 3) == 0) rig.world.set_load(robot, leg % 2 == 0 ? drive.payload_kg : 0, 0.45);
                heading =
                    property::one_of({floor::Heading::East, floor::Heading::South, floor::Heading::West, floor::Heading::North});
                rig.turn(robot, heading);
                RC_ASSERT(rig.run_to_rest() < 20000);
                RC_ASSERT(std::abs(std::remainder(rig.body(robot).heading_rad - floor::angle_rad(heading), 6.283185307179586)) <
                          1e-4);
                row = std::clamp(row + floor::row_step(heading) * property::in_range(1, 6), 0, 11);
                column = std::clamp(column + floor::column_step(heading) * property::in_range(1, 6), 0, 11);
                rig.drive(robot, row, column, heading);
                RC_ASSERT(rig.run_to_rest() < 20000);
                RC_ASSERT(std::abs(rig.body(robot).x_m - column * 1.2) < 3e-4);
                RC_ASSERT(std::abs(rig.body(robot).y_m - row * 1.2) < 3e-4);
            }
        }));
    }

    TEST_CASE("no body brakes harder than its class says, by more than rounding") {
        CHECK(property::holds([] {
            DriveConfig drive = random_drive();
            Rig rig(open_plan(40, 1), 1);
            const RobotId robot = rig.spawn(0, 0, 0, floor::Heading::East, drive);
            const double load_kg = drive.payload_kg * property::in_range(0, 11) / 10.0;
            rig.world.set_load(robot, load_kg, 0.45);
            rig.drive(robot, 0, property::in_range(1, 40));
            const double most = braking_mps2(drive, load_kg, 0) * rig.step_s;
            double before = 0;
            for (int i = 0; i < 1500; ++i) {
                rig.step();
                // A rest of 0.1 mm counts as reached: 2 mm/s in a step of 1/20 s.
                RC_ASSERT(std::abs(rig.body(robot).speed_mps - before) <= most + 2.1e-3);
                before = rig.body(robot).speed_mps;
            }
        }));
    }
}

}  // namespace
}  // namespace dray::physics
