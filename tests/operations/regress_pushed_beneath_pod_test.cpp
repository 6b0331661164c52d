// A robot was planned beneath its next pod while its body still set the last one down, and then pushed on in the plan: nobody
// told it where to bring the pod, and the station that waited for it got no other for the rest of the run.
#include <doctest/doctest.h>

#include <array>

#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;

TEST_SUITE("unit") {
    TEST_CASE("regress_a robot whose plan was never seen beneath its pod is told where to bring it when the pod hangs") {
        OperationsConfig config;
        config.storage.reorder_point = 0;
        test::World world({.pick = 1, .stow = 0}, test::orders_of({{{0, 1}}}, 1), config, 1);
        const RobotId robot(0);
        // In every tick its plan ends in an aisle, as that of a robot which others have pushed on.
        const CellId aisle = world.floor.at(2, 0);
        std::array<RobotStatus, 1> status = {RobotStatus{world.floor.slots()[0].cell, aisle}};
        Step now = 0;
        for (; world.ops.errands(robot).empty() && now < 1600; now += 16)
            world.ops.tick(now, status);
        REQUIRE(world.ops.errands(robot).size() == 1);
        const Errand lift = world.ops.errands(robot).front();
        REQUIRE(lift.dwell == Dwell::Lift);

        status[0].cell = lift.goal;
        world.ops.dwell_began(robot, lift.seq, now);
        world.ops.dwell_completed(robot, lift.seq, now + lift.duration);
        REQUIRE(world.ops.carries(robot).valid());
        world.ops.tick(now + 64, status);
        REQUIRE(!world.ops.errands(robot).empty());
        CHECK(world.ops.errands(robot).front().dwell == Dwell::Service);
        CHECK(world.ops.errands(robot).front().goal == world.floor.lanes()[0].service);
    }
}
