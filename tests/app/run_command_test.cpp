#include <doctest/doctest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "cli.hpp"

using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

const std::string kScenario = std::string(DRAY_SOURCE_DIR) + "/scenarios/one-robot.yaml";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a run leaves its directory with every file, and the summary has the contract's fields") {
        const Scratch scratch;
        const std::string out = (scratch.path() / "run").string();
        const Outcome outcome = run_dray(scratch, "run " + kScenario + " --set duration_s=120 --out " + out);
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        for (const char* name : {"timeseries.csv", "stations.csv", "robots.csv", "docks.csv", "incidents.csv", "lost_time.csv",
                                 "bottlenecks.csv", "resources.csv", "edges.csv", "zones.csv", "jams.csv", "resolved.yaml"}) {
            CHECK(!slurp(scratch.path() / "run" / name).empty());
        }
        const auto summary = nlohmann::json::parse(slurp(scratch.path() / "run" / "summary.json"));
        for (const char* field :
             {"schema_version", "scenario", "seed", "sim_duration_s", "warm_up_s", "wall_s", "real_time_factor", "state_hash",
              "throughput", "orders", "fleets", "safety", "ledger", "planner", "physics", "memory_peak_mb"}) {
            CHECK(summary.contains(field));
        }
        CHECK(summary["scenario"] == "one-robot");
        CHECK(summary["sim_duration_s"].get<double>() >= 120);
        CHECK(summary["ledger"]["balanced"] == true);
        CHECK(outcome.out.find("throughput") != std::string::npos);
        CHECK(outcome.out.find('\033') == std::string::npos);

        SUBCASE("the resolved scenario reproduces the hash") {
            const std::string again = (scratch.path() / "again").string();
            REQUIRE(run_dray(scratch, "run " + out + "/resolved.yaml --jobs 1 --out " + again).exit_code == 0);
            const auto repeated = nlohmann::json::parse(slurp(scratch.path() / "again" / "summary.json"));
            CHECK(repeated["state_hash"] == summary["state_hash"]);
        }
        SUBCASE("it is not overwritten without --force") {
            const Outcome refused = run_dray(scratch, "run " + kScenario + " --set duration_s=120 --out " + out);
            CHECK(refused.exit_code == 4);
            CHECK(refused.err.find("--force") != std::string::npos);
            CHECK(nlohmann::json::parse(slurp(scratch.path() / "run" / "summary.json")) == summary);
            CHECK(run_dray(scratch, "run " + kScenario + " --set duration_s=60 --force --out " + out).exit_code == 0);
        }
    }

    TEST_CASE("regress_wall time leaves out what stood in the process before the program, as the build of tools/dray does") {
        using Clock = std::chrono::steady_clock;
        const Scratch scratch;
        const std::string arguments = "run " + kScenario + " --set duration_s=60 --out " + (scratch.path() / "run").string();
        const Clock::time_point begin = Clock::now();
        REQUIRE(run_dray(scratch, arguments, "sleep 1; exec").exit_code == 0);
        const std::chrono::duration<double> all = Clock::now() - begin;
        const auto summary = nlohmann::json::parse(slurp(scratch.path() / "run" / "summary.json"));
        // However slow the machine is, the second of sleep comes on top of the program's own time.
        CHECK(summary["wall_s"].get<double>() > 0);
        CHECK(summary["wall_s"].get<double>() + 1 <= all.count());
    }

    TEST_CASE("an output that cannot be written ends with code 4 and names the path") {
        const Scratch scratch;
        const std::string file = scratch.file("taken", "not a directory").string();
        const Outcome outcome = run_dray(scratch, "run " + kScenario + " --set duration_s=60 --out " + file + "/run");
        CHECK(outcome.exit_code == 4);
        CHECK(outcome.err.find(file) != std::string::npos);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("a wrong command line ends with code 2") {
        const Scratch scratch;
        CHECK(run_dray(scratch, "").exit_code == 2);
        CHECK(run_dray(scratch, "fly").exit_code == 2);
        CHECK(run_dray(scratch, "run").exit_code == 2);
        CHECK(run_dray(scratch, "run x.yaml --jobs 0").exit_code == 2);
        CHECK(run_dray(scratch, "--help").exit_code == 0);
    }

    TEST_CASE("a missing scenario ends with code 4 and names the file") {
        const Scratch scratch;
        const Outcome outcome = run_dray(scratch, "run nowhere.yaml");
        CHECK(outcome.exit_code == 4);
        CHECK(outcome.err.find("nowhere.yaml") != std::string::npos);
    }

    TEST_CASE("headless commands link no graphics library") {
        const Scratch scratch;
        const std::string command = std::string("ldd '" DRAY_BIN_DIR "/dray' >'") + (scratch.path() / "libraries").string() + "'";
        REQUIRE(std::system(command.c_str()) == 0);
        const std::string libraries = slurp(scratch.path() / "libraries");
        CHECK(libraries.find("libbox2d") != std::string::npos);
        for (const char* graphics : {"libGL", "libX11", "sfml", "libEGL"})
            CHECK(libraries.find(graphics) == std::string::npos);
    }
}
