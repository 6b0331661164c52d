// Service at stations: how long it takes, what is shared between variants, and lines that join a pod on its way.
#include <doctest/doctest.h>

#include "base/random.hpp"
#include "operations/errand_queue.hpp"
#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;

namespace {

Step expected_service(const Demand& demand, const OperationsConfig& config, std::uint64_t seed) {
    Step sum = 0;
    for (std::size_t l = 0; l < demand.lines.size(); ++l) {
        Stream stream(seed, "pick_time", l);
        sum += Clock().steps(primitives::pick_time_s(config.stations, demand.lines[l].units) *
                             stream.lognormal(1, config.stations.service_cv));
    }
    return sum;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("the work of a line takes the same time whatever policies bring it, and another with another seed") {
        // Without replenishment only picking is served, and a line of one unit comes from one pod.
        const Demand demand = make_orders({.orders = 60, .duration_s = 600, .units_max = 1});
        for (const std::string pods : {"most_waiting_lines", "nearest", "random"}) {
            for (const std::string stations : {"least_loaded", "random"}) {
                CAPTURE(pods);
                CAPTURE(stations);
                OperationsConfig config;
                config.storage.reorder_point = 0;
                config.dispatch.pod_for_order = pods;
                config.dispatch.order_to_station = stations;
                World world({}, demand, config, 8);
                Executor executor(world, 8);
                executor.run(3 * 3600);
                REQUIRE(world.ops.orders().completed == 60);
                // Each visit rounds its lines' time once; the steps at which a service begins and ends differ by at most one.
                std::int64_t pods_served = 0;
                for (const primitives::Station& station : world.ops.stations())
                    pods_served += station.pods_served;
                CHECK(std::abs(executor.service_steps() - expected_service(demand, config, 7)) <= 2 * pods_served + 60);
                CHECK(std::abs(executor.service_steps() - expected_service(demand, config, 8)) > 2 * pods_served + 60);
            }
        }
    }

    TEST_CASE("lines of one station that one pod can serve come with one visit") {
        OperationsConfig config;
        config.storage.fill = 0.02;  // one pod
        config.storage.reorder_point = 0;
        World world({.pick = 1, .stow = 0}, orders_of({{{0, 1}, {1, 2}}, {{2, 1}}, {{0, 1}}}, 3), config, 2);
        REQUIRE(world.ops.storage().pod_count() == 1);
        Executor executor(world, 2);
        executor.run(3600);
        CHECK(world.ops.orders().completed == 3);
        CHECK(world.ops.stations()[0].pods_served == 1);
        CHECK(world.ops.stations()[0].lines_done == 4);
    }

    TEST_CASE("an order that opens while its pod is served is served before the pod goes") {
        OperationsConfig config;
        config.storage.fill = 0.02;
        config.storage.reorder_point = 0;
        config.stations.case_units = 0;
        config.stations.pick_further_unit_s = 60;
        // The first order takes about twenty minutes at the station, the second is released in the middle of them.
        Demand demand = orders_of({{{0, 20}}, {{0, 1}}}, 1);
        demand.orders[1].release = Clock().steps(600);
        World world({.pick = 1, .stow = 0}, demand, config, 1);
        Executor executor(world, 1);
        executor.run(590);
        REQUIRE(world.ops.stations()[0].serving());
        executor.run(3600);
        CHECK(world.ops.orders().completed == 2);
        CHECK(world.ops.stations()[0].pods_served == 1);
        // With one order slot the second order opens only when the first is complete and the pod turns to leave.
        config.stations.order_slots = 1;
        World narrow({.pick = 1, .stow = 0}, demand, config, 1);
        Executor second(narrow, 1);
        second.run(3600);
        CHECK(narrow.ops.orders().completed == 2);
        CHECK(narrow.ops.stations()[0].pods_served == 2);
    }

    TEST_CASE("a robot whose pod is wanted by an order that is soon due goes before others") {
        const Clock clock;
        CHECK(urgency_of(clock.steps(2000), 0, clock) == 0);
        CHECK(urgency_of(clock.steps(900), 0, clock) == 0);
        CHECK(urgency_of(clock.steps(450), 0, clock) == 15);
        CHECK(urgency_of(0, 0, clock) == 30);
        CHECK(urgency_of(0, clock.steps(5000), clock) == 30);

        OperationsConfig config;
        config.storage.fill = 0.3;
        Demand demand = orders_of({{{0, 1}}, {{1, 1}}}, 2);
        demand.orders[1].due = clock.steps(60);
        World world({.pick = 2, .stow = 0}, demand, config, 2);
        Executor executor(world, 2);
        executor.run(3);
        std::vector<std::int32_t> priorities;
        for (std::size_t r = 0; r < 2; ++r)
            if (!world.ops.errands(RobotId(r)).empty()) priorities.push_back(world.ops.errands(RobotId(r)).front().priority);
        REQUIRE(priorities.size() == 2);
        std::ranges::sort(priorities);
        CHECK(priorities[1] - priorities[0] >= 25);
    }

    TEST_CASE("a pod wanted at two stations goes from one to the other without a slot between") {
        OperationsConfig config;
        config.storage.fill = 0.02;
        config.storage.reorder_point = 0;
        config.stations.order_slots = 1;
        config.dispatch.order_to_station = "least_loaded";
        World world({.pick = 2, .stow = 0}, orders_of({{{0, 1}}, {{0, 1}}}, 1), config, 1);
        Executor executor(world, 1);
        bool was_back = false, served_once = false;
        while (world.ops.orders().completed < 2 && executor.now() < 20 * 3600) {
            executor.run(world.clock.seconds(executor.now()) + 1);
            served_once = served_once || world.ops.orders().completed == 1;
            was_back = was_back || (served_once && world.ops.storage().place(PodId(0)) == primitives::PodPlace::InSlot);
        }
        CHECK(world.ops.orders().completed == 2);
        CHECK(served_once);
        CHECK_FALSE(was_back);
        CHECK(world.ops.stations()[0].pods_served == 1);
        CHECK(world.ops.stations()[1].pods_served == 1);
    }
}

TEST_SUITE("slow") {
    TEST_CASE("operations of a thousand robots: a tick is cheap") {
        // Figures are printed, not judged: a machine may be busy. 170 stations, 43,000 slots.
        FloorShape shape{.pick = 140, .stow = 30, .blocks_across = 116, .blocks_down = 37, .buffers = 140};
        OperationsConfig config;
        World world(shape, make_orders({.orders = 60000, .skus = 20000, .duration_s = 3600}), config, 1000);
        Executor executor(world, 1000, 0);
        executor.run(1800);
        CHECK(world.ops.orders().completed > 3000);
        MESSAGE("operations tick: " << executor.operations_ms() << " ms mean, " << executor.worst_ms() << " ms worst, "
                                    << world.ops.orders().completed << " orders, " << world.ops.orders().lines_done << " lines");
    }
}
