// A truck missed by seconds is a late truck: a whole site in which loading takes a few seconds more than there are.
#include <doctest/doctest.h>

#include "small_site.hpp"

using namespace dray;

namespace {

// One door, whose first truck leaves empty at 120 s. The second one comes at 1,200 s and departs at 1,320 s. Five cages are
// pulled for it at 720 s and stand before the door long before it comes, so that only the loader's pace decides: five cages of
// 24 s are more than 120 s once the begin of the first is added, which falls on the site's next tick, and five of 23 s are less.
const std::string kSite = R"(
duration_s: 1500
warm_up_s: 0
transport:
  - name: yard
    floor: {layout: haul, cell_m: 2.0, haul: {block_columns: 2, blocks_down: 2, chute_blocks: 1, highway_blocks: 1,
            store_blocks: 1, dock_blocks: 2, doors: 1, chargers: 2, buffer_cells: 4}}
    fleets: [{name: movers, count: 4}]
    source: {parcels_per_h: 200}
    cages: {parcels_per_cage: 10, store_fill: 0.8}
    docks: {truck_every_s: 1200, truck_stay_s: 120, load_cage_s: 23, service_cv: 0, pull_s: 600}
)";

engine::DockResult door(const std::vector<std::string>& overrides) {
    const engine::Results r = test::run_to_end(engine::read_scenario(config::parse(kSite, "late.yaml", ".", overrides), "late"));
    CHECK(r.ledger_balanced);
    REQUIRE(r.transport.size() == 1);
    REQUIRE(r.transport[0].docks.size() == 1);
    CHECK(r.transport[0].docks[0].trucks == 2);
    return r.transport[0].docks[0];
}

const std::string kLoad = "transport[0].docks.load_cage_s=", kHold = "transport[0].docks.hold_s=60";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a truck whose cages are loaded seconds before its time is not late, held or not") {
        for (const std::vector<std::string>& overrides : {std::vector<std::string>{}, {kHold}}) {
            const engine::DockResult d = door(overrides);
            CHECK(d.cages == 5);
            CHECK(d.late_trucks == 0);
            CHECK(d.late_s == 0);
            CHECK(d.missed_cages == 0);
            // 5 times 23 s, counted from tick to tick.
            CHECK(d.working_s == doctest::Approx(115).epsilon(0.02));
        }
    }

    TEST_CASE("a truck that is held for its last cage is late, by 5 seconds of loading or by less than one") {
        const engine::DockResult by_seconds = door({kLoad + "25", kHold});
        CHECK(by_seconds.cages == 5);
        CHECK(by_seconds.missed_cages == 0);
        CHECK(by_seconds.late_trucks == 1);
        CHECK(by_seconds.late_s >= 5);
        CHECK(by_seconds.late_s < 6);
        const engine::DockResult by_a_blink = door({kLoad + "24", kHold});
        CHECK(by_a_blink.cages == 5);
        CHECK(by_a_blink.late_trucks == 1);
        CHECK(by_a_blink.late_s > 0);
        CHECK(by_a_blink.late_s < 1);
    }

    TEST_CASE("a truck that is not held leaves in time, and the cage that misses it by seconds stays behind") {
        const engine::DockResult d = door({kLoad + "25"});
        CHECK(d.late_trucks == 0);
        CHECK(d.cages == 4);
        CHECK(d.missed_cages == 1);
        CHECK(d.missed_parcels > 0);
        CHECK(d.missed_parcels <= 10);
    }

    TEST_CASE("the same cages are no reason to be late for a truck that comes six seconds earlier") {
        // All times of this door shift by six seconds; the five cages stay five.
        for (const std::vector<std::string>& more : {std::vector<std::string>{}, {kHold}}) {
            std::vector<std::string> overrides{kLoad + "25", "transport[0].docks.truck_stay_s=126"};
            overrides.insert(overrides.end(), more.begin(), more.end());
            const engine::DockResult d = door(overrides);
            CHECK(d.cages == 5);
            CHECK(d.late_trucks == 0);
            CHECK(d.missed_cages == 0);
        }
    }
}
