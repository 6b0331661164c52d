// A site that cannot keep up: all its orders are late, and it must still use its pods well.
#include <doctest/doctest.h>

#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;

namespace {

// Lines that a pod serves on one visit to a pick station, when all orders are known from the start and due after `due_s`.
double lines_per_pod(double due_s) {
    test::DemandShape shape{.orders = 1500, .skus = 300, .duration_s = 1, .lines_max = 2, .units_max = 1, .due_s = due_s};
    OperationsConfig config;
    test::World world({.pick = 2, .stow = 1, .blocks_across = 4, .blocks_down = 4}, test::make_orders(shape), config, 8);
    test::Executor executor(world, 8);
    executor.run(2400);
    double lines = 0, pods = 0;
    for (const primitives::Station& station : world.ops.stations()) {
        if (station.kind() != floor::StationKind::Pick) continue;
        lines += static_cast<double>(station.lines_done);
        pods += static_cast<double>(station.pods_served);
    }
    return lines / pods;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("regress_pods_serve_as_many_lines_when_all_orders_are_late_as_when_none_is") {
        const double none_late = lines_per_pod(36000), all_late = lines_per_pod(60);
        CAPTURE(none_late);
        CAPTURE(all_late);
        CHECK(all_late > 0.7 * none_late);
    }
}
