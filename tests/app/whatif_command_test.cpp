#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli.hpp"
#include "small_floor.hpp"

using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;

namespace {

const std::string kSite = dray::test::kSmallFloor + R"(
duration_s: 400
warm_up_s: 100
fleets: [{name: drives, count: 5}]
stations: {pick_line_s: 40}
demand: {source: generator, orders_per_h: 600, backlog_orders: 60, skus: 40}
)";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("whatif prints what each relief brings, with its interval") {
        const Scratch scratch;
        const std::string site = scratch.file("slow-pick.yaml", kSite);
        const Outcome text = run_dray(scratch, "whatif " + site + " --candidates 1 --pairs 2 --most-pairs 2");
        CHECK(text.exit_code == 0);
        CHECK(text.out.find("limited by pick stations") != std::string::npos);
        CHECK(text.out.find("+1 pick station:") != std::string::npos);
        CHECK(text.out.find(" units/h (") != std::string::npos);
        const Outcome json = run_dray(scratch, "whatif " + site + " --candidates 1 --pairs 2 --most-pairs 2 --json");
        const auto found = nlohmann::json::parse(json.out);
        CHECK(found["unit"] == "units/h");
        REQUIRE(found["answers"].size() == 2);
        CHECK(found["answers"][0]["pairs"] == 2);
        CHECK(found["answers"][0]["half_width"].is_number());
    }

    TEST_CASE("stored answers stand in the report, alone and beside a run of the same scenario") {
        const Scratch scratch;
        const std::string site = scratch.file("slow-pick.yaml", kSite), out = (scratch.path() / "asked").string();
        const std::string ask = "whatif " + site + " --candidates 1 --pairs 2 --most-pairs 2 --out ";
        REQUIRE(run_dray(scratch, ask + out).exit_code == 0);
        CHECK(run_dray(scratch, ask + out).exit_code == 4);
        const std::string alone = run_dray(scratch, "report " + out + " --html -").out;
        CHECK(alone.find("+1 pick station</td>") != std::string::npos);
        REQUIRE(run_dray(scratch, "run " + site + " --quiet --force --out " + out).exit_code == 0);
        CHECK(run_dray(scratch, "report " + out + " --html -").out.find("+1 pick station</td>") == std::string::npos);
        REQUIRE(run_dray(scratch, ask + out).exit_code == 0);
        CHECK(run_dray(scratch, "report " + out + " --html -").out.find("+1 pick station</td>") != std::string::npos);
        CHECK(run_dray(scratch, ask + out + " --force --set fleets[0].count=4").exit_code == 2);
        scratch.file("asked/whatif.json", "{}");
        CHECK(run_dray(scratch, "report " + out).exit_code == 3);
    }

    TEST_CASE("pairs that cannot be are a usage error, a scenario that is not there one of the input") {
        const Scratch scratch;
        const std::string site = scratch.file("slow-pick.yaml", kSite);
        CHECK(run_dray(scratch, "whatif " + site + " --pairs 5 --most-pairs 3").exit_code == 2);
        CHECK(run_dray(scratch, "whatif " + scratch.path().string() + "/none.yaml").exit_code == 4);
    }
}
