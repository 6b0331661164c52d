#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "cli.hpp"

using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

const std::string kRun = "run " DRAY_SOURCE_DIR "/scenarios/one-robot.yaml --set duration_s=600 --quiet ";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a trace gives every robot and station a state at every moment, and counts what waits") {
        const Scratch scratch;
        const std::string file = (scratch.path() / "trace.json").string(), out = " --out " + (scratch.path() / "run").string();
        REQUIRE(run_dray(scratch, kRun + "--set 'fleets[0].count=2' --trace " + file + out).exit_code == 0);
        const auto trace = nlohmann::json::parse(slurp(file));
        std::map<std::string, std::string> processes;  // number -> name
        std::map<std::string, double> length_s;        // track -> all of its states
        std::map<std::string, double> ends_s;
        int counters = 0;
        for (const auto& event : trace["traceEvents"]) {
            const std::string phase = event["ph"];
            if (phase == "M" && event["name"] == "process_name") processes[event["pid"].dump()] = event["args"]["name"];
            counters += phase == "C";
            if (phase != "X") continue;
            const std::string track = event["pid"].dump() + "/" + event["tid"].dump();
            const double begin_s = event["ts"].get<double>() / 1e6, duration_s = event["dur"].get<double>() / 1e6;
            CHECK(begin_s == doctest::Approx(ends_s[track]));
            ends_s[track] = begin_s + duration_s;
            length_s[track] += duration_s;
        }
        CHECK(processes.size() == 3);
        CHECK(processes["1"] == "storage robots");
        REQUIRE(length_s.size() == 4);  // two robots and two stations
        for (const auto& [track, seconds] : length_s)
            CHECK(seconds == doctest::Approx(600).epsilon(0.01));
        CHECK(counters > 100);
    }

    TEST_CASE("a trace that cannot be written ends with code 4, and one of several runs is refused") {
        const Scratch scratch;
        const std::string out = " --out " + (scratch.path() / "run").string();
        CHECK(run_dray(scratch, kRun + "--trace " + (scratch.path() / "no" / "place.json").string() + out).exit_code == 4);
        const Outcome refused = run_dray(scratch, kRun + "--replications 2 --trace x.json" + out);
        CHECK(refused.exit_code == 2);
        CHECK(refused.err.find("--trace is about one run") != std::string::npos);
        CHECK(run_dray(scratch, kRun + "--replications 2 --record" + out).exit_code == 2);
    }
}
