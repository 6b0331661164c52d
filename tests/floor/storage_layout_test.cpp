#include <doctest/doctest.h>

#include <algorithm>

#include "support.hpp"

using namespace dray;
using namespace dray::floor;
using namespace dray::floor::testing;

namespace {

StorageLayout small_site() {
    StorageLayout s;
    s.block_columns = 3;
    s.blocks_across = 3;
    s.blocks_down = 3;
    s.pick_stations = 1;
    s.stow_stations = 1;
    s.chargers = 2;
    s.buffer_cells = 2;
    return s;
}

std::ptrdiff_t count_kind(const Floor& floor, StationKind kind) {
    return std::count_if(floor.lanes().begin(), floor.lanes().end(), [&](const Lane& l) { return l.kind == kind; });
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a small one-way site is drawn as its documentation says") {
        const Built built = build_storage(small_site());
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(draw(built.floor) == R"(#####C##########
v.<<<<<<<<<<<.<#
.>>>>.>>>>>>>v.#
v^SSSvSSS^SSSv^#
v^SSSvSSS^SSSv^#
v^<<<.<<<.<<<.^#
v^SSSvSSS^SSSv^#
v^SSSvSSS^SSSv^#
v.>>>.>>>.>>>v^#
v^SSSvSSS^SSSv^#
v^SSSvSSS^SSSv^C
.^<<<<<<<.<<<<.#
>.>>>>>>>>>>>.^#
##Bq#^##Bq#^####
###q#^###q#^####
###qW^###qP^####
)");
    }

    TEST_CASE("the generator gives the asked numbers for blocks of one and two rows, one-way and two-way") {
        for (const std::int64_t block_rows : {1, 2}) {
            for (const char* aisles : {"one_way", "two_way"}) {
                StorageLayout s = small_site();
                s.block_rows = block_rows;
                s.aisles = std::string(aisles);
                s.pick_stations = 5;
                s.stow_stations = 2;
                const Built built = build_storage(s);
                INFO(aisles, " ", block_rows, "\n", draw(built.floor));
                REQUIRE_MESSAGE(built.faults.empty(), built.text());
                CHECK(built.floor.slots().size() == static_cast<std::size_t>(9 * 3 * block_rows));
                CHECK(count_kind(built.floor, StationKind::Pick) == 5);
                CHECK(count_kind(built.floor, StationKind::Stow) == 2);
                CHECK(built.floor.chargers().size() == 2);
                CHECK(built.floor.buffers().size() == 2);
                CHECK(broken_promise(built.floor) == "");
            }
        }
    }

    TEST_CASE("queues have the asked length, also none") {
        for (const std::int64_t cells : {0, 1, 2, 7}) {
            StorageLayout s = small_site();
            s.queue_cells = cells;
            const Built built = build_storage(s);
            INFO(cells, "\n", draw(built.floor));
            REQUIRE_MESSAGE(built.faults.empty(), built.text());
            for (const Lane& lane : built.floor.lanes())
                CHECK(lane.queue.size() == static_cast<std::size_t>(cells));
            CHECK(broken_promise(built.floor) == "");
        }
    }

    TEST_CASE("one-way aisles and highway lanes are not driven backwards") {
        const Built built = build_storage(small_site());
        const Floor& floor = built.floor;
        // Row 5 is the uppermost aisle (west), column 6 the leftmost cross-aisle (south); the drawing above shows both.
        CHECK(floor.next(floor.at(5, 4), Heading::West) == floor.at(5, 3));
        CHECK_FALSE(floor.next(floor.at(5, 4), Heading::East).valid());
        CHECK_FALSE(floor.next(floor.at(5, 2), Heading::East).valid());
        CHECK(floor.next(floor.at(5, 4), Heading::North) == floor.at(4, 4));
        CHECK(floor.next(floor.at(4, 4), Heading::South) == floor.at(5, 4));
    }

