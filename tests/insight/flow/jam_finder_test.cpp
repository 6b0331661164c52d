#include "insight/flow/jam_finder.hpp"

#include <doctest/doctest.h>

#include "open_floor.hpp"

using namespace dray;
using namespace dray::insight;
using test::drives;
using test::served;
using test::waits;

namespace {

std::vector<JamMoment> jams_of(const floor::Floor& floor, const std::vector<RobotMoment>& moments) {
    LostTime lost(floor, moments.size());
    lost.book(moments);
    JamFinder finder(floor, moments.size());
    finder.find(moments, lost);
    return {finder.jams().begin(), finder.jams().end()};
}

// In the queue of pick-1 and with a place there.
RobotMoment queues(CellId cell, RobotId behind = {}) {
    return {.doing = Doing::Waits, .behind = behind, .lane = LaneId(0), .cell = cell};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a chain behind a broken robot: its head, its robots, and how far it reaches") {
        const floor::Floor floor = test::open_floor(20, 8);
        std::vector<RobotMoment> moments(5);
        moments[4] = {.doing = Doing::IsBroken, .cell = floor.at(5, 10)};
        moments[0] = waits(floor.at(5, 9), RobotId(4));
        moments[1] = waits(floor.at(5, 8), RobotId(0));
        moments[2] = waits(floor.at(5, 6), RobotId(1));
        moments[3] = waits(floor.at(6, 9), RobotId(0));
        const auto jams = jams_of(floor, moments);
        REQUIRE(jams.size() == 1);
        CHECK(jams[0].root == Root{Cause::Broken, 4});
        CHECK(jams[0].head == floor.at(5, 10));
        CHECK(jams[0].robots == 4);
        CHECK(jams[0].chain == 3);
        CHECK(jams[0].spill_back == 4);
    }

    TEST_CASE("a queue inside the lane of its station is no jam, but one that spills out is, without its queue") {
        const floor::Floor floor = test::open_floor(20, 8);
        std::vector<RobotMoment> moments(7);
        moments[0] = served(floor);
        moments[1] = queues(floor.at(0, 4), RobotId(0));
        moments[2] = queues(floor.at(0, 3));
        moments[3] = queues(floor.at(0, 2), RobotId(2));
        CHECK(jams_of(floor, moments).empty());
        moments[4] = waits(floor.at(0, 1), RobotId(3));
        moments[5] = waits(floor.at(1, 1), RobotId(4));
        CHECK(jams_of(floor, moments).empty());
        moments[6] = waits(floor.at(2, 1), RobotId(5));
        const auto jams = jams_of(floor, moments);
        REQUIRE(jams.size() == 1);
        CHECK(jams[0].root == Root{Cause::Station, 0});
        CHECK(jams[0].head == floor.at(0, 5));
        CHECK(jams[0].robots == 3);
        CHECK(jams[0].chain == 5);
        CHECK(jams[0].spill_back == 6);
    }

    TEST_CASE("one that waits on a slot for a place at its station is parked, and those that it holds up are a jam") {
        const floor::Floor floor = test::open_floor(20, 8);
        std::vector<RobotMoment> moments(4);
        moments[0] = queues(floor.at(3, 3));
        moments[1] = waits(floor.at(3, 4), RobotId(0));
        moments[2] = waits(floor.at(3, 5), RobotId(1));
        CHECK(jams_of(floor, moments).empty());
        moments[3] = waits(floor.at(3, 6), RobotId(2));
        const auto jams = jams_of(floor, moments);
        REQUIRE(jams.size() == 1);
        CHECK(jams[0].root == Root{Cause::Station, 0});
        CHECK(jams[0].head == floor.at(3, 3));
        CHECK(jams[0].robots == 3);
        CHECK(jams[0].spill_back == 3);
    }

    TEST_CASE("a robot that the plan leaves standing is linked to the one that waits straight before it") {
        const floor::Floor floor = test::open_floor(20, 8);
        std::vector<RobotMoment> moments = {waits(floor.at(4, 9)), waits(floor.at(4, 8)), waits(floor.at(4, 7)),
                                            waits(floor.at(5, 8))};
        const auto jams = jams_of(floor, moments);
        REQUIRE(jams.size() == 1);
        CHECK(jams[0].root == Root{Cause::Plan, 0});
        CHECK(jams[0].head == floor.at(4, 9));
        // The last one looks east, at nobody.
        CHECK(jams[0].robots == 3);
        moments[3].facing = floor::Heading::North;
        CHECK(jams_of(floor, moments)[0].robots == 4);
    }

    TEST_CASE("a ring is one jam, with its lowest robot as the head") {
        const floor::Floor floor = test::open_floor(20, 8);
        const std::vector<RobotMoment> moments = {waits(floor.at(7, 1), RobotId(2)), waits(floor.at(4, 8), RobotId(3)),
                                                  waits(floor.at(4, 9), RobotId(1)), waits(floor.at(5, 9), RobotId(2))};
        const auto jams = jams_of(floor, moments);
        REQUIRE(jams.size() == 1);
        CHECK(jams[0].root == Root{Cause::Cycle, 0});
        CHECK(jams[0].head == floor.at(4, 8));
        CHECK(jams[0].robots == 4);
        CHECK(jams[0].chain == 3);
    }

    TEST_CASE("chains with different heads are different jams, and two robots are none") {
        const floor::Floor floor = test::open_floor(20, 8);
        std::vector<RobotMoment> moments(10, RobotMoment{.cell = floor.at(7, 19)});
        moments[8] = drives(floor.at(5, 10));
        moments[9] = {.doing = Doing::Rests, .cell = floor.at(2, 10)};
        for (std::size_t i = 0; i < 3; ++i) {
            moments[i] = waits(floor.at(5, 9 - static_cast<int>(i)), RobotId(i == 0 ? 8 : i - 1));
            moments[3 + i] = waits(floor.at(2, 9 - static_cast<int>(i)), RobotId(i == 0 ? 9 : 2 + i));
        }
        const auto jams = jams_of(floor, moments);
        REQUIRE(jams.size() == 2);
        CHECK(jams[0].root.cause == Cause::Traffic);
        CHECK(jams[1].root.cause == Cause::Resting);
        CHECK(jams[1].head == floor.at(2, 10));
        moments[2].doing = Doing::Drives;
        CHECK(jams_of(floor, moments).size() == 1);
    }
}
