#include "motion/fleet/fleet_planner.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <tbb/global_control.h>

#include "../floors.hpp"
#include "grids.hpp"
#include "motion/fleet/open_terrain.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::motion;
using test::Drivers;

namespace {

std::vector<std::uint32_t> cells_after(const floor::Floor& floor, std::size_t robots, int steps, std::size_t jobs) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
    Drivers drivers(floor, robots, {}, Stream(5, "drivers"));
    for (int i = 0; i < steps; ++i)
        REQUIRE(drivers.step(3) == "");
    std::vector<std::uint32_t> cells;
    for (const RobotView& robot : drivers.robots())
        cells.push_back(robot.cell.value * 4 + static_cast<std::uint32_t>(robot.heading));
    return cells;
}

void drive_random_fleet(std::uint64_t seed, int largest) {
    Stream random(seed, "fleet planner");
    const floor::Floor floor = test::random_grid(random, static_cast<int>(random.integer(1, largest)),
                                                 static_cast<int>(random.integer(1, largest)), random.uniform(0, 0.4));
    std::size_t cells = 0;
    for (std::size_t c = 0; c < floor.cell_count(); ++c)
        cells += floor.kind(CellId(c)) != floor::CellKind::Wall ? 1 : 0;
    const auto most = std::max<std::size_t>(1, cells * 98 / 100);
    const auto robots = static_cast<std::size_t>(random.integer(1, static_cast<std::int64_t>(most)));
    const FleetPlannerConfig config{.window_ticks = static_cast<int>(random.integer(1, 6)), .table_bytes = 1 << 20};
    Drivers drivers(floor, robots, config, random);
    for (int i = 0; i < 30; ++i) {
        const std::string fault = drivers.step(random.integer(0, 3));
        RC_LOG() << floor.width() << " x " << floor.height() << ", " << robots << " robots on " << cells << " cells, step " << i
                 << ": " << fault;
        RC_ASSERT(fault.empty());
    }
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("every joint action is legal on random floors, from one robot to floors 98 % full") {
        CHECK(property::holds([] { drive_random_fleet(property::seed(), 14); }));
    }
}

TEST_SUITE("property") {
    TEST_CASE("on random biconnected floors up to half full every robot reaches its goal: nobody waits for ever") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "liveness");
            const floor::Floor floor =
                test::random_biconnected(random, static_cast<int>(random.integer(4, 12)), static_cast<int>(random.integer(4, 12)),
                                         random.uniform(0, 0.3), 0);
            std::size_t cells = 0;
            for (std::size_t c = 0; c < floor.cell_count(); ++c)
                cells += floor.kind(CellId(c)) != floor::CellKind::Wall ? 1 : 0;
            const auto robots = static_cast<std::size_t>(random.integer(1, static_cast<std::int64_t>(cells / 2)));
            // A push that turns a robot right round and drives it off takes three ticks, and following it a fourth.
            Drivers drivers(floor, robots, {.window_ticks = static_cast<int>(random.integer(4, 5))}, random);
            std::vector<CellId> goals(robots);
            std::vector<int> since(robots, 0);
            int longest = 0;
            for (int step = 0; step < 1000; ++step) {
                RC_ASSERT(drivers.step(1).empty());
                for (std::size_t r = 0; r < robots; ++r) {
                    if (drivers.robots()[r].goal != goals[r]) goals[r] = drivers.robots()[r].goal, since[r] = step;
                    longest = std::max(longest, step - since[r]);
                }
            }
            RC_LOG() << floor.width() << " x " << floor.height() << ", " << robots << " robots on " << cells << " cells";
            RC_ASSERT(longest < 700);
        }));
    }
}

