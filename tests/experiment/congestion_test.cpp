// The forecast of congestion learns from many sites and is judged on others.
#include <doctest/doctest.h>

#include <set>

#include "experiment/congestion/learning.hpp"
#include "experiment/congestion/varied_sites.hpp"

using namespace dray;
using namespace dray::experiment;

namespace {

// Disjoint from the sites and seeds of training (site seed 301, runs from 1) and of the README's judgement (9001, runs from
// 1001).
constexpr std::uint64_t kSiteSeed = 7007, kRunSeed = 5001;

std::vector<CongestionRun> runs_of(std::size_t of_each, const std::set<std::string>& families, const std::string& duration_s) {
    std::vector<CongestionRun> runs;
    for (const VariedSite& site : varied_sites(kSiteSeed, of_each)) {
        if (!families.empty() && !families.contains(site.family)) continue;
        const auto source = [site, duration_s](const std::vector<std::string>&) {
            return engine::read_scenario(config::parse(site.yaml, site.name, ".", {"duration_s=" + duration_s}), site.name);
        };
        runs.push_back({.site = site.name, .family = site.family, .source = source, .seed = kRunSeed});
    }
    return runs;
}

std::vector<CongestionSamples> seen(const std::vector<CongestionRun>& runs) {
    return congestion_samples(
        runs, 2, [] { return false; }, [](std::size_t) {});
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("varied sites are the same for the same seed and differ in their numbers for another") {
        const auto sites = varied_sites(1, 2), again = varied_sites(1, 2), others = varied_sites(2, 2);
        REQUIRE(sites.size() == 2 * kSiteFamilies);
        std::set<std::string> texts, families;
        for (std::size_t i = 0; i < sites.size(); ++i) {
            CHECK(sites[i].yaml == again[i].yaml);
            CHECK(sites[i].name == others[i].name);
            texts.insert(sites[i].yaml);
            texts.insert(others[i].yaml);
            families.insert(sites[i].family);
        }
        CHECK(texts.size() == 4 * kSiteFamilies);
        CHECK(families.size() == kSiteFamilies);
    }

    TEST_CASE("on sites that it has not seen the shipped forecast tells more than what is now") {
        const CongestionScore score =
            experiment::score(insight::load_model(""), seen(runs_of(2, {"storage", "sorting", "handling"}, "5400")), 0.85);
        CHECK(score.sites == 6);
        CHECK(score.shifts > 0.1);
        CHECK(score.hit_rate >= score.persistence_hit_rate);
        CHECK(score.brier < 0.95 * score.sure_persistence_brier);
        CHECK(score.brier < 0.9 * score.persistence_brier);
        CHECK(score.zone_error < 0.95 * score.persistence_zone_error);
        CHECK(score.station_error < score.persistence_station_error);
    }

    TEST_CASE("what is learned does not depend on threads, and persistence scores as it must") {
        const auto samples = seen(runs_of(1, {"handling", "readers", "loop"}, "2000"));
        const LearnedCongestion one = learn(samples, 1), many = learn(samples, 3);
        CHECK(one.model == many.model);
        CHECK(one.left_out.brier == many.left_out.brier);
        CHECK(one.left_out.sites == 3);
        insight::CongestionModel persistence;
        persistence.group[0] = 100;
        const CongestionScore score = experiment::score(persistence, samples, 1);
        CHECK(score.hit_rate == score.persistence_hit_rate);
        CHECK(score.brier == doctest::Approx(score.persistence_brier));
        CHECK(score.sure_persistence_brier == doctest::Approx(score.persistence_brier));
        CHECK(score.hit_gain.mean == 0);
    }
}
