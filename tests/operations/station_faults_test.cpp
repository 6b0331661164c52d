#include "operations/station_faults.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;

namespace {

FaultConfig at_station(const std::string& name, double at_s, double duration_s) {
    return {.kind = "station", .at_s = at_s, .duration_s = duration_s, .station = name};
}

struct Told {
    Step at;
    std::uint32_t lane;
    bool down;
    friend bool operator==(const Told&, const Told&) = default;
};

std::vector<Told> play(StationFaults& faults, Step until) {
    std::vector<Told> told;
    for (Step now = 0; now <= until; ++now)
        for (const StationChange& change : faults.due(now))
            told.push_back({now, change.lane.value, change.down});
    return told;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a scheduled fault takes a station down and lets it up to the step, and two at once last as long as the longer") {
        const floor::Floor floor = make_floor({});
        FaultsConfig config;
        config.scheduled = {at_station("pick-1", 10, 5), at_station("pick-0", 3, 4), at_station("pick-0", 5, 10)};
        StationFaults faults(config, floor, Clock(), 1);
        CHECK(play(faults, 1000) == std::vector<Told>{{60, 0, true}, {200, 1, true}, {300, 0, false}, {300, 1, false}});
    }

    TEST_CASE("a station that people close is down until they open it, whatever faults it has meanwhile") {
        const floor::Floor floor = make_floor({});
        FaultsConfig config;
        config.scheduled = {at_station("pick-0", 1, 1)};
        StationFaults faults(config, floor, Clock(), 1);
        const auto changes = [&](Step now) { return faults.due(now).size(); };
        faults.close(LaneId(0), true, 10);
        faults.close(LaneId(0), true, 10);
        CHECK(faults.closed(LaneId(0)));
        CHECK(changes(9) == 0);
        CHECK(changes(10) == 1);
        CHECK(changes(60) == 0);
        faults.close(LaneId(0), false, 100);
        CHECK_FALSE(faults.closed(LaneId(0)));
        REQUIRE(changes(100) == 1);
        faults.close(LaneId(0), false, 120);
        CHECK(changes(200) == 0);
    }

    TEST_CASE("random faults have the mean running time and length that the scenario names, and a stream per station") {
        const floor::Floor floor = make_floor({});
        FaultsConfig config;
        config.station_mtbf_h = 0.5;
        config.station_mttr_s = 200;
        StationFaults faults(config, floor, Clock(), 1);
        const Step until = Clock().steps(2e6);
        std::vector<Step> since(floor.lanes().size(), 0);
        double down_s = 0;
        int count = 0;
        for (Step now = 0; now <= until; now += 10)
            for (const StationChange& change : faults.due(now)) {
                if (change.down)
                    since[change.lane.index()] = now;
                else
                    down_s += Clock().seconds(now - since[change.lane.index()]);
                count += change.down ? 1 : 0;
            }
        // About a thousand faults a station: four deviations are 8 %.
        const double stations = static_cast<double>(floor.lanes().size());
        CHECK(count == doctest::Approx(stations * 2e6 / 2000).epsilon(0.08));
        CHECK(down_s / count == doctest::Approx(200).epsilon(0.08));
    }

    TEST_CASE(
        "a pick that is interrupted takes as much longer, nothing is lost, and no order is given to a station that is down") {
        OperationsConfig config;
        config.faults.scheduled = {at_station("pick-0", 100, 600), at_station("pick-1", 200, 100)};
        World world({}, make_orders({.orders = 60, .duration_s = 1}), config, 8);
        Executor executor(world, 8);
        executor.run(3 * 3600);
        CHECK(world.ops.finished(executor.now()));
        const primitives::Station& first = world.ops.stations()[0];
        const auto down = [&](const primitives::Station& s) { return s.time_in(primitives::StationState::Down, executor.now()); };
        CHECK(down(first) == Clock().steps(600));
        CHECK(down(world.ops.stations()[1]) == Clock().steps(100));
        CHECK(world.ops.stations()[1].orders_done > first.orders_done);
    }
}
