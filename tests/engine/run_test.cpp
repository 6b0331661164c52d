#include <doctest/doctest.h>

#include <algorithm>

#include "small_site.hpp"

using namespace dray;

TEST_SUITE("scenario") {
    TEST_CASE("a healthy site completes orders without collisions, and its books balance every tick") {
        const engine::Results r = test::run_to_end(test::small_site());
        CHECK(r.orders_completed > 10);
        CHECK(r.orders_released == r.orders_completed + r.orders_open + r.orders_refused);
        CHECK(r.collisions == 0);
        CHECK(r.min_gap_m >= 0.05);
        CHECK(r.ledger.at("initial") + r.ledger.at("received") ==
              r.ledger.at("stored") + r.ledger.at("picked") + r.ledger.at("shipped"));
        CHECK(r.units > 0);
    }

    TEST_CASE("every tick of every robot is booked once") {
        const engine::Results r = test::run_to_end(test::small_site({"duration_s=200"}));
        for (const engine::RobotResult& robot : r.robots) {
            std::int64_t sum = 0;
            for (const std::int64_t ticks : robot.ticks)
                sum += ticks;
            CHECK(sum == r.ticks);
        }
        CHECK(r.timeline.size() == 4);
    }

    TEST_CASE("one robot alone serves orders") {
        const engine::Results r = test::run_to_end(test::small_site({"fleets[0].count=1", "demand.orders_per_h=20"}));
        CHECK(r.orders_completed >= 1);
        CHECK(r.robots[0].distance_m > 20);
    }

    TEST_CASE("two fleets of different speed share the floor without touching") {
        const engine::Results r =
            test::run_to_end(test::small_site({"fleets=[{name: fast, count: 4, drive: {top_speed_mps: 2.0}}, {name: slow, count: "
                                               "4, drive: {top_speed_mps: 0.8}}]"}));
        CHECK(r.collisions == 0);
        CHECK(r.orders_completed > 5);
        CHECK(r.fleets.size() == 2);
    }
}

TEST_SUITE("slow") {
    TEST_CASE("a fleet that fills half the floor still flows") {
        const engine::Results r =
            test::run_to_end(test::small_site({"fleets[0].count=24", "demand.orders_per_h=400", "duration_s=1800"}));
        CHECK(r.collisions == 0);
        CHECK(r.orders_completed > 50);
    }
}
