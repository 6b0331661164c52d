// What a run does when nobody reads it, when it cannot be written, and when it is stopped.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli.hpp"

using dray::test::Background;
using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

const std::string kScenario = std::string(DRAY_SOURCE_DIR) + "/scenarios/one-robot.yaml";

nlohmann::json summary_in(const std::filesystem::path& directory) {
    return nlohmann::json::parse(slurp(directory / "summary.json"));
}

// The exit code of a shell command whose own output goes to the scratch directory's `err`.
int shell(const Scratch& scratch, const std::string& command) {
    const int status = std::system(("exec 2>'" + (scratch.path() / "err").string() + "'; " + command).c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

const std::string kDray = "'" DRAY_BIN_DIR "/dray' ";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("regress_ a summary that cannot be printed ends with code 4 and words, and the files are complete") {
        const Scratch scratch;
        const std::string out = (scratch.path() / "run").string();
        const std::string run = kDray + "run " + kScenario + " --set duration_s=60 --out " + out;
        // The pipe's reader is gone before the summary comes.
        for (const std::string& command :
             {run + " >/dev/full", run + " >&-", "bash -c \"" + run + " | true; exit \\${PIPESTATUS[0]}\""}) {
            CAPTURE(command);
            std::filesystem::remove_all(scratch.path() / "run");
            CHECK(shell(scratch, command) == 4);
            CHECK(slurp(scratch.path() / "err").find("dray: standard output could not be written: ") != std::string::npos);
            CHECK(summary_in(scratch.path() / "run")["ledger"]["balanced"] == true);
            CHECK(slurp(scratch.path() / "run" / "robots.csv").starts_with("robot,"));
        }
    }

    TEST_CASE("regress_ a long output that cannot be written is no fault of the program") {
        const Scratch scratch;
        CHECK(shell(scratch, kDray + "schema >/dev/full") == 4);
        CHECK(slurp(scratch.path() / "err") == "dray: standard output could not be written: No space left on device\n");
        CHECK(shell(scratch, kDray + "schema >&-") == 4);
        CHECK(shell(scratch, kDray + "--help >/dev/full") == 4);
    }

    TEST_CASE("regress_ an error that cannot be told keeps its exit code") {
        const Scratch scratch;
        CHECK(shell(scratch, kDray + "check nowhere.yaml 2>/dev/full") == 4);
        CHECK(shell(scratch, kDray + "check nowhere.yaml 2>&-") == 4);
        CHECK(shell(scratch, kDray + "check " + kScenario + " --set duration_s=0 2>&-") == 3);
        const std::string out = (scratch.path() / "run").string();
        CHECK(shell(scratch, kDray + "run " + kScenario + " --set duration_s=60 --out " + out + " >/dev/null 2>&-") == 0);
    }

    TEST_CASE("an interrupt ends a run with code 5, and its directory is complete up to then") {
        for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
            CAPTURE(number);
            const Scratch scratch;
            Background run(scratch,
                           {"run", kScenario, "--set", "duration_s=30000000", "--out", (scratch.path() / "run").string()});
            REQUIRE(run.wait_for(scratch.path() / "run" / "resolved.yaml"));
            run.signal(number);
            const Outcome outcome = run.end();
            CHECK(outcome.exit_code == 5);
            CHECK(outcome.out.find("(interrupted)") != std::string::npos);
            const auto summary = summary_in(scratch.path() / "run");
            CHECK(summary["interrupted"] == true);
            CHECK(summary["ledger"]["balanced"] == true);
            CHECK(summary["sim_duration_s"].get<double>() < 30000000);
            for (const char* name :
                 {"timeseries.csv", "stations.csv", "robots.csv", "docks.csv", "incidents.csv", "lost_time.csv",
                  "bottlenecks.csv", "resources.csv", "edges.csv", "zones.csv", "jams.csv", "resolved.yaml"})
                CHECK(!slurp(scratch.path() / "run" / name).empty());
            CHECK(!std::filesystem::exists(scratch.path() / "run" / ".lock"));
        }
    }

    TEST_CASE("a run under nohup goes on when its terminal goes") {
        const Scratch scratch;
        // The shell hands its ignored hang-up on to the program, as nohup does.
        const std::string command = "trap '' HUP; " + kDray + "run " + kScenario + " --set duration_s=3000000 --out " +
                                    (scratch.path() / "run").string() + " >/dev/null & p=$!; while [ ! -e " +
                                    (scratch.path() / "run" / "resolved.yaml").string() +
                                    " ]; do sleep 0.02; done; kill -HUP $p; sleep 0.2; kill -0 $p && kill -TERM $p; wait $p";
        CHECK(shell(scratch, command) == 5);
    }

    TEST_CASE("two runs on one directory: the second is refused, and the first goes on") {
        const Scratch scratch, other;
        const std::string out = (scratch.path() / "run").string();
        Background first(scratch, {"run", kScenario, "--set", "duration_s=30000000", "--out", out});
        REQUIRE(first.wait_for(scratch.path() / "run" / "resolved.yaml"));
        const Outcome second = run_dray(other, "run " + kScenario + " --set duration_s=60 --force --out " + out);
        CHECK(second.exit_code == 4);
        CHECK(second.err.find("another run is writing here") != std::string::npos);
        first.signal(SIGTERM);
        CHECK(first.end().exit_code == 5);
        CHECK(summary_in(scratch.path() / "run")["interrupted"] == true);
    }

    TEST_CASE("regress_a site without a storage area shows its progress, and the run goes on") {
        const Scratch scratch;
        const std::string shown = (scratch.path() / "shown").string(), out = (scratch.path() / "run").string();
        const std::string run =
            DRAY_BIN_DIR "/dray run " DRAY_SOURCE_DIR "/scenarios/sort-center.yaml --set duration_s=30000000 --out ";
        const std::string command =
            "TERM=xterm script -qec '" + run + out + " & p=$!; while [ ! -e " + out +
            "/resolved.yaml ]; do sleep 0.05; done; sleep 2; kill -TERM $p; wait $p' /dev/null </dev/null >" + shown;
        const int status = std::system(command.c_str());
        CHECK(WEXITSTATUS(status) == 5);
        CHECK(slurp(shown).find(" parcels sorted, ") != std::string::npos);
    }

    TEST_CASE("progress is plain lines when piped, redrawn on a terminal, and plain again on a dumb one") {
        const Scratch scratch;
        const std::string out = (scratch.path() / "run").string();
        const std::string run = DRAY_BIN_DIR "/dray run " + kScenario + " --set duration_s=30000000 --force --out " + out;
        // The run is long enough to be shown on any machine, and is ended by hand when it is well under way.
        const auto on_terminal = [&](const std::string& environment) {
            const std::string shown = (scratch.path() / "shown").string();
            const std::string command =
                "rm -rf " + out + "; env -u NO_COLOR " + environment + " script -qec '" + run + " & p=$!; while [ ! -e " + out +
                "/resolved.yaml ]; do sleep 0.05; done; sleep 2; kill -TERM $p; wait $p' /dev/null </dev/null >" + shown;
            const int status = std::system(command.c_str());
            REQUIRE(WEXITSTATUS(status) == 5);
            return slurp(shown);
        };
        const std::string plain = on_terminal("TERM=dumb"), fine = on_terminal("TERM=xterm"),
                          grey = on_terminal("TERM=xterm NO_COLOR=1");
        CHECK(plain.find('\033') == std::string::npos);
        CHECK(fine.find("\033[1m") != std::string::npos);
        CHECK(fine.find("\r\033[K") != std::string::npos);
        CHECK(grey.find("\033[1m") == std::string::npos);
        const Outcome piped = run_dray(scratch, run.substr(run.find("run ")) + " --set duration_s=600");
        CHECK(piped.exit_code == 0);
        CHECK((piped.out + piped.err).find('\033') == std::string::npos);
    }
}
