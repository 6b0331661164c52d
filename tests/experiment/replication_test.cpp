#include "experiment/replication.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "experiment/precision.hpp"
#include "experiment/run_statistics.hpp"

using namespace dray::experiment;

TEST_SUITE("unit") {
    TEST_CASE("seeds of replications differ from each other and between scenarios, and fit --seed") {
        std::set<std::uint64_t> seeds;
        for (std::uint64_t scenario = 0; scenario < 20; ++scenario)
            for (std::size_t number = 1; number <= 50; ++number) {
                CHECK(replication_seed(scenario, number) < 9007199254740992ULL);
                seeds.insert(replication_seed(scenario, number));
            }
        CHECK(seeds.size() == 1000);
    }

    TEST_CASE("figures are taken from a summary by their place, and those that are missing are left out") {
        const auto summary = nlohmann::ordered_json::parse(R"({
            "throughput": {"lines_per_hour": 120, "parcels_sorted_per_hour": 0},
            "orders": {"cycle_time_s": {"p50": 60, "p95": 200}},
            "lost_time": {"robot_h": 50, "waiting_robot_h": 5},
            "fleets": {"a.b": {"count": 3, "utilisation": 0.5}},
            "sorting": {"sorter": {"sort_time_s": {"p95": 30}}}})");
        const Figures figures = figures_of(summary);
        CHECK(value_of(figures, "throughput.lines_per_hour") == 120);
        CHECK(value_of(figures, "orders.cycle_time_s.p95") == 200);
        CHECK(value_of(figures, "robots.waiting_share") == 0.1);
        CHECK(value_of(figures, "fleets.a.b.utilisation") == 0.5);
        CHECK(value_of(figures, "sorting.sorter.sort_time_s.p95") == 30);
        CHECK(std::isnan(value_of(figures, "orders.on_time_share")));
        CHECK(figures.size() == 7);
        CHECK(main_rate(figures) == "throughput.lines_per_hour");
        CHECK(metric_named("sorting.sorter.sort_time_s.p95").title == "sorter: time to chute, 95 %");
        CHECK(metric_named("orders.cycle_time_s.p95").better == Better::Lower);
    }

    TEST_CASE("a site without orders has no figures of orders") {
        const auto summary = nlohmann::ordered_json::parse(R"({
            "throughput": {"parcels_sorted_per_hour": 900},
            "orders": {"released": 0, "on_time_share": 1, "cycle_time_s": {"p50": 0, "p95": 0}}})");
        const Figures figures = figures_of(summary);
        CHECK(figures.size() == 1);
        CHECK(value_of(figures, "throughput.parcels_sorted_per_hour") == 900);
    }

    TEST_CASE("a summary that is missing, cut off or of a failed run gives a failed replication") {
        CHECK(replication_of(1, 2, "").status == RunStatus::Failed);
        CHECK(replication_of(1, 2, "{\"state_hash\": \"ab").status == RunStatus::Failed);
        CHECK(replication_of(1, 2, R"({"state_hash": "ab", "interrupted": true})").status == RunStatus::Interrupted);
        const Replication failed = replication_of(1, 2, R"({"state_hash": "ab", "failure": "planner gone"})");
        CHECK(failed.status == RunStatus::Failed);
        CHECK(failed.message == "planner gone");
    }

    TEST_CASE("a broken table of replications is refused with its line") {
        const std::string header = "replication,seed,status,state_hash,wall_s,message,throughput.lines_per_hour\n";
        CHECK(read_replications(header + "1,2,ok,ab,1.5,,120\n", "x").front().figures.front().second == 120);
        for (const char* text : {"", "a,b\n1,2\n"})
            CHECK_THROWS_AS(std::ignore = read_replications(text, "x"), dray::InputError);
        CHECK_THROWS_WITH_AS(std::ignore = read_replications(header + "1,2,ok,ab,1.5,,120\n1,2,ok\n", "x"),
                             doctest::Contains("x:3"), dray::InputError);
        CHECK_THROWS_WITH_AS(std::ignore = read_replications(header + "1,2,ok,ab,1.5,,many\n", "x"), doctest::Contains("'many'"),
                             dray::InputError);
    }

    TEST_CASE("a precision is reached by the first values that show it, never by fewer than five") {
        const std::vector<double> steady(10, 100.0);
        CHECK(replications_reached(steady, 0.01) == 5);
        CHECK_FALSE(replications_reached(std::vector<double>(4, 100.0), 0.01));
        const std::vector<double> rough = {90, 110, 90, 110, 90, 110, 90, 110, 90, 110, 90, 110};
        const auto reached = replications_reached(rough, 0.08);
        REQUIRE(reached);
        CHECK(*reached > 5);
        CHECK(replications_reached(std::span(rough).first(*reached), 0.08) == reached);
        CHECK_FALSE(replications_reached(std::span(rough).first(*reached - 1), 0.08));
        CHECK(replications_expected(rough, 0.008) > 50 * rough.size());
        CHECK(replications_expected({}, 0.01) == 5);
    }

    TEST_CASE("a warm-up is enough when the start shows no longer than it lasts, and is not asked of a terminating run") {
        std::vector<double> per_minute;
        for (int i = 0; i < 120; ++i)
            per_minute.push_back(i < 20 ? i : 20 + i % 3);
        const WarmUpCheck check = check_warm_up(per_minute, 600, true);
        REQUIRE(check.found_s);
        CHECK(*check.found_s >= 900);
        CHECK_FALSE(check.enough());
        CHECK(check_warm_up(per_minute, 1800, true).enough());
        CHECK(check_warm_up(per_minute, 0, false).enough());
        CHECK_FALSE(check_warm_up(std::span(per_minute).first(30), 600, true).enough());
    }
}
