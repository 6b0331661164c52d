#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli.hpp"
#include "small_floor.hpp"

using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

const std::string kSite = dray::test::kSmallFloor + R"(
duration_s: 1000
warm_up_s: 100
fleets: [{name: drives, count: 5}]
demand: {source: generator, orders_per_h: 250, skus: 40}
)";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("training gives the same model to the last byte, whatever --jobs, and a run forecasts by it") {
        const Scratch scratch;
        const std::string site = scratch.file("site.yaml", kSite), dir = scratch.path().string();
        const std::string other = scratch.file("other.yaml", kSite + "stations: {pick_line_s: 25}\n");
        const std::string train =
            "train congestion " + site + " --sites 0 --unseen-sites 0 --runs 2 --test-runs 1 --unseen " + other;
        const Outcome text = run_dray(scratch, train + " --jobs 1 --out " + dir + "/a.json");
        REQUIRE(text.exit_code == 0);
        CHECK(text.out.find("| unseen seeds | 1 |") != std::string::npos);
        CHECK(text.out.find("| unseen scenarios | 1 |") != std::string::npos);
        const Outcome json = run_dray(scratch, train + " --jobs 3 --json --out " + dir + "/b.json");
        CHECK(slurp(dir + "/a.json") == slurp(dir + "/b.json"));
        const auto figures = nlohmann::json::parse(json.out);
        CHECK(figures["training"]["moments"].get<int>() > 20);
        CHECK(figures["unseen_seeds"]["persistence"]["hit_rate"].is_number());

        const std::string run = "run " + site +
                                " --set management.mode=predictive --set management.meter_zones=true --quiet --force --out " +
                                dir + "/run --set management.model=";
        const Outcome predictive = run_dray(scratch, run + dir + "/a.json");
        CHECK(predictive.exit_code == 0);
        CHECK(predictive.out.find("foretold") != std::string::npos);
        const auto summary = nlohmann::json::parse(slurp(dir + "/run/summary.json"));
        CHECK(summary["management"]["forecast"]["moments"].get<int>() > 20);

        std::string model = slurp(dir + "/a.json");
        model.replace(model.find("\"version\": 2"), 12, "\"version\": 1");
        const Outcome old = run_dray(scratch, run + scratch.file("old.json", model).string());
        CHECK(old.exit_code == 3);
        CHECK(old.err.find("the model is of version 1, but this program reads version 2") != std::string::npos);
        const Outcome missing = run_dray(scratch, run + "none.json");
        CHECK(missing.exit_code == 4);
        CHECK(missing.err.find("management.model") != std::string::npos);
    }

    TEST_CASE("seeds and sites that it has seen are a usage error") {
        const Scratch scratch;
        const std::string site = scratch.file("site.yaml", kSite), train = "train congestion " + site;
        CHECK(run_dray(scratch, train + " --seed 5 --runs 3 --test-seed 7").exit_code == 2);
        CHECK(run_dray(scratch, train + " --site-seed 4 --unseen-site-seed 4").exit_code == 2);
        CHECK(run_dray(scratch, train + " --unseen " + site).exit_code == 2);
        CHECK(run_dray(scratch, "train congestion --sites 0").exit_code == 2);
    }
}
