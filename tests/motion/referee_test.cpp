#include <doctest/doctest.h>

#include "floors.hpp"
#include "motion/validity.hpp"

using namespace dray;
using floor::Heading;
using motion::Action;
using motion::RobotView;

namespace {

struct Case {
    floor::Floor floor;
    std::vector<RobotView> robots;
    std::vector<std::uint8_t> closed = std::vector<std::uint8_t>(floor.cell_count(), 0);

    void add(int row, int column, Heading heading, bool loaded = false) {
        robots.push_back({.cell = floor.at(row, column), .heading = heading, .loaded = loaded});
    }
    // "robot N what", or "legal". Each is judged twice, since the second time nothing of the first may be left.
    std::string judge(const std::vector<Action>& actions, bool rings_allowed = false) const {
        motion::Referee referee(floor, robots.size());
        const motion::Snapshot snapshot{.robots = robots, .closed = closed};
        std::string text;
        for (int i = 0; i < 2; ++i) {
            const auto violation = referee.check(snapshot, actions, rings_allowed);
            const std::string now =
                violation ? "robot " + std::to_string(violation->robot.value) + " " + violation->what : "legal";
            if (i == 1) CHECK(now == text);
            text = now;
        }
        return text;
    }
};

constexpr Action F = Action::Forward, R = Action::TurnRight, L = Action::TurnLeft, W = Action::Wait;

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("two robots may not end in one cell, and following is allowed") {
        Case c{test::drawn({"....", "...."})};
        c.add(0, 0, Heading::East);
        c.add(0, 1, Heading::East);
        CHECK(c.judge({F, W}) == "robot 0 ends in one cell with robot 1");
        CHECK(c.judge({F, R}) == "robot 0 ends in one cell with robot 1");
        CHECK(c.judge({F, F}) == "legal");
        c.add(1, 2, Heading::North);
        CHECK(c.judge({W, F, F}) == "robot 1 ends in one cell with robot 2");
        CHECK(c.judge({R, L, W}) == "legal");
    }

    TEST_CASE("a shut cell is entered from a shut one only, and left as one likes") {
        Case c{test::drawn({"....", "...."})};
        c.closed[0] = c.closed[1] = motion::kShut;
        c.add(0, 2, Heading::West);
        CHECK(c.judge({F}) == "robot 0 enters a closed zone from outside");
        c.robots.clear();
        c.add(0, 0, Heading::East);
        CHECK(c.judge({F}) == "legal");
        c.robots.clear();
        c.add(0, 1, Heading::East);
        CHECK(c.judge({F}) == "legal");
        c.robots.clear();
        c.add(0, 0, Heading::East);
        c.closed[1] = motion::kClosed;
        CHECK(c.judge({F}) == "robot 0 enters a closed cell");
    }

    TEST_CASE("two robots may not stand in one cell to begin with") {
        Case c{test::drawn({"...."})};
        c.add(0, 1, Heading::East);
        c.add(0, 1, Heading::West);
        CHECK(c.judge({F, F}) == "robot 0 stands in one cell with robot 1");
    }

    TEST_CASE("swaps are told of the lower robot") {
        Case c{test::drawn({"...."})};
        c.add(0, 2, Heading::West);
        c.add(0, 1, Heading::East);
        CHECK(c.judge({F, F}) == "robot 0 swaps cells with robot 1");
        CHECK(c.judge({F, F}, true) == "robot 0 swaps cells with robot 1");
    }

    TEST_CASE("rings of three and more are illegal unless allowed, and a chain that ends in a free cell is none") {
        Case c{test::drawn({"...", "..."})};
        c.add(1, 2, Heading::North);
        c.add(0, 0, Heading::East);
        c.add(0, 1, Heading::South);
        c.add(1, 1, Heading::West);
        c.add(1, 0, Heading::North);
        CHECK(c.judge({W, F, F, F, F}) == "robot 1 moves in a ring of 4 robots");
        CHECK(c.judge({W, F, F, F, F}, true) == "legal");
        c.robots.pop_back();
        CHECK(c.judge({W, F, F, F}) == "legal");
    }

