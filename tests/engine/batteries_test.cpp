// Batteries in whole runs: what they cost, and that nothing goes wrong when they run down.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>

#include "small_site.hpp"

using namespace dray;

namespace {

// More work than the drives can do and quick stations, so that every robot that charges is missed. Small batteries charge often,
// for as large a share of the time as large ones.
engine::Results busy_site(const std::string& battery, const std::vector<std::string>& more = {}) {
    std::vector<std::string> overrides{"duration_s=5400",
                                       "warm_up_s=1800",
                                       "demand.orders_per_h=2000",
                                       "fleets[0].count=6",
                                       battery,
                                       "floor.storage.pick_stations=3",
                                       "floor.storage.blocks_across=3",
                                       "stations.pick_line_s=3"};
    overrides.insert(overrides.end(), more.begin(), more.end());
    return test::run_to_end(test::small_site(overrides));
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("who leaves batteries out overestimates the capacity of a busy fleet by more than a tenth") {
        const engine::Results with = busy_site("fleets[0].battery.capacity_wh=60");
        const engine::Results without = busy_site("fleets[0].battery.capacity_wh=0");
        CHECK(without.lines_per_hour > 1.10 * with.lines_per_hour);
        CHECK(without.lines_per_hour < 1.30 * with.lines_per_hour);
        CHECK(with.fleets[0].energy.flat == 0);
        CHECK(with.fleets[0].energy.charging_share > 0.05);
        CHECK_FALSE(without.fleets[0].energy.counted);
        CHECK(with.collisions == 0);
    }

    TEST_CASE("energy books balance: what was charged and used is what the batteries lost") {
        const engine::Results r = busy_site("fleets[0].battery.capacity_wh=60");
        const engine::EnergyResult& e = r.fleets[0].energy;
        // Batteries began between half and full.
        const double left_kwh = e.mean_share * 6 * 0.06;
        CHECK(left_kwh + e.used_kwh - e.charged_kwh > 6 * 0.06 * 0.5);
        CHECK(left_kwh + e.used_kwh - e.charged_kwh < 6 * 0.06);
        // About 0.011 Wh/m empty and 0.038 Wh/m with the heaviest pod, 40 W of electronics, starts and lifts.
        const double electronics_kwh = 6 * 0.040 * 1.5;
        CHECK(e.used_kwh > electronics_kwh + 0.011 * r.fleets[0].distance_km);
        CHECK(e.used_kwh < electronics_kwh + 0.1 * r.fleets[0].distance_km);
    }

    TEST_CASE("a robot whose battery is empty stops, is told as an incident and comes back with a full one") {
        const engine::Results r = busy_site("fleets[0].battery.capacity_wh=4", {"faults.mttr_s=60"});
        const auto flat = std::ranges::count_if(r.incidents, [](const engine::Incident& i) { return i.kind == "flat_battery"; });
        const auto cleared = std::ranges::count_if(r.incidents, [](const engine::Incident& i) { return i.kind == "cleared"; });
        CHECK(flat > 0);
        CHECK(r.fleets[0].energy.flat == flat);
        CHECK(cleared >= flat - 6);
        CHECK(r.orders_completed > 0);
        CHECK(r.collisions == 0);
    }
}
