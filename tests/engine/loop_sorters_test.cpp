// Loop sorters in a site: alone, fed by other areas, over a transport floor, and refused where they make no sense.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <tbb/global_control.h>

#include "base/error.hpp"
#include "engine/site.hpp"
#include "small_site.hpp"

using namespace dray;
using test::facility;

namespace {

const std::string kLoop = R"(
loop_sorters:
  - name: loop
    belt: {length_m: 60, pitch_m: 0.6, speed_mps: 2}
    induct: {count: 3, spacing_m: 1.2}
    chutes: {count: 8}
    inlet: {parcels_per_h: 1200, routes: 4}
)";

const std::string kTransport = R"(
transport:
  - name: yard
    floor: {layout: haul, cell_m: 2.0, haul: {block_columns: 2, blocks_down: 2, chute_blocks: 1, highway_blocks: 2, store_blocks: 1, dock_blocks: 2, doors: 3, chargers: 1, buffer_cells: 2}}
    fleets: [{name: movers, count: 4}]
    cages: {parcels_per_cage: 8}
    docks: {truck_every_s: 900, truck_stay_s: 600, load_cage_s: 20, pull_s: 300}
)";

const std::string kLink = "connections: [{from: loop.chutes, to: yard.chutes}]\n";

std::string refusal(const std::string& text, const std::vector<std::string>& overrides = {}) {
    return test::refusal_of([&] { return facility(text, overrides); });
}

