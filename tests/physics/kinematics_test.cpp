// Travel times of real bodies against the hand formulas.
#include <algorithm>
#include <numbers>

#include "rig.hpp"

namespace dray::physics {
namespace {

double tolerance_s(double expected_s, double step_s) {
    return std::max(step_s + 1e-9, 0.01 * expected_s);
}

TEST_SUITE("unit") {
    TEST_CASE(
        "a run over n cells from rest to rest takes the time of the hand formula, empty and loaded, at several step lengths") {
        for (const std::int64_t steps_per_second : {20, 50}) {
            for (const double load_kg : {0.0, 170.0, 340.0}) {
                for (const int cells : {1, 2, 3, 7, 30}) {
                    CAPTURE(steps_per_second);
                    CAPTURE(load_kg);
                    CAPTURE(cells);
                    PhysicsConfig config;
                    config.steps_per_second = steps_per_second;
                    Rig rig(open_plan(32, 1), 1, config);
                    const RobotId robot = rig.spawn(0, 0, 0);
                    rig.world.set_load(robot, load_kg, 0.45);
                    rig.drive(robot, 0, cells);
                    const double took_s = rig.run_to_rest() * rig.step_s;
                    // By hand: acceleration 1, 0.75, 0.5 m/s2; trapezoid above v^2 / a, else triangle.
                    const double a = 1.0 - load_kg / 340 * 0.5;
                    const double way = cells * 1.2;
                    const double expected = way < 2.25 / a ? 2 * std::sqrt(way / a) : way / 1.5 + 1.5 / a;
                    CHECK(straight_run_s({}, load_kg, way) == doctest::Approx(expected).epsilon(1e-12));
                    CHECK(std::abs(took_s - expected) <= tolerance_s(expected, rig.step_s));
                    CHECK(std::abs(rig.body(robot).x_m - way) < 2e-4);
                    CHECK(std::abs(rig.body(robot).y_m) < 1e-6);
                    CHECK(rig.world.distance_driven_m(robot) == doctest::Approx(way).epsilon(1e-4));
                }
            }
        }
    }

    TEST_CASE("a quarter and a half turn take the time of the hand formula and land on the heading, empty and loaded") {
        for (const double load_kg : {0.0, 340.0}) {
            Rig rig(open_plan(3, 3), 1);
            const RobotId robot = rig.spawn(0, 1, 1);
            rig.world.set_load(robot, load_kg, 0.45);
            floor::Heading now = floor::Heading::East;
            for (const floor::Heading to : {floor::Heading::South, floor::Heading::North, floor::Heading::West,
                                            floor::Heading::East, floor::Heading::North}) {
                CAPTURE(floor::name_of(to));
                rig.turn(robot, to);
                const double took_s = rig.run_to_rest() * rig.step_s;
                const double angle = floor::quarter_turns(now, to) * std::numbers::pi / 2;
                const double expected = angle / 2.51 + 2.51 / 5;  // 2.51^2 / 5 < pi / 2: a trapezoid
                CHECK(turn_s({}, angle) == doctest::Approx(expected).epsilon(1e-12));
                CHECK(std::abs(took_s - expected) <= tolerance_s(expected, rig.step_s));
                CHECK(std::abs(std::remainder(rig.body(robot).heading_rad - floor::angle_rad(to), 2 * std::numbers::pi)) < 1e-5);
                CHECK(std::hypot(rig.body(robot).x_m - 1.2, rig.body(robot).y_m - 1.2) < 1e-6);
                now = to;
            }
        }
    }

    TEST_CASE("a turn goes the shorter way") {
        Rig rig(open_plan(3, 3), 1);
        const RobotId robot = rig.spawn(0, 1, 1, floor::Heading::East);
        rig.turn(robot, floor::Heading::North);
        rig.step(5);
        CHECK(rig.body(robot).heading_rad < -0.01);
        CHECK(rig.body(robot).heading_rad > -std::numbers::pi / 2);
    }

    TEST_CASE("a small motor limits the acceleration at speed, and never the braking") {
        DriveConfig weak;
        weak.motor_power_w = 50;
        Rig rig(open_plan(40, 1), 1);
        const RobotId robot = rig.spawn(0, 0, 0, floor::Heading::East, weak);
        rig.drive(robot, 0, 39);
        double before = 0;
        for (int i = 0; i < 2000 && rig.body(robot).speed_mps < 1.45; ++i) {
            rig.step();
            const double gained = rig.body(robot).speed_mps - before;
            // P = F v: 50 W on 145 kg give 0.345 / v m/s2, below 1 m/s2 from 0.345 m/s on.
            const double most = before > 0.345 ? 50 / (145 * before) * rig.step_s : 1.0 * rig.step_s;
            REQUIRE(gained <= most * 1.0001 + 1e-6);
            REQUIRE(gained > most * 0.9);
            before = rig.body(robot).speed_mps;
        }
        rig.run_to_rest();
        CHECK(std::abs(rig.body(robot).x_m - 39 * 1.2) < 1e-3);
    }

    TEST_CASE("lateral and heading drift stay below a millimetre over 500 m in each heading") {
        for (const floor::Heading heading : floor::kHeadings) {
            CAPTURE(floor::name_of(heading));
            const bool across = floor::column_step(heading) != 0;
            const bool forward = floor::column_step(heading) + floor::row_step(heading) > 0;
            Rig rig(across ? open_plan(420, 3) : open_plan(3, 420), 1);
            const int from = forward ? 0 : 418;
            const int to = forward ? 418 : 0;
            const RobotId robot = across ? rig.spawn(0, 1, from, heading) : rig.spawn(0, from, 1, heading);
            // A full circle before, so that the heading carries the rounding of real turns.
            for (int quarter = 1; quarter <= 4; ++quarter) {
                rig.turn(robot, static_cast<floor::Heading>((static_cast<int>(heading) + quarter) % 4));
                rig.run_to_rest();
            }
            across ? rig.drive(robot, 1, to, heading) : rig.drive(robot, to, 1, heading);
            double worst = 0;
            for (int i = 0; i < 7000; ++i) {
                rig.step();
                worst = std::max(worst, std::abs((across ? rig.body(robot).y_m : rig.body(robot).x_m) - 1.2));
            }
            CHECK(worst < 1e-3);
            CHECK(std::abs((across ? rig.body(robot).x_m : rig.body(robot).y_m) - to * 1.2) < 3e-4);
            MESSAGE("largest lateral error " << worst * 1e3 << " mm");
        }
    }

    TEST_CASE("after 3,000 rad of turning one way the drift of a long run is still below a millimetre") {
        Rig rig(open_plan(120, 3), 1);
        const RobotId robot = rig.spawn(0, 1, 0);
        for (int i = 1; i <= 1912; ++i) {
            rig.turn(robot, static_cast<floor::Heading>(i % 4));
            rig.run_to_rest();
        }
        rig.drive(robot, 1, 119);
        double worst = 0;
        for (int i = 0; i < 2200; ++i) {
            rig.step();
            worst = std::max(worst, std::abs(rig.body(robot).y_m - 1.2));
        }
        CHECK(std::abs(rig.body(robot).x_m - 119 * 1.2) < 3e-4);
        CHECK(worst < 1e-3);
        MESSAGE("largest lateral error " << worst * 1e3 << " mm");
    }
}

}  // namespace
}  // namespace dray::physics