TEST_SUITE("slow") {
    TEST_CASE("every joint action is legal on thousands of random floors") {
        for (std::uint64_t seed = 0; seed < 3000; ++seed)
            drive_random_fleet(seed, 24);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("a lone robot drives the shortest way") {
        const floor::Floor floor = test::grid({"....#.", ".##.#.", "......"});
        FleetPlanner planner(Roads(floor), {}, 1);
        std::vector<RobotView> robots(1);
        robots[0].cell = floor.at(0, 0);
        robots[0].goal = floor.at(0, 5);
        std::vector<Action> actions(1);
        int steps = 0;
        // Down two, right five, up two, with a turn before each: 9 + 3.
        for (; robots[0].cell != robots[0].goal && steps < 50; ++steps) {
            planner.plan({.tick = steps, .robots = robots, .closed = {}, .budget = {}}, actions);
            if (actions[0] == Action::Forward) robots[0].cell = floor.next(robots[0].cell, robots[0].heading);
            if (actions[0] == Action::TurnRight) robots[0].heading = floor::right_of(robots[0].heading);
            if (actions[0] == Action::TurnLeft) robots[0].heading = floor::left_of(robots[0].heading);
        }
        CHECK(steps == 12);
    }

    TEST_CASE("two robots that meet in a corridor pass each other where there is a bay") {
        const floor::Floor floor = test::grid({"...........", "#####.#####"});
        FleetPlanner planner(Roads(floor), {.window_ticks = 5}, 2);
        std::vector<RobotView> robots(2);
        robots[0] = {.cell = floor.at(0, 0), .goal = floor.at(0, 10)};
        robots[1] = {.cell = floor.at(0, 10), .goal = floor.at(0, 0), .heading = floor::Heading::West};
        std::vector<Action> actions(2);
        bool arrived[2] = {false, false};
        for (int step = 0; step < 200 && !(arrived[0] && arrived[1]); ++step) {
            planner.plan({.tick = step, .robots = robots, .closed = {}, .budget = {.iterations = 5}}, actions);
            for (std::size_t i = 0; i < 2; ++i) {
                if (actions[i] == Action::Forward) robots[i].cell = floor.next(robots[i].cell, robots[i].heading);
                if (actions[i] == Action::TurnRight) robots[i].heading = floor::right_of(robots[i].heading);
                if (actions[i] == Action::TurnLeft) robots[i].heading = floor::left_of(robots[i].heading);
                if (robots[i].cell == robots[i].goal) {
                    arrived[i] = true;
                    robots[i].goal = CellId();
                }
            }
        }
        CHECK(arrived[0]);
        CHECK(arrived[1]);
    }

    TEST_CASE("regress_a robot that gets its own cell as goal stays there for a tick before it goes on") {
        const floor::Floor floor = test::grid({"......"});
        FleetPlanner planner(Roads(floor), {}, 1);
        std::vector<RobotView> robots(1);
        robots[0] = {.cell = floor.at(0, 2), .goal = floor.at(0, 2), .next_goal = floor.at(0, 5)};
        std::vector<Action> actions(1);
        planner.plan({.tick = 0, .robots = robots, .closed = {}, .budget = {.iterations = 2}}, actions);
        CHECK(actions[0] != Action::Forward);
    }

    TEST_CASE("a fixed robot stays and nobody drives into it, and robots off the floor do nothing") {
        const floor::Floor floor = test::grid({".....", "....."});
        FleetPlanner planner(Roads(floor), {}, 3);
        std::vector<RobotView> robots(3);
        robots[0] = {.cell = floor.at(0, 0), .goal = floor.at(1, 4), .heading = floor::Heading::South};
        robots[1] = {.cell = floor.at(0, 2), .goal = floor.at(1, 0), .fixed_ticks = 255};
        std::vector<Action> actions(3);
        int steps = 0;
        for (; robots[0].cell != robots[0].goal && steps < 50; ++steps) {
            planner.plan({.tick = steps, .robots = robots, .closed = {}, .budget = {.iterations = 2}}, actions);
            CHECK(actions[1] == Action::Wait);
            CHECK(actions[2] == Action::Wait);
            if (actions[0] == Action::Forward) robots[0].cell = floor.next(robots[0].cell, robots[0].heading);
            if (actions[0] == Action::TurnRight) robots[0].heading = floor::right_of(robots[0].heading);
            if (actions[0] == Action::TurnLeft) robots[0].heading = floor::left_of(robots[0].heading);
            REQUIRE(robots[0].cell != robots[1].cell);
        }
        CHECK(steps < 20);
    }

    TEST_CASE("the same result on one, two and four threads") {
        Stream random(3, "floor");
        for (const int width : {30, 150}) {
            const floor::Floor floor = test::random_grid(random, width, 30, 0.15);
            const auto expected = cells_after(floor, 250, 25, 1);
            CHECK(cells_after(floor, 250, 25, 2) == expected);
            CHECK(cells_after(floor, 250, 25, 4) == expected);
        }
    }

    TEST_CASE("on a floor that is too full the robots with the longest ways wait for the others") {
        const std::size_t places = 100;
        CHECK(OpenTerrain::most_active(places, 45) == 45);
        CHECK(OpenTerrain::most_active(places, 75) == 55);
        const floor::Floor floor = test::grid({"....", "...."});
        OpenTerrain terrain(Roads(floor), 4, 1 << 20, 6);
        std::vector<RobotView> robots(6);
        for (int i = 0; i < 6; ++i)
            robots[static_cast<std::size_t>(i)] = {.cell = floor.at(i / 4, i % 4), .goal = floor.at(1, 3)};
        terrain.begin({.robots = robots, .closed = {}, .budget = {}});
        std::size_t under_way = 0;
        for (std::size_t i = 0; i < 6; ++i)
            under_way += terrain.way_left(i).has_value() ? 1 : 0;
        CHECK(under_way == OpenTerrain::most_active(8, 6));
        CHECK_FALSE(terrain.way_left(0).has_value());
        CHECK(terrain.way_left(3).has_value());
    }
}
