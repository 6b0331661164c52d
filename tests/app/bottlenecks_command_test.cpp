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
duration_s: 600
warm_up_s: 60
fleets: [{name: drives, count: 6}]
stations: {pick_line_s: 60}
demand: {source: generator, orders_per_h: 600, backlog_orders: 60, skus: 40}
)";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a finished run tells what held it back: in its summary, its tables and by a command") {
        const Scratch scratch;
        const std::string site = scratch.file("slow-pick.yaml", kSite), run = (scratch.path() / "run").string();
        const Outcome ran = run_dray(scratch, "run " + site + " --quiet --out " + run);
        REQUIRE(ran.exit_code == 0);
        CHECK(ran.out.find("bottleneck    pick stations 9") != std::string::npos);
        const auto summary = nlohmann::json::parse(slurp(run + "/summary.json"));
        CHECK(summary["bottlenecks"][0]["group"] == "pick stations");
        CHECK(slurp(run + "/bottlenecks.csv").find("\n1,pick stations,pick,") != std::string::npos);
        CHECK(slurp(run + "/resources.csv").find("\npick-2,pick stations,pick,") != std::string::npos);
        CHECK(slurp(run + "/timeseries.csv").find(",pick stations\n") != std::string::npos);

        const Outcome told = run_dray(scratch, "bottlenecks " + run);
        CHECK(told.exit_code == 0);
        CHECK(told.out.find(" 1. pick stations: bottleneck 9") != std::string::npos);
        const Outcome json = run_dray(scratch, "bottlenecks --json " + run);
        CHECK(nlohmann::json::parse(json.out)[0]["kind"] == "pick");
    }

    TEST_CASE("a directory without a finished run is refused with what to do") {
        const Scratch scratch;
        const Outcome none = run_dray(scratch, "bottlenecks " + scratch.path().string());
        CHECK(none.exit_code == 4);
        CHECK(none.err.find("there is no finished run here") != std::string::npos);
        scratch.file("summary.json", "{\"bottlenecks\": [{\"group\": 3}]}");
        const Outcome bad = run_dray(scratch, "bottlenecks " + scratch.path().string());
        CHECK(bad.exit_code == 4);
        CHECK(bad.err.find("not as this program writes it") != std::string::npos);
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("bench bottlenecks judges the detector and the classical rules on the same runs") {
        const Scratch scratch;
        const std::string options = " --sites reader-1 sorters-1 --pairs 2 --most-pairs 2 --cache " + scratch.path().string();
        const Outcome json = run_dray(scratch, "bench bottlenecks --json" + options);
        REQUIRE(json.exit_code == 0);
        const auto card = nlohmann::json::parse(json.out);
        CHECK(card["top1"] == 1.0);
        CHECK(card["baselines"].size() == 3);
        CHECK(card["sites"][1]["planted"] == "tunnel readers");
        CHECK(card["sites"][1]["measured"][0]["group"] == "tunnel readers");
        for (const char* name : {"top2", "rank_correlation", "false_alarms", "delay_s"})
            CHECK(card[name].is_number());
        const Outcome text = run_dray(scratch, "bench bottlenecks" + options);
        CHECK(text.out.find("| detector | 100.0 % |") != std::string::npos);
        CHECK(text.out.find(", 0 of them made now") != std::string::npos);
        CHECK(run_dray(scratch, "bench bottlenecks --sites nowhere").exit_code == 2);
    }
}
