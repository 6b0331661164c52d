// `dray run --record` as a user sees it.
#include <doctest/doctest.h>

#include "cli.hpp"

namespace {

using namespace dray::test;

constexpr const char* kSite = "'" DRAY_SOURCE_DIR "/scenarios/one-robot.yaml' --set duration_s=60 --set warm_up_s=0 --quiet";

std::string run_of(const Scratch& scratch, const std::string& more) {
    return "run " + std::string(kSite) + " --out '" + (scratch.path() / "run").string() + "' " + more;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a recorded run leaves a recording in its directory and says how to play it") {
        const Scratch scratch;
        const Outcome outcome = run_dray(scratch, run_of(scratch, "--record"));
        CHECK(outcome.exit_code == 0);
        CHECK(outcome.out.find("dray watch " + (scratch.path() / "run").string()) != std::string::npos);
        CHECK(slurp(scratch.path() / "run/recording.dray").starts_with("DRAYREC\n"));
    }

    TEST_CASE("a recording of several floors has the same bytes on any number of threads") {
        const Scratch scratch;
        std::vector<std::string> bytes;
        for (const char* jobs : {"1", "2", "4"}) {
            const Outcome outcome = run_dray(scratch, "run '" DRAY_SOURCE_DIR
                                                      "/scenarios/sort-center.yaml' --set duration_s=60 --set warm_up_s=0 "
                                                      "--quiet --record --force --out '" +
                                                          (scratch.path() / "run").string() + "' --jobs " + jobs);
            REQUIRE(outcome.exit_code == 0);
            bytes.push_back(slurp(scratch.path() / "run/recording.dray"));
        }
        CHECK(bytes[0].size() > 10000);
        CHECK(bytes[0] == bytes[1]);
        CHECK(bytes[0] == bytes[2]);
    }

    TEST_CASE("a run without a recording removes that of the run it replaces") {
        const Scratch scratch;
        REQUIRE(run_dray(scratch, run_of(scratch, "--record")).exit_code == 0);
        CHECK(run_dray(scratch, run_of(scratch, "--force")).exit_code == 0);
        CHECK_FALSE(std::filesystem::exists(scratch.path() / "run/recording.dray"));
    }

    TEST_CASE("a recording that cannot be written ends the command with its path and exit code 4") {
        const Scratch scratch;
        std::filesystem::create_directories(scratch.path() / "run/recording.dray/in-the-way");
        const Outcome outcome = run_dray(scratch, run_of(scratch, "--record --force"));
        CHECK(outcome.exit_code == 4);
        CHECK(outcome.err.find("run/recording.dray: cannot be written: Is a directory") != std::string::npos);
    }

    TEST_CASE("a disk that fills up while recording ends the run with what it has found so far") {
        const Scratch scratch;
        // A limit on file sizes stands in for a full disk.
        const Outcome outcome =
            run_dray(scratch, run_of(scratch, "--record --set duration_s=3600"), "trap '' XFSZ; ulimit -f 64;");
        CHECK(outcome.exit_code == 4);
        CHECK(outcome.err.find("recording.dray: cannot be written: File too large") != std::string::npos);
        CHECK(std::filesystem::exists(scratch.path() / "run/summary.json"));
    }
}
