// A sort floor with more robots than it bears, and the rule that lets only as many be under way as flow best.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <tbb/global_control.h>

#include "small_site.hpp"

using namespace dray;

namespace {

// Six stations with lanes for 42 robots before four chutes.
const std::string kCrowd = R"(
duration_s: 420
warm_up_s: 60
management: {mode: reactive, limit_robots: true}
sorting:
  - name: sorter
    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 2, chutes_down: 2, induct_stations: 6, queue_cells: 6, chargers: 1, buffer_cells: 4}}
    fleets: [{name: sorters, count: 60}]
    inlet: {parcels_per_h: 9000, routes: 4}
)";

engine::Results crowd(std::size_t jobs) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
    return test::run_to_end(engine::read_scenario(config::parse(kCrowd, "crowd.yaml", "."), "crowd"));
}

engine::Results crowded_sorter(const std::string& mode, std::uint64_t seed) {
    engine::Simulation run(
        engine::load_scenario(DRAY_SOURCE_DIR "/scenarios/crowded-sorter.yaml",
                              {"management.mode=" + mode, "duration_s=1800", "warm_up_s=600", fmt::format("seed={}", seed)}),
        seed);
    while (!run.done())
        run.tick();
    return run.results();
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a crowded sort floor under its limit: robots wait in lanes, no parcel is lost, and threads do not matter") {
        const engine::Results r = crowd(2);
        REQUIRE(r.management.rules[0].name == "limit_robots");
        CHECK(r.management.rules[0].times > 0);
        CHECK(r.collisions == 0);
        const engine::AreaResult& s = test::area(r, "sorting");
        CHECK(s["parcels_arrived"] == s["parcels_waiting"] + s["parcels_on_robots"] + s["parcels_sorted"]);
        CHECK(s["parcels_sorted"] > 100);
        // In turns: each of the six stations loads.
        for (const engine::StationResult& station : r.stations)
            CHECK(station.units > 5);
        // What stands in lanes because enough are under way is lost to the limit, not to the station.
        double limit_h = 0, station_h = 0;
        for (const engine::LostTime& loss : r.lost_time) {
            limit_h += loss.cause == "limit" ? loss.robot_h : 0;
            station_h += loss.cause == "station" ? loss.robot_h : 0;
        }
        CHECK(limit_h > 0);
        CHECK(station_h > 0);
        CHECK(crowd(1).state_hash == r.state_hash);
    }
}

TEST_SUITE("slow") {
    // Measured over the shipped hour, 8 pairs from seed 501: see the README's table of rules.
    TEST_CASE("the shipped crowded sort floor sorts more when fewer of its robots are under way") {
        for (const std::uint64_t seed : {501u, 502u}) {
            CAPTURE(seed);
            const engine::Results free = crowded_sorter("none", seed), limited = crowded_sorter("reactive", seed);
            CHECK(test::area(limited, "sorting")["parcels_sorted_per_hour"] >
                  1.05 * test::area(free, "sorting")["parcels_sorted_per_hour"]);
            // Stations that must not load are not what limits.
            for (const engine::Results& r : {free, limited})
                CHECK(r.bottlenecks[0].group == "sorter ways");
        }
    }
}
