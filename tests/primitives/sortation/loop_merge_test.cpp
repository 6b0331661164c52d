// Who gets the empty carriers of a loop: fair shares without a loss, also over long ways, and what is not booked.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "primitives/sortation/loop_sorter.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

const Clock kClock{.steps_per_second = 20};

// Twelve inducts 3 m apart that can lay 18,000 parcels an hour, at a belt for 12,000; chutes for all that comes.
LoopConfig twelve_inducts() {
    LoopConfig config;
    config.induct.count = 12;
    config.scanner = {.no_read = 0, .damaged_label = 0, .wrong_read = 0};
    config.chutes.count = 60;
    config.chutes.slide_parcels = 1000;
    config.chutes.reassign = false;
    return config;
}

LoopSorter loop_with(const LoopConfig& config) {
    return {config, std::vector<double>(30, 1.0 / 30), false, kClock, 5};
}

struct Merges {
    double per_h = 0;
    double least = 0, most = 0;  ///< of an induct, of its equal share
};

// An hour after ten minutes, with parcels that come at random at so many per hour.
Merges run(const LoopConfig& config, double parcels_per_h) {
    LoopSorter sorter = loop_with(config);
    Stream arrivals(3, "test_arrivals");
    const auto inducts = static_cast<std::size_t>(config.induct.count);
    std::vector<std::int64_t> before(inducts, -1);
    for (double at_s = 0; at_s < 4200; at_s += arrivals.exponential(3600 / parcels_per_h)) {
        const Step now = kClock.steps(at_s);
        sorter.advance(now);
        const RouteId route(arrivals.integer(0, 29));
        sorter.put({.route = route, .true_route = route}, now);
        if (at_s < 600 || before[0] >= 0) continue;
        for (std::size_t i = 0; i < inducts; ++i)
            before[i] = sorter.merged_at(i);
    }
    sorter.advance(kClock.steps(4200));
    sorter.check(true);
    std::vector<double> merged;
    for (std::size_t i = 0; i < inducts; ++i)
        merged.push_back(static_cast<double>(sorter.merged_at(i) - before[i]));
    const double sum = std::accumulate(merged.begin(), merged.end(), 0.0), share = sum / static_cast<double>(inducts);
    return {sum, std::ranges::min(merged) / share, std::ranges::max(merged) / share};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("over capacity each induct gets its share, and the belt carries nearly what it can") {
        LoopConfig config = twelve_inducts();
        const Merges fair = run(config, 14000);
        CHECK(fair.least > 0.95);
        CHECK(fair.most < 1.05);
        CHECK(fair.per_h > 0.95 * 12000);
        config.induct.merge = "greedy";
        const Merges greedy = run(config, 14000);
        CHECK(greedy.least < 0.25);
        CHECK(fair.per_h > 0.95 * greedy.per_h);
    }

    TEST_CASE("below capacity everything is put on, and no induct gets much less than others") {
        const Merges much = run(twelve_inducts(), 9600), nearly = run(twelve_inducts(), 11400);
        CHECK(much.per_h == doctest::Approx(9600).epsilon(0.04));
        CHECK(much.least > 0.98);
        CHECK(nearly.per_h == doctest::Approx(11400).epsilon(0.04));
        CHECK(nearly.least > 0.8);
        CHECK(nearly.most < 1.2);
    }

    // A carrier every 40 steps, the second induct five carriers on, and both lay a parcel ready in 30 steps. When the belt starts
    // nothing is booked on the way between them, but each carrier that passes the first one is for the one that will have waited
    // longer: for the second, unless that expects its next parcel after the carrier's time. So they go on in turn.
    TEST_CASE("a carrier goes by one induct for another that will have waited longer when it is there") {
        LoopConfig config = twelve_inducts();
        config.belt.length_m = 60;
        config.belt.speed_mps = 0.3;
        config.chutes.count = 8;
        config.induct.count = 2;
        config.induct.load_s = 1.5;
        config.induct.service_cv = 0;
        const auto merged = [&](Step until) {
            LoopSorter sorter = loop_with(config);
            for (int i = 0; i < 80; ++i)
                sorter.put({.route = RouteId(0), .true_route = RouteId(0)}, 0);
            sorter.advance(until);
            sorter.check(true);
            return std::vector{sorter.merged_at(0), sorter.merged_at(1)};
        };
        const std::vector<std::int64_t> early = merged(480), late = merged(1280);
        CHECK(late[0] - early[0] == 10);
        CHECK(late[1] - early[1] == 10);
        config.induct.merge = "greedy";
        CHECK(merged(1280)[0] - merged(480)[0] == 20);
        CHECK(merged(1280)[1] == merged(480)[1]);
    }

    TEST_CASE("what was booked for an induct that is down is for the others") {
        LoopConfig config = twelve_inducts();
        config.outages = {{.what = "induct", .number = 12, .at_s = 300, .duration_s = 1000}};
        LoopSorter sorter = loop_with(config);
        for (int i = 0; i < 6000; ++i)
            sorter.put(
                {.route = RouteId(static_cast<std::size_t>(i) % 30), .true_route = RouteId(static_cast<std::size_t>(i) % 30)}, 0);
        sorter.advance(kClock.steps(300));
        const std::int64_t before = sorter.figures().merged, own = sorter.merged_at(11);
        sorter.advance(kClock.steps(900));
        sorter.check(true);
        CHECK(sorter.merged_at(11) == own);
        // 2,000 carriers pass in ten minutes.
        CHECK(static_cast<double>(sorter.figures().merged - before) > 0.94 * 2000);
    }
}
