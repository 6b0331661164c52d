#include "operations/faults.hpp"

#include <doctest/doctest.h>

#include <map>

#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;

namespace {

using Kind = FaultEvent::Kind;

// Lets robots break and be cleared as told; returns step and kind by robot.
std::map<std::uint32_t, std::vector<std::pair<Step, Kind>>> play(FaultClock& clock, Step until) {
    std::map<std::uint32_t, std::vector<std::pair<Step, Kind>>> events;
    for (Step now = 0; now < until; now += 16) {
        for (const FaultEvent& event : clock.due(now, {})) {
            events[event.robot.value].emplace_back(now, event.kind);
            if (event.kind == Kind::Breakdown) clock.broke(event.robot, now, false);
            if (event.kind == Kind::Clear) clock.cleared(event.robot, now);
        }
    }
    return events;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("scheduled faults come at their time and are cleared after theirs") {
        FaultsConfig config;
        config.scheduled = {{"breakdown", 1, 100, 50}, {"brakes", 0, 20, 30}};
        FaultClock clock(config, 2, Clock(), 1);
        const auto events = play(clock, 20 * 1000);
        CHECK(events.at(1) == std::vector<std::pair<Step, Kind>>{{2000, Kind::Breakdown}, {3008, Kind::Clear}});
        CHECK(events.at(0) == std::vector<std::pair<Step, Kind>>{{400, Kind::BrakesFail}, {1008, Kind::Clear}});
    }

    TEST_CASE("a second fault of a broken robot prolongs the first, and a collision is cleared after mttr_s") {
        FaultsConfig config;
        config.mttr_s = 200;
        config.scheduled = {{"breakdown", 0, 100, 50}, {"breakdown", 0, 120, 100}};
        FaultClock clock(config, 2, Clock(), 1);
        CHECK(play(clock, 20 * 1000).at(0) == std::vector<std::pair<Step, Kind>>{{2000, Kind::Breakdown}, {4400, Kind::Clear}});
        clock.broke(RobotId(1), 40000, true);
        CHECK(clock.due(43999, {}).empty());
        REQUIRE(clock.due(44000, {}).size() == 1);
        CHECK(clock.due(44000, {}).empty());
    }

    TEST_CASE("random breakdowns have the mean running time and the mean length that the scenario names") {
        FaultsConfig config;
        config.mtbf_h = 2;
        config.mttr_s = 900;
        FaultClock clock(config, 200, Clock(), 1);
        const Step until = Clock().steps(100 * 3600);
        double broken_s = 0, count = 0;
        for (const auto& [robot, events] : play(clock, until)) {
            for (std::size_t i = 0; i + 1 < events.size(); i += 2) {
                REQUIRE(events[i].second == Kind::Breakdown);
                REQUIRE(events[i + 1].second == Kind::Clear);
                broken_s += Clock().seconds(events[i + 1].first - events[i].first);
                ++count;
            }
        }
        CHECK(broken_s / count == doctest::Approx(900).epsilon(0.05));
        CHECK((200 * 100 * 3600.0 - broken_s) / count == doctest::Approx(2 * 3600).epsilon(0.05));
    }

    TEST_CASE("a robot's random breakdowns do not depend on how many robots there are, and shift by other faults' standstill") {
        FaultsConfig config;
        config.mtbf_h = 1;
        FaultClock few(config, 2, Clock(), 5), many(config, 30, Clock(), 5);
        const auto a = play(few, Clock().steps(20 * 3600)), b = play(many, Clock().steps(20 * 3600));
        CHECK(a.at(0) == b.at(0));
        CHECK(a.at(0) != a.at(1));
        FaultClock disturbed(config, 2, Clock(), 5);
        disturbed.broke(RobotId(0), 16, true);
        const auto c = play(disturbed, Clock().steps(20 * 3600));
        REQUIRE(c.at(0).front().second == Kind::Clear);
        CHECK(std::abs(c.at(0)[1].first - a.at(0)[0].first - (c.at(0)[0].first - 16)) <= 16);
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("a robot that breaks on its way to a pod loses the job to another, one with a pod keeps it") {
        OperationsConfig config;
        World world({}, orders_of({{{0, 1}}}, 1), config, 2);
        // They start far from the stations, and the nearest pod is asked for.
        Executor executor(world, 2, 80);
        executor.run(0.05);
        const bool first_fetches = !world.ops.errands(RobotId(0)).empty();
        const RobotId fetcher(first_fetches ? 0 : 1), other(first_fetches ? 1 : 0);
        REQUIRE(world.ops.errands(fetcher).size() == 1);
        const CellId pod_cell = world.ops.errands(fetcher).front().goal;
        executor.break_robot(fetcher);
        CHECK(world.ops.errands(fetcher).empty());
        executor.run(2);
        REQUIRE(!world.ops.errands(other).empty());
        CHECK(world.ops.errands(other).front().goal == pod_cell);

        // The other lifts the pod, breaks with it, and brings it all the same once it is cleared.
        while (!world.ops.carries(other).valid() && executor.now() < 20 * 600)
            executor.run(world.clock.seconds(executor.now()) + 1);
        const PodId pod = world.ops.carries(other);
        REQUIRE(pod.valid());
        executor.break_robot(other);
        CHECK(world.ops.carries(other) == pod);
        executor.run(1200);
        CHECK(world.ops.carries(other) == pod);
        CHECK(world.ops.orders().completed == 0);
        executor.clear_robot(other);
        executor.run(2400);
        CHECK(world.ops.orders().completed == 1);
    }

    TEST_CASE("a fleet that breaks down all the time still completes every order") {
        OperationsConfig config;
        config.storage.pod_capacity_units = 60;
        config.faults.mtbf_h = 0.25;
        config.faults.mttr_s = 180;
        World world({}, make_orders({.orders = 150, .duration_s = 1800}), config, 12);
        Executor executor(world, 12);
        executor.run(6 * 3600);
        CHECK(world.ops.orders().completed == 150);
        CHECK(executor.faults().size() > 20);
    }
}
