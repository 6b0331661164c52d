// Random small sites with random policies, stocks and faults: whatever happens, nothing is lost and everything ends.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "operations/policies/policies.hpp"
#include "property.hpp"
#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;

namespace {

template <class P>
std::string any_of(const Policies<P>& policies) {
    return policies[property::in_range<std::size_t>(0, policies.size())].name;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("on any site every order ends completed or refused, and the books balance on the way") {
        CHECK(property::holds([] {
            const FloorShape floor{.pick = property::in_range(1, 4),
                                   .stow = property::in_range(0, 3),
                                   .blocks_across = property::in_range(1, 4),
                                   .blocks_down = property::in_range(1, 4),
                                   .queue = property::in_range(0, 4),
                                   .buffers = property::in_range(0, 4)};
            const DemandShape demand{.orders = property::in_range(1, 80),
                                     .skus = property::in_range(1, 20),
                                     .duration_s = property::in_range(1, 1200) * 1.0,
                                     .lines_max = property::in_range(1, 6),
                                     .units_max = property::in_range(1, 40),
                                     .seed = property::in_range<std::uint64_t>(0, 1000)};
            OperationsConfig config;
            config.dispatch = {any_of(order_to_station_policies()), any_of(pod_for_order_policies()),
                               any_of(robot_to_task_policies()), any_of(slot_for_pod_policies())};
            config.storage.pod_capacity_units = property::in_range(40, 200);
            config.storage.fill = property::in_range(20, 95) / 100.0;
            config.storage.initial_stock = property::in_range(30, 90) / 100.0;
            config.storage.pods_per_sku = property::in_range(1, 6);
            config.storage.reorder_point = property::one_of({0.0, 0.35, 0.9});
            config.stations.order_slots = property::in_range(1, 6);
            if (property::in_range(0, 2) == 1) {
                config.faults.mtbf_h = 0.3;
                config.faults.mttr_s = 120;
            }
            config.dispatch.reslot_when_idle = property::in_range(0, 2) == 1;
            if (property::in_range(0, 2) == 1) {
                config.stations.success_rate = 0.8;
                config.stations.refusal_rate = 0.1;
                config.stations.exception_people = property::in_range(0, 3);
                config.stations.absences = {{.station = "", .at_s = 300, .duration_s = 200, .every_s = 900},
                                            {.station = "pick-0", .at_s = 0, .duration_s = 400, .every_s = 0}};
            }
            const auto robots = property::in_range<std::size_t>(1, 20);
            World world(floor, make_orders(demand), config, robots, property::in_range<std::uint64_t>(0, 1000));
            Executor executor(world, robots);
            executor.run(48 * 3600);
            const OrderFigures& orders = world.ops.orders();
            RC_ASSERT(orders.released == demand.orders);
            RC_ASSERT(orders.open == 0);
            RC_ASSERT(orders.completed + orders.refused == demand.orders);
            RC_ASSERT(config.storage.reorder_point == 0.0 || floor.stow == 0 || orders.refused == 0);
            RC_ASSERT(world.ops.ledger().balance(Account::Picked) == 0);
            RC_ASSERT(world.ops.ledger().balance(Account::Shipped) == orders.units_done);
        }));
    }
}
