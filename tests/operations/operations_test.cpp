// Operations as a whole, on small floors, with robots that do as they are told.
#include "operations/operations.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/check.hpp"
#include "base/error.hpp"
#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;

namespace {

struct Outcome {
    std::uint64_t hash = 0;
    OrderFigures orders;
    double working_share = 0;  ///< of pick stations
};

Outcome run(OperationsConfig config, const DemandShape& demand, double until_s, std::size_t robots = 12, FloorShape shape = {},
            std::uint64_t seed = 7) {
    World world(shape, make_orders(demand), std::move(config), robots, seed);
    Executor executor(world, robots);
    executor.run(until_s);
    Outcome out{executor.hash(), world.ops.orders(), 0};
    for (const primitives::Station& station : world.ops.stations())
        if (station.kind() == floor::StationKind::Pick)
            out.working_share += static_cast<double>(station.time_in(primitives::StationState::Working, executor.now())) /
                                 static_cast<double>(executor.now()) / shape.pick;
    return out;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("every order of a day that the site can manage is completed, and its units have left") {
        World world({}, make_orders({.orders = 300, .duration_s = 2 * 3600}), small_stock(), 12);
        std::int64_t units = 0;
        const Demand demand = make_orders({.orders = 300, .duration_s = 2 * 3600});
        for (const OrderLine& line : demand.lines)
            units += line.units;
        Executor executor(world, 12);
        executor.run(4 * 3600);
        const OrderFigures& orders = world.ops.orders();
        CHECK(orders.released == 300);
        CHECK(orders.completed == 300);
        CHECK(orders.open == 0);
        CHECK(orders.lines_done == static_cast<std::int64_t>(demand.lines.size()));
        CHECK(orders.units_done == units);
        CHECK(orders.cycle_time_s.size() == 300);
        CHECK(world.ops.ledger().balance(Account::Shipped) == units);
        CHECK(world.ops.ledger().balance(Account::Picked) == 0);
        CHECK(world.ops.finished(executor.now()));
    }

    TEST_CASE("pick stations with enough robots and orders hardly ever starve") {
        const Outcome busy = run(small_stock(), {.orders = 2000, .duration_s = 600}, 3600, 16);
        CHECK(busy.orders.completed > 100);
        // Leaving takes 2.5 s a pod, which is not work: 85 % is what one robot right behind the other can reach here.
        CHECK(busy.working_share > 0.8);
    }

    TEST_CASE("one robot alone serves everything in the end") {
        World world({.pick = 1}, make_orders({.orders = 20, .duration_s = 600}), small_stock(), 1);
        Executor executor(world, 1);
        executor.run(6 * 3600);
        CHECK(world.ops.orders().completed == 20);
    }

    TEST_CASE("a line larger than any pod's stock is put together from several pods") {
        OperationsConfig config = small_stock();
        config.storage.pods_per_sku = 4;
        World world({}, orders_of({{{0, 90}}, {{1, 1}}}, 2), config, 4);
        Executor executor(world, 4);
        executor.run(2 * 3600);
        CHECK(world.ops.orders().completed == 2);
        CHECK(world.ops.orders().lines_done == 2);
        CHECK(world.ops.orders().units_done == 91);
        std::int64_t pods = 0;
        for (const primitives::Station& station : world.ops.stations())
            pods += station.pods_served;
        CHECK(pods >= 3);
    }

    TEST_CASE("replenishment brings goods before a run outlasts its stock") {
        OperationsConfig config;
        config.storage.pod_capacity_units = 12;
        config.storage.initial_stock = 0.5;
        const DemandShape demand{.orders = 900, .skus = 10, .duration_s = 4 * 3600};
        World world({}, make_orders(demand), config, 16);
        const std::int64_t initial = world.ops.storage().total_units();
        Executor executor(world, 16);
        executor.run(10 * 3600);
        CHECK(world.ops.orders().completed == 900);
        CHECK(world.ops.orders().units_done > initial);
        CHECK(-world.ops.ledger().balance(Account::Received) > 0);
        std::int64_t stowed = 0;
        for (const primitives::Station& station : world.ops.stations())
            if (station.kind() == floor::StationKind::Stow) stowed += station.units_done;
        CHECK(stowed == -world.ops.ledger().balance(Account::Received));
    }

    TEST_CASE("a run on some articles does not fill the pods so that others never come in") {
        OperationsConfig config;
        config.storage.fill = 0.2;  // two pods
        config.storage.pod_capacity_units = 40;
        config.storage.reorder_point = 0.9;
        World world({.blocks_across = 1, .blocks_down = 1},
                    make_orders({.orders = 60, .skus = 20, .duration_s = 1, .lines_max = 5, .units_max = 30}), config, 4);
        Executor executor(world, 4);
        executor.run(48 * 3600);
        CHECK(world.ops.orders().completed == 60);
        CHECK(world.ops.orders().units_done > 20 * 80);
    }

    TEST_CASE("without replenishment what the stock cannot serve is refused by reason and nothing is lost") {
        OperationsConfig config;
        config.storage.pod_capacity_units = 8;
        config.storage.initial_stock = 0.5;
        config.storage.reorder_point = 0;
        const DemandShape demand{.orders = 900, .skus = 10, .duration_s = 2 * 3600};
        World world({}, make_orders(demand), config, 16);
        Executor executor(world, 16);
        executor.run(10 * 3600);
        const OrderFigures& orders = world.ops.orders();
        CHECK(orders.refused > 0);
        CHECK(orders.completed > 0);
        CHECK(orders.open == 0);
        CHECK(orders.completed + orders.refused == 900);
        std::int64_t reasons = 0;
        for (const auto& [reason, count] : orders.refused_by_reason)
            reasons += count;
        CHECK(reasons == orders.refused);
        CHECK(orders.refused_by_reason.count("out of stock") == 1);
        CHECK(world.ops.ledger().balance(Account::Received) == 0);
    }

    TEST_CASE("orders completed after their due time are late") {
        const Outcome out = run(small_stock(), {.orders = 400, .duration_s = 300, .due_s = 900}, 4 * 3600);
        CHECK(out.orders.completed == 400);
        const auto late = std::count_if(out.orders.cycle_time_s.begin(), out.orders.cycle_time_s.end(),
                                        [](double cycle_s) { return cycle_s > 900; });
        CHECK(late > 0);
        CHECK(late < 400);
        CHECK(out.orders.late == late);
    }

    TEST_CASE("every policy serves the same orders, and no two of a kind decide alike") {
        const DemandShape demand{.orders = 120, .duration_s = 1200};
        const auto distinct = [&](std::string DispatchConfig::*field, const std::vector<std::string>& names) {
            std::vector<std::uint64_t> hashes;
            for (const std::string& name : names) {
                CAPTURE(name);
                OperationsConfig config = small_stock();
                config.dispatch.*field = name;
                const Outcome out = run(config, demand, 6 * 3600);
                CHECK(out.orders.completed == 120);
                hashes.push_back(out.hash);
            }
            std::sort(hashes.begin(), hashes.end());
            CHECK(std::adjacent_find(hashes.begin(), hashes.end()) == hashes.end());
        };
        distinct(&DispatchConfig::order_to_station, {"most_lines_on_inbound_pods", "least_loaded", "nearest_stock", "random"});
        distinct(&DispatchConfig::pod_for_order, {"most_waiting_lines", "nearest", "oldest_order_first", "random"});
        distinct(&DispatchConfig::robot_to_task, {"optimal", "nearest", "oldest_task"});
        distinct(&DispatchConfig::slot_for_pod, {"nearest_free", "home", "random", "popularity"});
    }

    TEST_CASE("a run repeats its decisions exactly, and another seed makes others") {
        const DemandShape demand{.orders = 150, .duration_s = 1800};
        OperationsConfig config = small_stock();
        config.faults.mtbf_h = 0.5;
        config.faults.mttr_s = 120;
        const Outcome first = run(config, demand, 3600);
        CHECK(run(config, demand, 3600).hash == first.hash);
        CHECK(run(config, demand, 3600, 12, {}, 8).hash != first.hash);
    }

    TEST_CASE("lanes of one place and floors without waiting places work too") {
        const Outcome out = run(small_stock(), {.orders = 60, .duration_s = 600}, 6 * 3600, 12, {.queue = 0, .buffers = 0});
        CHECK(out.orders.completed == 60);
    }

    TEST_CASE("a site whose slots are all but one full keeps finding a slot for every pod") {
        for (const std::string policy : {"nearest_free", "home", "random", "popularity"}) {
            CAPTURE(policy);
            OperationsConfig config = small_stock();
            config.storage.fill = 0.99;
            config.dispatch.slot_for_pod = policy;
            CHECK(run(config, {.orders = 80, .duration_s = 600}, 4 * 3600).orders.completed == 80);
        }
    }
}

TEST_SUITE("unit") {
    TEST_CASE("what can never work is refused before the run") {
        const auto words = [](FloorShape shape, OperationsConfig config, const Demand& demand) -> std::string {
            try {
                World world(shape, demand, std::move(config), 2);
            } catch (const InputError& error) {
                return error.diagnostics().empty() ? error.what() : error.diagnostics().front().message;
            }
            return "";
        };
        const Demand demand = orders_of({{{0, 1}}}, 1);
        CHECK(words({}, small_stock(), demand).empty());
        CHECK(words({.pick = 0, .stow = 2}, small_stock(), demand) ==
              "the floor has no pick station: no order could ever be served");
        OperationsConfig empty = small_stock();
        empty.storage.initial_stock = 0;
        empty.storage.reorder_point = 0;
        // Ten thousand SKUs do not fit into 76 pods of 60 units.
        std::vector<std::vector<std::pair<int, int>>> many;
        for (int s = 0; s < 10000; ++s)
            many.push_back({{s, 1}});
        CHECK(words({}, empty, orders_of(many, 10000)).find("never stocked, and nothing is replenished") != std::string::npos);
        OperationsConfig odd = small_stock();
        odd.dispatch.robot_to_task = "fastest";
        CHECK(words({}, odd, demand) ==
              "dispatch.robot_to_task: there is no policy 'fastest'; there are matched, optimal, nearest, oldest_task");
        OperationsConfig ghost = small_stock();
        ghost.faults.scheduled.push_back({.robot = 2});
        CHECK(words({}, ghost, demand) == "faults.scheduled[0].robot: there is no robot 2; allowed are 0 to 1");
    }

    TEST_CASE("tables offer every policy with its meaning") {
        std::size_t policies = 0;
        for (const config::Field& field : dispatch_table().fields) {
            if (field.kind == config::FieldKind::Choice) CHECK(field.options.size() >= 3);
            for (const config::Option& option : field.options) {
                CHECK(option.doc.size() > 10);
                ++policies;
            }
        }
        CHECK(dispatch_table().fields.size() == 5);
        CHECK(policies == 16);
        CHECK(faults_table().fields.size() == 9);
    }

    TEST_CASE("reports on errands that are not the oldest are our own bug") {
        World world({}, orders_of({{{0, 1}}}, 1), small_stock(), 1);
        const CellId cell = world.floor.slot(SlotId(0)).cell;
        const RobotStatus status{cell, cell, true};
        world.ops.tick(0, {&status, 1});
        const auto errands = world.ops.errands(RobotId(0));
        REQUIRE(errands.size() == 1);
        CHECK(errands[0].dwell == Dwell::Lift);
        CHECK_THROWS_AS(world.ops.reached(RobotId(0), errands[0].seq, 1), BugError);
        CHECK_THROWS_AS(world.ops.dwell_began(RobotId(0), errands[0].seq + 1, 1), BugError);
        CHECK_THROWS_AS(world.ops.dwell_completed(RobotId(0), errands[0].seq, 1), BugError);
        CHECK_THROWS_AS(world.ops.left_lane(RobotId(0), LaneId(0), 1), BugError);
    }
}
