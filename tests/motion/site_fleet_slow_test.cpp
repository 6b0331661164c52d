// Figures of the planner: milliseconds a tick and throughput with random errands, on the biggest site and on an open grid.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "base/stopwatch.hpp"
#include "fleet.hpp"
#include "floors.hpp"

using namespace dray;
using test::Fleet;

namespace {

struct Figures {
    double mean_ms = 0, median_ms = 0, tables_ms = 0, arrivals_per_tick = 0, share_moving = 0;
};

// Robots commute between slots and stations: `next_goal` says where a robot goes that has arrived.
Figures drive(Fleet& fleet, int ticks, const std::function<void(std::size_t)>& next_goal) {
    std::vector<double> ms;
    std::size_t arrivals = 0, forward = 0;
    for (std::size_t i = 0; i < fleet.robots.size(); ++i)
        next_goal(i);
    const double tables_before = fleet.distances.core_ms();
    for (int t = 0; t < ticks; ++t) {
        const Stopwatch watch;
        REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        ms.push_back(watch.elapsed_ms());
        forward += static_cast<std::size_t>(std::count(fleet.actions.begin(), fleet.actions.end(), motion::Action::Forward));
        for (std::size_t i = 0; i < fleet.robots.size(); ++i)
            if (fleet.arrived(i)) ++arrivals, next_goal(i);
    }
    Figures figures;
    for (const double m : ms)
        figures.mean_ms += m / ticks;
    std::sort(ms.begin(), ms.end());
    figures.median_ms = ms[ms.size() / 2];
    figures.tables_ms = (fleet.distances.core_ms() - tables_before) / ticks;
    figures.arrivals_per_tick = static_cast<double>(arrivals) / ticks;
    figures.share_moving = static_cast<double>(forward) / ticks / static_cast<double>(fleet.robots.size());
    return figures;
}

void print(const char* what, std::size_t robots, const Figures& f) {
    fmt::print(
        "{:34} {:6} robots: {:6.2f} ms a tick (median {:.2f}) with referee and {:.2f} core-ms of tables, {:.3f} arrivals a tick, "
        "{:.1f} % driving\n",
        what, robots, f.mean_ms, f.median_ms, f.tables_ms, f.arrivals_per_tick, 100 * f.share_moving);
}

}  // namespace

TEST_SUITE("slow") {
    TEST_CASE("pods go from slot to station and back on the biggest site") {
        const floor::Floor floor = test::storage_site({});
        for (const std::size_t robots : {200u, 1000u, 3000u}) {
            Fleet fleet(floor, {16, 60, 4}, robots, 230'000'000);
            Stream random(5, "errands");
            fleet.scatter(random, 0);
            // A robot fetches a pod, brings it before a station, and puts it into another slot. Slots are told apart by robot.
            std::vector<int> leg(robots, 0);
            const auto next_goal = [&](std::size_t i) {
                motion::RobotView& robot = fleet.robots[i];
                leg[i] = leg[i] % 3 + 1;
                robot.loaded = leg[i] != 1;
                const auto pick = [&](std::size_t n) {
                    return static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(n) - 1));
                };
                robot.goal = leg[i] == 2 ? floor.lanes()[pick(floor.lanes().size())].entry
                                         : floor.slots()[pick(floor.slots().size() / robots) * robots + i].cell;
            };
            print("storage site, one-way aisles", robots, drive(fleet, 600, next_goal));
        }
    }

    TEST_CASE("random errands on an open floor") {
        const floor::Floor floor = test::drawn(std::vector<std::string>(32, std::string(32, '.')));
        for (const int turn_ticks : {1, 4}) {
            for (const std::size_t robots : {100u, 200u, 400u, 500u}) {
                Fleet fleet(floor, turn_ticks == 1 ? motion::ActionCosts{1, 1, 1} : motion::ActionCosts{16, 60, 4}, robots);
                Stream random(6, "open");
                fleet.scatter(random, 0);
                print(turn_ticks == 1 ? "open 32 x 32, unit costs" : "open 32 x 32, turns of four ticks", robots,
                      drive(fleet, 1000, [&](std::size_t i) { fleet.robots[i].goal = fleet.random_goal(random, i); }));
            }
        }
    }

    TEST_CASE("ten thousand robots on a floor of 300 x 300") {
        const floor::Floor floor = test::drawn(std::vector<std::string>(300, std::string(300, '.')));
        Fleet fleet(floor, {16, 60, 4}, 10000, 250'000'000);
        Stream random(7, "many");
        fleet.scatter(random, 0);
        print("open 300 x 300", 10000, drive(fleet, 100, [&](std::size_t i) {
                  fleet.robots[i].goal = CellId(static_cast<std::size_t>(random.integer(0, 8999) * 10) + i % 10);
              }));
    }
}
