#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "fleet.hpp"
#include "floors.hpp"

using namespace dray;
using floor::Floor;
using floor::Heading;
using motion::ActionCosts;
using test::Fleet;

namespace {

// Ticks until every robot has been at its goal, or -1; a robot that arrives gets a new goal or none.
Tick all_arrive(Fleet& fleet, Stream& random, Tick limit) {
    std::vector<std::uint8_t> done(fleet.robots.size(), 0);
    for (std::size_t i = 0; i < done.size(); ++i)
        fleet.robots[i].goal = fleet.random_goal(random, i);
    std::size_t left = done.size();
    while (left > 0 && fleet.now < limit) {
        if (!fleet.tick()) return -1;
        for (std::size_t i = 0; i < done.size(); ++i) {
            if (!fleet.arrived(i)) continue;
            if (done[i] == 0) --left;
            done[i] = 1;
            fleet.robots[i].goal = random.chance(0.5) ? fleet.random_goal(random, i) : CellId();
        }
    }
    return left == 0 ? fleet.now : -1;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("on random biconnected floors every robot reaches its goal and no tick breaks a rule") {
        CHECK(rc::check([] {
            Stream random(*rc::gen::arbitrary<std::uint64_t>(), "fleet");
            const int width = static_cast<int>(random.integer(4, 12)), height = static_cast<int>(random.integer(4, 12));
            const Floor floor = test::random_biconnected(random, width, height, random.uniform(0, 0.3), random.uniform(0, 0.3));
            std::size_t aisles = 0;
            for (std::size_t c = 0; c < floor.cell_count(); ++c)
                aisles += floor.drivable(CellId(c), true) ? 1 : 0;
            const auto robots = static_cast<std::size_t>(random.integer(1, static_cast<std::int64_t>(aisles / 2)));
            const ActionCosts costs = random.chance(0.5) ? ActionCosts{1, 1, 1} : ActionCosts{16, 48, 3};
            Fleet fleet(floor, costs, robots);
            fleet.scatter(random, random.uniform(0, 1));
            const Tick ticks = all_arrive(fleet, random, 10000);
            RC_LOG() << width << " x " << height << ", " << robots << " robots, " << aisles << " aisle cells, turn "
                     << costs.turn_ticks << ", ticks " << fleet.now << " " << fleet.fault;
            RC_ASSERT(ticks >= 0);
        }));
    }
}
