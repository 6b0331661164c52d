// Parcels that come by themselves: as many of each route as they should, and in waves the same ones for the same trucks.
#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "operations/sorting/parcel_source.hpp"

using namespace dray;
using namespace dray::operations;
using primitives::RouteId;
using primitives::TruckPlan;

namespace {

const Clock kClock{.steps_per_second = 20, .steps_per_tick = 1};
const std::vector<double> kShares = {0.6, 0.3, 0.1};
constexpr double kHours = 10;

TruckPlan plan() {
    return {primitives::truck_times({.truck_every_s = 1200, .truck_stay_s = 900, .pull_s = 300}, kShares.size(), kClock),
            kClock.steps(100)};
}

// All that come in ten hours, asked for every so many seconds.
std::vector<ParcelSource::Arrival> arrivals(double wave_s, double every_s) {
    ParcelSource source({.parcels_per_h = 2000, .wave_s = wave_s}, false, kShares, plan(), kClock, Stream(4, "test_source"), 0);
    std::vector<ParcelSource::Arrival> all;
    for (double now_s = 0; now_s <= kHours * 3600; now_s += every_s)
        while (const auto arrival = source.next(kClock.steps(now_s)))
            all.push_back(*arrival);
    return all;
}

// Parcels by route and the truck that they come for.
std::map<std::pair<std::size_t, std::int64_t>, int> by_truck(const std::vector<ParcelSource::Arrival>& all) {
    std::map<std::pair<std::size_t, std::int64_t>, int> count;
    for (const auto& a : all)
        ++count[{a.route.index(), plan().truck_of(a.route, a.at)}];
    return count;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("an even stream has the rate and the shares that it is given") {
        const auto all = arrivals(0, 30);
        // 20,000 parcels; four deviations of a Poisson count.
        CHECK(std::abs(static_cast<double>(all.size()) - 20000) < 4 * std::sqrt(20000));
        for (std::size_t r = 0; r < kShares.size(); ++r) {
            const auto count = std::ranges::count(all, RouteId(r), &ParcelSource::Arrival::route);
            CHECK(std::abs(static_cast<double>(count) - 20000 * kShares[r]) < 4 * std::sqrt(20000 * kShares[r]));
        }
    }

    TEST_CASE("in waves as many parcels come for each truck as in the even stream, all in the last minutes before its close") {
        const auto even = arrivals(0, 30), waves = arrivals(200, 30);
        const auto even_count = by_truck(even);
        int trucks = 0;
        for (const auto& [truck, count] : by_truck(waves)) {
            // The last ones of the run are cut off by its end.
            if (plan().close(RouteId(truck.first), truck.second) > kClock.steps(kHours * 3600)) continue;
            CHECK(count == even_count.at(truck));
            ++trucks;
        }
        CHECK(trucks >= 85);
        for (const auto& a : waves) {
            const std::int64_t truck = plan().truck_of(a.route, a.at);
            // The first truck of a door may have had more than a period to gather them.
            if (truck > 0) CHECK(plan().close(a.route, truck) - a.at <= kClock.steps(200));
        }
    }

    TEST_CASE("parcels come in order of time and the same, however often one asks") {
        for (const double wave_s : {0.0, 200.0, 1200.0}) {
            const auto often = arrivals(wave_s, 1), seldom = arrivals(wave_s, 450);
            REQUIRE(often.size() == seldom.size());
            for (std::size_t i = 0; i < often.size(); ++i) {
                CHECK(often[i].at == seldom[i].at);
                CHECK(often[i].route == seldom[i].route);
                if (i > 0) CHECK(often[i].at >= often[i - 1].at);
            }
        }
    }

    TEST_CASE("a wave as long as the time between two trucks is the even stream") {
        const auto even = arrivals(0, 30), all = arrivals(1200, 30);
        REQUIRE(even.size() == all.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            CHECK(std::abs(static_cast<double>(all[i].at - even[i].at)) <= 1);
    }

    TEST_CASE("a source that is silent brings nothing") {
        ParcelSource source({}, true, kShares, plan(), kClock, Stream(4, "test_source"), 0);
        CHECK_FALSE(source.next(kClock.steps(1e6)));
    }
}
