// Replications with a stand-in for the program: a script that makes a summary of its seed.
#include "experiment/replicate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "experiment/precision.hpp"
#include "scratch.hpp"

namespace fs = std::filesystem;
using namespace dray::experiment;

namespace {

// Lines are 1000 and up to 99 more by the seed; `extra` are shell lines that see $seed and $out.
std::string stand_in(const Scratch& scratch, const std::string& extra = "") {
    const fs::path file = scratch.path / "program";
    std::ofstream(file) << "#!/bin/sh\nseed=$4; out=$8\n"
                        << extra
                        << "\nmkdir -p $out; lines=$((1000 + seed % 100))\n"
                           "echo '{\"state_hash\":\"h'$seed'\",\"wall_s\":1,\"throughput\":{\"lines_per_hour\":'$lines'}}' >"
                           "$out/summary.json\n";
    fs::permissions(file, fs::perms::owner_all);
    return file.string();
}

ReplicateResult run(const Scratch& scratch, const std::string& program, std::size_t count, std::size_t jobs,
                    double precision = 0.02, std::size_t most = 100) {
    return replicate({.program = program,
                      .directory = scratch.path,
                      .scenario_seed = 7,
                      .count = count,
                      .precision = precision,
                      .most = most,
                      .jobs = jobs});
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("replications are the same for any number of processes, each with the seed of its number") {
        const Scratch scratch;
        const std::string program = stand_in(scratch);
        const ReplicateResult one = run(scratch, program, 6, 1), three = run(scratch, program, 6, 3);
        REQUIRE(one.replications.size() == 6);
        CHECK(replications_csv(one.replications) == replications_csv(three.replications));
        for (const Replication& r : one.replications) {
            CHECK(r.seed == replication_seed(7, r.number));
            CHECK(r.state_hash == "h" + std::to_string(r.seed));
            CHECK(fs::exists(scratch.path / replication_name(r.number) / "summary.json"));
        }
        CHECK_FALSE(one.by_precision);
    }

    TEST_CASE("runs are added until the precision is reached, and those beyond are thrown away whatever ran at a time") {
        const Scratch scratch;
        const std::string program = stand_in(scratch);
        const ReplicateResult one = run(scratch, program, 0, 1, 0.012), four = run(scratch, program, 0, 4, 0.012);
        CHECK(one.reached);
        CHECK(one.metric == "throughput.lines_per_hour");
        CHECK(one.replications.size() > kFewestForPrecision);
        CHECK(replications_csv(one.replications) == replications_csv(four.replications));
        CHECK_FALSE(fs::exists(scratch.path / replication_name(four.replications.size() + 1)));
        const ReplicateResult capped = run(scratch, program, 0, 2, 0.0001, 7);
        CHECK_FALSE(capped.reached);
        CHECK(capped.replications.size() == 7);
    }

    TEST_CASE("a replication that fails is a result with its message and seed, and the others go on") {
        const Scratch scratch;
        const std::string third = std::to_string(replication_seed(7, 3)), fourth = std::to_string(replication_seed(7, 4));
        const std::string program =
            stand_in(scratch, "[ $seed != " + third + " ] || { echo 'dray: no, \"never\"' >&2; exit 70; }\n" +
                                  "[ $seed != " + fourth + " ] || kill -9 $$\n");
        const ReplicateResult result = run(scratch, program, 5, 2);
        REQUIRE(result.replications.size() == 5);
        CHECK(result.replications[2].status == RunStatus::Failed);
        CHECK(result.replications[2].message == "no, \"never\"");
        CHECK(result.replications[3].message.starts_with("ended by signal 9"));
        CHECK(result.replications[4].status == RunStatus::Ok);
        CHECK(values_of(result.replications, "throughput.lines_per_hour").size() == 3);
        const auto again = read_replications(replications_csv(result.replications), "x");
        CHECK(replications_csv(again) == replications_csv(result.replications));
        CHECK(again[2].message == "no, \"never\"");
    }

    TEST_CASE("further words go to every run") {
        const Scratch scratch;
        const std::string program = stand_in(scratch, "echo \"$@\" >>" + (scratch.path / "words").string() + "\n");
        std::ignore = replicate({.program = program, .directory = scratch.path, .count = 2, .further = {"--events", "x y.csv"}});
        std::ifstream file(scratch.path / "words");
        int lines = 0;
        for (std::string line; std::getline(file, line); ++lines)
            CHECK(line.ends_with("--quiet --events x y.csv"));
        CHECK(lines == 2);
    }

    TEST_CASE("a stop ends what runs and starts nothing more") {
        const Scratch scratch;
        const std::string program = stand_in(scratch, "sleep 30 & trap 'kill $!; exit 5' TERM; wait\n");
        int asked = 0;
        const ReplicateResult result = replicate(
            {.program = program, .directory = scratch.path, .count = 50, .jobs = 2, .stop = [&] { return ++asked > 20; }});
        CHECK(result.interrupted);
        CHECK(result.replications.size() <= 2);
    }
}