    TEST_CASE("the site of the big scenario fits with stations on all four sides") {
        StorageLayout s;
        s.block_columns = 10;
        s.blocks_across = 27;
        s.blocks_down = 80;
        s.pick_stations = 140;
        s.stow_stations = 30;
        s.highway_lanes = 2;
        s.chargers = 100;
        s.buffer_cells = 200;
        const Built built = build_storage(s);
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(built.floor.slots().size() == 43200);
        CHECK(built.floor.lanes().size() == 170);
        bool top = false, bottom = false, left = false, right = false;
        for (const Lane& lane : built.floor.lanes()) {
            top = top || built.floor.row(lane.service) == 0;
            bottom = bottom || built.floor.row(lane.service) == built.floor.height() - 1;
            left = left || built.floor.column(lane.service) == 0;
            right = right || built.floor.column(lane.service) == built.floor.width() - 1;
        }
        CHECK((top && bottom && left && right));
    }

    TEST_CASE("stow stations stand among the pick stations") {
        StorageLayout s = small_site();
        s.blocks_across = 20;
        s.pick_stations = 8;
        s.stow_stations = 2;
        const Built built = build_storage(s);
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        std::string kinds;
        for (const Lane& lane : built.floor.lanes())
            kinds += lane.kind == StationKind::Stow ? 'W' : 'P';
        CHECK(kinds == "PPWPPPPWPP");
    }

    TEST_CASE("what does not fit is refused with the most that does") {
        StorageLayout s = small_site();
        s.pick_stations = 60;
        Built built = build_storage(s);
        CHECK(built.text() ==
              "site.yaml:1:1: floor.storage.pick_stations: 60 pick and 1 stow stations do not fit round the storage area, at "
              "most 14 "
              "do; enlarge the area or take stations away\n");
        s = small_site();
        s.chargers = 500;
        // Free are 13 + 10 + 10 cells on three sides and, at the bottom, 13 less the queue and exit columns of two stations.
        CHECK(build_storage(s).text() ==
              "site.yaml:1:1: floor.storage.chargers: 2 buffer cells and 500 chargers do not fit beside the stations, at most 42 "
              "together do\n");
        s = small_site();
        s.block_columns = 100;
        s.blocks_across = 1000;
        s.blocks_down = 1000;
        CHECK(build_storage(s).text() ==
              "site.yaml:1:1: floor.storage.blocks_across: 1000 x 1000 blocks make a floor of more than 4000000 cells\n");
    }

    TEST_CASE("exactly as many stations fit as the refusal says") {
        StorageLayout s = small_site();
        s.chargers = 0;
        s.buffer_cells = 0;
        s.pick_stations = 13;
        Built built = build_storage(s);
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(broken_promise(built.floor) == "");
        s.pick_stations = 14;
        CHECK(build_storage(s).faults.size() == 1);
    }

    TEST_CASE("numbers out of range are refused by name, all at once") {
        StorageLayout s = small_site();
        s.block_rows = 3;
        s.pick_stations = 0;
        s.queue_cells = -1;
        s.aisles = std::string("both");
        CHECK(build_storage(s).text() ==
              "site.yaml:1:1: floor.storage.block_rows: 3 is not within 1 to 2\n"
              "site.yaml:1:1: floor.storage.pick_stations: 0 is not within 1 to 10000\n"
              "site.yaml:1:1: floor.storage.queue_cells: -1 is not within 0 to 20\n"
              "site.yaml:1:1: floor.storage.aisles: \"both\" is neither one_way nor two_way\n");
        FloorConfig config;
        config.cell_m = 0.01;
        CHECK(build_floor(config).text() == "site.yaml:1:1: floor.cell_m: 0.01 is not within 0.2 to 10 m\n");
        config.cell_m = 1.2;
        config.layout = std::string("round");
        CHECK(build_floor(config).text() ==
              "site.yaml:1:1: floor.layout: \"round\" is none of storage, sort, haul, drawn, map\n");
    }
}
