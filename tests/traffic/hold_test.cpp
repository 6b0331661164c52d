// Robots that are told to stand: what they keep, and how they drive on.
#include <doctest/doctest.h>

#include <algorithm>

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

std::vector<CellId> closed_cells(const Fleet& fleet) {
    std::vector<CellId> cells;
    for (std::size_t c = 0; c < fleet.traffic.closed().size(); ++c)
        if (fleet.traffic.closed()[c] != 0) cells.push_back(at(c));
    return cells;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a robot that is held between two cells keeps both, gives back what is ahead, and drives on when it is released") {
        Fleet fleet(open_plan(10, 1), {Drive{}, Drive{}}, {});
        fleet.spawn(a, at(4), Heading::East);
        fleet.spawn(b, at(0), Heading::East);
        fleet.append(a, "FFF");
        while (fleet.covered(a).size() < 2)
            fleet.step();
        fleet.stall(a, 40);
        fleet.steps(2);
        REQUIRE(fleet.authority(a).size() > 2);
        fleet.hold(a);
        CHECK(fleet.authority(a) == std::vector{at(4), at(5)});
        CHECK(closed_cells(fleet) == std::vector{at(4), at(5)});
        CHECK(fleet.traffic.planned(a).cell == at(5));
        CHECK(fleet.traffic.undriven(a) == 1);
        fleet.traffic.check();
        fleet.traffic.release(a);
        CHECK(closed_cells(fleet).empty());
        fleet.append(a, "FF");
        fleet.append(b, "FFF");
        fleet.drain();
        CHECK(fleet.cell_of(a) == at(7));
        CHECK(fleet.cell_of(b) == at(3));
    }

    TEST_CASE("a robot that is held at the centre of its cell keeps that one alone, and a turn that it has begun") {
        Fleet fleet(open_plan(3, 3), {Drive{}, Drive{}}, {});
        fleet.spawn(a, CellId(4), Heading::East);
        fleet.append(a, "RF");
        fleet.steps(3);
        REQUIRE(fleet.traffic.movements()[0].kind == MovementKind::Turn);
        fleet.stall(a, 40);
        fleet.step();
        fleet.hold(a);
        CHECK(fleet.authority(a) == std::vector{CellId(4)});
        CHECK(fleet.traffic.movements()[0].kind == MovementKind::Turn);
        CHECK(fleet.traffic.planned(a).heading == Heading::South);
        fleet.traffic.release(a);
        fleet.append(a, "F");
        fleet.drain();
        CHECK(fleet.cell_of(a) == CellId(7));
    }

    TEST_CASE("a held robot that breaks down closes what it covers, once, and its removal opens it") {
        Fleet fleet(open_plan(10, 1), {Drive{}}, {});
        fleet.spawn(a, at(4), Heading::East);
        fleet.append(a, "FFF");
        while (fleet.covered(a).size() < 2)
            fleet.step();
        fleet.stall(a, 1000);
        fleet.steps(2);
        fleet.hold(a);
        fleet.recover();
        fleet.break_down(a);
        CHECK(closed_cells(fleet) == std::vector{at(4), at(5)});
        fleet.traffic.check();
        fleet.remove(a);
        CHECK(closed_cells(fleet).empty());
    }
}
