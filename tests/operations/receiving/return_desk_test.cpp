// One person who finds out what was set aside, against times worked out by hand.
#include "operations/receiving/return_desk.hpp"

#include <doctest/doctest.h>

#include "base/check.hpp"

using namespace dray;
using namespace dray::operations;

TEST_SUITE("unit") {
    TEST_CASE("finds are looked at one after the other, each as long as it is said to take") {
        const Clock clock;
        ReturnDesk desk(100, 0, clock, 1);
        const auto at = [&](double seconds) { return clock.steps(seconds); };
        CHECK_FALSE(desk.ready(at(1000)));
        desk.put({SkuId(1), 5}, at(1000));
        desk.put({SkuId(2), 7}, at(1050));
        CHECK(desk.units() == 12);
        CHECK_FALSE(desk.ready(at(1100) - 1));
        REQUIRE(desk.ready(at(1100)));
        // Nobody took it for half a minute: the person could not begin the next one.
        const SetAsideFind first = desk.take(at(1130));
        CHECK(first.sku == SkuId(1));
        CHECK(first.units == 5);
        CHECK(desk.units() == 7);
        CHECK_FALSE(desk.ready(at(1230) - 1));
        CHECK_THROWS_AS(desk.take(at(1230) - 1), BugError);
        CHECK(desk.take(at(1230)).sku == SkuId(2));
        CHECK(desk.units() == 0);
        desk.put({SkuId(3), 1}, at(2000));
        CHECK(desk.ready(at(2100)));
        CHECK_THROWS_AS(desk.put({SkuId(3), 0}, at(2100)), BugError);
    }
}