    TEST_CASE("walls, the border and one-way cells stop a robot") {
        Case c{test::drawn({".#.", ".>."})};
        c.add(0, 0, Heading::East);
        CHECK(c.judge({F}) == "robot 0 drives east where no way leads");
        c.robots[0].heading = Heading::North;
        CHECK(c.judge({F}) == "robot 0 drives north where no way leads");
        c.robots[0] = {.cell = c.floor.at(1, 1), .heading = Heading::West};
        CHECK(c.judge({F}) == "robot 0 drives west where no way leads");
        c.robots[0].heading = Heading::East;
        CHECK(c.judge({F}) == "legal");
    }

    TEST_CASE("closed cells are not entered but may be left") {
        Case c{test::drawn({"..."})};
        c.add(0, 0, Heading::East);
        c.closed[1] = 1;
        CHECK(c.judge({F}) == "robot 0 enters a closed cell");
        c.robots[0].cell = c.floor.at(0, 1);
        CHECK(c.judge({F}) == "legal");
    }

    TEST_CASE("a robot with a pod enters only its own slot, one without any") {
        Case c{test::drawn({".SC", "..."})};
        c.add(0, 0, Heading::East, true);
        CHECK(c.judge({F}) == "robot 0 enters a slot with a pod that is not its goal");
        c.robots[0].goal = c.floor.at(0, 1);
        CHECK(c.judge({F}) == "legal");
        c.robots[0] = {.cell = c.floor.at(0, 1), .heading = Heading::East, .loaded = true};
        CHECK(c.judge({F}) == "robot 0 enters a cell it may not drive on with a pod");
        c.robots[0].loaded = false;
        CHECK(c.judge({F}) == "legal");
    }

    TEST_CASE("a lane takes its own permit") {
        const floor::Floor plain = test::drawn({"....", "...."});
        const floor::Lane lane{.name = "pick-1",
                               .entry = plain.at(0, 0),
                               .queue = {plain.at(0, 1)},
                               .service = plain.at(0, 2),
                               .exit = plain.at(0, 3)};
        Case c{test::drawn({"....", "...."}, {lane})};
        c.add(0, 0, Heading::East);
        CHECK(c.judge({F}) == "robot 0 enters a lane without its permit");
        c.robots[0].permit = LaneId(0);
        CHECK(c.judge({F}) == "legal");
        c.robots[0].cell = c.floor.at(1, 1);
        c.robots[0].heading = Heading::North;
        CHECK(c.judge({F}) == "robot 0 drives north where no way leads");
    }

    TEST_CASE("fixed robots and robots off the floor only wait, and actions are one of four") {
        Case c{test::drawn({"..."})};
        c.add(0, 0, Heading::East);
        c.robots[0].fixed_ticks = 1;
        CHECK(c.judge({R}) == "robot 0 acts although it is fixed");
        CHECK(c.judge({W}) == "legal");
        c.robots[0] = {};
        CHECK(c.judge({F}) == "robot 0 acts although it is off the floor");
        CHECK(c.judge({W}) == "legal");
        CHECK(c.judge({static_cast<Action>(7)}) == "robot 0 has no action 7");
    }

    TEST_CASE("a dead end admits one robot at a time") {
        Case c{test::drawn({"..####", "......", "..####"})};
        REQUIRE(c.floor.dead_ends().size() == 1);
        c.add(1, 1, Heading::East);
        CHECK(c.judge({F}) == "legal");
        c.add(1, 4, Heading::East);
        CHECK(c.judge({F, W}) == "robot 0 enters " + c.floor.dead_ends()[0].name + " that robot 1 is in");
        CHECK(c.judge({W, F}) == "legal");
    }
}
