// Goods that come by truck to a storage area: how long they take, what mis-stows cost, and that nothing is lost.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "../site_fixture.hpp"
#include "base/random.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;

namespace {

// Hands totes over from the dock to the stow stations every second; a share of them is taken for another article.
void run_with_totes(World& world, Executor& executor, double until_s, double misread = 0, std::uint64_t seed = 1) {
    for (double at_s = world.clock.seconds(executor.now()); at_s < until_s; at_s += 1) {
        executor.run(at_s);
        while (world.ops.tote_ready() && world.ops.tote_room() > 0) {
            primitives::Parcel tote = world.ops.take_tote(executor.now());
            Stream stream(seed, "misread", tote.tote.value);
            if (stream.chance(misread))
                tote.believed =
                    SkuId(static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(world.ops.articles()) - 1)));
            world.ops.put_tote(tote, executor.now());
        }
    }
    world.ops.check(true);
}

OperationsConfig with_trucks() {
    OperationsConfig config;
    config.storage.reorder_point = 0.999;  // what is sold is ordered, and nothing is sold before the start
    config.inbound = {.doors = 1,
                      .truck_every_s = 300,
                      .first_truck_s = 1000,
                      .lead_time_s = 60,
                      .late_share = 0,
                      .unload_tote_s = 10,
                      .unload_cv = 0,
                      .wrong_item_s = 40};
    config.stations.service_cv = 0;
    return config;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("dock to stock in an empty site is unloading, lifting, the way and stowing") {
        OperationsConfig config = with_trucks();
        config.storage.fill = 0.02;  // one pod
        config.storage.initial_stock = 0.05;
        Demand demand = orders_of({{{0, 10}}, {{0, 1}}}, 1);
        demand.orders[1].release = Clock().steps(3000);
        World world({.pick = 1, .stow = 1, .buffers = 0}, demand, config, 1);
        Executor executor(world, 1);
        run_with_totes(world, executor, 900);
        // The order has been picked; its pod stands in its slot with the robot beneath, and goods are on order.
        REQUIRE(world.ops.orders().completed == 1);
        const SlotId slot = world.ops.storage().slot_of(PodId(std::size_t{0}));
        REQUIRE(world.ops.inbound()->units_on_order() == 10);
        run_with_totes(world, executor, 2000);
        const InboundFigures& figures = world.ops.inbound()->figures();
        REQUIRE(figures.dock_to_stock_s.size() == 1);
        const LaneId stow(std::size_t{1});
        const double way_s =
            world.clock.seconds(world.distances.estimate(world.floor.slot(slot).cell, world.floor.lane(stow).service, true));
        const double by_hand = 10 + 2.6 + way_s + config.stations.stow_s;
        // The tote is handed over once a second, and robots learn of their work once a tick.
        CHECK(figures.dock_to_stock_s[0] >= by_hand);
        CHECK(figures.dock_to_stock_s[0] <= by_hand + 1 + 3 * world.clock.tick_s());
        CHECK(world.ops.ledger().balance(Account::Received) == -10);
        CHECK(world.ops.storage().units(SkuId(std::size_t{0})) == world.ops.storage().target(SkuId(std::size_t{0})));
    }

    TEST_CASE("a tote that was taken for something else is found at picks, is set aside, and costs what it says") {
        OperationsConfig config = with_trucks();
        config.inbound.set_aside_s = 86400;  // nothing comes back
        config.storage.initial_stock = 0.02;
        std::vector<std::vector<std::pair<int, int>>> orders;
        for (int o = 0; o < 120; ++o)
            orders.push_back({{o % 4, 1}});
        Demand demand = orders_of(orders, 4);
        for (std::size_t o = 0; o < demand.orders.size(); ++o)
            demand.orders[o].release = Clock().steps(60.0 * static_cast<double>(o));
        World world({}, demand, config, 4);
        Executor executor(world, 4);
        run_with_totes(world, executor, 12000, 0.5);
        const ForeignFigures& found = world.ops.wrong_items();
        CHECK(world.ops.orders().completed == 120);
        REQUIRE(found.finds > 5);
        CHECK(found.set_aside == found.finds);
        CHECK(world.ops.ledger().balance(Account::SetAside) == found.set_aside);
        std::int64_t bundles = 0, pods = 0;
        for (const primitives::Station& station : world.ops.stations()) {
            bundles += station.kind() == floor::StationKind::Stow ? station.lines_done : 0;
            pods += station.pods_served;
        }
        // Each line of one unit is picked once, and once more for each time that its unit was wrong.
        const double by_hand = static_cast<double>(120 + found.finds) * config.stations.pick_line_s +
                               static_cast<double>(bundles) * config.stations.stow_s +
                               static_cast<double>(found.finds) * config.inbound.wrong_item_s;
        CHECK(std::abs(world.clock.seconds(executor.service_steps()) - by_hand) <= 0.1 * static_cast<double>(pods));
    }

    TEST_CASE("readers that make no mistake leave nothing to find, and those who make some delay orders") {
        const auto cycle_s = [](double misread) {
            OperationsConfig config = with_trucks();
            config.storage.initial_stock = 0.05;
            World world({}, make_orders({.orders = 200, .skus = 20, .duration_s = 5000}), config, 6);
            Executor executor(world, 6);
            run_with_totes(world, executor, 20000, misread);
            CHECK(world.ops.orders().completed == 200);
            CHECK((world.ops.wrong_items().finds > 0) == (misread > 0));
            double sum = 0;
            for (const double time_s : world.ops.orders().cycle_time_s)
                sum += time_s;
            return sum / 200;
        };
        CHECK(cycle_s(0.4) > 1.02 * cycle_s(0));
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("what pickers set aside lies in pods again after the time of the exception desk, and nothing stays there") {
        OperationsConfig config = with_trucks();
        config.storage.initial_stock = 0.02;
        config.inbound.set_aside_s = 500;
        std::vector<std::vector<std::pair<int, int>>> orders;
        for (int o = 0; o < 60; ++o)
            orders.push_back({{o % 2, 1}});
        Demand demand = orders_of(orders, 2);
        for (std::size_t o = 0; o < demand.orders.size(); ++o)
            demand.orders[o].release = Clock().steps(60.0 * static_cast<double>(o));
        // The run ends with the last order, when all that was found before it has come back.
        demand.orders.back().release = Clock().steps(9000);
        World world({}, demand, config, 4);
        Executor executor(world, 4);
        double found_s = 0;
        for (double at_s = 60; at_s < 12000 && world.ops.inbound()->figures().units_returned == 0; at_s += 10) {
            run_with_totes(world, executor, at_s, 0.5);
            const std::int64_t at_desk = world.ops.units_at_desk();
            CHECK(world.ops.ledger().balance(Account::SetAside) == at_desk);
            if (found_s == 0 && at_desk > 0) found_s = at_s;
            // Nothing comes back before the first find has had its time.
            if (found_s > 0 && at_s < found_s + 480) CHECK(at_desk == world.ops.wrong_items().set_aside);
        }
        REQUIRE(found_s > 0);
        CHECK(world.ops.inbound()->figures().units_returned > 0);
        run_with_totes(world, executor, 12000, 0.5);
        CHECK(world.ops.orders().completed == 60);
        CHECK(world.ops.ledger().balance(Account::SetAside) == 0);
        CHECK(world.ops.inbound()->figures().units_returned == world.ops.wrong_items().set_aside);
    }
}

TEST_SUITE("property") {
    TEST_CASE("whatever trucks bring and readers take it for, every unit is accounted for") {
        CHECK(property::holds([] {
            OperationsConfig config;
            config.storage.pod_capacity_units = property::in_range(40, 200);
            config.storage.initial_stock = property::in_range(2, 60) / 100.0;
            config.storage.reorder_point = property::one_of({0.2, 0.5, 0.95});
            config.stations.order_slots = property::in_range(1, 6);
            config.inbound = {.doors = property::in_range(1, 4),
                              .truck_every_s = property::in_range(30, 300) * 1.0,
                              .first_truck_s = property::in_range(0, 300) * 1.0,
                              .truck_totes = property::in_range(1, 40),
                              .tote_units = property::in_range(1, 40),
                              .lead_time_s = property::in_range(0, 300) * 1.0,
                              .late_share = property::in_range(0, 11) / 10.0,
                              .unload_tote_s = property::in_range(1, 20) * 1.0,
                              .dock_totes = property::in_range(1, 50),
                              .stow_totes = property::in_range(1, 50),
                              .set_aside_s = property::one_of({0.0, 60.0, 600.0})};
            config.faults.door_mtbf_h = property::one_of({0.0, 0.1});
            config.faults.door_mttr_s = 60;
            const DemandShape demand{.orders = property::in_range(1, 60),
                                     .skus = property::in_range(1, 20),
                                     .duration_s = property::in_range(1, 1200) * 1.0,
                                     .units_max = property::in_range(1, 20),
                                     .seed = property::in_range<std::uint64_t>(0, 1000)};
            const double misread = property::one_of({0.0, 0.1, 0.6});
            const auto robots = property::in_range<std::size_t>(1, 10);
            World world({.pick = property::in_range(1, 3), .stow = property::in_range(1, 3)}, make_orders(demand), config, robots,
                        property::in_range<std::uint64_t>(0, 1000));
            Executor executor(world, robots);
            run_with_totes(world, executor, 2400, misread);
            const OrderFigures& orders = world.ops.orders();
            RC_ASSERT(orders.refused == 0);
            RC_ASSERT(world.ops.ledger().balance(Account::Shipped) + world.ops.ledger().balance(Account::Picked) ==
                      orders.units_done);
            RC_ASSERT(misread > 0.0 || world.ops.ledger().balance(Account::SetAside) == 0);
        }));
    }
}
