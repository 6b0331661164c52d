#include "experiment/whatif/whatif.hpp"

#include <doctest/doctest.h>

#include <atomic>

#include "base/error.hpp"

using namespace dray;
using namespace dray::experiment;

namespace {

constexpr const char* kSite = R"(
name: slow-pick
duration_s: 500
warm_up_s: 100
floor:
  layout: storage
  storage: {block_columns: 5, block_rows: 2, blocks_across: 2, blocks_down: 2, pick_stations: 2, stow_stations: 1, queue_cells: 2,
            chargers: 2, buffer_cells: 2}
fleets: [{name: drives, count: 6}]
storage: {fill: 0.8, pod_capacity_units: 100}
stations: {pick_line_s: 30, service_cv: 0}
demand: {source: generator, orders_per_h: 900, backlog_orders: 60, skus: 40, lines_per_order: [1]}
)";

engine::LoadedScenario site(const std::vector<std::string>& overrides) {
    return engine::read_scenario(config::parse(kSite, "site.yaml", ".", overrides), "site");
}

std::vector<Relief> of_group(const std::vector<Relief>& all, const std::string& group) {
    std::vector<Relief> found;
    for (const Relief& r : all)
        if (r.group == group) found.push_back(r);
    return found;
}

insight::Interval interval(double mean, double half_width) {
    return {.mean = mean, .low = mean - half_width, .high = mean + half_width};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("an answer is clear when its interval is on one side of nothing and half its size, or wholly negligible") {
        CHECK(clarity_of(interval(40, 20), 1000, 0.01) == Clarity::Gain);
        CHECK(clarity_of(interval(40, 21), 1000, 0.01) == Clarity::Unclear);
        CHECK(clarity_of(interval(-40, 6), 1000, 0.01) == Clarity::Loss);
        CHECK(clarity_of(interval(3, 6), 1000, 0.01) == Clarity::Negligible);
        CHECK(clarity_of(interval(3, 8), 1000, 0.01) == Clarity::Unclear);
    }

    TEST_CASE("a conveyor is relieved by speed, a lift by time and by places, and both by fields that are there") {
        const std::string text = "handling: [{name: a}, {name: b}]\nconnections: [{from: a.handled, to: b.parcels, CARRIER}]\n";
        const auto reliefs_of = [&](const std::string& carrier, const std::string& group) {
            std::string with = text;
            with.replace(with.find("CARRIER"), 7, carrier);
            const auto read = [&](const std::vector<std::string>& overrides) {
                return engine::read_scenario(config::parse(with, "site.yaml", ".", overrides), "site").scenario;
            };
            const auto found = of_group(practical_reliefs(read({})), group);
            for (const Relief& r : found)
                CHECK(read(r.overrides).connections[0].carried());
            return found;
        };
        const auto faster = reliefs_of("conveyor: {speed_mps: 0.4}", "a > b conveyor");
        REQUIRE(faster.size() == 1);
        CHECK(faster[0].what == "+10 % speed of the conveyor a > b");
        CHECK(faster[0].overrides == std::vector<std::string>{"connections[0].conveyor.speed_mps=0.44"});
        const auto lift = reliefs_of("lift: {units: 4, trip_s: 10, transfer_s: 1}", "a > b lift");
        REQUIRE(lift.size() == 2);
        CHECK(lift[0].overrides == std::vector<std::string>{"connections[0].lift.units=5"});
        CHECK(lift[1].overrides ==
              std::vector<std::string>{"connections[0].lift.trip_s=8", "connections[0].lift.transfer_s=0.8"});
    }

    TEST_CASE("reliefs change the fields of their group and say by how much") {
        const engine::Scenario s = site({}).scenario;
        const auto pick = of_group(practical_reliefs(s), "pick stations");
        REQUIRE(pick.size() == 2);
        CHECK(pick[0].what == "+1 pick station");
        CHECK(pick[0].overrides == std::vector<std::string>{"floor.storage.pick_stations=3"});
        CHECK(pick[0].factor == doctest::Approx(1.5));
        CHECK(pick[1].overrides[0] == "stations.pick_line_s=24");
        const auto drives = of_group(marginal_reliefs(s), "drives");
        REQUIRE(drives.size() == 1);
        CHECK(drives[0].overrides[0] == "fleets[0].count=7");
        CHECK(drives[0].factor == doctest::Approx(7.0 / 6));
        CHECK(site(drives[0].overrides).scenario.fleets[0].count == 7);
        CHECK(of_group(marginal_reliefs(s), "arrivals")[0].overrides[0] == "demand.orders_per_h=990");
    }

    TEST_CASE("reliefs of a loop sorter are those of its inducts, its belt and, where people swap cages, its chutes") {
        engine::Scenario s;
        s.areas.of("loop_sorters").append();
        CHECK(of_group(practical_reliefs(s), "loop inducts")[0].overrides[0] == "loop_sorters[0].induct.count=9");
        CHECK(of_group(practical_reliefs(s), "loop belt")[0].overrides[0] == "loop_sorters[0].belt.speed_mps=2.2");
        CHECK(of_group(practical_reliefs(s), "loop chutes").size() == 2);
        CHECK(of_group(practical_reliefs(s), "loop arrivals").size() == 1);
        s.connections.resize(2);
        s.connections[0].from = "loop.chutes";
        s.connections[0].to = "yard.chutes";
        s.connections[1].from = "tunnel.identified";
        s.connections[1].to = "loop.parcels";
        CHECK(of_group(practical_reliefs(s), "loop chutes").empty());
        CHECK(of_group(practical_reliefs(s), "loop arrivals").empty());
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("the relief of what limits a site gains, whatever the number of threads") {
        const ScenarioSource source = site;
        const WhatIfOptions options{.seed = 5, .candidates = 1, .fewest_pairs = 2, .most_pairs = 4, .threads = 1};
        const WhatIf found = what_if(source, options);
        CHECK(found.unit == "units");
        CHECK(found.ranking[0].group == "pick stations");
        REQUIRE(found.answers.size() == 2);
        for (const WhatIfAnswer& a : found.answers)
            CHECK(a.gain.mean > 0.1 * found.base_per_h);
        WhatIfOptions two = options;
        two.threads = 2;
        const WhatIf again = what_if(source, two);
        for (std::size_t i = 0; i < 2; ++i) {
            CHECK(again.answers[i].gain.mean == found.answers[i].gain.mean);
            CHECK(again.answers[i].pairs == found.answers[i].pairs);
        }
    }

    TEST_CASE("what cannot be built is an answer with its reason") {
        const ScenarioSource source = [](const std::vector<std::string>& more) {
            std::vector<std::string> overrides = {"floor.storage.pick_stations=11"};
            overrides.insert(overrides.end(), more.begin(), more.end());
            return site(overrides);
        };
        const WhatIf found = what_if(source, {.seed = 5, .candidates = 7, .fewest_pairs = 2, .most_pairs = 2, .threads = 2});
        const auto more =
            std::ranges::find(found.answers, "+1 pick station", [](const WhatIfAnswer& a) { return a.relief.what; });
        REQUIRE(more != found.answers.end());
        CHECK(more->clarity == Clarity::Impossible);
        CHECK_FALSE(more->fault.empty());
    }

    TEST_CASE("a failure in one of the runs side by side is told after all have ended") {
        std::atomic<int> ended{0};
        const auto work = [&](std::size_t i) {
            ++ended;
            if (i == 2) throw EnvironmentError("two");
            if (i == 4) throw EnvironmentError("four");
        };
        CHECK_THROWS_WITH_AS(run_side_by_side(6, 3, work, [] {}), "two", EnvironmentError);
        CHECK(ended == 6);
    }
}
