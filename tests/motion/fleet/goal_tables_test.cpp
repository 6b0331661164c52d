#include "motion/fleet/goal_tables.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <queue>

#include "grids.hpp"
#include "motion/fleet/way_lengths.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::motion;

namespace {

Roads random_roads(Stream& random, const floor::Floor& floor) {
    Roads roads(floor);
    for (Place p = 0; p < roads.size(); ++p)
        for (std::uint32_t h = 0; h < 4; ++h)
            roads.set_price(p, h, static_cast<int>(random.integer(1, kDearestStep)));
    return roads;
}

/// Prices to a goal by plain Dijkstra over places and headings; -1: no way.
std::vector<std::array<int, 4>> dijkstra(const Roads& roads, Place goal) {
    std::vector<std::array<int, 4>> best(roads.size(), {-1, -1, -1, -1});
    using Entry = std::array<int, 3>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    for (int h = 0; h < 4; ++h)
        open.push({0, static_cast<int>(goal), h});
    while (!open.empty()) {
        const auto [price, p, h] = open.top();
        open.pop();
        const auto place = static_cast<Place>(p);
        const auto heading = static_cast<std::uint32_t>(h);
        if (best[place][heading] >= 0) continue;
        best[place][heading] = price;
        open.push({price + 1, p, (h + 1) & 3});
        open.push({price + 1, p, (h + 3) & 3});
        for (Place from = 0; from < roads.size(); ++from)
            if (roads.next(from, heading) == place) open.push({price + roads.prices(from)[heading], static_cast<int>(from), h});
    }
    return best;
}

struct Scene {
    floor::Floor floor;
    Roads roads;
    std::vector<Place> goals;
};

Scene random_scene(Stream& random) {
    floor::Floor floor = test::random_grid(random, static_cast<int>(random.integer(1, 70)),
                                           static_cast<int>(random.integer(1, 9)), random.uniform(0, 0.5));
    Roads roads = random_roads(random, floor);
    std::vector<Place> goals;
    for (std::int64_t i = random.integer(1, 20); i > 0; --i)
        goals.push_back(static_cast<Place>(random.integer(0, static_cast<std::int64_t>(roads.size()) - 1)));
    return {std::move(floor), std::move(roads), std::move(goals)};
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("sweeps find the prices that plain Dijkstra finds, walls and one-way prices included") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "sweep");
            Scene scene = random_scene(random);
            scene.goals.resize(std::min(scene.goals.size(), kSweepLanes));
            Sweep sweep;
            sweep.run(scene.roads, scene.goals);
            for (std::size_t lane = 0; lane < scene.goals.size(); ++lane) {
                const auto expected = dijkstra(scene.roads, scene.goals[lane]);
                for (Place p = 0; p < scene.roads.size(); ++p)
                    for (std::uint32_t h = 0; h < 4; ++h)
                        RC_ASSERT(sweep.price(p, h, lane) == (expected[p][h] < 0 ? kSweepFar : expected[p][h]));
            }
        }));
    }

    TEST_CASE("packed tables give back each heading's price to its remainder, and differences between neighbours") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "tables");
            const Scene scene = random_scene(random);
            GoalTables tables(scene.roads, 1 << 20);
            tables.want(scene.goals, {});
            for (const Place goal : scene.goals) {
                const auto expected = dijkstra(scene.roads, goal);
                const GoalTable table = tables.table(goal);
                RC_ASSERT(table.valid());
                for (Place p = 0; p < scene.roads.size(); ++p) {
                    const PriceWord word = table.word(p);
                    RC_ASSERT((word == kNoPrice) == (expected[p][0] < 0));
                    if (word == kNoPrice) continue;
                    for (std::uint32_t h = 0; h < 4; ++h) {
                        RC_ASSERT((GoalTable::price(word, h) - expected[p][h]) % kPriceModulus == 0);
                        const Place next = scene.roads.next(p, h);
                        if (next == kNoPlace) continue;
                        RC_ASSERT(GoalTable::difference(GoalTable::price(table.word(next), h), GoalTable::price(word, h)) ==
                                  expected[next][h] - expected[p][h]);
                    }
                }
            }
        }));
    }

    TEST_CASE("lengths of ways are exact on small floors") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "lengths");
            const floor::Floor floor = test::random_grid(random, 12, 8, random.uniform(0, 0.5));
            const WayLengths lengths(floor);
            const Roads roads(floor);
            const auto goal = static_cast<Place>(random.integer(0, static_cast<std::int64_t>(roads.size()) - 1));
            const auto expected = dijkstra(roads, goal);
            for (Place p = 0; p < roads.size(); ++p) {
                const int least = *std::min_element(expected[p].begin(), expected[p].end());
                RC_ASSERT(lengths.ticks(p, goal) == (least < 0 ? WayLengths::kFar : least));
            }
        }));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("tables stay within their budget: those wanted now are kept, the longest unused go first") {
        const floor::Floor floor = test::grid({"....................", "...................."});
        const Roads roads(floor);
        GoalTables tables(roads, 4 * goal_table_bytes(roads.size()));
        tables.want(std::vector<Place>{0, 1, 2, 3}, {});
        tables.want(std::vector<Place>{1, 2, 3}, {});
        tables.want(std::vector<Place>{9, kNoPlace, 9}, {});
        CHECK_FALSE(tables.has(0));
        CHECK(tables.has(9));
        CHECK(tables.bytes() == 4 * goal_table_bytes(roads.size()));
        // More than the budget holds, wanted at once: all are made.
        tables.want(std::vector<Place>{10, 11, 12, 13, 14, 15}, {});
        for (Place goal = 10; goal < 16; ++goal)
            CHECK(tables.has(goal));
    }

    TEST_CASE("lengths of ways on a large floor are lower bounds that know walls from afar") {
        std::vector<std::string> rows(80, std::string(80, '.'));
        for (std::size_t r = 0; r < 79; ++r)
            rows[r][40] = '#';
        const floor::Floor floor = test::grid(rows);
        const WayLengths lengths(floor);
        const Roads& roads = lengths.roads();
        const Place a = roads.place(floor.at(0, 39)), b = roads.place(floor.at(0, 41));
        CHECK(lengths.ticks(a, b) > 120);
        CHECK(lengths.ticks(a, b) <= 164);
        CHECK(lengths.ticks(a, a) == 0);
    }

    TEST_CASE("wanted tables are renewed a few at a time, the oldest first, and follow the prices") {
        const floor::Floor floor = test::grid({"........"});
        Roads roads(floor);
        GoalTables tables(roads, 1 << 20);
        const std::array<Place, 2> goals = {2, 5};
        tables.want(goals, {});
        const auto ahead = [&](Place goal) { return GoalTable::price(tables.table(goal).word(goal - 1), 0); };
        CHECK(ahead(2) == 1);
        for (Place p = 0; p < roads.size(); ++p)
            for (std::uint32_t h = 0; h < 4; ++h)
                roads.set_price(p, h, 5);
        tables.want(goals, {}, 0);
        CHECK(ahead(2) == 1);
        tables.want(goals, {}, 1);
        CHECK(ahead(2) == 5);
        CHECK(ahead(5) == 1);
        tables.want(goals, {}, 1);
        CHECK(ahead(5) == 5);
    }
}
