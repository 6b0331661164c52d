#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/documents.hpp"

using namespace dray;

namespace {

std::vector<engine::BottleneckResult> sample() {
    return {{.group = "pick stations",
             .kind = "pick",
             .where = "pick-2",
             .time_share = 0.62,
             .score = 0.6,
             .load = 0.97,
             .states = {0.97, 0.03, 0, 0},
             .waiting = 3.25,
             .waiting_growth_per_h = 40,
             .lost_robot_h = 4.1,
             .mean_active_period_s = 300},
            {.group = "arrivals", .kind = "arrivals", .time_share = 0.38, .score = 0.39, .load = 0.4, .states = {0.4, 0, 0.6, 0}},
            {.group = "stow stations", .kind = "stow", .where = "stow-1", .load = 0.1, .states = {0.1, 0.9, 0, 0}}};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("one line tells the bottleneck, its share of the time, why, and what comes next") {
        CHECK(report::bottleneck_line(sample()) ==
              "pick stations 62 % of the time, because in use 97 % of the time, starved 3 %, on average 3.2 robots wait for them "
              "and 40 more each hour, 4.1 robot hours lost to them; then arrivals 38 %");
        CHECK(report::bottleneck_line({}) == "-");
    }

    TEST_CASE("the ranking tells evidence of what matters and puts the rest into one line") {
        const std::string text = report::bottlenecks_text(sample());
        CHECK(text.find(" 1. pick stations: bottleneck 62 % of the time") != std::string::npos);
        CHECK(text.find("busiest: pick-2") != std::string::npos);
        CHECK(text.find("Not holding anything back: stow stations (10 % of capacity)") != std::string::npos);
    }

    TEST_CASE("each kind is told in its own words: crews at doors, people, orders that come") {
        const auto reason = [](const char* group, const char* kind, insight::StateShares states) {
            return report::bottleneck_reason(
                {.group = group, .kind = kind, .load = states[0] + states[3], .states = states, .waiting = 2});
        };
        CHECK(reason("receiving doors", "dock", {0.7, 0.2, 0.1, 0}) ==
              "crews unload 70 % of the time, have no truck 20 %, find the dock full 10 %, on average 2.0 trucks wait for one");
        CHECK(reason("yard docks", "dock", {0.7, 0.2, 0.1, 0}).find("no truck for them") != std::string::npos);
        CHECK(reason("wall packers", "worker", {0.8, 0.05, 0.05, 0.1}) ==
              "at work 80 % of the time, away or broken 10 %, without work 5 %, kept from going on by a full outlet 5 %, on "
              "average 2.0 complete orders wait for them");
        CHECK(reason("loop belt", "belt", {0.6, 0.1, 0.1, 0.2}) ==
              "of the carriers that leave the fullest induct zone 75 % have a new parcel and 12 % one that goes round; the belt "
              "stands still 20 % of the time, on average 2.0 inducts wait for an empty carrier");
        CHECK(reason("wall putters", "worker", {1, 0, 0, 0}).find("2.0 totes wait for them") != std::string::npos);
        std::vector<engine::BottleneckResult> with_idle = sample();
        with_idle.push_back({.group = "loop arrivals", .kind = "arrivals", .load = 0.1, .states = {0.1, 0, 0.9, 0}});
        CHECK(report::bottlenecks_text(with_idle).find("loop arrivals (what comes waits 90 % of the time)") != std::string::npos);
    }

    TEST_CASE("what the summary holds of the ranking reads back as it was") {
        nlohmann::ordered_json summary;
        summary["bottlenecks"] = report::bottlenecks_json(sample());
        const auto back = report::bottlenecks_of(summary);
        REQUIRE(back.size() == 3);
        CHECK(report::bottlenecks_text(back) == report::bottlenecks_text(sample()));
        CHECK(summary["bottlenecks"][0]["states"]["working"] == 0.97);
    }

    TEST_CASE("both tables have a row for each entry and as many columns as their header") {
        engine::Results r;
        r.bottlenecks = sample();
        r.resources = {{.name = "pick-1", .group = "pick stations", .kind = "pick", .working_s = 60}};
        const std::string resources = report::resources_csv(r), bottlenecks = report::bottlenecks_csv(r);
        CHECK(resources.find("pick-1,pick stations,pick,60.00,0.00") != std::string::npos);
        CHECK(std::count(bottlenecks.begin(), bottlenecks.end(), '\n') == 4);
        CHECK(bottlenecks.find("\n1,pick stations,pick,pick-2,0.62000") != std::string::npos);
    }
}
