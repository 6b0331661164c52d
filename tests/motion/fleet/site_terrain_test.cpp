// The fleet planner under the rules of a site, on floors nobody would build.
#include "motion/fleet/site_terrain.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "../fleet.hpp"
#include "../floors.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::motion;
using floor::Floor;
using test::Fleet;

namespace {

Floor random_site(Stream& random) {
    const auto height = static_cast<std::size_t>(random.integer(1, 10)), width = static_cast<std::size_t>(random.integer(2, 10));
    std::vector<std::string> rows(height, std::string(width, '.'));
    const std::string kinds = "##SSSCB><^v";
    const double share = random.uniform(0, 0.6);
    for (std::string& row : rows)
        for (char& c : row)
            if (random.chance(share)) c = kinds[static_cast<std::size_t>(random.integer(0, 10))];
    rows[0][0] = rows[0][1] = '.';
    return test::drawn(rows);
}

// Robots stop and go on, cells close and open, loads and goals change.
void disturb(Fleet& fleet, Stream& random) {
    for (std::size_t i = 0; i < fleet.robots.size(); ++i) {
        motion::RobotView& robot = fleet.robots[i];
        if (random.chance(0.1)) fleet.frozen[i] ^= 1;
        if (random.chance(0.05) && fleet.floor->drivable(robot.cell, !robot.loaded)) robot.loaded = !robot.loaded;
        if (fleet.arrived(i) || random.chance(0.05))
            robot.goal = random.chance(0.2) ? CellId() : test::random_cell(random, *fleet.floor);
        robot.priority = static_cast<std::int32_t>(random.integer(-3, 3));
    }
    if (!random.chance(0.2)) return;
    const CellId cell = test::random_cell(random, *fleet.floor);
    const bool used = std::any_of(fleet.robots.begin(), fleet.robots.end(), [&](const RobotView& r) { return r.cell == cell; });
    if (used) return;
    fleet.closed[cell.index()] ^= 1;
    ++fleet.closed_version;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("whatever happens on random floors with pods, dead ends and closed cells, every joint action is legal") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "site");
            const Floor floor = random_site(random);
            std::size_t free = 0;
            for (std::size_t c = 0; c < floor.cell_count(); ++c)
                free += floor.drivable(CellId(c), true) ? 1 : 0;
            // Two of a dead end's cells may not be taken at the start; few robots scattered at random rarely do.
            const auto robots =
                static_cast<std::size_t>(random.integer(1, std::max<std::int64_t>(1, static_cast<std::int64_t>(free) / 3)));
            const int turn_ticks = static_cast<int>(random.integer(1, 4));
            Fleet fleet(floor, {16, 16 * turn_ticks - 4, turn_ticks}, robots);
            fleet.scatter(random, random.uniform(0, 0.5));
            // Classes of the same floor, none slower than the slowest.
            for (int& own : fleet.turn_ticks)
                own = static_cast<int>(random.integer(1, turn_ticks));
            std::vector<int> inside(floor.dead_ends().size(), 0);
            for (const RobotView& robot : fleet.robots)
                if (const int end = floor.dead_end_of(robot.cell); end >= 0) RC_PRE(++inside[static_cast<std::size_t>(end)] < 2);
            for (int tick = 0; tick < 60; ++tick) {
                disturb(fleet, random);
                fleet.iterations = random.integer(0, 2);
                const bool legal = fleet.tick();
                RC_LOG() << floor.width() << " x " << floor.height() << ", " << robots << " robots, turns of " << turn_ticks
                         << ": " << fleet.fault;
                RC_ASSERT(legal);
            }
        }));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("an empty dead end goes to the robot whose goal is in it, and stays promised while that one is near") {
        const Floor floor = test::drawn({"......", "###.##", "###.##"});
        REQUIRE(floor.dead_ends().size() >= 1);
        const int end = floor.dead_end_of(floor.at(2, 3));
        REQUIRE(end >= 0);
        DeadEndRights rights(floor, 4);
        std::vector<RobotView> robots(2);
        std::vector<CellId> next(2);
        robots[0] = {.cell = floor.at(0, 3)};
        robots[1] = {.cell = floor.at(0, 1), .goal = floor.at(2, 3)};
        rights.give({.robots = robots, .closed = {}, .budget = {}}, next);
        CHECK(rights.may_enter(end, RobotId(1)));
        CHECK_FALSE(rights.may_enter(end, RobotId(0)));
        robots[0].goal = floor.at(1, 3);
        rights.give({.robots = robots, .closed = {}, .budget = {}}, next);
        CHECK(rights.may_enter(end, RobotId(1)));
        robots[1].goal = CellId();
        rights.give({.robots = robots, .closed = {}, .budget = {}}, next);
        CHECK(rights.may_enter(end, RobotId(0)));
        CHECK(rights.depth(floor.at(1, 3)) == 1);
        CHECK(rights.depth(floor.at(2, 3)) == 2);
    }

    TEST_CASE("a robot inside a dead end is awaited outside by one that wants in, and nobody else comes in meanwhile") {
        const Floor floor = test::drawn({"......", "###.##", "###.##"});
        const int end = floor.dead_end_of(floor.at(2, 3));
        DeadEndRights rights(floor, 4);
        std::vector<RobotView> robots(2);
        std::vector<CellId> next(2);
        robots[0] = {.cell = floor.at(2, 3), .goal = floor.at(2, 3)};
        robots[1] = {.cell = floor.at(0, 1), .goal = floor.at(1, 3)};
        rights.give({.robots = robots, .closed = {}, .budget = {}}, next);
        CHECK(rights.awaited(end));
        CHECK_FALSE(rights.may_enter(end, RobotId(1)));
        robots[0].cell = floor.at(0, 3);
        rights.give({.robots = robots, .closed = {}, .budget = {}}, next);
        CHECK(rights.may_enter(end, RobotId(1)));
        CHECK_FALSE(rights.may_enter(end, RobotId(0)));
    }

    TEST_CASE("a dead end is promised to the robot whose way leads through it, wherever its goal is") {
        const Floor floor = test::drawn({"......", "###.##", "###.##"});
        const int end = floor.dead_end_of(floor.at(2, 3));
        DeadEndRights rights(floor, 4);
        std::vector<RobotView> robots(2);
        robots[0] = {.cell = floor.at(0, 3)};
        robots[1] = {.cell = floor.at(0, 5), .goal = floor.at(0, 0)};
        std::vector<CellId> next = {CellId(), floor.at(1, 3)};
        rights.give({.robots = robots, .closed = {}, .budget = {}}, next);
        CHECK(rights.may_enter(end, RobotId(1)));
        CHECK_FALSE(rights.may_enter(end, RobotId(0)));
    }
}
