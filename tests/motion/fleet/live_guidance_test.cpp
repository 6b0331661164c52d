#include "motion/fleet/live_guidance.hpp"

#include <doctest/doctest.h>

#include "grids.hpp"

using namespace dray;
using namespace dray::motion;

TEST_SUITE("unit") {
    TEST_CASE("steps into a jam cost more while it lasts, and no more when it has gone, and free traffic keeps its prices") {
        const floor::Floor floor = test::grid(std::vector<std::string>(8, std::string(24, '.')));
        Roads roads(floor, 4);
        LiveGuidance live(roads, 20);
        const auto place = [&](int row, int column) { return roads.place(floor.at(row, column)); };
        // Ten robots stand in the west block while ten others drive to and fro in the east one.
        const auto drive = [&](bool jam, int ticks) {
            for (int t = 0; t < ticks; ++t) {
                for (int r = 0; r < 8; ++r)
                    for (const int c : {0, 1})
                        if (r < 5) live.note(static_cast<std::size_t>(2 * r + c), place(r, jam ? c : c + t % 2 * 3));
                for (int r = 0; r < 5; ++r)
                    for (const int c : {0, 1})
                        live.note(static_cast<std::size_t>(10 + 2 * r + c), place(r, 16 + c + t % 2 * 3));
                live.end_tick(roads);
            }
        };
        const std::uint32_t east = 0, west = 2;
        drive(true, 100);
        CHECK(roads.prices(place(3, 4))[east] > 5);
        CHECK(roads.prices(place(3, 8))[west] > 5);
        CHECK(roads.prices(place(3, 7))[east] == 4);
        CHECK(roads.prices(place(3, 18))[east] == 4);
        drive(false, 500);
        CHECK(roads.prices(place(3, 4))[east] == 4);
    }
}
