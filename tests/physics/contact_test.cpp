// Touching, gaps between bodies, and what bodies cover.
#include <numbers>

#include "rig.hpp"

namespace dray::physics {
namespace {

TEST_SUITE("unit") {
    TEST_CASE("a robot whose brakes failed runs past its end and hits the next one, which is reported with an impulse") {
        Rig rig(open_plan(20, 1), 3);
        const RobotId runaway = rig.spawn(2, 0, 0);
        const RobotId victim = rig.spawn(1, 0, 12);
        rig.drive(runaway, 0, 8);
        rig.step(60);
        REQUIRE(rig.body(runaway).speed_mps == doctest::Approx(1.5));
        rig.world.set_fault(runaway, DriveFault::BrakesFailed);
        double impulse = 0;
        double closest = 9;
        for (int i = 0; i < 200; ++i) {
            rig.step();
            closest = std::min(closest, rig.body(victim).x_m - rig.body(runaway).x_m);
            for (const Contact& contact : rig.world.contacts()) {
                CHECK(contact.a == victim);
                CHECK(contact.b == runaway);
                CHECK(contact.x_m == doctest::Approx(rig.body(victim).x_m - 0.35).epsilon(0.02));
                CHECK(std::abs(contact.y_m) < 0.36);
                impulse += contact.impulse_ns;
            }
        }
        // Equal masses without bounce: at least half the momentum of 145 kg at 1.5 m/s goes over.
        CHECK(impulse > 100);
        CHECK(closest > 0.7 - 1.5 * rig.step_s);  // bodies are 0.7 m long: nothing sinks in by more than a step of travel
        CHECK(rig.body(victim).x_m > 12 * 1.2 + 0.01);
        CHECK(rig.world.min_gap_m() == std::numeric_limits<double>::infinity());  // between healthy bodies only
    }

    TEST_CASE("a robot whose brakes failed hits a wall and does not drive through, at the border or at a wall cell") {
        for (const bool inner : {false, true}) {
            CAPTURE(inner);
            floor::FloorPlan plan = open_plan(12, 3);
            if (inner) plan.kind[static_cast<std::size_t>(1 * 12 + 9)] = floor::CellKind::Wall;
            const double face_m = (inner ? 8.5 : 11.5) * 1.2;
            Rig rig(plan, 1);
            const RobotId robot = rig.spawn(0, 1, 0);
            rig.drive(robot, 1, 6);
            rig.step(50);
            rig.world.set_fault(robot, DriveFault::BrakesFailed);
            double impulse = 0;
            for (int i = 0; i < 400; ++i) {
                rig.step();
                for (const Contact& contact : rig.world.contacts()) {
                    CHECK(contact.a == robot);
                    CHECK_FALSE(contact.b.valid());
                    impulse += contact.impulse_ns;
                }
                REQUIRE(rig.body(robot).x_m < face_m - 0.35 + 0.04);
            }
            CHECK(impulse > 145 * 1.5 * 0.9);
        }
    }

    TEST_CASE("bodies touch where their sides are: no contact at a gap of 2 mm, a contact at an overlap of 8 mm") {
        for (const double cell_m : {0.702, 0.692}) {
            Rig rig(open_plan(4, 1, cell_m), 2);
            rig.spawn(0, 0, 1);
            rig.spawn(1, 0, 2);
            rig.step();
            CHECK(rig.world.contacts().empty() == (cell_m > 0.7));
            CHECK(rig.world.min_gap_m() == doctest::Approx(cell_m > 0.7 ? 0.002 : 0).epsilon(0.001));
        }
    }

    TEST_CASE("loaded neighbours that turn side by side keep 5 cm and do not touch, and the load keeps its orientation") {
        Rig rig(open_plan(4, 4), 4);
        int n = 0;
        for (const int row : {1, 2}) {
            for (const int column : {1, 2}) {
                const RobotId robot = rig.spawn(static_cast<std::size_t>(n++), row, column);
                rig.world.set_load(robot, 340, 0.45);
            }
        }
        double least = 9;
        for (const floor::Heading to : {floor::Heading::South, floor::Heading::North, floor::Heading::West}) {
            for (std::size_t r = 0; r < 4; ++r)
                rig.turn(RobotId(r), r == 1 ? floor::right_of(to) : to);
            for (int i = 0; i < 60; ++i) {
                rig.step();
                REQUIRE(rig.world.contacts().empty());
                least = std::min(least, rig.world.min_gap_m());
                REQUIRE(rig.world.covered(RobotId(0)).size() == 1);
            }
        }
        // Two bodies' corners point at each other: 1.2 - 2 * 0.35 * sqrt(2) = 0.210; a corner at a load's side: 0.255. Corners
        // are rounded by 4 mm each. So nothing within 0.2 m is ever seen.
        CHECK(least > 0.2);
        CHECK(rig.body(RobotId(0)).half_length_m == 0.45);
    }

    TEST_CASE("the gap to a turning body is that of its corner, in a narrow row") {
        // 1.0 m cells: sides 0.1 m apart with loads of 0.45; corners of turning bodies 1.0 - 2 * 0.495 = 0.010 m.
        Rig rig(open_plan(4, 1, 1.0), 2);
        for (const std::size_t r : {0, 1}) {
            const RobotId robot = rig.spawn(r, 0, static_cast<int>(r) + 1);
            rig.world.set_load(robot, 340, 0.45);
        }
        rig.step();
        CHECK(rig.world.min_gap_m() == doctest::Approx(0.1).epsilon(1e-3));
        double least = 9;
        rig.turn(RobotId(0), floor::Heading::South);
        for (int i = 0; i < 60; ++i) {
            rig.step();
            least = std::min(least, rig.world.min_gap_m());
        }
        // The corner, rounded by Box2D's skin, against the side of the other load; a step may miss the very 45 degrees.
        const double corner = (0.35 - 0.01) * std::numbers::sqrt2 + 0.01;
        CHECK(least > 1.0 - corner - 0.45 - 1e-4);
        CHECK(least < 1.0 - corner - 0.45 + 0.004);
    }

    TEST_CASE("the gap of robots in a row that move together is seen at every step") {
        Rig rig(open_plan(40, 1, 1.0), 6);
        for (std::size_t r = 0; r < 6; ++r) {
            const RobotId robot = rig.spawn(r, 0, static_cast<int>(r));
            rig.world.set_load(robot, 340, 0.45);
            rig.drive(robot, 0, 30 + static_cast<int>(r));
        }
        for (int i = 0; i < 400; ++i) {
            rig.step();
            REQUIRE(rig.world.min_gap_m() == doctest::Approx(0.1).epsilon(0.005));
        }
    }

    TEST_CASE("a body covers the cells it lies on, with its load") {
        Rig rig(open_plan(10, 3), 1);
        const RobotId robot = rig.spawn(0, 1, 1);
        CHECK(rig.world.covered(robot) == std::vector{rig.floor.at(1, 1)});
        rig.drive(robot, 1, 9);
        REQUIRE(rig.step_while([&] { return rig.body(robot).x_m < 2.5 * 1.2; }));
        CHECK(rig.world.covered(robot) == std::vector{rig.floor.at(1, 2), rig.floor.at(1, 3)});
        rig.world.set_load(robot, 100, 0.65);  // wider than the cell
        CHECK(rig.world.covered(robot).size() == 6);
        rig.world.set_load(robot, 0, 0);
        CHECK(rig.world.covered(robot).size() == 2);
    }

    TEST_CASE("a robot knocked askew turns back, finds its line again and stops at its end") {
        Rig rig(open_plan(40, 3), 2);
        const RobotId victim = rig.spawn(0, 1, 4);
        const RobotId runaway = rig.spawn(1, 0, 4, floor::Heading::South);
        rig.drive(victim, 1, 30);
        rig.step(12);
        rig.drive(runaway, 2, 4, floor::Heading::South);
        rig.step(25);
        rig.world.remove(runaway);
        rig.run_to_rest();
        CHECK(std::abs(rig.body(victim).x_m - 30 * 1.2) < 3e-4);
        CHECK(std::abs(rig.body(victim).y_m - 1.2) < 1e-3);
        CHECK(std::abs(rig.body(victim).heading_rad) < 2e-3);
    }
}

}  // namespace
}  // namespace dray::physics
