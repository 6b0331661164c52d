#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "engine/scenario.hpp"
#include "experiment/bottleneck_bench/rules.hpp"
#include "experiment/bottleneck_bench/scorecard.hpp"
#include "scratch.hpp"

using namespace dray;
using namespace dray::experiment;

namespace {

std::int64_t robots_of(const engine::Scenario& s) {
    std::int64_t robots = 0;
    for (const auto& f : s.fleets)
        robots += f.count;
    for (const auto& area : s.sorting)
        for (const auto& f : area.fleets)
            robots += f.count;
    for (const auto& area : s.transport)
        for (const auto& f : area.fleets)
            robots += f.count;
    return robots;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("both sets have the same small sites with different numbers, and their seeds are disjoint") {
        CHECK(kTuning.site_seed != kScorecard.site_seed);
        // Runs of a set take at most as many seeds as pairs.
        CHECK(std::max(kTuning.run_seed, kScorecard.run_seed) - std::min(kTuning.run_seed, kScorecard.run_seed) > 1000);
        const auto tuning = planted_sites(kTuning.site_seed), scorecard = planted_sites(kScorecard.site_seed);
        REQUIRE(tuning.size() > 30);
        REQUIRE(scorecard.size() == tuning.size());
        std::set<std::string> names;
        for (std::size_t i = 0; i < tuning.size(); ++i) {
            CAPTURE(tuning[i].name);
            names.insert(tuning[i].name);
            CHECK(tuning[i].name == scorecard[i].name);
            CHECK(tuning[i].yaml != scorecard[i].yaml);
            for (const PlantedSite& site : {tuning[i], scorecard[i]}) {
                const auto loaded = engine::read_scenario(config::parse(site.yaml, site.name, "."), site.name);
                CHECK(robots_of(loaded.scenario) <= 20);
                CHECK(loaded.scenario.duration_s <= 1800);
            }
        }
        CHECK(names.size() == tuning.size());
    }

    TEST_CASE("rank correlation is 1 for the same order, -1 for the opposite one, and shares ranks of equal values") {
        const std::vector<double> a = {1, 2, 3, 4}, same = {10, 20, 25, 90}, opposite = {9, 7, 2, 0}, flat = {1, 1, 1, 1};
        CHECK(rank_correlation(a, same) == doctest::Approx(1));
        CHECK(rank_correlation(a, opposite) == doctest::Approx(-1));
        CHECK(rank_correlation(a, flat) == 0);
        const std::vector<double> tied = {1, 2, 2, 3};
        CHECK(rank_correlation(a, tied) == doctest::Approx(4.5 / std::sqrt(5 * 4.5)));
    }

    TEST_CASE("each rule puts the group first that is largest by it") {
        RunFigures run;
        run.groups = {{.group = "a", .score = 0.6, .waiting = 1, .mean_active_period_s = 5, .utilisation = 0.2},
                      {.group = "b", .score = 0.3, .waiting = 9, .mean_active_period_s = 4, .utilisation = 0.3},
                      {.group = "c", .score = 0.1, .waiting = 2, .mean_active_period_s = 7, .utilisation = 0.9}};
        CHECK(ranked_by(Rule::Detector, run) == std::vector<std::string>{"a", "b", "c"});
        CHECK(ranked_by(Rule::Utilisation, run)[0] == "c");
        CHECK(ranked_by(Rule::LongestQueue, run)[0] == "b");
        CHECK(ranked_by(Rule::MeanActivePeriod, run)[0] == "c");
    }

    TEST_CASE("runs that were kept come back, and a line that was cut off is left out") {
        const Scratch scratch;
        const auto file = scratch.path / "sub" / "runs.jsonl";
        RunFigures run{
            .per_h = 12.5, .groups = {{.group = "drives", .score = 0.5}}, .shifts = {{60, "drives"}}, .open_orders = {3, 4}};
        {
            RunCache cache(file);
            CHECK_FALSE(cache.find(7).has_value());
            cache.keep(7, run);
        }
        std::ofstream(file, std::ios::app) << "{\"key\": 8, \"per";
        RunCache cache(file);
        REQUIRE(cache.find(7).has_value());
        CHECK(cache.find(7)->per_h == 12.5);
        CHECK(cache.find(7)->groups[0].group == "drives");
        CHECK(cache.find(7)->shifts[0].second == "drives");
        CHECK_FALSE(cache.find(8).has_value());
        cache.keep(9, run);
        CHECK(RunCache(file).find(9).has_value());
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("the planted suite in small form: measured and named bottlenecks agree, and a second measurement runs nothing") {
        const Scratch scratch;
        ScorecardOptions options{.set = kTuning,
                                 .sites = {"pick-1", "sorters-1", "movers-1", "reader-1", "desk-1", "worker-2", "putter-1",
                                           "packer-1", "cell-1", "merge-1", "belt-1", "outlet-1", "arrivals-4", "conveyor-1"},
                                 .fewest_pairs = 2,
                                 .most_pairs = 2,
                                 .cache = scratch.path,
                                 .build = "test",
                                 .threads = 2};
        const Scorecard card = measure_scorecard(options);
        REQUIRE(card.sites.size() == 14);
        for (const SiteVerdict& site : card.sites) {
            CAPTURE(site.name);
            CHECK(site.measured.front().group == site.planted);
            CHECK(site.named == site.planted);
        }
        CHECK(card.rules[0].top1 == 1);
        CHECK(card.runs_made == card.runs);
        const Scorecard again = measure_scorecard(options);
        CHECK(again.runs_made == 0);
        CHECK(again.rules[0].rank_correlation == card.rules[0].rank_correlation);
    }

    TEST_CASE("a flood of orders after quiet: the detector notices within five minutes") {
        const Scratch scratch;
        const Scorecard card = measure_scorecard({.set = kTuning,
                                                  .sites = {"shift-1"},
                                                  .fewest_pairs = 2,
                                                  .most_pairs = 2,
                                                  .cache = scratch.path,
                                                  .build = "test",
                                                  .threads = 2});
        REQUIRE(card.shifts.size() == 1);
        CHECK(card.shifts[0].delays_s.size() == 2);
        CHECK(card.largest_delay_s < 300);
        CHECK(card.shifts[0].right_before > 0.9);
    }
}
