#include "floor/check_floor.hpp"

#include <doctest/doctest.h>

#include "support.hpp"

using namespace dray;
using namespace dray::floor;
using namespace dray::floor::testing;

namespace {

/// Three rows of three: aisle above, slot, queue and service in the middle, aisle below.
FloorPlan small_plan() {
    FloorPlan plan;
    plan.width = 3;
    plan.height = 3;
    plan.kind.assign(9, CellKind::Aisle);
    plan.kind[3] = CellKind::Slot;
    plan.kind[4] = CellKind::Lane;
    plan.exits.assign(9, 0b1111);
    plan.lanes.push_back({"pick-1", StationKind::Pick, CellId(1), {}, CellId(4), CellId(7)});
    return plan;
}

std::string texts(const std::vector<FloorFault>& faults) {
    std::string all;
    for (const FloorFault& fault : faults)
        all += fault.message + "\n";
    return all;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a whole plan has no faults") {
        CHECK(texts(check_plan(small_plan(), Purpose::Storage)) == "");
        CHECK(texts(check_reach(Floor(small_plan()))) == "");
    }

    TEST_CASE("sizes that do not agree are refused before anything else") {
        FloorPlan plan = small_plan();
        plan.exits.pop_back();
        CHECK(texts(check_plan(plan, Purpose::Storage)) == "3 x 3 cells, but 9 kinds and 8 exits\n");
        plan.width = 0;
        CHECK(texts(check_plan(plan, Purpose::Storage)) ==
              "0 x 3 cells is not a size a floor can have, at most 4000000 cells are allowed\n");
        plan = small_plan();
        plan.cell_m = std::numeric_limits<double>::quiet_NaN();
        CHECK(texts(check_plan(plan, Purpose::Storage)) == "a cell of nan m is not within 0.2 to 10 m\n");
    }

    TEST_CASE("a site needs a slot and a pick station") {
        FloorPlan plan = small_plan();
        plan.kind[3] = CellKind::Wall;
        plan.lanes[0].kind = StationKind::Stow;
        CHECK(texts(check_plan(plan, Purpose::Storage)) ==
              "the floor has no slot for a pod or cage\nthe floor has no pick station\n");
    }

    TEST_CASE("lanes must be whole, of lane cells, between aisle cells, and by themselves") {
        FloorPlan plan = small_plan();
        plan.lanes[0].entry = CellId(0);
        CHECK(texts(check_plan(plan, Purpose::Storage)) ==
              "the lane of station \"pick-1\" jumps from row 0, column 0 to row 1, column 1\n");
        plan = small_plan();
        plan.lanes[0].exit = CellId(3);
        CHECK(texts(check_plan(plan, Purpose::Storage)) ==
              "station \"pick-1\" is entered or left at row 1, column 0, which is no aisle cell\n");
        plan = small_plan();
        plan.lanes[0].exit = CellId(99);
        CHECK(texts(check_plan(plan, Purpose::Storage)).find("the lane of station \"pick-1\" leaves the floor") !=
              std::string::npos);
        plan = small_plan();
        plan.kind[4] = CellKind::Aisle;
        CHECK(texts(check_plan(plan, Purpose::Storage)) ==
              "the lane of station \"pick-1\" crosses row 1, column 1, which is no lane cell\n");
        plan = small_plan();
        plan.lanes.push_back(plan.lanes[0]);
        CHECK(texts(check_plan(plan, Purpose::Storage)) ==
              "two stations are called \"pick-1\"\nstation \"pick-1\" shares the cell at row 1, column 1\n");
        plan = small_plan();
        plan.kind[5] = CellKind::Lane;
        CHECK(texts(check_plan(plan, Purpose::Storage)) == "the queue cell at row 1, column 2 belongs to no station\n");
        plan = small_plan();
        // Cell 2 ends row 0 and cell 3 begins row 1: neighbours in number, not on the floor.
        plan.kind[2] = CellKind::Lane;
        plan.kind[3] = CellKind::Aisle;
        plan.lanes.push_back({"pick-2", StationKind::Pick, CellId(1), {}, CellId(2), CellId(3)});
        CHECK(texts(check_plan(plan, Purpose::Storage)).find("\"pick-2\" jumps from row 0, column 2 to row 1, column 0") !=
              std::string::npos);
    }

