#include "traffic/traffic.hpp"

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

CellId at(int column, int row = 0, int width = 10) {
    return CellId(static_cast<std::size_t>(row * width + column));
}

Fleet corridor(std::size_t robots, const FleetOptions& options = {}) {
    return {open_plan(10, 1), std::vector(robots, Drive{}), options};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a long straight run is driven without a stop, with the end of the authority running ahead") {
        Fleet fleet = corridor(1);
        fleet.spawn(a, at(0), Heading::East);
        fleet.append(a, "FFFFFFFFF");
        fleet.step();
        // The first update grants: four cells from the one it stands in.
        CHECK(fleet.traffic.movements()[0].kind == MovementKind::Drive);
        CHECK(fleet.traffic.movements()[0].end == at(4));
        fleet.drain();
        CHECK(fleet.cell_of(a) == at(9));
        CHECK(fleet.stops(a) == 1);
    }

    TEST_CASE("a reach of one cell is enough to arrive") {
        Fleet fleet = corridor(1, {.reach_cells = 1});
        fleet.spawn(a, at(0), Heading::East);
        fleet.append(a, "FFF");
        fleet.step();
        CHECK(fleet.traffic.movements()[0].end == at(1));
        fleet.drain();
        CHECK(fleet.cell_of(a) == at(3));
    }

    TEST_CASE("the reach counts from the cell of the body's centre, which is a new one half a cell before its centre") {
        Fleet fleet = corridor(1, {.reach_cells = 1});
        fleet.spawn(a, at(0), Heading::East);
        fleet.append(a, "FFF");
        while (fleet.cell_of(a) == at(0)) {
            fleet.step();
            CHECK(fleet.traffic.movements()[0].end == (fleet.cell_of(a) == at(0) ? at(1) : at(2)));
        }
        CHECK(fleet.traffic.undriven(a) == 3);
        fleet.drain();
    }

    TEST_CASE("a cell is granted anew as soon as the tail has left it, not before") {
        Fleet fleet = corridor(2);
        fleet.spawn(a, at(1), Heading::East);
        fleet.spawn(b, at(0), Heading::East);
        fleet.append(std::vector{motion::Action::Forward, motion::Action::Forward});
        bool tail_was_in = false;
        while (fleet.authority(b).back() == at(0)) {
            tail_was_in = fleet.view(a).x_m - 0.35 < 1.5 * kCell_m;
            CHECK(fleet.traffic.waits_for(b) == (fleet.traffic.undriven(b) > 0 ? a : RobotId()));
            fleet.step();
        }
        CHECK(tail_was_in);
        CHECK(fleet.view(a).x_m - 0.35 >= 1.5 * kCell_m);
        CHECK(!fleet.traffic.waits_for(b).valid());
        // The head's own Forward is not complete yet: it rolls on.
        CHECK(fleet.traffic.undriven(a) == 1);
        fleet.drain();
    }

    TEST_CASE("a manoeuvre starts from rest at the centre: run, turn, run, dwell") {
        Fleet fleet(open_plan(4, 4), {Drive{}}, {});
        fleet.spawn(a, at(0, 0, 4), Heading::East);
        fleet.append(a, "FFRFF");
        fleet.append_dwell(a, 4711, 10);
        std::vector<MovementKind> kinds;
        while (fleet.traffic.undriven(a) > 0) {
            fleet.step();
            const MovementKind kind = fleet.traffic.movements()[0].kind;
            if (kinds.empty() || kinds.back() != kind) kinds.push_back(kind);
            if (kind == MovementKind::Drive && fleet.traffic.undriven(a) > 4)
                CHECK(fleet.traffic.movements()[0].end == at(2, 0, 4));  // cut to the run before the turn
            if (kind == MovementKind::Turn) CHECK(fleet.traffic.movements()[0].heading == Heading::South);
            if (kind == MovementKind::Dwell) CHECK(fleet.traffic.movements()[0].dwell == 4711);
        }
        using enum MovementKind;
        CHECK(kinds == std::vector{Drive, Turn, Drive, Dwell, Hold});
        CHECK(fleet.cell_of(a) == at(2, 2, 4));
        CHECK(fleet.traffic.planned(a).heading == Heading::South);
    }

    TEST_CASE("no cell beyond a dwell is granted before it has ended") {
        Fleet fleet = corridor(1);
        fleet.spawn(a, at(0), Heading::East);
        fleet.append_dwell(a, 1, 5);
        fleet.append(a, "FF");
        fleet.step();
        CHECK(fleet.authority(a) == std::vector{at(0)});
        CHECK(!fleet.traffic.waits_for(a).valid());
        fleet.steps(5);
        CHECK(fleet.authority(a) == std::vector{at(0), at(1), at(2)});
        fleet.drain();
    }

    TEST_CASE("a plan that grows while a body turns does not break off the turn") {
        Fleet fleet(open_plan(3, 3), {Drive{.turn_rate_radps = 0.5}}, {});
        fleet.spawn(a, at(0, 0, 3), Heading::East);
        fleet.append(a, "R");
        fleet.steps(10);
        REQUIRE(!fleet.view(a).at_rest);
        fleet.append(a, "F");
        fleet.step();
        CHECK(fleet.traffic.movements()[0].kind == MovementKind::Turn);
        CHECK(fleet.authority(a) == std::vector{at(0, 0, 3), at(0, 1, 3)});
        fleet.drain();
    }

    TEST_CASE("a robot that is late at a crossing delays the one planned after it, which does not pass first") {
        Fleet fleet(open_plan(5, 5), {Drive{}, Drive{}}, {});
        const CellId crossing = at(2, 2, 5);
        fleet.spawn(a, at(0, 2, 5), Heading::East);
        fleet.spawn(b, at(2, 0, 5), Heading::South);
        // Planned: a crosses in tick 2, b in tick 3.
        fleet.append(a, "FF");
        fleet.append(std::vector{motion::Action::Forward, motion::Action::Forward});
        fleet.append(b, "FFF");
        fleet.stall(a, 400);
        fleet.steps(300);
        CHECK(fleet.cell_of(b) == at(2, 1, 5));
        CHECK(fleet.traffic.movements()[1].kind == MovementKind::Hold);
        CHECK(fleet.traffic.waits_for(b) == a);
        fleet.drain();
        CHECK(std::ranges::equal(fleet.order(crossing), std::vector{a, b}));
    }

    TEST_CASE("a robot may come back to cells of its own and turn round in a dead end") {
        Fleet fleet(open_plan(2, 2), {Drive{}}, {.lead_ticks = 10});
        fleet.spawn(a, at(0, 0, 2), Heading::East);
        fleet.append(a, "FRFRFRFRFRRF");
        fleet.traffic.check();
        fleet.drain();
        fleet.traffic.check();
        CHECK(fleet.cell_of(a) == at(0, 0, 2));
        CHECK(fleet.order(at(0, 0, 2)).size() == 2);
    }

    TEST_CASE("a robot holds at most twice the lead of undriven actions") {
        Fleet fleet = corridor(1, {.lead_ticks = 3});
        fleet.spawn(a, at(0), Heading::East);
        fleet.append(a, "FFFFF");
        CHECK(!fleet.traffic.full(a));
        fleet.append(a, "F");
        CHECK(fleet.traffic.full(a));
        CHECK(fleet.traffic.undriven(a) == 6);
        CHECK_THROWS_AS(fleet.append(a, "F"), BugError);
        CHECK_THROWS_AS(fleet.traffic.append_dwell(a, 1), BugError);
        fleet.drain();
        CHECK(!fleet.traffic.full(a));
    }

    TEST_CASE("what no plan may hold is refused") {
        Fleet fleet = corridor(2);
        fleet.spawn(a, at(9), Heading::East);
        fleet.spawn(b, at(8), Heading::East);
        CHECK_THROWS_AS(fleet.append(a, "F"), BugError);                          // off the floor
        CHECK_THROWS_AS(fleet.traffic.spawn(a, at(0), Heading::East), BugError);  // on the floor already
        CHECK_THROWS_AS(fleet.traffic.end_dwell(a), BugError);                    // not in a dwell
        CHECK_THROWS_AS(fleet.append(b, "F"), BugError);                          // a stays there
        Fleet other = corridor(2);
        other.spawn(a, at(3), Heading::East);
        CHECK_THROWS_AS(other.traffic.spawn(b, at(3), Heading::East), BugError);
    }

    TEST_CASE("a swap of two robots, which no order can drive, is found by the check") {
        Fleet fleet = corridor(2);
        fleet.spawn(a, at(4), Heading::East);
        fleet.spawn(b, at(5), Heading::West);
        fleet.traffic.check();
        fleet.append(std::vector{motion::Action::Forward, motion::Action::Forward});
        CHECK_THROWS_AS(fleet.traffic.check(), BugError);
    }

    TEST_CASE("the state hash tells plans, order and progress apart") {
        const auto digest = [](const Fleet& fleet) {
            StateHash hash;
            fleet.traffic.add_to(hash);
            return hash.digest();
        };
        Fleet one = corridor(1), two = corridor(1);
        one.spawn(a, at(0), Heading::East);
        two.spawn(a, at(0), Heading::East);
        CHECK(digest(one) == digest(two));
        one.append(a, "FF");
        CHECK(digest(one) != digest(two));
        two.append(a, "FF");
        CHECK(digest(one) == digest(two));
        one.steps(60);
        CHECK(digest(one) != digest(two));
        two.steps(60);
        CHECK(digest(one) == digest(two));
        one.append_dwell(a, 1, 1);
        two.append_dwell(a, 2, 1);
        CHECK(digest(one) != digest(two));
    }
}
