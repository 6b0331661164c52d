// What a body needs to stop, against figures worked out by hand.
#include "physics/braking.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <vector>

#include "property.hpp"
#include "rig.hpp"

namespace dray::physics {
namespace {

constexpr double kStep_s = 0.05;

// Overrun of a body at `x_m` that drives east at `speed_mps` and may use cells up to `end`.
double overrun(const floor::FloorPlan& plan, double load_kg, double x_m, double speed_mps, int end) {
    const floor::Floor floor(plan);
    const traffic::BodyView body{.x_m = x_m, .speed_mps = speed_mps};
    return overrun_m(floor, {}, load_kg, body, {traffic::MovementKind::Drive, floor::Heading::East, floor.at(0, end)}, kStep_s);
}

// Largest overrun of a body in any step of its way east along a row. Its end moves on to each of `ends`, half a second apart.
double largest_overrun(const floor::FloorPlan& plan, const DriveConfig& drive, double load_kg, const std::vector<int>& ends) {
    Rig rig(plan, 1);
    const RobotId robot = rig.spawn(0, 0, 0, floor::Heading::East, drive);
    if (load_kg > 0) rig.world.set_load(robot, load_kg, 0.45);
    double largest = -1e9;
    for (std::size_t i = 0; i < 2000; ++i) {
        rig.drive(robot, 0, ends[std::min(i / 10, ends.size() - 1)]);
        rig.step();
        largest = std::max(largest, overrun_m(rig.floor, drive, load_kg, rig.body(robot), rig.movements[0], rig.step_s));
        if (i / 10 >= ends.size() && rig.body(robot).at_rest) break;
    }
    return largest;
}

TEST_SUITE("property") {
    TEST_CASE("a body can stop at its end in every step, whatever the grip on its way") {
        CHECK(property::holds([] {
            floor::FloorPlan plan = open_plan(30, 1);
            for (int i = property::in_range(0, 5); i > 0; --i)
                plan.zones.push_back(
                    zone(property::in_range(1, 20), property::in_range(1, 6), 0, property::in_range(2, 30) / 100.0));
            DriveConfig drive;
            drive.top_speed_mps = property::in_range(3, 40) / 10.0;
            drive.acceleration_empty_mps2 = property::in_range(3, 30) / 10.0;
            drive.acceleration_loaded_mps2 = std::max(0.1, drive.acceleration_empty_mps2 * property::in_range(2, 11) / 10.0);
            std::vector<int> ends = {property::in_range(1, 8)};
            for (int i = property::in_range(0, 30); i > 0 && ends.back() < 25; --i)
                ends.push_back(ends.back() + property::in_range(0, 3));
            RC_ASSERT(largest_overrun(plan, drive, property::in_range(0, 341), ends) <= 1e-3);
        }));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("a body overruns the end of its movement by what its braking distance lacks") {
        const floor::FloorPlan plan = open_plan(20, 1);
        // From 1.5 m/s in steps of 0.05 m/s: 0.05 * 0.05 * (29 + 28 + ... + 1) = 1.0875 m empty, 2.2125 m with a full pod.
        CHECK(overrun(plan, 0, 0, 1.5, 1) == doctest::Approx(1.0875 - 1.2));
        CHECK(overrun(plan, 0, 0.2, 1.5, 1) == doctest::Approx(1.0875 - 1.0));
        CHECK(overrun(plan, 340, 0, 1.5, 1) == doctest::Approx(2.2125 - 1.2));
        CHECK(overrun(plan, 340, 0, 1.5, 2) == doctest::Approx(2.2125 - 2.4));
    }

    TEST_CASE("regress_a body comes to the border of a slippery zone no faster than the grip there can slow it") {
        // It came up to a step of braking on the good floor too fast, and stopped in time only by the reserve of grip.
        floor::FloorPlan plan = open_plan(30, 1);
        plan.zones.push_back(zone(9, 6, 0, 0.04));
        for (int load_kg = 1; load_kg <= 341; load_kg += 20) {
            CAPTURE(load_kg);
            for (const int end : {9, 10, 11})
                CHECK(largest_overrun(plan, {}, load_kg, {end}) <= 1e-3);
        }
    }

    TEST_CASE("the grip under the body counts, cell by cell") {
        floor::FloorPlan plan = open_plan(20, 1);
        plan.zones.push_back(zone(3, 10, 0, 0.05));
        // Braking is 1 m/s2 up to 3 m and 0.8 * 0.05 * 9.81 = 0.392 m/s2 from there. From 2.4 m at 1.5 m/s about 1.02 m/s are
        // left at 3 m, for which it needs 1.34 m; on the plain floor it would be 1.125 m in all. Steps make some centimetres
        // less.
        CHECK(std::abs(overrun(plan, 0, 2.4, 1.5, 3) - (2.4 + 0.6 + 1.34 - 3.6)) < 0.15);
        CHECK(overrun(open_plan(20, 1), 0, 2.4, 1.5, 3) == doctest::Approx(2.4 + 1.0875 - 3.6));
        CHECK(overrun(plan, 0, 0.0, 1.5, 3) < 0);
    }

    TEST_CASE("a body that stands, or backs up, overruns by where it is and goes") {
        const floor::FloorPlan plan = open_plan(20, 1);
        CHECK(overrun(plan, 0, 3.6, 0, 3) == doctest::Approx(0));
        CHECK(overrun(plan, 0, 3.7, 0, 3) == doctest::Approx(0.1));
        // Backwards at 0.2 m/s it needs 0.05 * 0.05 * (3 + 2 + 1) = 0.015 m of the 0.1 m that it is too far.
        CHECK(overrun(plan, 0, 3.7, -0.2, 3) == doctest::Approx(0.015 - 0.1));
    }
}

}  // namespace
}  // namespace dray::physics
