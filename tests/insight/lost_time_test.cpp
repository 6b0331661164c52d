#include "insight/lost_time.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/random.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::insight;
using floor::Floor;

namespace {

// An open floor of 10 by 20 cells with one station.
Floor site() {
    floor::FloorPlan plan;
    plan.width = 20;
    plan.height = 10;
    plan.kind.assign(200, floor::CellKind::Aisle);
    plan.exits.assign(200, 0b1111);
    plan.kind[2] = plan.kind[3] = floor::CellKind::Lane;
    plan.lanes = {{.name = "pick-1", .entry = CellId(1), .queue = {CellId(2)}, .service = CellId(3), .exit = CellId(4)}};
    return Floor(std::move(plan));
}

RobotMoment waits_behind(std::size_t robot) {
    return {.doing = Doing::Waits, .behind = RobotId(robot)};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("everybody in a chain waits for what its head waits for") {
        const Floor floor = site();
        LostTime lost(floor, 4);
        std::vector<RobotMoment> moments(4);
        moments[0] = waits_behind(2);
        moments[1] = waits_behind(0);
        moments[2] = waits_behind(3);
        moments[3] = {.doing = Doing::Served, .lane = LaneId(0), .cell = floor.at(0, 3)};
        lost.book(moments);
        lost.book(moments);
        CHECK(lost.waiting_ticks() == 6);
        REQUIRE(lost.losses().size() == 1);
        CHECK(lost.losses()[0].root == Root{Cause::Station, 0});
        CHECK(lost.losses()[0].ticks == 6);
        CHECK(lost.where(lost.root_of(RobotId(1))) == "pick-1");
    }

    TEST_CASE("a robot without a place at its station waits for the station, and one with nothing before it waits for the plan") {
        const Floor floor = site();
        LostTime lost(floor, 2);
        std::vector<RobotMoment> moments(2);
        moments[0] = {.doing = Doing::Waits, .lane = LaneId(0)};
        moments[1] = {.doing = Doing::Waits};
        lost.book(moments);
        CHECK(lost.root_of(RobotId(0)) == Root{Cause::Station, 0});
        CHECK(lost.root_of(RobotId(1)) == Root{Cause::Plan, 0});
    }

    TEST_CASE("heads that drive, handle a pod, rest or are broken are told apart, by place or robot") {
        const Floor floor = site();
        LostTime lost(floor, 8);
        std::vector<RobotMoment> moments(8);
        const Doing doings[] = {Doing::Drives, Doing::Handles, Doing::Rests, Doing::IsBroken};
        for (std::size_t i = 0; i < 4; ++i) {
            moments[i] = waits_behind(4 + i);
            moments[4 + i] = {.doing = doings[i], .cell = floor.at(9, 17)};
        }
        lost.book(moments);
        // Cell (9, 17) lies in the second row and third column of blocks of eight cells; the floor has three such columns.
        CHECK(lost.root_of(RobotId(0)) == Root{Cause::Traffic, 5});
        CHECK(lost.root_of(RobotId(1)) == Root{Cause::Handling, 5});
        CHECK(lost.root_of(RobotId(2)) == Root{Cause::Resting, 5});
        CHECK(lost.root_of(RobotId(3)) == Root{Cause::Broken, 7});
        CHECK(lost.where({Cause::Traffic, 5}) == "near row 9 column 19");
        CHECK(lost.where({Cause::Broken, 7}) == "robot 7");
    }

    TEST_CASE("robots in the lane of a station that must not load wait for the limit, those in another lane for the station") {
        const Floor floor = site();
        LostTime lost(floor, 4);
        const RobotMoment kept = {.doing = Doing::Waits, .lane = LaneId(0), .limited = true};
        const std::vector<RobotMoment> moments = {
            kept, waits_behind(0), {.doing = Doing::Waits, .lane = LaneId(0)}, {.doing = Doing::Waits, .limited = true}};
        lost.book(moments);
        CHECK(lost.root_of(RobotId(0)) == Root{Cause::Limit, 0});
        CHECK(lost.root_of(RobotId(1)) == Root{Cause::Limit, 0});
        CHECK(lost.root_of(RobotId(2)) == Root{Cause::Station, 0});
        CHECK(lost.root_of(RobotId(3)) == Root{Cause::Plan, 0});
        CHECK(lost.where({Cause::Limit, 0}) == "pick-1");
        CHECK(std::string(name_of(Cause::Limit)) == "limit");
    }

    TEST_CASE("robots before a closed zone, and those behind them, wait for the zone") {
        const Floor floor = site();
        LostTime lost(floor, 3);
        RobotMoment before{.doing = Doing::Waits};
        before.zone = static_cast<std::uint32_t>(floor.zones().size());
        const std::vector<RobotMoment> moments = {before, waits_behind(0), {.doing = Doing::Rests}};
        lost.book(moments);
        REQUIRE(lost.losses().size() == 1);
        CHECK(lost.losses()[0].root == Root{Cause::Closure, before.zone});
        CHECK(lost.losses()[0].ticks == 2);
        CHECK(lost.where(lost.losses()[0].root) == "marked out by people");
        CHECK(std::string(name_of(Cause::Closure)) == "closure");
    }

    TEST_CASE("robots in a cycle, and those behind it, wait for the cycle") {
        const Floor floor = site();
        LostTime lost(floor, 4);
        const std::vector<RobotMoment> moments = {waits_behind(1), waits_behind(2), waits_behind(0), waits_behind(1)};
        lost.book(moments);
        CHECK(lost.losses().size() == 1);
        CHECK(lost.losses()[0].root == Root{Cause::Cycle, 0});
        CHECK(lost.losses()[0].ticks == 4);
    }
}

TEST_SUITE("property") {
    TEST_CASE("whoever waits for whom, every waiting tick is booked to one root") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "waits");
            const Floor floor = site();
            const auto robots = static_cast<std::size_t>(random.integer(1, 30));
            LostTime lost(floor, robots);
            std::int64_t waiting = 0;
            for (int tick = 0; tick < 20; ++tick) {
                std::vector<RobotMoment> moments(robots);
                for (RobotMoment& moment : moments) {
                    moment.doing = static_cast<Doing>(random.integer(0, 5));
                    moment.cell = CellId(static_cast<std::size_t>(random.integer(0, 199)));
                    if (random.chance(0.7))
                        moment.behind =
                            RobotId(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(robots) - 1)));
                    if (random.chance(0.3)) moment.lane = LaneId(0);
                    waiting += moment.doing == Doing::Waits ? 1 : 0;
                }
                lost.book(moments);
            }
            std::int64_t booked = 0;
            for (const Loss& loss : lost.losses())
                booked += loss.ticks;
            RC_ASSERT(booked == waiting);
            RC_ASSERT(lost.waiting_ticks() == waiting);
        }));
    }
}
