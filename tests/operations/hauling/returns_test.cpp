#include "operations/hauling/returns.hpp"

#include <doctest/doctest.h>

#include <tuple>

#include "base/check.hpp"

using namespace dray;
using namespace dray::operations;
using primitives::Parcel;

namespace {

const Clock kClock{.steps_per_second = 20};

Parcel astray(Step left, std::uint32_t order) {
    return {.route = DoorId(0),
            .true_route = DoorId(2),
            .sku = SkuId(4),
            .believed = SkuId(9),
            .came = left,
            .order = OrderId(order),
            .strayed = left};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("what left by a wrong truck is back after the given time to the step, known for what it is") {
        Returns returns(1000, kClock);
        returns.ship(astray(50, 1));
        CHECK(returns.figures().unfound == 1);
        CHECK_FALSE(returns.ready(1049));
        REQUIRE(returns.ready(1050));
        const Parcel back = returns.take();
        CHECK_FALSE(back.astray());
        CHECK(back.route == DoorId(2));
        CHECK(back.believed == SkuId(4));
        CHECK(back.came == 1050);
        CHECK(back.strayed == 50);
        CHECK(back.order == OrderId(1));
        CHECK(returns.figures().away_s == std::vector<double>{50});
        CHECK(returns.figures().returned == 1);
        CHECK(returns.figures().orders == 1);
        CHECK_FALSE(returns.ready(100000));
        returns.check();
    }

    TEST_CASE("what a road took is found first, and they come back in order of time") {
        Returns returns(1000, kClock);
        returns.ship_by_road(astray(10, 1));
        returns.ship(astray(20, 2));
        CHECK(returns.figures().unfound == 2);
        returns.check();
        returns.find(astray(10, 1), 900);
        CHECK(returns.figures().unfound == 1);
        CHECK(returns.figures().on_way_back == 1);
        returns.check();
        CHECK(returns.take().order == OrderId(1));
        CHECK(returns.figures().on_way_back == 0);
        CHECK(returns.take().order == OrderId(2));
        CHECK(returns.figures().unfound == 0);
        CHECK(returns.figures().shipped == 2);
        returns.check();
        CHECK_THROWS_AS(returns.find(astray(10, 1), 900), BugError);
        CHECK_THROWS_AS(std::ignore = returns.take(), BugError);
    }

    TEST_CASE("one that went astray twice is put right once, late by all of the time since it first left") {
        Returns returns(1000, kClock);
        returns.ship(astray(0, 1));
        Parcel back = returns.take();
        back.route = DoorId(1);
        back.came = 1500;
        returns.ship(back);
        back = returns.take();
        CHECK(back.came == 2500);
        CHECK(returns.figures().shipped == 2);
        back.came = 3000;
        returns.put_right(back);
        CHECK(returns.figures().put_right == 1);
        CHECK(returns.figures().delay_s == std::vector<double>{150});
        CHECK_THROWS_AS(returns.put_right(astray(5, 2)), BugError);
        CHECK_THROWS_AS(returns.ship(back), BugError);
        returns.check();
    }

    TEST_CASE("nothing reaches the state hash until something goes astray") {
        Returns returns(1000, kClock);
        StateHash before, after, then;
        returns.add_to(after);
        CHECK(before.digest() == after.digest());
        returns.ship(astray(0, 1));
        returns.add_to(then);
        CHECK(then.digest() != before.digest());
    }
}
