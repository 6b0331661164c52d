#include <doctest/doctest.h>

#include <algorithm>

#include "cli.hpp"

TEST_SUITE("unit") {
    TEST_CASE("check --draw prints the floor, and the drawing is itself a valid layout") {
        const dray::test::Scratch scratch;
        const std::string scenario = std::string(DRAY_SOURCE_DIR) + "/scenarios/one-robot.yaml";
        const dray::test::Outcome drawn = dray::test::run_dray(scratch, "check --draw " + scenario);
        REQUIRE(drawn.exit_code == 0);
        REQUIRE(std::count(drawn.out.begin(), drawn.out.end(), '\n') == 13);
        std::string yaml =
            "fleets: [{count: 1}]\ndemand: {orders_per_h: 20, skus: 50}\nfloor:\n  layout: drawn\n  drawn:\n    rows: |\n";
        for (std::size_t at = 0; at < drawn.out.size(); at = drawn.out.find('\n', at) + 1) {
            yaml += "      " + drawn.out.substr(at, drawn.out.find('\n', at) - at + 1);
        }
        const dray::test::Outcome again = dray::test::run_dray(scratch, "check " + scratch.file("drawn.yaml", yaml).string());
        INFO(again.err);
        CHECK(again.exit_code == 0);
        CHECK(again.out.find("48 slots, 1 pick stations, 1 stow stations") != std::string::npos);
    }
    TEST_CASE("check tells of every area, also of those without a floor, with what it can do at most") {
        const dray::test::Scratch scratch;
        const dray::test::Outcome told =
            dray::test::run_dray(scratch, "check " + std::string(DRAY_SOURCE_DIR) + "/scenarios/fulfillment-center.yaml");
        REQUIRE(told.exit_code == 0);
        for (const char* words : {"inbound", "receiving doors", "packing", "44 workers", "tunnel", "6 readers", "sorter", "yard"})
            CHECK_MESSAGE(told.out.find(words) != std::string::npos, words, " is missing in\n", told.out);
    }
}
