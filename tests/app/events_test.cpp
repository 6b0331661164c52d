// `dray run --events`: what people do during a run, told by a file.
#include <doctest/doctest.h>

#include "cli.hpp"

namespace {

using namespace dray::test;

Outcome run_with(const Scratch& scratch, const std::string& events, const std::string& more = "") {
    scratch.file("events.csv", events);
    return run_dray(
        scratch, "run '" DRAY_SOURCE_DIR "/scenarios/one-robot.yaml' --set duration_s=60 --set warm_up_s=0 --quiet --out '" +
                     (scratch.path() / "run").string() + "' --events '" + (scratch.path() / "events.csv").string() + "'" + more);
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("what people do is done and stands among the incidents") {
        const Scratch scratch;
        CHECK(run_with(scratch, "time_s,area,event,what,value\n8,storage,break,0,\n16,storage,repair,0,\n").exit_code == 0);
        const std::string incidents = slurp(scratch.path() / "run/incidents.csv");
        CHECK(incidents.find("\n8,breakdown,storage,0,") != std::string::npos);
        CHECK(incidents.find(",cleared,storage,0,") != std::string::npos);
    }

    TEST_CASE("a file that cannot be used is refused with its place, and no run directory is made") {
        const Scratch scratch;
        // Of several runs it is told once, before any of them.
        for (const char* runs : {"", " --replications 3"}) {
            const Outcome outcome = run_with(scratch, "time_s,area,event,robot\n8,storage,break,1\n", runs);
            CHECK(outcome.exit_code == 3);
            CHECK(outcome.err.find("events.csv:2:17: robot \"1\" is not a number from 0 to 0\n") ==
                  outcome.err.find("events.csv"));
            CHECK(outcome.err.find("events.csv") == outcome.err.rfind("events.csv"));
            CHECK_FALSE(std::filesystem::exists(scratch.path() / "run"));
        }
    }
}