void check_all_are_there(const engine::AreaResult& s) {
    REQUIRE(s.number("loop.carriers"));
    CHECK(s["parcels_arrived"] == s["parcels_sorted"] + s["loop.rejected.unread"] + s["loop.rejected.no_chute"] +
                                      s["loop.parcels_on_belt"] + s["parcels_waiting"]);
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a loop sorter alone sorts what comes") {
        const engine::Results r = test::run_to_end(facility(kLoop));
        REQUIRE(r.areas_of("sorting").size() == 1);
        const engine::AreaResult& s = test::area(r, "sorting");
        check_all_are_there(s);
        // 1,000 parcels are expected after the warm-up; four deviations of a Poisson stream are 13 %.
        CHECK(s["parcels_sorted_per_hour"] == doctest::Approx(1200).epsilon(0.13));
        CHECK(s["loop.carriers"] == 100);
        // Once round takes 30 s.
        CHECK(s["sort_time_s.p50"] > 5);
        CHECK(s["sort_time_s.p50"] < 40);
        // A third of a parcel a second for some 8 s each (Little's law), on 100 carriers.
        CHECK(s["loop.carrier_occupancy"] ==
              doctest::Approx(1200 / 3600.0 * (s["sort_time_s.p50"] - s["loop.induct_wait_s.p50"]) / 100).epsilon(0.3));
        CHECK(s["loop.belt.working_share"] + s["loop.belt.starved_share"] + s["loop.belt.blocked_share"] +
                  s["loop.belt.down_share"] ==
              doctest::Approx(1));
        CHECK(s["chutes.open_share"] + s["chutes.full_share"] + s["chutes.jammed_share"] == doctest::Approx(1));
        REQUIRE(r.stations.size() == 3);
        std::int64_t merged = 0;
        for (const engine::StationResult& station : r.stations) {
            merged += station.units;
            CHECK(station.working_s + station.starved_s + station.blocked_s + station.down_s == doctest::Approx(3600));
        }
        CHECK(merged == s["loop.parcels_merged"]);
        CHECK(r.timeline.back().parcels_sorted == s["parcels_sorted"]);
        CHECK(r.robots.empty());
    }

    TEST_CASE("its parcels fall into the cages of the floor below, and reach the trucks") {
        const engine::Results r = test::run_to_end(facility(kLoop + kTransport + kLink));
        const engine::AreaResult& s = test::area(r, "sorting");
        const engine::TransportResult& t = r.transport[0];
        check_all_are_there(s);
        std::int64_t shipped = 0;
        for (const engine::DockResult& dock : t.docks)
            shipped += dock.parcels;
        CHECK(shipped > 300);
        CHECK(s["parcels_sorted"] >= shipped + t.parcels_on_site);
        CHECK(s["parcels_sorted"] <= shipped + t.parcels_on_site + 8 * 10);
        CHECK(s["chutes.cages_swapped"] == 0);
    }

    TEST_CASE("few movers leave its chutes full, parcels go round, and some are rejected") {
        const engine::Results r = test::run_to_end(
            facility(kLoop + kTransport + kLink, {"transport[0].fleets[0].count=1", "loop_sorters[0].inlet.parcels_per_h=2400"}));
        const engine::AreaResult& s = test::area(r, "sorting");
        check_all_are_there(s);
        CHECK(s["chutes.full_share"] > 0.2);
        CHECK(s["recirculated"] > 100);
        CHECK(s["loop.rejected.no_chute"] > 100);
    }

    TEST_CASE("completed orders are identified and sorted by a loop, and all are accounted for") {
        const std::string text = test::kSmallSite + kLoop +
                                 "identification: [{name: tunnel, readers: 1, tote_parcels: 3, tote_wait_s: 20}]\n"
                                 "connections: [{from: storage.orders, to: tunnel.parcels}, {from: tunnel.identified, to: "
                                 "loop.parcels}]\n";
        const engine::Results r =
            test::run_to_end(engine::read_scenario(config::parse(text, "facility.yaml", ".", {"duration_s=1800"}), "facility"));
        CHECK(test::area(r, "identification")["parcels_arrived"] == r.orders_completed);
        CHECK(test::area(r, "identification")["parcels_gone"] == test::area(r, "sorting")["parcels_arrived"]);
        CHECK(test::area(r, "sorting")["parcels_sorted"] > 10);
        check_all_are_there(test::area(r, "sorting"));
    }

    TEST_CASE("a full loop leaves completed orders to wait before it, beside a sort floor of the same site") {
        const std::string sorting =
            "sorting: [{name: sorter, floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 4, chutes_down: 2, "
            "induct_stations: 2, queue_cells: 2, chargers: 1, buffer_cells: 4}}, fleets: [{name: sorters, count: 8}], inlet: "
            "{parcels_per_h: 600, routes: 4}}]\n";
        const engine::Results r = test::run_to_end(engine::read_scenario(
            config::parse(test::kSmallSite + sorting + kLoop + "connections: [{from: storage.orders, to: loop.parcels}]\n",
                          "facility.yaml", ".", {"loop_sorters[0].induct.load_s=300", "loop_sorters[0].induct.queue_parcels=1"}),
            "facility"));
        REQUIRE(r.areas_of("sorting").size() == 2);
        CHECK(test::area(r, "sorting", 1)["parcels_upstream"] > 0);
        CHECK(test::area(r, "sorting", 1)["parcels_arrived"] + test::area(r, "sorting", 1)["parcels_upstream"] ==
              r.orders_completed);
        CHECK(test::area(r, "sorting")["parcels_upstream"] == 0);
        CHECK(test::area(r, "sorting")["parcels_sorted"] > 50);
        CHECK_FALSE(test::area(r, "sorting").number("loop.carriers"));
    }

    TEST_CASE("what a truck takes from one site is sorted by a loop at another") {
        const engine::Results r = test::run_to_end(facility(
            kTransport + kLoop + "line_hauls: [{from: yard.door-2, to: loop.parcels, travel_s: 300, unload_cage_s: 10}]\n",
            {"loop_sorters[0].inlet.parcels_per_h=0", "transport[0].source.parcels_per_h=400", "duration_s=2400"}));
        CHECK(r.line_hauls[0].parcels_delivered > 20);
        CHECK(test::area(r, "sorting")["parcels_arrived"] == r.line_hauls[0].parcels_delivered);
        check_all_are_there(test::area(r, "sorting"));
    }

    TEST_CASE("a loop over a yard has the same hash on 1, 2 and 4 threads, and another for another seed") {
        test::check_hash_on_any_threads([] { return facility(kLoop + kTransport + kLink, {"duration_s=900", "warm_up_s=0"}); });
    }

    TEST_CASE("the shipped loop does what its description says") {
        const engine::Results r =
            test::run_to_end(engine::load_scenario(std::string(DRAY_SOURCE_DIR) + "/scenarios/loop-sorter.yaml", {}));
        const engine::AreaResult& s = test::area(r, "sorting");
        check_all_are_there(s);
        // 18,333 parcels are expected after the warm-up; four deviations of a Poisson stream are 3 %.
        CHECK(s["parcels_sorted_per_hour"] == doctest::Approx(11000).epsilon(0.03));
        CHECK(s["recirculated"] > 200);
        CHECK(s["loop.chute_refusals"] > 100);
        CHECK(s["loop.rejected.unread"] > s["loop.rejected.no_chute"]);
        CHECK(s["loop.rejected.no_chute"] > 20);
        CHECK(s["loop.belt.stops"] > 1);
        CHECK(s["chutes.jams"] > 0);
        // At 92 % of what the belt carries, and more after each stop, no induct gets little.
        for (const engine::StationResult& station : r.stations)
            CHECK(static_cast<double>(station.units) ==
                  doctest::Approx(static_cast<double>(s["loop.parcels_merged"]) / 12).epsilon(0.1));
    }

    TEST_CASE("what limits a loop is found: arrivals, inducts, the belt, its chutes") {
        const auto limit = [](const std::vector<std::string>& overrides) {
            return test::run_to_end(facility(kLoop, overrides)).bottlenecks[0].group;
        };
        CHECK(limit({}) == "loop arrivals");
        CHECK(limit({"loop_sorters[0].inlet.parcels_per_h=9000", "loop_sorters[0].induct.load_s=6"}) == "loop inducts");
        CHECK(limit({"loop_sorters[0].inlet.parcels_per_h=9000", "loop_sorters[0].induct.load_s=0.5",
                     "loop_sorters[0].belt.speed_mps=0.5", "loop_sorters[0].chutes.swap_s=1"}) == "loop belt");
        CHECK(limit({"loop_sorters[0].inlet.parcels_per_h=3000", "loop_sorters[0].chutes.swap_s=900"}) == "loop chutes");
    }
}

