// Breaks at stations, and robot arms there.
#include "operations/station_breaks.hpp"

#include <doctest/doctest.h>

#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;
using primitives::StationState;

namespace {

// One order of one unit after the other, one station, one robot, fixed times.
OperationsConfig fixed() {
    OperationsConfig config;
    config.stations.service_cv = 0;
    config.storage.reorder_point = 0;
    return config;
}

double working_s(const World& world, std::size_t station, Step now) {
    return world.clock.seconds(world.ops.stations()[station].time_in(StationState::Working, now));
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a station closes for a break, finishes what has come, and is away until the end of it") {
        OperationsConfig config;
        config.stations.absences = {{.station = "pick-0", .at_s = 300, .duration_s = 900, .every_s = 0}};
        World world({.pick = 2, .stow = 1}, make_orders({.orders = 150, .duration_s = 1}), config, 8);
        Executor executor(world, 8);
        const primitives::Station& closed = world.ops.stations()[0];
        executor.run(300);
        CHECK(closed.pods_served > 0);
        executor.run(900);
        const std::int64_t served = closed.pods_served;
        const Step down = closed.time_in(StationState::Down, executor.now());
        CHECK(closed.state() == StationState::Down);
        CHECK(closed.robots_inbound() == 0);
        // Its lane has four places of about 15 s each.
        CHECK(down > world.clock.steps(400));
        CHECK(down < world.clock.steps(600));
        executor.run(1200);
        CHECK(closed.pods_served == served);
        CHECK(world.ops.stations()[1].pods_served > served);
        executor.run(4 * 3600);
        CHECK(world.ops.finished(executor.now()));
        CHECK(closed.pods_served > served);
        CHECK(closed.time_in(StationState::Down, executor.now()) == down + world.clock.steps(300));
    }

    TEST_CASE("a break of all stations stops the site and nothing is lost, with faults of stations inside it too") {
        OperationsConfig config;
        config.stations.absences = {{.at_s = 200, .duration_s = 300, .every_s = 1000}};
        config.faults.scheduled = {{.kind = "station", .at_s = 250, .duration_s = 400, .station = "pick-1"}};
        World world({}, make_orders({.orders = 200, .duration_s = 1}), config, 10);
        Executor executor(world, 10);
        executor.run(480);
        const std::int64_t lines = world.ops.orders().lines_done;
        executor.run(499);
        CHECK(world.ops.orders().lines_done == lines);
        executor.run(6 * 3600);
        CHECK(world.ops.finished(executor.now()));
        CHECK(world.ops.orders().completed == 200);
    }

    TEST_CASE("without absences and arms the hash is that of a site that knows neither") {
        const auto hash = [](const OperationsConfig& config) {
            World world({}, make_orders({.orders = 40, .duration_s = 600}), config, 6);
            Executor executor(world, 6);
            executor.run(3600);
            return executor.hash();
        };
        OperationsConfig late;
        late.stations.absences = {{.station = "pick-1", .at_s = 30000000, .duration_s = 10, .every_s = 0}};
        late.stations.exception_people = 3;
        CHECK(hash(OperationsConfig()) == hash(late));
    }

    TEST_CASE("an arm that never succeeds makes all its attempts, then a person picks the unit while the pod waits") {
        OperationsConfig config = fixed();
        config.stations.success_rate = 0;
        config.stations.attempts = 2;
        config.stations.exception_s = 45;
        World world({.pick = 1, .stow = 0}, orders_of({{{0, 1}}, {{1, 1}}}, 2), config, 1);
        Executor executor(world, 1);
        executor.run(3600);
        CHECK(world.ops.orders().completed == 2);
        // Each unit: two attempts of 10 s and 45 s of the person.
        CHECK(working_s(world, 0, executor.now()) == doctest::Approx(2 * (2 * 10 + 45)));
        CHECK(world.ops.stations()[0].grips.attempts == 4);
        CHECK(world.ops.stations()[0].grips.exceptions == 2);
        CHECK(world.ops.stations()[0].exception_s == doctest::Approx(90));
    }

    TEST_CASE("one person for all stations handles their exceptions one after the other") {
        OperationsConfig config = fixed();
        config.stations.refusal_rate = 1;
        config.stations.exception_s = 100;
        const auto run = [&](std::int64_t people) {
            config.stations.exception_people = people;
            World world({.pick = 2, .stow = 0}, make_orders({.orders = 40, .duration_s = 1, .lines_max = 1, .units_max = 1}),
                        config, 8);
            Executor executor(world, 8);
            executor.run(8 * 3600);
            CHECK(world.ops.orders().completed == 40);
            return world.clock.seconds(executor.now());
        };
        const double one = run(1), two = run(2), any = run(0);
        // 40 exceptions of 100 s by one person, all after the first pod has come.
        CHECK(one > 4000);
        CHECK(one < 4300);
        CHECK(two == any);
        CHECK(any < 0.75 * one);
    }

    TEST_CASE("stow stations have arms too, and all stock arrives") {
        OperationsConfig config;
        config.storage.reorder_point = 0.9;
        config.storage.pod_capacity_units = 20;
        config.stations.success_rate = 0.6;
        config.stations.refusal_rate = 0.2;
        World world({}, make_orders({.orders = 150, .duration_s = 1800}), config, 10);
        Executor executor(world, 10);
        executor.run(6 * 3600);
        CHECK(world.ops.finished(executor.now()));
        CHECK(world.ops.stations()[2].grips.attempts > 0);
        CHECK(world.ops.stations()[2].grips.exceptions > 0);
    }
}
