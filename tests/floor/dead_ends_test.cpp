#include <doctest/doctest.h>

#include "support.hpp"

using namespace dray;
using namespace dray::floor;
using namespace dray::floor::testing;

namespace {

/// A floor of aisles as drawn, without the checks that a whole site must pass.
Floor bare_floor(const std::vector<std::string>& rows) {
    FloorPlan plan;
    plan.height = static_cast<int>(rows.size());
    plan.width = static_cast<int>(rows.front().size());
    for (const std::string& row : rows)
        for (const char symbol : row)
            plan.kind.push_back(symbol == '#'   ? CellKind::Wall
                                : symbol == 'S' ? CellKind::Slot
                                : symbol == 'B' ? CellKind::Buffer
                                                : CellKind::Aisle);
    plan.exits.assign(plan.kind.size(), 0b1111);
    return Floor(std::move(plan));
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a ring has no dead end") {
        CHECK(bare_floor({"...", ".#.", "..."}).dead_ends().empty());
    }

    TEST_CASE("a corridor off a ring is one dead end, from its mouth inwards") {
        const Floor floor = bare_floor({"...###", ".#....", "...###"});
        REQUIRE(floor.dead_ends().size() == 1);
        const DeadEnd& end = floor.dead_ends()[0];
        CHECK(end.name == "dead-end-1 (row 1, columns 3 to 5)");
        CHECK(end.mouth == floor.at(1, 2));
        CHECK(end.cells == std::vector<CellId>{floor.at(1, 3), floor.at(1, 4), floor.at(1, 5)});
        CHECK(floor.dead_end_of(floor.at(1, 4)) == 0);
        CHECK(floor.dead_end_of(floor.at(1, 2)) == -1);
    }

    TEST_CASE("a pocket that branches is one dead end") {
        const Floor floor = bare_floor({"...#.#", ".#....", "...#.#"});
        REQUIRE(floor.dead_ends().size() == 1);
        CHECK(floor.dead_ends()[0].cells.size() == 5);
        CHECK(floor.dead_ends()[0].name == "dead-end-1 (rows 0 to 2, columns 3 to 5)");
    }

    TEST_CASE("two corridors at one mouth are two dead ends") {
        const Floor floor = bare_floor({"#.##", "....", "#..#", "#..#"});
        REQUIRE(floor.dead_ends().size() == 3);
        CHECK(floor.dead_ends()[0].name == "dead-end-1 (row 1, column 0)");
        CHECK(floor.dead_ends()[0].mouth == floor.dead_ends()[1].mouth);
        CHECK(floor.dead_ends()[1].name == "dead-end-2 (row 0, column 1)");
        CHECK(floor.dead_ends()[2].name == "dead-end-3 (row 1, column 3)");
    }

    TEST_CASE("slots are no way out, bays of one cell are dead ends") {
        const Floor floor = bare_floor({"....#", ".#.SS", "...SS", "#B#SS", "####S"});
        REQUIRE(floor.dead_ends().size() == 2);
        CHECK(floor.dead_ends()[0].name == "dead-end-1 (row 0, column 3)");
        CHECK(floor.dead_ends()[1].name == "dead-end-2 (row 3, column 1)");
    }

    TEST_CASE("of a floor without any ring the middle stays outside") {
        const Floor floor = bare_floor({"....."});
        REQUIRE(floor.dead_ends().size() == 2);
        CHECK(floor.dead_end_of(floor.at(0, 2)) == -1);
        CHECK(floor.dead_ends()[0].mouth == floor.at(0, 2));
    }

    TEST_CASE("a corridor that goes on through a lane is no dead end") {
        const Built built = build_drawn(
            "SSSSSSS\n"
            ".......\n"
            ".#.#.#.\n"
            ".#qP.#.\n"
            ".###.#.\n"
            ".......\n");
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(built.floor.dead_ends().empty());
    }
}
