// Drives that are told to stand, and speed limits of the moment.
#include <doctest/doctest.h>

#include <algorithm>

#include "rig.hpp"

namespace dray::physics {
namespace {

TEST_SUITE("unit") {
    TEST_CASE("a held drive brakes as at the end of its way, stays, and drives on to the end when it is let go") {
        Rig rig(open_plan(20, 1), 1);
        const RobotId robot = rig.spawn(0, 0, 1);
        rig.drive(robot, 0, 18);
        REQUIRE(rig.step_while([&] { return rig.body(robot).speed_mps < 1.45; }));
        const double from_m = rig.body(robot).x_m, speed_mps = rig.body(robot).speed_mps;
        rig.world.set_fault(robot, DriveFault::Held);
        rig.run_to_rest();
        const double way_m = rig.body(robot).x_m - from_m;
        // v^2 / 2a with the reserve of grip on top of the drive's own 1 m/s2.
        CHECK(way_m <= speed_mps * speed_mps / 2);
        CHECK(way_m >= speed_mps * speed_mps / 2 * 0.75);
        const double stood_m = rig.body(robot).x_m;
        rig.step(400);
        CHECK(rig.body(robot).x_m == stood_m);
        CHECK(rig.body(robot).at_rest);
        rig.world.set_fault(robot, DriveFault::None);
        rig.run_to_rest();
        CHECK(rig.body(robot).x_m == doctest::Approx(rig.floor.x_m(rig.floor.at(0, 18))).epsilon(1e-4));
    }

    TEST_CASE("the gap to a held drive counts, that to a broken one does not") {
        Rig rig(open_plan(6, 1), 2);
        const RobotId held = rig.spawn(0, 0, 3);
        rig.spawn(1, 0, 1);
        rig.world.set_fault(held, DriveFault::Held);
        // Nose to tail with a cell between their centres: 1.2 - 0.7 m apart, beyond what is seen.
        rig.drive(RobotId(1), 0, 2);
        rig.run_to_rest();
        CHECK(rig.world.min_gap_m() > 0.2);
        DriveConfig wide;
        wide.half_width_m = 0.55;
        Rig close(open_plan(6, 1), 2);
        close.spawn(0, 0, 3, floor::Heading::East, wide);
        close.spawn(1, 0, 1, floor::Heading::East, wide);
        close.world.set_fault(RobotId(0), DriveFault::Held);
        close.drive(RobotId(1), 0, 2);
        close.run_to_rest();
        CHECK(close.world.min_gap_m() == doctest::Approx(0.1).epsilon(0.05));
        close.world.set_fault(RobotId(0), DriveFault::Stopped);
        close.step();
        CHECK(close.world.min_gap_m() > 0.2);
    }

    TEST_CASE("a speed limit of the moment is kept from the border on, and one that comes over a fast drive brakes it") {
        Rig rig(open_plan(30, 1), 1);
        const RobotId robot = rig.spawn(0, 0, 0);
        std::vector<float> limits(30, 0);
        std::fill(limits.begin() + 10, limits.begin() + 20, 0.3F);
        rig.world.limit_speeds(limits);
        rig.drive(robot, 0, 29);
        double fastest_mps = 0, fastest_inside_mps = 0;
        rig.step_while([&] {
            const double x_m = rig.body(robot).x_m, speed_mps = rig.body(robot).speed_mps;
            const bool inside = x_m > 9.5 * 1.2 && x_m < 19.5 * 1.2;
            (inside ? fastest_inside_mps : fastest_mps) = std::max(inside ? fastest_inside_mps : fastest_mps, speed_mps);
            return x_m < 24 * 1.2;
        });
        CHECK(fastest_inside_mps <= 0.3 + 1e-4);
        CHECK(fastest_inside_mps >= 0.299);
        CHECK(fastest_mps > 1.45);

        std::fill(limits.begin(), limits.end(), 0.5F);
        rig.world.limit_speeds(limits);
        const int brakes_steps = static_cast<int>((1.5 - 0.5) / 1.0 / rig.step_s) + 2;
        rig.step(brakes_steps);
        CHECK(rig.body(robot).speed_mps <= 0.5 + 1e-4);
        rig.world.limit_speeds({});
        REQUIRE(rig.step_while([&] { return rig.body(robot).speed_mps < 0.8; }, 200));
    }
}

}  // namespace
}  // namespace dray::physics
