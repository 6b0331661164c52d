#include "motion/external.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include "base/error.hpp"
#include "fleet.hpp"
#include "floors.hpp"

using namespace dray;
using floor::Heading;
using motion::Action;
using motion::External;
using motion::PlannerConfig;
using test::Fleet;

namespace {

PlannerConfig external(const std::string& command, double timeout_s = 10) {
    return {.name = "external", .command = command, .external_timeout_s = timeout_s};
}

// What the planner's error says; empty when there is none within 200 ticks.
std::string error_of(const std::string& command, double timeout_s = 10) {
    const floor::Floor floor = test::drawn({"....."});
    const std::vector<motion::RobotView> robots = {{.cell = floor.at(0, 0)}, {.cell = floor.at(0, 2), .fixed_ticks = 255}};
    const std::vector<std::uint8_t> closed(floor.cell_count(), 0);
    std::vector<Action> actions(2);
    try {
        External planner(external(command, timeout_s), floor, 2);
        for (Tick tick = 0; tick < 200; ++tick)
            planner.plan({.tick = tick, .robots = robots, .closed = closed}, actions);
    } catch (const EnvironmentError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("the example planner drives robots to their goals by the rules, through a lane and around a closure") {
        const floor::Floor plain = test::drawn({".........", ".........", ".........", "........."});
        const floor::Lane lane{.name = "pick-1",
                               .entry = plain.at(0, 0),
                               .queue = {plain.at(0, 1)},
                               .service = plain.at(0, 2),
                               .exit = plain.at(1, 2)};
        const floor::Floor floor = test::drawn({".........", "...S.....", "...S...#.", "........."}, {lane});
        Fleet fleet(floor, {16, 60, 2}, 4);
        fleet.planner = motion::make_planner(external("exec python3 " DRAY_SOURCE_DIR "/tools/example_planner.py"), floor,
                                             fleet.distances, 4);
        fleet.put(0, floor.at(3, 0), Heading::South, floor.at(0, 2), true);
        fleet.robots[0].permit = LaneId(0);
        fleet.put(1, floor.at(1, 8), Heading::East, floor.at(1, 3), true);
        fleet.put(2, floor.at(3, 8), Heading::West, floor.at(0, 7));
        fleet.put(3, floor.at(2, 2), Heading::North, CellId());
        fleet.closed[floor.at(1, 6).index()] = 1;
        for (int t = 0; t < 60; ++t) {
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        }
        CHECK(dynamic_cast<External&>(*fleet.planner).bad_answers() == 0);
        for (std::size_t i = 0; i < 3; ++i)
            CHECK(fleet.robots[i].cell == fleet.robots[i].goal);
        CHECK(fleet.robots[3].cell == floor.at(2, 2));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("an illegal or malformed answer becomes all-wait and is counted, and a good one afterwards is taken") {
        const floor::Floor floor = test::drawn({"....."});
        const std::vector<motion::RobotView> robots = {{.cell = floor.at(0, 0)}, {.cell = floor.at(0, 1)}};
        const std::vector<std::uint8_t> closed(floor.cell_count(), 0);
        External planner(external("echo ready; for a in FW F FX '' WF; do read l; echo $a; done; read l"), floor, 2);
        std::vector<Action> actions(2, Action::Forward);
        for (Tick tick = 0; tick < 4; ++tick) {
            planner.plan({.tick = tick, .robots = robots, .closed = closed}, actions);
            CHECK(actions == std::vector{Action::Wait, Action::Wait});
            CHECK(planner.bad_answers() == tick + 1);
        }
        planner.plan({.tick = 4, .robots = robots, .closed = closed}, actions);
        CHECK(actions == std::vector{Action::Wait, Action::Forward});
        CHECK(planner.bad_answers() == 4);
    }

    TEST_CASE("the end, the silence and the nonsense of an external planner end the run with words") {
        CHECK(error_of("read l; exit 3") ==
              "external planner `read l; exit 3` ended before it was ready before the first tick: exit status 3");
        CHECK(error_of("echo hi; cat >/dev/null") == "external planner `echo hi; cat >/dev/null`: expected `ready`, got `hi`");
        CHECK(error_of("read l; echo ready; read l; kill -9 $$").find("ended instead of an answer at tick 0: signal 9") !=
              std::string::npos);
        CHECK(error_of("sleep 9", 0.05).find("nothing for 0.05 s before it was ready before the first tick") !=
              std::string::npos);
        CHECK(error_of("echo ready; while read l; do echo WF; done")
                  .find("100 bad answers in a row, the last at tick 99: robot 1 acts although it is fixed") != std::string::npos);
        CHECK(error_of("echo ready; head -c 100000 /dev/zero | tr '\\0' F; read l").find("an answer without end") !=
              std::string::npos);
        CHECK(error_of("echo ready; while read l; do echo WW; done").empty());
    }

    TEST_CASE("no child is left behind, and none of its own children") {
        { CHECK(error_of("echo ready; sleep 100 & while read l; do echo WW; done").empty()); }
        CHECK(waitpid(-1, nullptr, WNOHANG) == -1);
    }

    TEST_CASE("a bad planner configuration is refused") {
        const floor::Floor floor = test::drawn({"....."});
        Fleet fleet(floor, {16, 60, 2}, 1);
        const auto make = [&](const PlannerConfig& config) { return motion::make_planner(config, floor, fleet.distances, 1); };
        CHECK_THROWS_AS(make({.name = "external"}), InputError);
        CHECK_THROWS_AS(make({.name = "fleet", .command = "true"}), InputError);
        CHECK_THROWS_AS(make({.name = "pibbt"}), InputError);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("the planner's table describes every field of its configuration") {
        const config::Table& table = motion::planner_table();
        std::vector<std::string> names;
        for (const config::Field& field : table.fields)
            names.push_back(field.name);
        CHECK(names == std::vector<std::string>{"name", "command", "iterations", "table_budget_mb", "external_timeout_s"});
        CHECK(table.fields[0].options.size() == 2);
    }
}
