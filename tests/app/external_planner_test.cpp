// Runs whose robots are moved by a program of the user's, good and bad.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli.hpp"

using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

const std::string kSource = DRAY_SOURCE_DIR;

Outcome run_with(const Scratch& scratch, const std::string& scenario, const std::string& planner, const std::string& out,
                 const std::string& more = "") {
    return run_dray(scratch,
                    "run " + kSource + "/scenarios/" + scenario + ".yaml --set planner.name=external --set \"planner.command=" +
                        planner + "\" --set warm_up_s=0 --out " + (scratch.path() / out).string() + " " + more,
                    "cd '" + scratch.path().string() + "' &&");
}

nlohmann::json summary_in(const std::filesystem::path& directory) {
    return nlohmann::json::parse(slurp(directory / "summary.json"));
}

const std::string kExample = "python3 " + kSource + "/tools/example_planner.py";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("the example planner serves orders from any working directory, and every run is the same") {
        const Scratch scratch;
        const Outcome outcome = run_with(scratch, "one-robot", kExample, "a", "--set duration_s=900");
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        const auto first = summary_in(scratch.path() / "a");
        CHECK(first["orders"]["completed"].get<int>() >= 1);
        CHECK(first["safety"]["collisions"] == 0);
        CHECK(first["failure"] == "");
        REQUIRE(run_with(scratch, "one-robot", kExample, "b", "--set duration_s=900 --jobs 1").exit_code == 0);
        CHECK(summary_in(scratch.path() / "b")["state_hash"] == first["state_hash"]);
    }

    TEST_CASE("the example planner drives a fleet on a drawn floor without a collision") {
        const Scratch scratch;
        const Outcome outcome = run_with(scratch, "drawn-layout", kExample, "run", "--set duration_s=120");
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        CHECK(summary_in(scratch.path() / "run")["safety"]["collisions"] == 0);
    }

    TEST_CASE("a planner that fails during the run ends it with code 4, words, and results up to the last whole tick") {
        struct Case {
            std::string name, command, message;
        };
        const std::vector<Case> cases = {
            {"dies", "read l; echo ready; for i in 1 2 3 4 5; do read l; echo W; done; read l; exit 7",
             "ended instead of an answer at tick 5: exit status 7"},
            {"rubbish", "read l; echo ready; while read l; do echo nonsense; done",
             "100 bad answers in a row, the last at tick 99: 8 letters for 1 robots"},
            {"hangs", "read l; echo ready; read l; echo W; sleep 100", "nothing for 0.3 s instead of an answer at tick 1"},
        };
        for (const Case& entry : cases) {
            CAPTURE(entry.name);
            const Scratch scratch;
            const Outcome outcome =
                run_with(scratch, "one-robot", entry.command, "run",
                         entry.name == "hangs" ? "--set planner.external_timeout_s=0.3" : "--set planner.external_timeout_s=60");
            CHECK(outcome.exit_code == 4);
            INFO(outcome.err);
            CHECK(outcome.err.find(entry.message) != std::string::npos);
            CHECK(outcome.err.find("The results end there") != std::string::npos);
            const auto summary = summary_in(scratch.path() / "run");
            CHECK(summary["interrupted"] == true);
            CHECK(summary["failure"].get<std::string>().find(entry.message) != std::string::npos);
            CHECK(summary["ledger"]["balanced"] == true);
            // The failed tick is whole, too: its plan is that everybody waits.
            const int ticks = entry.name == "dies" ? 6 : entry.name == "rubbish" ? 100 : 2;
            CHECK(summary["planner"]["ticks"] == ticks);
            CHECK(summary["sim_duration_s"].get<double>() == doctest::Approx(0.8 * ticks));
            CHECK(!slurp(scratch.path() / "run" / "robots.csv").empty());
        }
    }

    TEST_CASE("a planner that never becomes ready ends the run before the directory is made") {
        const Scratch scratch;
        const Outcome missing = run_with(scratch, "one-robot", "no-such-planner", "run");
        CHECK(missing.exit_code == 4);
        CHECK(missing.err.find("external planner `no-such-planner` ended") != std::string::npos);
        const Outcome silent = run_with(scratch, "one-robot", "sleep 100", "run", "--set planner.external_timeout_s=0.2");
        CHECK(silent.exit_code == 4);
        CHECK(silent.err.find("nothing for 0.2 s before it was ready") != std::string::npos);
        CHECK(!std::filesystem::exists(scratch.path() / "run"));
    }
}
