// The generators for sort floors and for floors on which cages travel.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>

#include "support.hpp"

using namespace dray;
using namespace dray::floor;
using namespace dray::floor::testing;

namespace {

Built build_sort(const SortLayout& layout) {
    FloorConfig config;
    config.layout = std::string("sort");
    config.cell_m = 0.8;
    config.sort = layout;
    return build_floor(config, Purpose::Sorting);
}

Built build_haul(const HaulLayout& layout) {
    FloorConfig config;
    config.layout = std::string("haul");
    config.cell_m = 2.0;
    config.haul = layout;
    return build_floor(config, Purpose::Hauling);
}

std::size_t slots_in(const Floor& floor, const std::string& zone_name) {
    std::size_t count = 0;
    for (const Zone& z : floor.zones())
        for (const Slot& slot : floor.slots())
            if (z.name == zone_name && floor.row(slot.cell) >= z.row && floor.row(slot.cell) < z.row + z.rows &&
                floor.column(slot.cell) >= z.column && floor.column(slot.cell) < z.column + z.columns)
                ++count;
    return count;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a small sort floor is drawn as its documentation says") {
        const Built built = build_sort(
            {.chutes_across = 3, .chutes_down = 2, .induct_stations = 1, .queue_cells = 2, .chargers = 1, .buffer_cells = 1});
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(draw(built.floor) == R"(#v.<<<<<<<<<.<
#.>..>..>..>v.
#v^v<<.<<.<<.^
Cv.vO^vO^vO^.^
#v..>..>..>^v^
#v^v<..<..<..^
#v.vO^vO^vO^.^
#v.>>.>>.>>^v^
#.^<..<..<..<.
#>.>>>>>>>>>.^
#####Bq#^#####
######qI^#####
)");
    }

    TEST_CASE("every chute has an aisle cell on each side and every aisle cell is reached from every other") {
        for (const std::int64_t across : {1, 4, 9}) {
            for (const std::int64_t down : {1, 3, 6}) {
                for (const std::int64_t lanes : {1, 2}) {
                    const Built built = build_sort({.chutes_across = across,
                                                    .chutes_down = down,
                                                    .induct_stations = 2,
                                                    .queue_cells = 2,
                                                    .highway_lanes = lanes,
                                                    .chargers = 1,
                                                    .buffer_cells = 2});
                    REQUIRE_MESSAGE(built.faults.empty(), built.text());
                    CHECK(built.floor.chutes().size() == static_cast<std::size_t>(across * down));
                    CHECK(built.floor.lanes().size() == 2);
                    for (const CellId chute : built.floor.chutes()) {
                        const int row = built.floor.row(chute), column = built.floor.column(chute);
                        for (const Heading h : kHeadings)
                            CHECK(built.floor.kind(built.floor.at(row + row_step(h), column + column_step(h))) ==
                                  CellKind::Aisle);
                    }
                    // The way out of a lane is reached through that lane alone.
                    const std::vector<bool> seen = walk(built.floor, built.floor.lane(LaneId(0)).exit, false);
                    const std::vector<bool> also = walk(built.floor, built.floor.lane(LaneId(1)).exit, false);
                    for (std::size_t c = 0; c < built.floor.cell_count(); ++c)
                        if (built.floor.kind(CellId(c)) == CellKind::Aisle) CHECK((seen[c] || also[c]));
                }
            }
        }
    }

    TEST_CASE("a floor for cages has slots for chutes, store and every door, and a limit in its streets") {
        for (const std::int64_t doors : {1, 3, 4, 7, 16}) {
            const Built built = build_haul({.block_columns = 4,
                                            .blocks_down = 4,
                                            .chute_blocks = 2,
                                            .highway_blocks = 3,
                                            .store_blocks = 1,
                                            .dock_blocks = 2,
                                            .doors = doors,
                                            .highway_speed_mps = 0.9,
                                            .chargers = 2,
                                            .buffer_cells = 2});
            REQUIRE_MESSAGE(built.faults.empty(), built.text());
            CHECK(slots_in(built.floor, "chutes") == 2 * 4 * 4 * 2);
            CHECK(slots_in(built.floor, "store") == 4 * 4 * 2);
            std::size_t staging = 0;
            for (std::int64_t d = 1; d <= doors; ++d) {
                const std::size_t own = slots_in(built.floor, fmt::format("door-{}", d));
                CHECK(own >= 2);
                staging += own;
            }
            CHECK(slots_in(built.floor, "highway") == 0);
            // With fewer doors than bands some blocks serve none.
            CHECK(staging <= 4 * 2 * 4 * 2);
            CHECK(std::ranges::any_of(built.floor.zones(),
                                      [](const Zone& z) { return z.name == "highway" && z.speed_limit_mps == 0.9; }));
            CHECK(broken_promise(built.floor).empty());
        }
    }

    TEST_CASE("too many doors and stations are told with the most that fits") {
        CHECK(build_haul({.block_columns = 2, .blocks_down = 2, .dock_blocks = 1, .doors = 9}).text() ==
              "site.yaml:1:1: floor.haul.doors: 9 doors, but the staging blocks hold at most 4\n");
        CHECK(
            build_sort({.chutes_across = 1, .chutes_down = 1, .induct_stations = 50}).text() ==
            "site.yaml:1:1: floor.sort.induct_stations: 50 induct stations do not fit round the sort area, at most 4 do; enlarge "
            "the area or take stations away\n");
    }

    TEST_CASE("a drawing may hold chutes and induct stations, and each purpose asks for its own") {
        const std::string rows = "........\n.O....O.\n.qI.....\n........\n";
        FloorConfig config;
        config.layout = std::string("drawn");
        config.cell_m = 0.8;
        config.drawn = {rows, {}};
        const Built built = build_floor(config, Purpose::Sorting);
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(built.floor.chutes().size() == 2);
        CHECK(built.floor.lane(LaneId(0)).name == "induct-1");
        CHECK(draw(built.floor) == rows);
        CHECK(build_floor(config, Purpose::Hauling).text() == "site.yaml:5:7: the floor has no slot for a pod or cage\n");
        config.drawn.rows = "....\n.S..\n....\n";
        CHECK(build_floor(config, Purpose::Sorting).text() ==
              "site.yaml:5:7: the floor has no chute\nsite.yaml:5:7: the floor has no induct station\n");
        config.drawn.rows = "....###.\n.O..#O#.\n.qI.###.\n........\n";
        CHECK(build_floor(config, Purpose::Sorting).text().find("the chute at row 1, column 5 touches no aisle cell") !=
              std::string::npos);
    }
}
