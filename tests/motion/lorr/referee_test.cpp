#include "motion/lorr/referee.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "../floors.hpp"

using namespace dray;
using namespace dray::motion::lorr;
using floor::Heading;
using motion::Action;

namespace {

struct Robot {
    int row, column;
    Heading heading;
    Action action;
};

/// What the referee says of robots on a floor; "legal" for nothing.
std::string verdict(const floor::Floor& floor, const std::vector<Robot>& robots) {
    Referee referee(floor, robots.size());
    std::vector<Pose> poses;
    std::vector<Action> actions;
    for (const Robot& r : robots) {
        poses.push_back({floor.at(r.row, r.column), r.heading});
        actions.push_back(r.action);
    }
    const auto first = referee.fault(poses, actions);
    // Nothing is kept of an earlier call.
    CHECK(referee.fault(poses, actions) == first);
    std::fill(actions.begin(), actions.end(), Action::Wait);
    CHECK(!referee.fault(poses, actions));
    return first.value_or("legal");
}

constexpr Action kForward = Action::Forward, kWait = Action::Wait;

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("the benchmark's rules of movement") {
        const floor::Floor open = test::drawn({"...", "...", ".#."});
        SUBCASE("walls and the border") {
            CHECK(verdict(open, {{1, 1, Heading::South, kForward}}) == "robot 0 in cell 4 drives south into a wall");
            CHECK(verdict(open, {{0, 2, Heading::East, kForward}}) == "robot 0 in cell 2 drives east into a wall");
            CHECK(verdict(open, {{1, 0, Heading::West, kForward}}) == "robot 0 in cell 3 drives west into a wall");
            CHECK(verdict(open, {{0, 0, Heading::North, kForward}}) == "robot 0 in cell 0 drives north into a wall");
            CHECK(verdict(open, {{2, 0, Heading::South, kForward}}) == "robot 0 in cell 6 drives south into a wall");
            CHECK(verdict(open, {{0, 0, Heading::North, Action::TurnRight}}) == "legal");
        }
        SUBCASE("two in one cell") {
            CHECK(verdict(open, {{0, 0, Heading::East, kForward}, {0, 2, Heading::West, kForward}}) ==
                  "robots 0 and 1 share cell 1");
            CHECK(verdict(open, {{0, 0, Heading::East, kForward}, {0, 1, Heading::East, kWait}}) ==
                  "robots 0 and 1 share cell 1");
            CHECK(verdict(open, {{0, 0, Heading::East, kForward}, {0, 1, Heading::East, Action::TurnLeft}}) ==
                  "robots 0 and 1 share cell 1");
        }
        SUBCASE("a swap") {
            CHECK(verdict(open, {{0, 0, Heading::East, kForward}, {0, 1, Heading::West, kForward}}) ==
                  "robots 0 and 1 swap cells");
        }
        SUBCASE("one behind the other, and rings, are legal") {
            CHECK(verdict(open, {{0, 0, Heading::East, kForward}, {0, 1, Heading::East, kForward}}) == "legal");
            CHECK(verdict(open, {{0, 0, Heading::East, kForward},
                                 {0, 1, Heading::South, kForward},
                                 {1, 1, Heading::West, kForward},
                                 {1, 0, Heading::North, kForward}}) == "legal");
        }
        SUBCASE("an action that does not exist") {
            CHECK(verdict(open, {{0, 0, Heading::East, static_cast<Action>(7)}}) == "robot 0 has no action 7");
        }
    }

    TEST_CASE("any number of robots may be in a dead end") {
        const floor::Floor floor = test::drawn({"......", "..####"});
        REQUIRE(!floor.dead_ends().empty());
        CHECK(verdict(floor, {{0, 3, Heading::East, kForward}, {0, 5, Heading::West, kWait}}) == "legal");
    }

    TEST_CASE("actions turn and move a pose") {
        const floor::Floor floor = test::drawn({"..", ".."});
        const Pose pose{floor.at(0, 0), Heading::South};
        CHECK(moved(floor, pose, Action::Forward) == Pose{floor.at(1, 0), Heading::South});
        CHECK(moved(floor, pose, Action::TurnRight) == Pose{pose.cell, Heading::West});
        CHECK(moved(floor, pose, Action::TurnLeft) == Pose{pose.cell, Heading::East});
        CHECK(moved(floor, pose, Action::Wait) == pose);
    }
}
