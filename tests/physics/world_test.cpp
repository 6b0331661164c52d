// Repeatability of whole worlds, alone and on threads.
#include <thread>

#include "rig.hpp"

namespace dray::physics {
namespace {

// Robots going to and fro in rows with turns at the ends, one of them with failed brakes: contacts, loads and turns all occur.
std::uint64_t busy_run(int steps) {
    Rig rig(open_plan(20, 10), 10);
    for (std::size_t r = 0; r < 10; ++r) {
        const RobotId robot = rig.spawn(r, static_cast<int>(r), static_cast<int>(r) % 4);
        if (r % 2 == 0) rig.world.set_load(robot, 30.0 * static_cast<double>(r), 0.45);
    }
    StateHash hash;
    for (int i = 0; i < steps; ++i) {
        for (std::size_t r = 0; r < 10; ++r) {
            const int phase = (i + 7 * static_cast<int>(r)) / 150 % 4;
            const RobotId robot(r);
            const int row = static_cast<int>(r);
            if (phase == 0) rig.drive(robot, row, 15);
            if (phase == 1) rig.turn(robot, floor::Heading::West);
            if (phase == 2) rig.drive(robot, row, 3, floor::Heading::West);
            if (phase == 3) rig.turn(robot, floor::Heading::East);
        }
        if (i == 200) rig.world.set_fault(RobotId(3), DriveFault::BrakesFailed);
        if (i == 220) rig.world.set_load(RobotId(4), 0, 0);
        rig.step();
        for (const Contact& contact : rig.world.contacts())
            hash.add(contact.impulse_ns);
        rig.world.add_to(hash);
    }
    return hash.digest();
}

TEST_SUITE("unit") {
    TEST_CASE("two equal worlds have equal states at every step, and a different one has not") {
        CHECK(busy_run(300) == busy_run(300));
        CHECK(busy_run(300) != busy_run(301));
    }

    TEST_CASE("worlds on two threads give what each gives alone") {
        const std::uint64_t alone = busy_run(200);
        std::uint64_t first = 0, second = 0;
        std::thread one([&] { first = busy_run(200); });
        std::thread two([&] { second = busy_run(200); });
        one.join();
        two.join();
        CHECK(first == alone);
        CHECK(second == alone);
    }

    TEST_CASE("a robot can be taken off the floor and put back elsewhere") {
        Rig rig(open_plan(6, 1), 2);
        const RobotId robot = rig.spawn(0, 0, 1);
        rig.spawn(1, 0, 2);
        rig.world.remove(robot);
        rig.step(3);
        rig.spawn(0, 0, 5, floor::Heading::West);
        rig.step();
        CHECK(rig.body(robot).x_m == doctest::Approx(6.0));
        CHECK(rig.world.distance_driven_m(robot) == 0);
        CHECK_THROWS(rig.spawn(0, 0, 3));
        CHECK_THROWS(rig.world.set_load(robot, 10, 0));
        CHECK_THROWS(rig.world.set_load(robot, std::nan(""), 0.3));
    }

    TEST_CASE("a parked robot wakes when it is told to drive, and when it is hit") {
        Rig rig(open_plan(10, 1), 2);
        const RobotId parked = rig.spawn(0, 0, 4);
        const RobotId other = rig.spawn(1, 0, 0);
        rig.step(100);
        REQUIRE(rig.body(parked).at_rest);
        rig.drive(other, 0, 9);
        rig.step(100);
        CHECK(rig.body(parked).x_m > 4 * 1.2 + 0.05);
        Rig quiet(open_plan(10, 1), 1);
        quiet.spawn(0, 0, 4);
        quiet.step(100);
        quiet.drive(RobotId(0), 0, 5);
        quiet.run_to_rest();
        CHECK(std::abs(quiet.body(RobotId(0)).x_m - 6.0) < 2e-4);
    }
}

}  // namespace
}  // namespace dray::physics
