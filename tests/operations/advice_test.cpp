// How controls follow advice.
#include "operations/advice.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "property.hpp"
#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;

namespace {

std::int64_t orders_at(const World& world, std::size_t lane) {
    return world.ops.stations()[lane].orders_done + static_cast<std::int64_t>(world.ops.stations()[lane].open_orders().size());
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("zones are squares of the floor, and what is left to enter one is used up") {
        const floor::Floor floor = make_floor({.blocks_across = 3, .blocks_down = 3});  // 15 rows of 19 cells
        const Zones zones(floor);
        CHECK(zones.count() == 6);
        CHECK(zones.of(floor.at(0, 0)) == 0);
        CHECK(zones.of(floor.at(7, 8)) == 1);
        CHECK(zones.of(floor.at(8, 18)) == 5);

        FollowedAdvice followed(floor);
        const CellId outside = floor.at(0, 0), inside = floor.at(8, 18), other = floor.at(9, 17);
        CHECK(followed.may_enter(outside, inside));
        CHECK(followed.room_for(1000) == Advice::kNoLimit);
        Advice advice;
        advice.entries = {-1, -1, -1, -1, -1, 1};
        advice.most_working = 5;
        followed.take(advice);
        CHECK(followed.may_enter(outside, inside));
        followed.enters(outside, inside);
        CHECK(!followed.may_enter(outside, inside));
        CHECK(followed.closed(inside));
        CHECK(followed.may_enter(other, inside));
        CHECK(followed.may_enter(inside, outside));
        CHECK(followed.room_for(3) == 2);
        CHECK(followed.room_for(9) == 0);
    }

    TEST_CASE("no more robots work than the limit lets") {
        World world({}, make_orders({.orders = 200, .duration_s = 60}), small_stock(), 12);
        Advice advice;
        advice.most_working = 3;
        world.ops.advise(advice);
        Executor executor(world, 12);
        for (double until_s = 20; until_s <= 600; until_s += 20) {
            executor.run(until_s);
            int busy = 0;
            for (std::size_t r = 0; r < 12; ++r) {
                const auto errands = world.ops.errands(RobotId(r));
                busy += std::ranges::any_of(errands, [](const Errand& e) { return e.dwell != Dwell::None; }) ? 1 : 0;
            }
            CHECK(busy <= 3);
        }
        CHECK(world.ops.orders().completed > 0);
    }

    TEST_CASE("a shut station gets no orders, and finishes those that it has") {
        World world({.pick = 3}, make_orders({.orders = 100, .duration_s = 900}), small_stock(), 12);
        Advice advice;
        advice.shut = {0, 0, 1, 0};
        Executor executor(world, 12);
        executor.run(300);
        const std::int64_t before = orders_at(world, 2);
        CHECK(before > 0);
        world.ops.advise(advice);
        executor.run(8 * 3600);
        CHECK(orders_at(world, 2) == before);
        CHECK(world.ops.stations()[2].open_orders().empty());
        CHECK(world.ops.orders().completed == 100);
    }

    TEST_CASE("an avoided station gets orders only while no other takes them") {
        OperationsConfig config = small_stock();
        config.dispatch.order_to_station = "least_loaded";
        World world({}, make_orders({.orders = 12, .duration_s = 700}), config, 12);
        Advice advice;
        advice.avoid = {1, 0, 0};
        world.ops.advise(advice);
        Executor executor(world, 12);
        executor.run(8 * 3600);
        CHECK(world.ops.orders().completed == 12);
        CHECK(orders_at(world, 0) == 0);

        World flood({}, make_orders({.orders = 60, .duration_s = 1}), config, 12);
        flood.ops.advise(advice);
        Executor all(flood, 12);
        all.run(60);
        CHECK(orders_at(flood, 0) > 0);
    }

    TEST_CASE("nobody is sent into a zone that takes nobody, and all goes on when it opens") {
        const FloorShape shape{.blocks_across = 3, .blocks_down = 3};
        World world(shape, make_orders({.orders = 40, .duration_s = 60}), small_stock(), 8);
        Advice advice;
        advice.entries = {-1, -1, -1, 0, 0, 0};  // the lower half
        world.ops.advise(advice);
        Executor executor(world, 8);
        const Zones zones(world.floor);
        for (double until_s = 5; until_s <= 300; until_s += 5) {
            executor.run(until_s);
            for (std::size_t r = 0; r < 8; ++r)
                for (const Errand& e : world.ops.errands(RobotId(r)))
                    if (e.dwell == Dwell::Lift) CHECK(zones.of(e.goal) < 3);
        }
        world.ops.advise({});
        executor.run(8 * 3600);
        CHECK(world.ops.orders().completed == 40);
    }
}

TEST_SUITE("property") {
    TEST_CASE("whatever is advised, nothing is lost, and every order ends once the advice is gone") {
        CHECK(property::holds([] {
            const FloorShape shape{.pick = property::in_range(1, 4),
                                   .stow = property::in_range(0, 2),
                                   .blocks_across = property::in_range(1, 3),
                                   .blocks_down = property::in_range(1, 3),
                                   .queue = property::in_range(0, 3)};
            OperationsConfig config = small_stock();
            config.storage.initial_stock = 0.8;
            config.faults.mtbf_h = 0.3;
            config.faults.mttr_s = 120;
            const auto robots = property::in_range<std::size_t>(1, 6);
            const int orders = property::in_range(1, 10);
            World world(shape, make_orders({.orders = orders, .duration_s = 100}), config, robots,
                        property::in_range<std::uint64_t>(0, 1000));
            Executor executor(world, robots);
            const std::size_t zones = Zones(world.floor).count(), lanes = world.floor.lanes().size();
            for (int change = 1; change <= 4; ++change) {
                Advice advice;
                if (property::in_range(0, 2) == 1) advice.most_working = property::in_range<std::size_t>(0, robots);
                for (std::size_t l = 0; l < lanes; ++l) {
                    advice.avoid.push_back(static_cast<std::uint8_t>(property::in_range(0, 2)));
                    advice.shut.push_back(static_cast<std::uint8_t>(property::in_range(0, 2)));
                }
                for (std::size_t z = 0; z < zones; ++z)
                    advice.entries.push_back(property::in_range(-1, 3));
                world.ops.advise(advice);
                executor.run(change * 40);
            }
            world.ops.advise({});
            executor.run(48 * 3600);
            const OrderFigures& figures = world.ops.orders();
            RC_ASSERT(figures.released == orders);
            RC_ASSERT(figures.open == 0);
            RC_ASSERT(world.ops.ledger().balance(Account::Shipped) == figures.units_done);
        }));
    }
}
