// Conveyors and lifts between the areas of a site.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "small_site.hpp"

using namespace dray;
using test::facility;

namespace {

const std::string kHandling = R"(
handling:
  - {name: packing, parcels_per_h: 900, work: {workers: 12, time_s: 30, time_cv: 0.3}}
  - {name: check, work: {workers: 6, time_s: 10, time_cv: 0.3, queue_parcels: 4}}
)";
const std::string kConveyor =
    "connections: [{from: packing.handled, to: check.parcels, conveyor: {length_m: 60, pitch_m: 0.6}}]\n";
const std::string kLift =
    "connections: [{from: packing.handled, to: check.parcels, lift: {units: 6, trip_s: 8, transfer_s: 0.8}}]\n";

std::string refusal(const std::string& text, const std::vector<std::string>& overrides = {}) {
    return test::refusal_of([&] { return facility(text, overrides); });
}

void check_all_are_there(const engine::AreaResult& c) {
    CHECK(c["units_arrived"] == c["units_waiting"] + c["units_aboard"] + c["units_at_end"] + c["units_delivered"]);
    CHECK(c["working_share"] + c["starved_share"] + c["blocked_share"] + c["down_share"] == doctest::Approx(1));
}

const engine::BottleneckResult& group_of(const engine::Results& r, const std::string& name) {
    const auto found = std::ranges::find(r.bottlenecks, name, &engine::BottleneckResult::group);
    REQUIRE(found != r.bottlenecks.end());
    return *found;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a conveyor between two areas carries everything in its time, and all of it is accounted for") {
        const engine::Results r = test::run_to_end(facility(kHandling + kConveyor));
        REQUIRE(r.areas_of("carriers").size() == 1);
        const engine::AreaResult& c = test::area(r, "carriers");
        CHECK(c.name == "packing > check");
        check_all_are_there(c);
        CHECK(c["units_arrived"] == test::area(r, "handling")["parcels_gone"]);
        CHECK(c["units_delivered"] == test::area(r, "handling", 1)["parcels_arrived"]);
        CHECK(c["holds_units"] == 100);
        CHECK(c["travel_s"] == doctest::Approx(120));
        CHECK(c["most_units_per_hour"] == doctest::Approx(3000));
        // 750 parcels are expected after the warm-up; four deviations of a Poisson stream are 15 %.
        CHECK(c["units_per_hour"] == doctest::Approx(900).epsilon(0.15));
        // A third of it comes in ticks of a second, so that some wait a little for the ones before them.
        CHECK(c["time_mean_s"] > 120);
        CHECK(c["time_mean_s"] < 125);
        CHECK(c["time_mean_s"] - c["wait_mean_s"] == doctest::Approx(120).epsilon(0.001));
        CHECK(c["working_share"] == doctest::Approx(900 / 3000.0).epsilon(0.15));
        // Little's law: a quarter of a parcel a second for two minutes each.
        CHECK(static_cast<double>(c["units_aboard"]) == doctest::Approx(30).epsilon(0.5));
        const engine::BottleneckResult& group = group_of(r, "packing > check conveyor");
        CHECK(group.kind == "conveyor");
        CHECK(group.load == doctest::Approx(c["units_per_hour"] / 3000).epsilon(0.02));
    }

    TEST_CASE("without anything that carries them parcels are there at once, and the run is as it was") {
        const std::string plain = "connections: [{from: packing.handled, to: check.parcels}]\n";
        const engine::Results r = test::run_to_end(facility(kHandling + plain));
        CHECK(r.areas_of("carriers").empty());
        CHECK(test::area(r, "handling")["parcels_gone"] == test::area(r, "handling", 1)["parcels_arrived"]);
    }

    TEST_CASE("a full conveyor stops the workers before it, and nothing is lost") {
        const engine::Results r = test::run_to_end(facility(kHandling + kConveyor, {"handling[1].work.workers=1"}));
        const engine::AreaResult& c = test::area(r, "carriers");
        check_all_are_there(c);
        CHECK(c["units_aboard"] + c["units_at_end"] >= 100);
        CHECK(c["blocked_share"] > 0.5);
        CHECK(test::area(r, "handling")["workers.blocked_share"] > 0.3);
        CHECK(test::area(r, "handling")["parcels_gone"] == c["units_arrived"]);
        CHECK(r.bottlenecks[0].group == "check workers");
    }

    TEST_CASE("what limits a site is found: a slow conveyor, a small lift, and not one that has capacity to spare") {
        const auto limit = [](const std::string& connection, const std::vector<std::string>& overrides) {
            return test::run_to_end(facility(kHandling + connection, overrides)).bottlenecks[0].group;
        };
        CHECK(limit(kConveyor, {}) == "packing arrivals");
        CHECK(limit(kConveyor, {"connections[0].conveyor.speed_mps=0.11"}) == "packing > check conveyor");
        CHECK(limit(kConveyor, {"handling[0].work.workers=6"}) == "packing workers");
        CHECK(limit(kLift, {"handling[0].parcels_per_h=1200"}) == "packing > check lift");
        CHECK(limit(kLift, {"connections[0].lift.units=20"}) == "packing arrivals");
    }

    TEST_CASE("a lift carries batches, and those that come while it is away wait for it") {
        const engine::Results r = test::run_to_end(facility(kHandling + kLift, {"handling[0].parcels_per_h=1200"}));
        const engine::AreaResult& c = test::area(r, "carriers");
        check_all_are_there(c);
        CHECK(c.text("kind") == "lift");
        // A trip there and back and six parcels on and off take 25.6 s.
        CHECK(c["most_units_per_hour"] == doctest::Approx(6 * 3600 / 25.6));
        CHECK(c["units_per_hour"] == doctest::Approx(c["most_units_per_hour"]).epsilon(0.02));
        CHECK(static_cast<double>(c["units_delivered"]) / static_cast<double>(c["trips"]) > 5.8);
        CHECK(test::area(r, "handling")["workers.blocked_share"] > 0.1);
    }

    TEST_CASE("orders travel from the storage area to packers, readers and a loop, and totes to the pods") {
        const std::string text = test::kSmallSite + R"(
inbound: {doors: 1, truck_every_s: 200, first_truck_s: 60, lead_time_s: 60, truck_totes: 20, tote_units: 10}
handling: [{name: receiving, work: {workers: 2, time_s: 10}}, {name: packing, work: {workers: 4, time_s: 20}}]
identification: [{name: tunnel, readers: 1, tote_parcels: 3, tote_wait_s: 20}]
loop_sorters: [{name: loop, belt: {length_m: 60, pitch_m: 0.6, speed_mps: 2}, induct: {count: 3, spacing_m: 1.2}, chutes: {count: 8}}]
connections:
  - {from: inbound.totes, to: receiving.totes, conveyor: {length_m: 20}}
  - {from: receiving.handled, to: storage.totes, lift: {trip_s: 5}}
  - {from: storage.orders, to: packing.parcels, conveyor: {length_m: 40, outages: [{at_s: 600, duration_s: 60}]}}
  - {from: packing.handled, to: tunnel.parcels, lift: {units: 2, trip_s: 6}}
  - {from: tunnel.identified, to: loop.parcels, conveyor: {length_m: 10, stop_mtbf_h: 0.05, stop_mttr_s: 20}}
)";
        const engine::Results r = test::run_to_end(
            engine::read_scenario(config::parse(text, "facility.yaml", ".",
                                                {"duration_s=1800", "storage.initial_stock=0.2", "storage.reorder_point=0.6"}),
                                  "facility"));
        REQUIRE(r.areas_of("carriers").size() == 5);
        for (const engine::AreaResult* c : r.areas_of("carriers")) {
            CAPTURE(c->name);
            check_all_are_there(*c);
            CHECK((*c)["units_delivered"] > 5);
        }
        CHECK(test::area(r, "carriers")["units_delivered"] == test::area(r, "handling")["parcels_arrived"]);
        CHECK(test::area(r, "carriers", 1)["units_delivered"] == r.inbound->totes_stowed + r.inbound->totes_at_storage);
        CHECK(test::area(r, "carriers", 2)["units_arrived"] + test::area(r, "carriers", 2)["units_upstream"] ==
              r.orders_completed);
        CHECK(test::area(r, "carriers", 2)["units_delivered"] == test::area(r, "handling", 1)["parcels_arrived"]);
        CHECK(test::area(r, "carriers", 3)["units_delivered"] == test::area(r, "identification")["parcels_arrived"]);
        CHECK(test::area(r, "carriers", 4)["units_delivered"] == test::area(r, "sorting")["parcels_arrived"]);
        const auto told = [&](const char* kind, const std::string& area) {
            return std::ranges::count_if(r.incidents, [&](const auto& i) { return i.kind == kind && i.area == area; });
        };
        CHECK(told("stop", "storage > packing") == 1);
        CHECK(told("restart", "storage > packing") == 1);
        CHECK(told("stop", "tunnel > loop") == test::area(r, "carriers", 4)["stops"]);
        CHECK(test::area(r, "carriers", 4)["stops"] > 1);
    }

    TEST_CASE("a site with carriers has the same hash on 1, 2 and 4 threads, and another for another seed") {
        test::check_hash_on_any_threads([] {
            return engine::read_scenario(
                config::parse(test::kSmallSite + "handling: [{name: packing}]\nconnections: [{from: storage.orders, to: "
                                                 "packing.parcels, conveyor: {stop_mtbf_h: 0.1}}]\n",
                              "facility.yaml", ".", {"duration_s=600", "warm_up_s=0"}),
                "facility");
        });
    }

    TEST_CASE("the shipped conveyor and lift do what their description says") {
        const engine::Results r =
            test::run_to_end(engine::load_scenario(std::string(DRAY_SOURCE_DIR) + "/scenarios/conveyors.yaml", {}));
        REQUIRE(r.areas_of("carriers").size() == 2);
        for (const engine::AreaResult* c : r.areas_of("carriers"))
            check_all_are_there(*c);
        CHECK(test::area(r, "carriers")["most_units_per_hour"] == doctest::Approx(844).epsilon(0.001));
        // Five minutes of its three hours it stands still, and now and then for longer.
        CHECK(test::area(r, "carriers")["units_per_hour"] > 0.9 * 844);
        CHECK(test::area(r, "carriers")["units_per_hour"] < 0.98 * 844);
        CHECK(test::area(r, "carriers")["stops"] >= 1);
        CHECK(test::area(r, "handling")["workers.blocked_share"] > 0.05);
        CHECK(test::area(r, "handling")["parcels_upstream"] > 50);
        CHECK(r.bottlenecks[0].group == "packing > tunnel lift");
        CHECK(test::area(r, "carriers", 1)["time_mean_s"] > 120);
        CHECK(test::area(r, "carriers", 1)["time_mean_s"] < 130);
        CHECK(test::area(r, "carriers", 1)["down_share"] == doctest::Approx(60 / 10800.0));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("carriers that make no sense are refused with their place") {
        CHECK(refusal(kHandling + kConveyor).empty());
        CHECK(refusal(kHandling + kConveyor, {"connections[0].lift.units=3"})
                  .find("connections[0].lift: the connection has a conveyor already; it can have one or the other") !=
              std::string::npos);
        CHECK(refusal(kHandling + kConveyor, {"connections[0].conveyor.speed_mps=0"})
                  .find("connections[0].conveyor.speed_mps: 0 is out of range; allowed 0.05 to 3 m/s") != std::string::npos);
        CHECK(refusal(kHandling + "connections: [{from: packing.handled, to: check.parcels, conveyor: {lenght_m: 5}}]\n")
                  .find("facility.yaml:7:69: connections[0].conveyor: unknown field 'lenght_m'; did you mean 'length_m'?") !=
              std::string::npos);
        CHECK(refusal(kHandling + "connections: [{from: packing.handled, to: packing.parcels, lift: {}}]\n")
                  .find("go round in a circle") != std::string::npos);
        const std::string over_yard = R"(
loop_sorters: [{name: loop, belt: {length_m: 60}, induct: {count: 3, spacing_m: 1.2}, chutes: {count: 8}}]
transport: [{name: yard, floor: {layout: haul, haul: {block_columns: 2, blocks_down: 2, chute_blocks: 1}}, fleets: [{count: 4}]}]
connections: [{from: loop.chutes, to: yard.chutes, lift: {}}]
)";
        CHECK(refusal(over_yard).find("connections[0].lift: the chutes of 'loop.chutes' stand over the cages; a lift carries "
                                      "parcels or totes") != std::string::npos);
        const std::string to_wall =
            test::kSmallSite + "put_walls: [{name: wall}]\nconnections: [{from: storage.items, to: wall.items, conveyor: {}}]\n";
        CHECK(test::refusal_of([&] {
                  return engine::read_scenario(config::parse(to_wall, "wall.yaml", "."), "wall");
              }).find("'storage.items' gives single items, which people bring in totes; a conveyor carries parcels or totes") !=
              std::string::npos);
    }

    TEST_CASE("the resolved scenario reproduces a run with carriers") {
        engine::LoadedScenario loaded = facility(kHandling + kLift, {"duration_s=600", "warm_up_s=0"});
        const std::string resolved = engine::resolved_yaml(loaded);
        const std::uint64_t hash = test::run_to_end(std::move(loaded)).state_hash;
        CHECK(test::run_to_end(engine::read_scenario(config::parse(resolved, "resolved.yaml", "."), "resolved")).state_hash ==
              hash);
    }
}
