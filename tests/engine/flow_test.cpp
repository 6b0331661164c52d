// The flow on the floors of whole runs: edges, zones and jams of small sites.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <numeric>

#include "small_site.hpp"

using namespace dray;

namespace {

const std::string kSorting = R"(
sorting:
  - name: sorter
    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 3, chutes_down: 2, induct_stations: 8, queue_cells: 6, chargers: 2, buffer_cells: 8}}
    fleets: [{name: sorters, count: 80}]
    inlet: {parcels_per_h: 5000, routes: 6}
)";

engine::Results run_of(engine::LoadedScenario loaded) {
    engine::Simulation run(std::move(loaded), 3);
    while (!run.done())
        run.tick();
    return run.results();
}

double waiting_h(const engine::Results& r) {
    return std::accumulate(r.lost_time.begin(), r.lost_time.end(), 0.0,
                           [](double sum, const engine::LostTime& loss) { return sum + loss.robot_h; });
}

double seconds_of(const engine::FlowResult& f, double engine::EdgeResult::*time_s) {
    return std::accumulate(f.edges.begin(), f.edges.end(), 0.0,
                           [&](double sum, const engine::EdgeResult& edge) { return sum + edge.*time_s; });
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a robot that is alone takes its free-flow time, but for the stops at its goals") {
        const engine::Results r = run_of(test::small_site({"fleets[0].count=1"}));
        const engine::FlowResult& f = r.flow.at(0);
        std::int64_t passages = 0;
        for (const engine::EdgeResult& edge : f.edges)
            passages += edge.passages;
        REQUIRE(passages > 150);
        const double free_s = seconds_of(f, &engine::EdgeResult::free_s), real_s = seconds_of(f, &engine::EdgeResult::real_s);
        // A stop at a goal costs the cells beside it less than v / (2 a), 1.5 s with a full pod; there is one in some ten cells.
        CHECK(real_s > 0.97 * free_s);
        CHECK(real_s < 1.15 * free_s);
        CHECK(r.jams.count == 0);
    }

    TEST_CASE("a crowded sort floor: robots take longer, and jams hold part of the waiting") {
        const engine::Results r = run_of(test::facility(kSorting, {"duration_s=400", "warm_up_s=60"}));
        const engine::FlowResult& f = r.flow.at(0);
        CHECK(seconds_of(f, &engine::EdgeResult::real_s) > 1.5 * seconds_of(f, &engine::EdgeResult::free_s));
        REQUIRE(r.jams.count > 3);
        CHECK(r.jams.robot_h > 0);
        CHECK(r.jams.robot_h <= waiting_h(r));
        double told_h = 0;
        for (const engine::JamResult& jam : r.jams.largest) {
            told_h += jam.robot_h;
            CHECK(jam.area == "sorter");
            CHECK(jam.robots_max >= 3);
            CHECK(jam.chain_max <= jam.robots_max + 3);
            CHECK(jam.to_s - jam.from_s >= 5);
            CHECK(jam.to_s <= r.sim_duration_s + 1);
        }
        CHECK(told_h <= r.jams.robot_h + 1e-9);
        CHECK(r.jams.median_s() <= r.jams.longest_s());
        CHECK_FALSE(f.diagram.empty());
        // Every robot minute in traffic is in some zone: as many as robots drove and waited.
        double robot_s = 0, in_traffic_s = 0;
        for (const engine::ZonePeriod& p : f.periods)
            robot_s += p.robots * (p.to_s - p.from_s);
        for (std::size_t c = 0; c < r.floors[0].kind.size(); ++c)
            in_traffic_s += r.floors[0].driving_s[c] + r.floors[0].waiting_s[c];
        CHECK(robot_s == doctest::Approx(in_traffic_s).epsilon(1e-4));
    }

    TEST_CASE("robots that wait for slow pickers in their lanes and on their slots are no jam") {
        const engine::Results r =
            run_of(test::small_site({"demand.orders_per_h=900", "demand.backlog_orders=100", "stations.pick_line_s=60"}));
        CHECK(waiting_h(r) > 0.3);
        CHECK(r.jams.robot_h < 0.05 * waiting_h(r));
    }

    TEST_CASE("flow and jams are the same on 1, 2 and 4 threads") {
        const auto figures = [](std::size_t jobs) {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
            const engine::Results r = run_of(test::facility(kSorting, {"duration_s=150", "warm_up_s=60"}));
            std::vector<double> all = {r.jams.robot_h, static_cast<double>(r.jams.count)};
            for (const engine::JamResult& jam : r.jams.largest)
                all.insert(all.end(), {jam.from_s, jam.to_s, jam.robots_mean, static_cast<double>(jam.head_row)});
            for (const engine::FlowResult& f : r.flow)
                for (const engine::EdgeResult& edge : f.edges)
                    all.insert(all.end(), {static_cast<double>(edge.cell), edge.free_s, edge.real_s});
            return all;
        };
        const std::vector<double> one = figures(1);
        CHECK(figures(2) == one);
        CHECK(figures(4) == one);
    }
}
