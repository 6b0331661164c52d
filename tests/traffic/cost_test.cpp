// What the traffic room costs: no allocation in the steady state, and a microbenchmark in suite slow.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include "fleet.hpp"

using namespace dray;
using namespace dray::traffic;
using namespace dray::traffic::test;

namespace {

/// A robot on every second cell of every second row of an open floor, as many as asked for.
struct Crowd {
    Fleet fleet;
    RandomPlanner planner;

    Crowd(int width, int height, std::size_t robots, bool audited)
        : fleet(open_plan(width, height), std::vector(robots, Drive{}), {.stall = 0.001, .audited = audited}),
          planner(fleet, 1, 0.02) {
        for (std::size_t i = 0; i < robots; ++i) {
            const int place = static_cast<int>(i) * 2;
            fleet.spawn(RobotId(i), fleet.floor.at(place / width * 2, place % width), floor::kHeadings[i % 4]);
        }
    }
    void run(int ticks) {
        for (int tick = 0; tick < ticks; ++tick) {
            planner.plan();
            fleet.steps(16);
        }
    }
};

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("appending, updating, dwelling and hashing allocate nothing, from the first call on") {
        const std::size_t before = allocations();
        ::operator delete(::operator new(8));
        REQUIRE(allocations() == before + 1);
        Crowd crowd(20, 20, 60, true);
        crowd.run(100);
        CHECK(crowd.fleet.entered() > 1000);
        CHECK(crowd.fleet.cost().dwells > 20);
        CHECK(crowd.fleet.cost().allocations == 0);
        const std::size_t unhashed = allocations();
        StateHash hash;
        crowd.fleet.traffic.add_to(hash);
        CHECK(allocations() == unhashed);
    }
}

TEST_SUITE("slow") {
    TEST_CASE("the cost of an update per robot and step is printed") {
        for (const std::size_t robots : {1000u, 10000u}) {
            const int width = robots == 1000 ? 80 : 260;
            Crowd crowd(width, width, robots, false);
            crowd.run(100);
            const Fleet::Cost warm = crowd.fleet.cost();
            crowd.run(100);
            const Fleet::Cost cost = crowd.fleet.cost();
            const auto per = static_cast<double>(robots);
            const double steps = static_cast<double>(cost.updates - warm.updates), ticks = steps / 16;
            fmt::print("traffic, {} robots: update {:.1f} ns per robot and step, append {:.1f} ns per robot and tick\n", robots,
                       static_cast<double>((cost.update_time - warm.update_time).count()) / steps / per,
                       static_cast<double>((cost.append_time - warm.append_time).count()) / ticks / per);
            const auto start = std::chrono::steady_clock::now();
            StateHash hash;
            crowd.fleet.traffic.add_to(hash);
            const std::chrono::nanoseconds hash_time = std::chrono::steady_clock::now() - start;
            fmt::print("traffic, {} robots: hash {:.1f} ns per robot\n", robots, static_cast<double>(hash_time.count()) / per);
            CHECK(crowd.fleet.entered() > 10 * robots);
            crowd.fleet.traffic.check();
        }
    }
}
