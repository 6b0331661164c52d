#include <doctest/doctest.h>

#include <algorithm>

#include "base/check.hpp"
#include "fleet.hpp"

using namespace dray;
using namespace dray::traffic;
using namespace dray::traffic::test;
using floor::Heading;

namespace {

constexpr RobotId a(0), b(1);

CellId at(std::size_t column) {
    return CellId(column);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("recovery keeps what is granted and drops the rest") {
        Fleet fleet(open_plan(12, 1), {Drive{}}, {.reach_cells = 3});
        fleet.spawn(a, at(0), Heading::East);
        fleet.append(a, "FFFFFRL");
        fleet.append_dwell(a, 7, 5);
        fleet.steps(10);
        const std::vector<CellId> granted = fleet.authority(a);
        REQUIRE(granted == std::vector{at(0), at(1), at(2), at(3)});
        std::vector<DroppedDwell> dropped;
        fleet.traffic.recover(dropped);
        REQUIRE(dropped.size() == 1);
        CHECK((dropped[0].robot == a && dropped[0].token == 7));
        CHECK(fleet.authority(a) == granted);
        CHECK(fleet.traffic.planned(a).cell == at(3));
        CHECK(fleet.traffic.planned(a).heading == Heading::East);
        CHECK(fleet.traffic.undriven(a) == 3);
        fleet.traffic.check();
    }

    TEST_CASE("recovery keeps a turn and a dwell that have begun, and drops those that have not") {
        Fleet fleet(open_plan(3, 3), {Drive{}, Drive{}, Drive{}}, {});
        const RobotId c(2);
        fleet.spawn(a, at(0), Heading::East);
        fleet.spawn(b, at(4), Heading::East);
        fleet.spawn(c, at(8), Heading::East);
        fleet.append(a, "RR");
        fleet.append_dwell(b, 5, 30);
        fleet.append(b, "R");
        fleet.append_dwell(b, 6, 30);
        fleet.steps(3);
        fleet.append(c, "L");  // not begun: no update since
        fleet.recover();
        CHECK(fleet.traffic.undriven(a) == 1);
        CHECK(fleet.traffic.planned(a).heading == Heading::South);
        CHECK(fleet.traffic.undriven(b) == 1);
        CHECK(fleet.traffic.planned(b).heading == Heading::East);
        CHECK(fleet.traffic.movements()[1].dwell == 5);
        CHECK(fleet.traffic.undriven(c) == 0);
        fleet.traffic.check();
        fleet.drain();
        CHECK(fleet.view(a).heading_rad == doctest::Approx(angle_rad(Heading::South)));
        CHECK(fleet.view(c).heading_rad == doctest::Approx(angle_rad(Heading::East)));
    }

    TEST_CASE("after recovery robots may be planned through each other's dropped cells in a new order") {
        Fleet fleet(open_plan(5, 5), {Drive{}, Drive{}}, {.reach_cells = 1});
        fleet.spawn(a, CellId(10), Heading::East);
        fleet.spawn(b, CellId(2), Heading::South);
        fleet.append(a, "FFF");
        fleet.append(b, "FFFF");
        fleet.stall(a, 1000);
        fleet.steps(200);
        CHECK(fleet.traffic.waits_for(b) == a);
        fleet.recover();
        fleet.append(b, "FFF");
        fleet.append(a, "FF");
        fleet.drain();
        CHECK(std::ranges::equal(fleet.order(CellId(12)), std::vector{b, a}));
    }

    TEST_CASE("a broken robot closes the cells it covers until it is removed") {
        Fleet fleet(open_plan(10, 1), {Drive{}, Drive{}}, {});
        fleet.spawn(a, at(4), Heading::East);
        fleet.spawn(b, at(0), Heading::East);
        fleet.append(a, "FFF");
        // Stop it on a boundary: both cells are covered.
        while (fleet.covered(a).size() < 2)
            fleet.step();
        fleet.stall(a, 1000);
        fleet.append(std::vector{motion::Action::Forward, motion::Action::Forward});
        fleet.append(b, "F");
        fleet.recover();
        const std::uint64_t version = fleet.traffic.closed_version();
        fleet.break_down(a);
        CHECK(fleet.traffic.closed_version() != version);
        CHECK(fleet.authority(a) == fleet.covered(a));
        CHECK(fleet.authority(a).size() == 2);
        CHECK(fleet.traffic.full(a));
        CHECK(fleet.traffic.undriven(a) == 0);
        for (std::size_t c = 0; c < 10; ++c)
            CHECK(fleet.traffic.closed()[c] == (c == 4 || c == 5));
        fleet.traffic.check();
        // The cells before it are free for others, its own are not.
        fleet.append(b, "FFF");
        CHECK_THROWS_AS(fleet.append(b, "F"), BugError);
        fleet.drain();
        CHECK(fleet.cell_of(b) == at(3));

        const std::uint64_t broken_version = fleet.traffic.closed_version();
        fleet.remove(a);
        CHECK(fleet.traffic.closed_version() != broken_version);
        CHECK(std::ranges::count(fleet.traffic.closed(), 0) == 10);
        CHECK(!fleet.traffic.on_floor(a));
        fleet.append(b, "FFF");
        fleet.spawn(a, at(9), Heading::West);
        fleet.traffic.check();
        fleet.drain();
        CHECK(fleet.cell_of(b) == at(6));
    }

    TEST_CASE("a cell that a broken robot was pushed into stays with both, and closed until both are gone") {
        Fleet fleet(open_plan(10, 1), {Drive{}, Drive{}}, {});
        fleet.spawn(a, at(2), Heading::East);
        fleet.spawn(b, at(3), Heading::East);
        fleet.recover();
        fleet.traffic.break_down(a, std::vector{at(2), at(3)});
        fleet.traffic.check();
        CHECK(fleet.authority(b) == std::vector{at(3)});
        fleet.traffic.break_down(b, std::vector{at(3)});
        fleet.traffic.remove(a);
        CHECK(fleet.traffic.closed()[2] == 0);
        CHECK(fleet.traffic.closed()[3] == 1);
        fleet.traffic.check();
        fleet.traffic.remove(b);
        CHECK(fleet.traffic.closed()[3] == 0);
        fleet.traffic.check();
    }

    TEST_CASE("a body that overruns its authority completes nothing more, keeps its last cell and breaks down where it is") {
        const floor::Floor floor(open_plan(10, 1));
        Traffic traffic(floor, 2, 4, {2, 2});
        traffic.spawn(a, at(0), Heading::East);
        traffic.spawn(b, at(3), Heading::East);
        std::vector<BodyView> bodies(2);
        bodies[1].x_m = floor.x_m(at(3));
        traffic.update(bodies);
        using enum motion::Action;
        traffic.append(std::vector{Forward, Wait});
        traffic.append(std::vector{Forward, Wait});
        traffic.update(bodies);
        REQUIRE(traffic.movements()[0].end == at(2));
        // Its brakes fail: it rolls through the end of its authority to where it touches b.
        bodies[0].at_rest = false;
        bodies[0].speed_mps = 1.5;
        for (bodies[0].x_m = 0; bodies[0].x_m < 2.9; bodies[0].x_m += 0.075) {
            traffic.update(bodies);
            traffic.check();
        }
        std::vector<CellId> cells;
        traffic.authority(a, cells);
        CHECK(cells == std::vector{at(2)});
        CHECK(traffic.undriven(a) == 0);
        bodies[0].at_rest = true;
        traffic.update(bodies);
        std::vector<DroppedDwell> dropped;
        traffic.recover(dropped);
        traffic.break_down(a, std::vector{at(2), at(3)});
        CHECK(traffic.planned(a).cell == at(2));
        traffic.authority(b, cells);
        CHECK(cells == std::vector{at(3)});
        // b, unharmed, may still drive off; the cell it leaves stays closed.
        traffic.append(std::vector{Wait, Forward});
        traffic.update(bodies);
        CHECK(traffic.movements()[1].end == at(4));
        CHECK(traffic.closed()[3] == 1);
        traffic.check();
    }

    TEST_CASE("a robot cannot break down or go while a plan beyond its authority stands") {
        Fleet fleet(open_plan(10, 1), {Drive{}}, {.reach_cells = 1});
        fleet.spawn(a, at(0), Heading::East);
        fleet.append(a, "FFF");
        CHECK_THROWS_AS(fleet.traffic.break_down(a, std::vector{at(0)}), BugError);
        CHECK_THROWS_AS(fleet.traffic.remove(a), BugError);
        fleet.recover();
        fleet.remove(a);
        CHECK(fleet.traffic.waits_for(a) == RobotId());
        CHECK(fleet.authority(a).empty());
    }
}
