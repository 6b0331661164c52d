#include "motion/distances.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <queue>

#include "base/error.hpp"
#include "floors.hpp"
#include "property.hpp"

using namespace dray;
using floor::CellKind;
using floor::Floor;
using floor::Heading;
using floor::kHeadings;
using motion::ActionCosts;
using motion::Cost;
using motion::Distances;
using motion::kUnreachable;
using test::random_cell;

namespace {

constexpr std::array kStorage = {ActionCosts{16, 60, 4}, ActionCosts{16, 60, 4}};

// The contract in plain words, with its own Dijkstra over (cell, heading), forwards from one state.
struct Oracle {
    const Floor& floor;
    std::vector<std::uint8_t> closed = std::vector<std::uint8_t>(floor.cell_count(), 0);

    bool may_enter(CellId from, CellId to, CellId goal, bool loaded) const {
        if (closed[to.index()] == motion::kClosed) return false;
        if (closed[to.index()] == motion::kShut && closed[from.index()] != motion::kShut) return false;
        if (floor.kind(to) == CellKind::Lane)
            return floor.lane_of(to) == floor.lane_of(goal) || floor.lane_of(from) == floor.lane_of(to);
        return to == goal || floor.drivable(to, loaded);
    }
    Cost cost(CellId from, Heading heading, CellId goal, bool loaded, ActionCosts costs) const {
        std::vector<Cost> best(4 * floor.cell_count(), kUnreachable);
        using Entry = std::pair<Cost, std::uint32_t>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
        const auto push = [&](CellId c, Heading h, Cost t) {
            const std::uint32_t s = 4 * c.value + static_cast<std::uint32_t>(h);
            if (t < best[s]) best[s] = t, queue.emplace(t, s);
        };
        push(from, heading, 0);
        while (!queue.empty()) {
            const auto [t, s] = queue.top();
            queue.pop();
            if (t != best[s]) continue;
            const CellId c(s / 4);
            const auto h = static_cast<Heading>(s % 4);
            if (c == goal) return t;
            push(c, floor::right_of(h), t + static_cast<Cost>(costs.turn_steps));
            push(c, floor::left_of(h), t + static_cast<Cost>(costs.turn_steps));
            if (const CellId n = floor.next(c, h); n.valid() && may_enter(c, n, goal, loaded))
                push(n, h, t + static_cast<Cost>(costs.forward_steps));
        }
        return kUnreachable;
    }
};

Heading random_heading(Stream& random) {
    return kHeadings[static_cast<std::size_t>(random.integer(0, 3))];
}

// Times between some random states are those of a plain search.
void check_times(Stream& random, const Floor& floor, Distances& distances, const Oracle& oracle,
                 const std::array<ActionCosts, 2>& costs) {
    for (int i = 0; i < 10; ++i) {
        const CellId from = random_cell(random, floor), goal = random_cell(random, floor);
        const Heading h = random_heading(random);
        const bool loaded = random.chance(0.5);
        RC_ASSERT(distances.cost(from, h, goal, loaded) == oracle.cost(from, h, goal, loaded, costs[loaded]));
    }
}

// Follows the cheapest step from a state to the goal; whether it gets there, each step lowering the time by at least its own.
bool descends(Distances& distances, const Floor& floor, CellId from, Heading heading, CellId goal, bool loaded) {
    for (Cost left = distances.cost(from, heading, goal, loaded); from != goal;) {
        const auto via = distances.via(from, heading, goal, loaded);
        const auto best = static_cast<std::size_t>(std::min_element(via.begin(), via.end()) - via.begin());
        if (via[best] == kUnreachable || via[best] > left) return false;
        heading = kHeadings[best];
        from = floor.next(from, heading);
        const Cost now = distances.cost(from, heading, goal, loaded);
        if (now >= left) return false;
        left = now;
    }
    return true;
}

// A site of about 11,000 cells: beyond the size where every goal has a table of the whole floor.
const Floor& middle_site() {
    static const Floor floor = test::storage_site({.block_columns = 6, .blocks_across = 14, .blocks_down = 34, .stations = 12});
    return floor;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("on a small floor every travel time is that of a plain search, whatever is closed and opened") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "closures");
            const Floor floor = test::random_biconnected(random, 9, 7, 0.2, 0.3);
            const std::array costs = {ActionCosts{16, 60, 4}, ActionCosts{3, 4, 2}};
            Distances distances(floor, costs, 10'000'000);
            distances.prepare();
            Oracle oracle{floor};
            for (std::uint64_t version = 0; version < 8; ++version) {
                for (std::int64_t n = version == 0 ? 0 : random.integer(1, 3); n > 0; --n)
                    oracle.closed[random_cell(random, floor).index()] ^= 1;
                distances.set_closed(oracle.closed, version);
                check_times(random, floor, distances, oracle, costs);
            }
        }));
    }

    TEST_CASE(
        "on a small floor every travel time is that of a plain search, whatever zones are shut and opened beside closed cells") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "zones");
            const Floor floor = test::random_biconnected(random, 9, 7, 0.2, 0.3);
            const std::array costs = {ActionCosts{16, 60, 4}, ActionCosts{3, 4, 2}};
            Distances distances(floor, costs, 10'000'000);
            distances.prepare();
            Oracle oracle{floor};
            for (std::uint64_t version = 1; version < 8; ++version) {
                // A rectangle changes, and a cell or two.
                const auto closure = static_cast<std::uint8_t>(random.integer(0, 2));
                const std::int64_t row = random.integer(0, 5), column = random.integer(0, 7);
                for (std::int64_t r = row; r < std::min<std::int64_t>(7, row + 3); ++r)
                    for (std::int64_t c = column; c < std::min<std::int64_t>(9, column + 3); ++c)
                        oracle.closed[floor.at(static_cast<int>(r), static_cast<int>(c)).index()] = closure;
                for (std::int64_t n = random.integer(0, 2); n > 0; --n)
                    oracle.closed[random_cell(random, floor).index()] = static_cast<std::uint8_t>(random.integer(0, 2));
                distances.set_closed(oracle.closed, version);
                check_times(random, floor, distances, oracle, costs);
            }
        }));
    }

    TEST_CASE("on a floor rich in obstacles descent through windows always reaches the goal that a plain search reaches") {
        for (const double walls : {0.15, 0.38, 0.45}) {
            Stream random(static_cast<std::uint64_t>(100 * walls), "obstacles");
            std::vector<std::string> rows(90, std::string(90, '.'));
            for (std::string& row : rows)
                for (char& c : row)
                    c = random.chance(walls) ? '#'
                        : random.chance(0.1) ? 'S'
                        : random.chance(0.1) ? ">v<^"[random.integer(0, 3)]
                                             : '.';
            const Floor floor = test::drawn(rows);
            Distances distances(floor, kStorage, 8'000'000);
            distances.prepare();
            Oracle oracle{floor};
            for (int i = 0; i < 120; ++i) {
                const CellId from = random_cell(random, floor), goal = random_cell(random, floor);
                const Heading h = random_heading(random);
                const bool loaded = random.chance(0.5);
                const Cost exact = oracle.cost(from, h, goal, loaded, kStorage[loaded]);
                CAPTURE(from.value);
                CAPTURE(goal.value);
                CHECK((distances.cost(from, h, goal, loaded) == kUnreachable) == (exact == kUnreachable));
                CHECK((exact == kUnreachable || descends(distances, floor, from, h, goal, loaded)));
            }
        }
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("on a site station times are exact and windows descend to their goals, also after closures") {
        const Floor& floor = middle_site();
        constexpr std::size_t budget = 6'000'000;
        Distances distances(floor, kStorage, budget);
        distances.prepare();
        Stream random(11, "site");
        Oracle oracle{floor};
        for (std::uint64_t version = 0; version < 6; ++version) {
            for (int n = 0; n < 3 && version > 0; ++n)
                oracle.closed[random_cell(random, floor).index()] ^= 1;
            distances.set_closed(oracle.closed, version);
            for (int i = 0; i < 5; ++i) {
                const CellId from = random_cell(random, floor);
                const Heading h = random_heading(random);
                const CellId service = floor.lanes()[static_cast<std::size_t>(random.integer(0, 11))].service;
                CHECK(distances.cost(from, h, service, true) == oracle.cost(from, h, service, true, kStorage[1]));
            }
            for (int i = 0; i < 40; ++i) {
                const CellId from = random_cell(random, floor), goal = random_cell(random, floor);
                const Heading h = random_heading(random);
                const bool loaded = random.chance(0.5);
                const Cost exact = oracle.cost(from, h, goal, loaded, kStorage[loaded]);
                CAPTURE(from.value);
                CAPTURE(goal.value);
                CHECK((distances.cost(from, h, goal, loaded) == kUnreachable) == (exact == kUnreachable));
                CHECK((exact == kUnreachable || descends(distances, floor, from, h, goal, loaded)));
                CHECK(distances.bytes() <= budget);
            }
        }
    }

    TEST_CASE("estimates are within a quarter and a few cells of the exact time") {
        const Floor& floor = middle_site();
        Distances distances(floor, kStorage, 20'000'000);
        distances.prepare();
        Oracle oracle{floor};
        Stream random(12, "estimates");
        double sum = 0, exact_sum = 0;
        for (int i = 0; i < 200; ++i) {
            const CellId from = random_cell(random, floor);
            const floor::Slot& slot = floor.slot(
                SlotId(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(floor.slots().size()) - 1))));
            const bool loaded = random.chance(0.5);
            Cost exact = kUnreachable;
            for (const Heading h : kHeadings)
                exact = std::min(exact, oracle.cost(from, h, slot.cell, loaded, kStorage[loaded]));
            const Cost told = distances.estimate(from, slot.cell, loaded);
            REQUIRE(exact != kUnreachable);
            CAPTURE(exact);
            CHECK(told >= exact / 4);
            CHECK(told <= exact * 5 / 4 + 40 * 16);
            sum += told, exact_sum += exact;
        }
        CHECK(sum / exact_sum == doctest::Approx(1.0).epsilon(0.25));
    }

    TEST_CASE("times do not depend on the number of threads") {
        const Floor& floor = middle_site();
        std::vector<std::vector<Cost>> results;
        for (const std::size_t jobs : {1u, 2u, 4u}) {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
            Distances distances(floor, kStorage, 6'000'000);
            distances.prepare();
            Stream random(13, "jobs");
            std::vector<std::uint8_t> closed(floor.cell_count(), 0);
            std::vector<Cost>& costs = results.emplace_back();
            for (std::uint64_t round = 1; round < 4; ++round) {
                std::vector<std::pair<CellId, bool>> goals;
                for (int i = 0; i < 60; ++i)
                    goals.emplace_back(random_cell(random, floor), random.chance(0.5));
                closed[random_cell(random, floor).index()] ^= 1;
                distances.set_closed(closed, round);
                distances.warm(goals);
                for (const auto& [goal, loaded] : goals)
                    for (const Cost cost : distances.via(random_cell(random, floor), random_heading(random), goal, loaded))
                        costs.push_back(cost);
            }
        }
        CHECK(results[0] == results[1]);
        CHECK(results[0] == results[2]);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("a straight run and a turn cost what the actions cost") {
        const Floor floor = test::drawn({".....", "....."});
        Distances distances(floor, kStorage, 1'000'000);
        distances.prepare();
        CHECK(distances.cost(floor.at(0, 0), Heading::East, floor.at(0, 4), false) == 4 * 16);
        CHECK(distances.cost(floor.at(0, 0), Heading::West, floor.at(0, 4), false) == 2 * 60 + 4 * 16);
        CHECK(distances.cost(floor.at(0, 0), Heading::East, floor.at(1, 4), false) == 4 * 16 + 60 + 16);
        const auto via = distances.via(floor.at(0, 0), Heading::East, floor.at(1, 4), false);
        CHECK(via == std::array<Cost, 4>{5 * 16 + 60, 5 * 16 + 2 * 60, kUnreachable, kUnreachable});
    }

    TEST_CASE("a robot with a pod enters only its own slot and leaves the one it stands in") {
        const Floor floor = test::drawn({".....", ".SSS.", "....."});
        Distances distances(floor, kStorage, 1'000'000);
        distances.prepare();
        CHECK(distances.cost(floor.at(1, 0), Heading::East, floor.at(1, 4), false) == 4 * 16);
        CHECK(distances.cost(floor.at(1, 0), Heading::East, floor.at(1, 4), true) == 3 * 60 + 6 * 16);
        CHECK(distances.cost(floor.at(1, 0), Heading::East, floor.at(1, 1), true) == 16);
        CHECK(distances.via(floor.at(1, 1), Heading::East, floor.at(1, 4), true)[0] == kUnreachable);
        CHECK(distances.cost(floor.at(1, 2), Heading::South, floor.at(2, 2), true) == 16);
    }

    TEST_CASE("lane cells serve their own goal and the way out, never a passage") {
        const Floor plain = test::drawn({".....", "....."});
        floor::Lane lane{.name = "pick-1",
                         .entry = plain.at(0, 0),
                         .queue = {plain.at(0, 1), plain.at(0, 2)},
                         .service = plain.at(0, 3),
                         .exit = plain.at(0, 4)};
        const Floor floor = test::drawn({".....", "....."}, {lane});
        Distances distances(floor, kStorage, 1'000'000);
        distances.prepare();
        CHECK(distances.cost(floor.at(0, 0), Heading::East, floor.at(0, 3), true) == 3 * 16);
        CHECK(distances.cost(floor.at(0, 0), Heading::East, floor.at(0, 4), true) == 60 + 16 + 60 + 4 * 16 + 60 + 16);
        CHECK(distances.cost(floor.at(0, 1), Heading::East, floor.at(0, 4), true) == 3 * 16);
        CHECK(distances.cost(floor.at(1, 3), Heading::North, floor.at(0, 3), true) > 3 * 60);
    }

    TEST_CASE("a closed cell is driven around, and where there is no way around the goal is unreachable") {
        const Floor floor = test::drawn({".....", ".###.", "....."});
        Distances distances(floor, kStorage, 1'000'000);
        distances.prepare();
        std::vector<std::uint8_t> closed(floor.cell_count(), 0);
        const auto cost = [&] { return distances.cost(floor.at(0, 0), Heading::East, floor.at(0, 4), false); };
        CHECK(cost() == 4 * 16);
        closed[floor.at(0, 2).index()] = 1;
        distances.set_closed(closed, 1);
        CHECK(cost() == 60 + 2 * 16 + 60 + 4 * 16 + 60 + 2 * 16);
        closed[floor.at(2, 2).index()] = 1;
        distances.set_closed(closed, 2);
        CHECK(cost() == kUnreachable);
        distances.set_closed(std::vector<std::uint8_t>(floor.cell_count(), 0), 3);
        CHECK(cost() == 4 * 16);
    }

    TEST_CASE("a shut cell is left but not entered from outside, and an estimate knows it") {
        const Floor floor = test::drawn({"......"});
        Distances distances(floor, kStorage, 1'000'000);
        distances.prepare();
        std::vector<std::uint8_t> closed(floor.cell_count(), motion::kOpen);
        closed[2] = closed[3] = motion::kShut;
        distances.set_closed(closed, 1);
        const auto cost = [&](int from, int to) {
            return distances.cost(floor.at(0, from), from < to ? Heading::East : Heading::West, floor.at(0, to), false);
        };
        CHECK(cost(1, 2) == kUnreachable);
        CHECK(cost(0, 5) == kUnreachable);
        CHECK(cost(2, 5) == 3 * 16);
        CHECK(cost(3, 0) == 3 * 16);
        CHECK(cost(2, 3) == 16);
        CHECK(distances.shut(floor.at(0, 2)));
        CHECK(!distances.shut(floor.at(0, 1)));
        CHECK(distances.estimate(floor.at(0, 0), floor.at(0, 3), false) == kUnreachable);
        CHECK(distances.estimate(floor.at(0, 2), floor.at(0, 3), false) != kUnreachable);
        // A robot that is out of order in the zone: its cell is closed altogether.
        closed[3] = motion::kClosed;
        distances.set_closed(closed, 2);
        CHECK(cost(2, 5) == kUnreachable);
        CHECK(cost(2, 0) == 2 * 16);
    }

    TEST_CASE("a budget too small for the floor is refused with the size it needs") {
        const Floor floor = test::drawn({".....", "....."});
        CHECK_THROWS_WITH_AS(Distances(floor, kStorage, 100),
                             "planner.table_budget_mb: 0.0 is too little for a floor of 10 cells; it needs at least 0.0",
                             InputError);
    }
}
