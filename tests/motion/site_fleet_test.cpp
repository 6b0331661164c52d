#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "fleet.hpp"
#include "floors.hpp"
#include "property.hpp"

using namespace dray;
using floor::Floor;
using floor::Heading;
using motion::ActionCosts;
using test::Fleet;

namespace {

// Ticks until every robot has been at its goal, or -1; a robot that arrives gets a new goal or none.
Tick all_arrive(Fleet& fleet, Stream& random, Tick limit) {
    std::vector<std::uint8_t> done(fleet.robots.size(), 0);
    for (std::size_t i = 0; i < done.size(); ++i)
        fleet.robots[i].goal = fleet.random_goal(random, i);
    std::size_t left = done.size();
    while (left > 0 && fleet.now < limit) {
        if (!fleet.tick()) return -1;
        for (std::size_t i = 0; i < done.size(); ++i) {
            if (!fleet.arrived(i)) continue;
            if (done[i] == 0) --left;
            done[i] = 1;
            fleet.robots[i].goal = random.chance(0.5) ? fleet.random_goal(random, i) : CellId();
        }
    }
    return left == 0 ? fleet.now : -1;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("on random biconnected floors every robot reaches its goal and no tick breaks a rule") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "fleet");
            const int width = static_cast<int>(random.integer(4, 12)), height = static_cast<int>(random.integer(4, 12));
            const Floor floor = test::random_biconnected(random, width, height, random.uniform(0, 0.3), random.uniform(0, 0.3));
            std::size_t aisles = 0;
            for (std::size_t c = 0; c < floor.cell_count(); ++c)
                aisles += floor.drivable(CellId(c), true) ? 1 : 0;
            const auto robots = static_cast<std::size_t>(random.integer(1, static_cast<std::int64_t>(aisles / 2)));
            const ActionCosts costs = random.chance(0.5) ? ActionCosts{1, 1, 1} : ActionCosts{16, 48, 3};
            Fleet fleet(floor, costs, robots);
            fleet.scatter(random, random.uniform(0, 1));
            const Tick ticks = all_arrive(fleet, random, 10000);
            RC_LOG() << width << " x " << height << ", " << robots << " robots, " << aisles << " aisle cells, turn "
                     << costs.turn_ticks << ", ticks " << fleet.now << " " << fleet.fault;
            RC_ASSERT(ticks >= 0);
        }));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("a lone robot takes the time its table tells") {
        const Floor floor = test::drawn({".....", ".###.", "....."});
        Fleet fleet(floor, {1, 3, 3}, 1);
        fleet.put(0, floor.at(0, 0), Heading::East, floor.at(2, 4));
        const auto told = static_cast<Tick>(fleet.distances.cost(floor.at(0, 0), Heading::East, floor.at(2, 4), false));
        while (!fleet.arrived(0) && fleet.now < 100)
            REQUIRE(fleet.tick());
        CHECK(fleet.now == told);
    }

    TEST_CASE("a robot before a shut zone waits until it opens, and one in it drives out") {
        const Floor floor = test::drawn({".....", ".###.", "....."});
        Fleet fleet(floor, {16, 48, 3}, 2);
        fleet.put(0, floor.at(0, 0), Heading::East, floor.at(0, 4));
        fleet.put(1, floor.at(2, 2), Heading::East, floor.at(2, 3));
        // Both ways of the ring.
        for (const int row : {0, 2})
            fleet.closed[floor.at(row, 2).index()] = motion::kShut;
        fleet.closed_version = 1;
        REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        CHECK(fleet.arrived(1));
        fleet.robots[1].goal = CellId();
        for (int t = 0; t < 30; ++t) {
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
            CHECK(floor.column(fleet.robots[0].cell) <= 1);
        }
        std::fill(fleet.closed.begin(), fleet.closed.end(), motion::kOpen);
        fleet.closed_version = 2;
        const Tick opened = fleet.now;
        while (!fleet.arrived(0) && fleet.now < opened + 100)
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        CHECK(fleet.arrived(0));
        // At most round the left part of the ring, with its turns, before it goes straight on.
        CHECK(fleet.now - opened <= 8 + 4 * 3);
    }

    TEST_CASE("a robot takes the way round a shut zone") {
        const Floor floor = test::drawn({".....", ".###.", "....."});
        Fleet fleet(floor, {16, 48, 3}, 1);
        fleet.put(0, floor.at(0, 0), Heading::East, floor.at(0, 4));
        fleet.closed[floor.at(0, 2).index()] = motion::kShut;
        fleet.closed_version = 1;
        while (!fleet.arrived(0) && fleet.now < 100)
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        // Eight cells and three turns of three ticks instead of four cells.
        CHECK(fleet.now == 8 + 3 * 3);
    }

    TEST_CASE("two robots that meet in a corridor pass each other at a bay") {
        const Floor floor = test::drawn({"###..###", "........", "###..###"});
        Fleet fleet(floor, {16, 48, 3}, 2);
        fleet.put(0, floor.at(1, 2), Heading::East, floor.at(1, 5));
        fleet.put(1, floor.at(1, 5), Heading::West, floor.at(1, 2));
        std::size_t done = 0;
        for (int t = 0; t < 200 && done < 2; ++t) {
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
            for (std::size_t i = 0; i < 2; ++i)
                if (fleet.arrived(i)) ++done, fleet.robots[i].goal = CellId();
        }
        CHECK(done == 2);
    }

    TEST_CASE("at a crossing the robot with the larger priority drives and the other one waits for a tick") {
        const Floor floor = test::drawn({"#.#", "...", "#.#"});
        Fleet fleet(floor, {16, 60, 4}, 2);
        fleet.put(0, floor.at(1, 0), Heading::East, floor.at(1, 2));
        fleet.put(1, floor.at(0, 1), Heading::South, floor.at(2, 1));
        fleet.robots[1].priority = 1;
        REQUIRE(fleet.tick());
        CHECK(fleet.robots[0].cell == floor.at(1, 0));
        CHECK(fleet.robots[1].cell == floor.at(1, 1));
        REQUIRE(fleet.tick());
        CHECK(fleet.robots[0].cell == floor.at(1, 1));
        CHECK(fleet.robots[1].cell == floor.at(2, 1));
        REQUIRE(fleet.tick());
        CHECK(fleet.arrived(0));
    }

    TEST_CASE("robots in a train drive as one") {
        const Floor floor = test::drawn({"..........", ".........."});
        Fleet fleet(floor, {16, 60, 4}, 4);
        for (int i = 0; i < 4; ++i)
            fleet.put(static_cast<std::size_t>(i), floor.at(0, i), Heading::East, floor.at(0, i + 6));
        for (int t = 0; t < 6; ++t)
            REQUIRE(fleet.tick());
        for (std::size_t i = 0; i < 4; ++i)
            CHECK(fleet.arrived(i));
    }

    TEST_CASE("an idle robot without a pod is pushed out of the aisle into a slot, and stays when nobody wants its cell") {
        const Floor floor = test::drawn({"SSSSS", ".....", "SSSSS"});
        Fleet fleet(floor, {16, 60, 4}, 2);
        fleet.put(0, floor.at(1, 0), Heading::East, floor.at(1, 4), true);
        fleet.put(1, floor.at(1, 2), Heading::North, CellId());
        for (int t = 0; t < 30 && !fleet.arrived(0); ++t)
            REQUIRE(fleet.tick());
        CHECK(fleet.arrived(0));
        CHECK(floor.kind(fleet.robots[1].cell) == floor::CellKind::Slot);
        const CellId before = fleet.robots[1].cell;
        for (int t = 0; t < 10; ++t)
            REQUIRE(fleet.tick());
        CHECK(fleet.robots[1].cell == before);
    }

    TEST_CASE("a robot that dwells is not pushed, and makes way when it is done") {
        const Floor floor = test::drawn({".....", ".###.", "....."});
        Fleet fleet(floor, {16, 60, 4}, 2);
        fleet.put(0, floor.at(0, 0), Heading::East, floor.at(0, 4));
        fleet.put(1, floor.at(0, 2), Heading::East, CellId());
        fleet.frozen[1] = 1;
        for (int t = 0; t < 20; ++t)
            REQUIRE(fleet.tick());
        CHECK(fleet.robots[0].cell == floor.at(0, 1));
        CHECK(fleet.robots[1].cell == floor.at(0, 2));
        fleet.frozen[1] = 0;
        for (int t = 0; t < 20 && !fleet.arrived(0); ++t)
            REQUIRE(fleet.tick());
        CHECK(fleet.arrived(0));
    }

    TEST_CASE("a robot without its lane's permit waits before it and lets others by, and with it, it goes through") {
        const Floor plain = test::drawn({"......", "......"});
        const floor::Lane lane{.name = "pick-1",
                               .entry = plain.at(0, 1),
                               .queue = {plain.at(0, 2), plain.at(0, 3)},
                               .service = plain.at(0, 4),
                               .exit = plain.at(0, 5)};
        const Floor floor = test::drawn({"......", "......"}, {lane});
        Fleet fleet(floor, {16, 60, 2}, 2);
        fleet.put(0, floor.at(1, 1), Heading::North, floor.at(0, 4));
        fleet.put(1, floor.at(1, 5), Heading::West, floor.at(0, 1));
        fleet.robots[0].priority = 5;
        for (int t = 0; t < 40 && !fleet.arrived(1); ++t)
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        CHECK(fleet.arrived(1));
        fleet.robots[1].goal = floor.at(1, 5);
        fleet.robots[0].permit = LaneId(0);
        for (int t = 0; t < 60 && !fleet.arrived(0); ++t)
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        CHECK(fleet.arrived(0));
        fleet.robots[0].goal = floor.at(1, 0);
        for (int t = 0; t < 60 && !fleet.arrived(0); ++t)
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        CHECK(fleet.arrived(0));
    }

    TEST_CASE("robots take turns in a dead end, and one that rests there makes way") {
        const Floor floor = test::drawn({"..####", "......", "..####"});
        REQUIRE(floor.dead_ends().size() == 1);
        Fleet fleet(floor, {16, 32, 2}, 3);
        fleet.put(0, floor.at(1, 4), Heading::East, CellId());
        fleet.put(1, floor.at(1, 0), Heading::East, floor.at(1, 5));
        fleet.put(2, floor.at(0, 1), Heading::South, floor.at(1, 3));
        std::array<bool, 3> done = {true, false, false};
        for (int t = 0; t < 300 && !(done[1] && done[2]); ++t) {
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
            for (std::size_t i = 1; i < 3; ++i)
                if (fleet.arrived(i)) done[i] = true, fleet.robots[i].goal = floor.at(static_cast<int>(i), 0);
        }
        CHECK(done[1]);
        CHECK(done[2]);
    }

    TEST_CASE("a robot drives around a cell that closes on its way") {
        const Floor floor = test::drawn({".....", ".###.", "....."});
        Fleet fleet(floor, {16, 60, 4}, 1);
        fleet.put(0, floor.at(0, 0), Heading::East, floor.at(0, 4));
        REQUIRE(fleet.tick());
        fleet.closed[floor.at(0, 3).index()] = 1;
        fleet.closed_version = 1;
        for (int t = 0; t < 100 && !fleet.arrived(0); ++t)
            REQUIRE(fleet.tick());
        CHECK(fleet.arrived(0));
    }
}
