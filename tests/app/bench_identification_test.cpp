#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli.hpp"

using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;

TEST_SUITE("scenario") {
    TEST_CASE("bench identification measures the same on any number of threads, in JSON and in words") {
        const Scratch scratch;
        const std::string few = "bench identification --trials 500 --units 300 --set catalogue.skus=400 --candidates 20";
        const Outcome one = run_dray(scratch, few + " --jobs 1 --json"), two = run_dray(scratch, few + " --jobs 2 --json");
        REQUIRE(one.exit_code == 0);
        CHECK(one.out == two.out);
        const auto all = nlohmann::json::parse(one.out);
        CHECK(all["skus"] == 400);
        CHECK(all["accuracy"].size() == 21);
        CHECK(all["thresholds"].size() == 19);
        double whole = 0, narrowed = 0;
        for (const auto& row : all["accuracy"])
            if (row["what"] == "weight, edges, appearance" && row["reads"] == 1 && row["look_alikes"] == 0) {
                if (row["candidates"] == 0) whole = row["accuracy"];
                if (row["candidates"] == 20) narrowed = row["accuracy"];
            }
        CHECK(whole > 0.7);
        CHECK(narrowed > whole);
        const Outcome words = run_dray(scratch, few);
        CHECK(words.exit_code == 0);
        CHECK(words.out.find("| weight, edges, appearance | 20 | 0 % | 1 | 500 |") != std::string::npos);
        CHECK(run_dray(scratch, few + " --seed 2 --json").out != one.out);
    }

    TEST_CASE("bench identification names what is wrong with its settings") {
        const Scratch scratch;
        const Outcome wrong = run_dray(scratch, "bench identification --set reader.acept=0.9");
        CHECK(wrong.exit_code == 3);
        CHECK(wrong.err.find("accept") != std::string::npos);
        const std::string file = scratch.file("settings.yaml", "sensors:\n  no_read: 2\n").string();
        const Outcome range = run_dray(scratch, "bench identification " + file);
        CHECK(range.exit_code == 3);
        CHECK(range.err.find("settings.yaml:2:") != std::string::npos);
        CHECK(run_dray(scratch, "bench identification nowhere.yaml").exit_code == 4);
        CHECK(run_dray(scratch, "bench identification --candidates 3000").exit_code == 2);
        CHECK(run_dray(scratch, "bench identification --seed 20260101").exit_code == 2);
    }
}