    TEST_CASE("slots that cannot be reached with a pod are named, the first few of them") {
        const Built built = build_drawn(
            "SSSSSSSSSS\n"
            "SSSSSSSSSS\n"
            ".........#\n"
            "..P>.....#\n"
            "..^......#\n");
        CHECK(built.text() ==
              "site.yaml:5:7: the slot at row 0, column 0 touches no aisle cell\n"
              "site.yaml:5:8: the slot at row 0, column 1 touches no aisle cell\n"
              "site.yaml:5:9: the slot at row 0, column 2 touches no aisle cell\n"
              "site.yaml:5:10: the slot at row 0, column 3 touches no aisle cell\n"
              "site.yaml:5:11: the slot at row 0, column 4 touches no aisle cell (and 6 more)\n");
    }

    TEST_CASE("an area cut off from the rest is told for its slots, stations and aisle cells") {
        const Built built = build_drawn(
            ".S.#...\n"
            "...#vS.\n"
            "...#P>.\n"
            "...#...\n");
        CHECK(built.text() ==
              "site.yaml:6:12: the slot at row 1, column 5 cannot be reached with a pod when all other slots are full\n"
              "site.yaml:6:11: the entry of station \"pick-1\" at row 1, column 4 cannot be reached from the slots with a pod\n"
              "site.yaml:7:12: from the exit of station \"pick-1\" at row 2, column 5 a robot with a pod cannot return to the "
              "slots\n"
              "site.yaml:5:11: the aisle cell at row 0, column 4 is a trap: no way leads back to the rest of the floor\n"
              "site.yaml:5:12: the aisle cell at row 0, column 5 is a trap: no way leads back to the rest of the floor\n"
              "site.yaml:5:13: the aisle cell at row 0, column 6 is a trap: no way leads back to the rest of the floor\n"
              "site.yaml:6:11: the aisle cell at row 1, column 4 is a trap: no way leads back to the rest of the floor\n"
              "site.yaml:6:13: the aisle cell at row 1, column 6 is a trap: no way leads back to the rest of the floor (and 5 "
              "more)\n");
    }

    TEST_CASE("aisle cells behind a wall are told as out of reach") {
        const Built built = build_drawn(
            "..#..S..\n"
            "..#..v..\n"
            "###..P>.\n"
            "###.....\n");
        CHECK(built.text() ==
              "site.yaml:5:7: the aisle cell at row 0, column 0 cannot be reached from the rest of the floor\n"
              "site.yaml:5:8: the aisle cell at row 0, column 1 cannot be reached from the rest of the floor\n"
              "site.yaml:6:7: the aisle cell at row 1, column 0 cannot be reached from the rest of the floor\n"
              "site.yaml:6:8: the aisle cell at row 1, column 1 cannot be reached from the rest of the floor\n");
    }

    TEST_CASE("a one-way street into nowhere is a trap, and so is a station behind it") {
        const Built built = build_drawn(
            "....S...\n"
            "........\n"
            "###v####\n"
            "###v####\n"
            "##.qP.##\n");
        CHECK(built.text().find(
                  "from the exit of station \"pick-1\" at row 4, column 5 a robot with a pod cannot return to the slots") !=
              std::string::npos);
        CHECK(built.text().find("the aisle cell at row 2, column 3 is a trap") != std::string::npos);
    }

    TEST_CASE("a way through somebody's lane is no way") {
        const Built built = build_drawn(
            ".S.#S..\n"
            "...qP>.\n"
            "...#...\n");
        CHECK(built.text().find("cannot be reached with a pod") != std::string::npos);
    }

    TEST_CASE("a charger that slots only shut in can still be reached without a pod") {
        const Built fine = build_drawn("CS...\n#S.v.\n...P>\n.....\n");
        CHECK_MESSAGE(fine.faults.empty(), fine.text());
        const Built shut = build_drawn("C#S..\n##.v.\n...P>\n.....\n");
        CHECK(shut.text() ==
              "site.yaml:5:7: the charger at row 0, column 0 cannot be reached and left by a robot without a pod\n");
    }
}
