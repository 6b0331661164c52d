#include <doctest/doctest.h>

#include "support.hpp"

using namespace dray;
using namespace dray::floor;
using namespace dray::floor::testing;

namespace {

constexpr const char* kSite =
    "#########\n"
    "#.......#\n"
    "#.SS.SS.#\n"
    "#.SS.SS.#\n"
    "#.......#\n"
    "##q^#C#B#\n"
    "##P^#####\n"
    "#########\n";

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a drawing becomes the floor that it shows") {
        const Built built = build_drawn(kSite);
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        const Floor& floor = built.floor;
        CHECK(floor.width() == 9);
        CHECK(floor.height() == 8);
        CHECK(floor.slots().size() == 8);
        CHECK(floor.slot(SlotId(0)).cell == floor.at(2, 2));
        CHECK(floor.slot(SlotId(0)).access == floor.at(1, 2));
        REQUIRE(floor.lanes().size() == 1);
        const Lane& lane = floor.lane(LaneId(0));
        CHECK(lane.name == "pick-1");
        CHECK(lane.entry == floor.at(4, 2));
        CHECK(lane.queue == std::vector<CellId>{floor.at(5, 2)});
        CHECK(lane.service == floor.at(6, 2));
        CHECK(lane.exit == floor.at(6, 3));
        CHECK(lane.places() == 2);
        CHECK(floor.chargers()[0] == floor.at(5, 5));
        CHECK(floor.buffers()[0] == floor.at(5, 7));
        CHECK(broken_promise(floor) == "");
    }

    TEST_CASE("a lane is entered and left at its ends only") {
        const Built built = build_drawn(kSite);
        const Floor& floor = built.floor;
        CHECK(floor.next(floor.at(4, 2), Heading::South) == floor.at(5, 2));
        CHECK_FALSE(floor.next(floor.at(5, 2), Heading::North).valid());
        CHECK_FALSE(floor.next(floor.at(5, 3), Heading::West).valid());
        CHECK_FALSE(floor.next(floor.at(5, 2), Heading::East).valid());
        CHECK(floor.next(floor.at(6, 2), Heading::East) == floor.at(6, 3));
        CHECK_FALSE(floor.next(floor.at(6, 3), Heading::West).valid());
        CHECK(floor.lane_of(floor.at(5, 2)) == LaneId(0));
        CHECK_FALSE(floor.lane_of(floor.at(4, 2)).valid());
    }

    TEST_CASE("who may stand where follows the kind of the cell") {
        const Built built = build_drawn(kSite);
        const Floor& floor = built.floor;
        const auto may = [&](int row, int column) {
            return std::pair(floor.drivable(floor.at(row, column), true), floor.drivable(floor.at(row, column), false));
        };
        CHECK(may(0, 0) == std::pair(false, false));
        CHECK(may(1, 1) == std::pair(true, true));
        CHECK(may(2, 2) == std::pair(false, true));
        CHECK(may(5, 2) == std::pair(true, true));
        CHECK(may(5, 5) == std::pair(false, true));
        CHECK(may(5, 7) == std::pair(true, true));
    }

    TEST_CASE("an arrow may be left ahead and to its sides but is never driven against") {
        const Built built = build_drawn(
            "########\n"
            "#>>>>>v#\n"
            "#^SS.Sv#\n"
            "#^<<<<<#\n"
            "##q^####\n"
            "##P^####\n");
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        const Floor& floor = built.floor;
        CHECK(floor.next(floor.at(1, 2), Heading::East).valid());
        CHECK_FALSE(floor.next(floor.at(1, 2), Heading::West).valid());
        CHECK(floor.next(floor.at(1, 4), Heading::South) == floor.at(2, 4));
        CHECK(floor.next(floor.at(1, 2), Heading::South) == floor.at(2, 2));
        CHECK_FALSE(floor.next(floor.at(3, 3), Heading::South).valid());
        CHECK(floor.next(floor.at(4, 3), Heading::North) == floor.at(3, 3));
    }

    TEST_CASE("the legend gives symbols other meanings and zones of any shape") {
        std::string rows = kSite;
        rows[9 + 10 + 1] = 'i';
        rows[10 + 1] = 'i', rows[10 + 2] = 'i', rows[20 + 1] = 'i';
        const Built built =
            build_drawn(rows, {{"i", "zone:ice"}, {"B", "charger"}}, {{.name = "ice", .speed_limit_mps = 0.5, .grip = 0.25}});
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        const Floor& floor = built.floor;
        for (const CellId c : {floor.at(1, 1), floor.at(1, 2), floor.at(2, 1)}) {
            CHECK(floor.speed_limit_mps(c) == 0.5);
            CHECK(floor.grip(c) == 0.25);
            CHECK(floor.kind(c) == CellKind::Aisle);
        }
        CHECK(floor.grip(floor.at(1, 3)) == 0);
        CHECK(floor.grip(floor.at(2, 2)) == 0);
        CHECK(floor.chargers().size() == 2);
        CHECK(floor.buffers().empty());
    }

    TEST_CASE("zones are rectangles of the floor, and where they overlap the later one wins") {
        const Built built =
            build_drawn(kSite, {},
                        {{.name = "slow", .row = 1, .column = 1, .rows = 2, .columns = 3, .speed_limit_mps = 1},
                         {.name = "slower", .row = 1, .column = 3, .rows = 1, .columns = 2, .speed_limit_mps = 0.5}});
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(built.floor.speed_limit_mps(built.floor.at(1, 1)) == 1);
        CHECK(built.floor.speed_limit_mps(built.floor.at(1, 3)) == 0.5);
        CHECK(built.floor.speed_limit_mps(built.floor.at(2, 3)) == 1);
        CHECK(built.floor.speed_limit_mps(built.floor.at(3, 1)) == 0);
        const Built bad = build_drawn(
            kSite, {},
            {{.name = "a", .row = 7, .column = 0, .rows = 2, .columns = 1}, {.name = "a", .row = 0, .column = 9, .grip = 3}});
        CHECK(bad.text() ==
              "site.yaml:1:1: floor.zones[0]: zone \"a\" (row 7, column 0, 2 rows, 1 columns) is not inside the floor of 8 rows "
              "and 9 "
              "columns\n"
              "site.yaml:1:1: floor.zones[1].name: two zones are called \"a\"\n"
              "site.yaml:1:1: floor.zones[1].grip: 3 is not within 0 to 2\n"
              "site.yaml:1:1: floor.zones[1]: zone \"a\" (row 0, column 9, 1 rows, 1 columns) is not inside the floor of 8 rows "
              "and 9 "
              "columns\n");
    }

    TEST_CASE("faults of a drawing name row, column and the line of the file") {
        CHECK(build_drawn("").text() == "site.yaml:4:5: floor.drawn.rows: the drawing is empty\n");
        CHECK(build_drawn("...\n..\n").text() == "site.yaml:6:9: row 1 of the drawing has 2 cells, row 0 has 3\n");
        CHECK(
            build_drawn("..\n.x\n", {{".", "aisle"}}).text() ==
            "site.yaml:6:8: 'x' at row 1, column 1 of the drawing has no meaning; the symbols are # . < > B C I O P S W ^ q v\n");
        CHECK(build_drawn("..\n", {{"ab", "aisle"}, {"S", "wall"}, {"S", "slot"}, {"s", "quue"}, {"i", "zone:ice"}}).text() ==
              "site.yaml:3:3: floor.drawn.legend[0].symbol: \"ab\" is not one printable ASCII character\n"
              "site.yaml:3:3: floor.drawn.legend[2].symbol: the symbol 'S' is explained twice\n"
              "site.yaml:3:3: floor.drawn.legend[3].means: \"quue\" is not one of wall, aisle, slot, buffer, charger, queue, "
              "pick, stow, induct, chute, "
              "one_way_east, one_way_south, one_way_west, one_way_north or zone:NAME; did you mean \"queue\"?\n"
              "site.yaml:3:3: floor.drawn.legend[4].means: there is no zone \"ice\" in zones\n");
    }

    TEST_CASE("a lane that could be meant in two ways is refused") {
        CHECK(build_drawn("....\nS.qq\n..qP\n").text() ==
              "site.yaml:7:10: the queue of station \"pick-1\" branches at row 2, column 3 of the drawing\n");
        CHECK(build_drawn("S...\n.P..\n....\n").text() ==
              "site.yaml:6:8: the entry of station \"pick-1\" is not clear: it needs one aisle cell, one in line with the lane "
              "or one "
              "whose arrow shows the way at row 1, column 1 of the drawing\n");
        CHECK(build_drawn("S..\n.q#\n#P#\n").text() ==
              "site.yaml:7:8: the exit of station \"pick-1\" is not clear: it needs one aisle cell, one in line with the lane or "
              "one "
              "whose arrow shows the way at row 2, column 1 of the drawing\n");
        CHECK(build_drawn("S....\n.....\n#q#P.\n").text() ==
              "site.yaml:7:10: the entry of station \"pick-1\" is not clear: it needs one aisle cell, one in line with the lane "
              "or one "
              "whose arrow shows the way at row 2, column 3 of the drawing\n");
    }

    TEST_CASE("arrows decide between several possible entries and exits") {
        const Built built = build_drawn("S....\n..v..\n..P>.\n.....\n");
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(built.floor.lane(LaneId(0)).entry == built.floor.at(1, 2));
        CHECK(built.floor.lane(LaneId(0)).exit == built.floor.at(2, 3));
    }
}
