// What a run tells of the flow on its floors and of its jams, as a user reads it.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "cli.hpp"

using namespace dray::test;

namespace {

// Many more sort robots than the floor has room for.
const std::string kCrowded = R"(
name: crowded
duration_s: 300
warm_up_s: 60
sorting:
  - name: sorter
    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 3, chutes_down: 2, induct_stations: 8, queue_cells: 6, chargers: 2, buffer_cells: 8}}
    fleets: [{name: sorters, count: 80}]
    inlet: {parcels_per_h: 5000, routes: 6}
)";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("edges, zones and jams are told the same for any --jobs, and dray bottlenecks names the worst jams") {
        const Scratch scratch;
        std::ofstream(scratch.path() / "crowded.yaml") << kCrowded;
        const std::string scenario = (scratch.path() / "crowded.yaml").string();
        for (const char* jobs : {"1", "2", "4"}) {
            const std::string out = (scratch.path() / (std::string("run") + jobs)).string();
            const Outcome run = run_dray(scratch, "run " + scenario + " --quiet --jobs " + jobs + " --out " + out);
            INFO(run.err);
            REQUIRE(run.exit_code == 0);
            CHECK(run.out.find("\n  jams ") != std::string::npos);
        }
        for (const char* name : {"edges.csv", "zones.csv", "jams.csv", "cells.csv"}) {
            const std::string one = slurp(scratch.path() / "run1" / name);
            CHECK(std::count(one.begin(), one.end(), '\n') > 3);
            CHECK(slurp(scratch.path() / "run2" / name) == one);
            CHECK(slurp(scratch.path() / "run4" / name) == one);
        }
        const auto summary = nlohmann::json::parse(slurp(scratch.path() / "run1" / "summary.json"));
        CHECK(summary["jams"]["count"].get<int>() > 0);
        CHECK(summary["jams"]["robot_h"].get<double>() <= summary["lost_time"]["waiting_robot_h"].get<double>());
        CHECK(summary["flow"]["sorter"]["real_over_free"].get<double>() > 1);

        const Outcome told = run_dray(scratch, "bottlenecks " + (scratch.path() / "run1").string());
        CHECK(told.exit_code == 0);
        CHECK(told.out.find("\nJams: ") != std::string::npos);
        CHECK(told.out.find("one behind the other") != std::string::npos);

        REQUIRE(run_dray(scratch, "report " + (scratch.path() / "run1").string()).exit_code == 0);
        const std::string page = slurp(scratch.path() / "run1" / "report.html");
        CHECK(page.find("<h2>Flow and jams</h2>") != std::string::npos);
        CHECK(page.find("sorter: flow against density") != std::string::npos);
    }
}
