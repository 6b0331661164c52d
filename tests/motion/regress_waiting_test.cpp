// Robots that waited for each other for ever, seen on sites that ran for hours.
#include <doctest/doctest.h>

#include "fleet.hpp"
#include "floors.hpp"

using namespace dray;
using floor::Floor;
using floor::Heading;
using test::Fleet;

TEST_SUITE("unit") {
    TEST_CASE("regress_a_robot_boxed_in_with_its_pod_gets_out_before_one_that_wants_through_its_slot") {
        const Floor floor = test::drawn({
            "...........",
            ".####S####.",
            ".####S####.",
            "...........",
        });
        Fleet fleet(floor, {16, 60, 4}, 2);
        // The robot without a pod goes first by its priority, and the way round is far longer than the one beneath the pods.
        fleet.put(0, floor.at(3, 5), Heading::North, floor.at(0, 5));
        fleet.put(1, floor.at(2, 5), Heading::South, floor.at(3, 0), true);
        fleet.robots[0].priority = 5;
        for (int t = 0; t < 100 && !(fleet.arrived(0) && fleet.arrived(1)); ++t)
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        CHECK(fleet.arrived(0));
        CHECK(fleet.arrived(1));
    }
}