TEST_SUITE("unit") {
    TEST_CASE("loop sorters that make no sense are refused with place and nearest name") {
        CHECK(refusal(kLoop).empty());
        CHECK(refusal(kLoop, {"loop_sorters[0].chutes.count=96"})
                  .find("loop_sorters[0].belt.length_m: 60 m with a carrier every 0.6 m are 100 places a zone; 3 inducts and the "
                        "scanner leave 91 of them for 96 chutes") != std::string::npos);
        CHECK(refusal(kLoop + "    outages: [{what: chute, number: 9}]\n")
                  .find("facility.yaml:10:29: loop_sorters[0].outages[0].number: there is no chute 9; they are numbered "
                        "1 to 8") != std::string::npos);
        CHECK(refusal(kLoop + "    outages: [{what: chut}]\n").find("did you mean 'chute'?") != std::string::npos);
        CHECK(refusal(kLoop + "    blet: {}\n").find("did you mean 'belt'?") != std::string::npos);
        CHECK(refusal(kLoop + "sorting: [{name: loop, fleets: [{count: 2}]}]\n").find("two areas are called 'loop'") !=
              std::string::npos);
        CHECK(refusal(kLoop + "connections: [{from: loop.chute, to: loop.parcels}]\n")
                  .find("connections[0].from: there is no port 'loop.chute'; did you mean 'loop.chutes'?") != std::string::npos);
        CHECK(refusal(kLoop + kTransport + kLink).empty());
        CHECK(refusal(kLoop + kTransport + kLink, {"loop_sorters[0].chutes.count=7"})
                  .find("loop_sorters[0].chutes.count: 'loop' has 7 chutes, but 'yard' below has 8 slots in its zone "
                        "\"chutes\"; each chute needs one") != std::string::npos);
    }

    TEST_CASE("the resolved loop reproduces the run") {
        engine::LoadedScenario loaded = facility(kLoop, {"duration_s=300", "warm_up_s=0"});
        const std::string resolved = engine::resolved_yaml(loaded);
        const std::uint64_t hash = test::run_to_end(std::move(loaded)).state_hash;
        CHECK(test::run_to_end(engine::read_scenario(config::parse(resolved, "resolved.yaml", "."), "resolved")).state_hash ==
              hash);
    }
}
