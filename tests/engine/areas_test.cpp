// Areas beside the storage area: alone, composed, and refused where their connections make no sense.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <tbb/global_control.h>

#include "base/error.hpp"
#include "engine/site.hpp"
#include "small_site.hpp"

using namespace dray;
using test::facility;

namespace {

const std::string kSorting = R"(
sorting:
  - name: sorter
    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 4, chutes_down: 2, induct_stations: 2, queue_cells: 2, chargers: 1, buffer_cells: 4}}
    fleets: [{name: sorters, count: 8}]
    inlet: {parcels_per_h: 600, routes: 4}
)";

const std::string kTransport = R"(
transport:
  - name: yard
    floor: {layout: haul, cell_m: 2.0, haul: {block_columns: 2, blocks_down: 2, chute_blocks: 1, highway_blocks: 2, store_blocks: 1, dock_blocks: 2, doors: 3, chargers: 1, buffer_cells: 2}}
    fleets: [{name: movers, count: 4}]
    cages: {parcels_per_cage: 8}
    docks: {truck_every_s: 900, truck_stay_s: 600, load_cage_s: 20, pull_s: 300}
    source: {parcels_per_h: 400}
)";

const std::string kLink = "connections: [{from: sorter.chutes, to: yard.chutes}]\n";

std::string refusal(const std::string& text) {
    return test::refusal_of([&] { return facility(text); });
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a sort floor alone sorts what comes") {
        const engine::Results r = test::run_to_end(facility(kSorting));
        REQUIRE(r.areas_of("sorting").size() == 1);
        const engine::AreaResult& s = test::area(r, "sorting");
        CHECK(s["parcels_arrived"] == s["parcels_sorted"] + s["parcels_on_robots"] + s["parcels_waiting"]);
        // 500 parcels are expected after the warm-up; four deviations of a Poisson stream are 18 %.
        CHECK(s["parcels_sorted_per_hour"] == doctest::Approx(600).epsilon(0.18));
        CHECK(s["parcels_waiting"] < 20);
        CHECK(s["sort_time_s.p50"] > 5);
        CHECK(s["sort_time_s.p50"] < 60);
        CHECK(s["chutes.count"] == 8);
        CHECK(s["chutes.open_share"] + s["chutes.full_share"] + s["chutes.jammed_share"] == doctest::Approx(1));
        CHECK(r.collisions == 0);
        CHECK_FALSE(r.has_storage);
    }

    TEST_CASE("a transport floor alone brings cages to their trucks and empty ones back") {
        const engine::Results r = test::run_to_end(facility(kTransport));
        REQUIRE(r.transport.size() == 1);
        const engine::TransportResult& t = r.transport[0];
        REQUIRE(t.docks.size() == 3);
        for (const engine::DockResult& dock : t.docks) {
            CHECK(dock.trucks >= 3);
            CHECK(dock.cages > 10);
            CHECK(dock.missed_cages <= 1);
        }
        CHECK(t.parcels_per_hour == doctest::Approx(400).epsilon(0.25));
        CHECK(t.full_moves > 40);
        CHECK(t.empty_moves > 35);
        CHECK(t.parcels_per_cage <= 8);
        CHECK(r.collisions == 0);
    }

    TEST_CASE("sorted parcels fall into the cages of the floor below, and reach the trucks") {
        const engine::Results r = test::run_to_end(facility(kSorting + kTransport + kLink));
        const engine::AreaResult& s = test::area(r, "sorting");
        const engine::TransportResult& t = r.transport[0];
        std::int64_t shipped = 0;
        for (const engine::DockResult& dock : t.docks)
            shipped += dock.parcels;
        CHECK(shipped > 300);
        // What is sorted lies on slides, in cages or has left.
        CHECK(s["parcels_sorted"] >= shipped + t.parcels_on_site);
        CHECK(s["parcels_sorted"] <= shipped + t.parcels_on_site + 8 * 4);
        CHECK(s["chutes.cages_swapped"] == 0);
        CHECK(r.robots.size() == 12);
        CHECK(r.robots[11].id == RobotId(11));
        CHECK(r.fleets.size() == 2);
    }

    TEST_CASE("completed orders of the storage area become parcels of the sort floor") {
        const engine::Results r = test::run_to_end(engine::read_scenario(
            config::parse(test::kSmallSite + kSorting + "connections: [{from: storage.orders, to: sorter.parcels}]\n",
                          "facility.yaml", ".", {}),
            "facility"));
        CHECK(r.has_storage);
        CHECK(r.orders_completed > 10);
        CHECK(test::area(r, "sorting")["parcels_arrived"] + test::area(r, "sorting")["parcels_upstream"] == r.orders_completed);
        CHECK(test::area(r, "sorting")["parcels_upstream"] == 0);
    }

    TEST_CASE("completed orders are packed, identified and sorted one after the other, and all are accounted for") {
        const std::string text = test::kSmallSite + kSorting +
                                 "handling: [{name: packing, work: {workers: 2, time_s: 15, success_rate: 0.7, attempts: 1}}]\n"
                                 "identification: [{name: tunnel, readers: 1, tote_parcels: 3, tote_wait_s: 20}]\n"
                                 "connections: [{from: storage.orders, to: packing.parcels}, {from: packing.handled, to: "
                                 "tunnel.parcels}, {from: tunnel.identified, to: sorter.parcels}]\n";
        const engine::Results r =
            test::run_to_end(engine::read_scenario(config::parse(text, "facility.yaml", ".", {"duration_s=1800"}), "facility"));
        REQUIRE(r.areas_of("handling").size() == 1);
        const engine::AreaResult& h = test::area(r, "handling");
        CHECK(h["parcels_arrived"] + h["parcels_upstream"] == r.orders_completed);
        CHECK(h["parcels_arrived"] == h["parcels_gone"] + h["parcels_inside"]);
        CHECK(h["exceptions"] > 0);
        CHECK(h["parcels_gone"] == test::area(r, "identification")["parcels_arrived"]);
        CHECK(test::area(r, "identification")["parcels_gone"] == test::area(r, "sorting")["parcels_arrived"]);
        CHECK(test::area(r, "sorting")["parcels_sorted"] > 10);
        CHECK(h["workers.working_share"] + h["workers.starved_share"] + h["workers.blocked_share"] + h["workers.away_share"] ==
              doctest::Approx(1));
    }

    TEST_CASE("a full sort floor blocks the packers before it, and completed orders wait in sight") {
        const std::string text =
            test::kSmallSite + kSorting +
            "handling: [{name: packing, work: {workers: 2, time_s: 5, queue_parcels: 3, outlet_parcels: 2}}]\n"
            "connections: [{from: storage.orders, to: packing.parcels}, {from: packing.handled, to: "
            "sorter.parcels}]\n";
        const engine::Results r = test::run_to_end(engine::read_scenario(
            config::parse(text, "facility.yaml", ".", {"sorting[0].induct.load_s=300", "sorting[0].induct.queue_parcels=1"}),
            "facility"));
        CHECK(test::area(r, "handling")["workers.blocked_share"] > 0.3);
        CHECK(test::area(r, "handling")["parcels_upstream"] > 0);
        CHECK(test::area(r, "handling")["parcels_upstream"] + test::area(r, "handling")["parcels_arrived"] == r.orders_completed);
    }

    TEST_CASE("what a truck takes from one site is sorted at the other after its travel time") {
        const std::string other =
            "  - name: far\n    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 4, chutes_down: 2, induct_stations: 2, "
            "queue_cells: 2, chargers: 1, buffer_cells: 4}}\n    fleets: [{name: far sorters, count: 8}]\n    inlet: "
            "{parcels_per_h: 0, routes: 4}\n";
        const std::string text = kSorting + other + kTransport + kLink +
                                 "line_hauls: [{from: yard.door-2, to: far.parcels, travel_s: 700, unload_cage_s: 20}]\n";
        const engine::Results r = test::run_to_end(facility(text));
        REQUIRE(r.line_hauls.size() == 1);
        const engine::LineHaulResult& road = r.line_hauls[0];
        const engine::DockResult& door = r.transport[0].docks[1];
        CHECK(road.trucks == door.trucks);
        CHECK(road.parcels_taken == door.parcels);
        CHECK(road.parcels_taken == road.parcels_delivered + road.parcels_waiting + road.parcels_on_road);
        CHECK(road.parcels_delivered > 0);
        CHECK(test::area(r, "sorting", 1)["parcels_arrived"] == road.parcels_delivered);
        CHECK(test::area(r, "sorting", 1)["parcels_sorted"] > 0);
        const engine::Results again = test::run_to_end(facility(text));
        CHECK(r.state_hash == again.state_hash);
    }

    TEST_CASE("parcels that come by themselves to packers show articles that the readers behind them know") {
        const engine::Results r = test::run_to_end(
            facility("handling: [{name: packing, parcels_per_h: 600, work: {workers: 6}}]\nidentification: [{name: tunnel}]\n"
                     "connections: [{from: packing.handled, to: tunnel.parcels}]\n"));
        CHECK(test::area(r, "handling")["parcels_per_hour"] == doctest::Approx(600).epsilon(0.18));
        CHECK(test::area(r, "identification")["parcels_gone"] > 300);
    }

    TEST_CASE("orders are identified on their way to the sort floor, and what is taken for something else goes to its chute") {
        const std::string text =
            test::kSmallSite + kSorting +
            "identification: [{name: tunnel, readers: 1, tote_parcels: 5, tote_wait_s: 20, figures: {sensors: {no_read: 1, "
            "noise_scale: 20}, reader: {accept: 0, attempts: 1}}}]\n"
            "connections: [{from: storage.orders, to: tunnel.parcels}, {from: tunnel.identified, to: "
            "sorter.parcels}]\n";
        const engine::Results r =
            test::run_to_end(engine::read_scenario(config::parse(text, "facility.yaml", ".", {"duration_s=1800"}), "facility"));
        REQUIRE(r.areas_of("identification").size() == 1);
        const engine::AreaResult& i = test::area(r, "identification");
        CHECK(i["parcels_arrived"] == r.orders_completed);
        CHECK(i["parcels_arrived"] == i["parcels_gone"] + i["parcels_inside"]);
        CHECK(test::area(r, "sorting")["parcels_arrived"] == i["parcels_gone"]);
        CHECK(i["wrong"] > 0);
        CHECK(test::area(r, "sorting")["missorted"] > 0);
        CHECK(test::area(r, "sorting")["missorted"] <= i["astray"]);
    }

    TEST_CASE("an identification area alone needs no floor") {
        const engine::Results r =
            test::run_to_end(facility("identification: [{name: tunnel, readers: 2, parcels_per_h: 1500}]\n"));
        CHECK(test::area(r, "identification")["identified_per_hour"] == doctest::Approx(1500).epsilon(0.12));
        CHECK(static_cast<double>(test::area(r, "identification")["wrong"]) <
              0.01 * static_cast<double>(test::area(r, "identification")["identified"]));
        CHECK(r.robots.empty());
    }

    TEST_CASE("a sort floor that is full leaves completed orders to wait before it, and none is lost") {
        const engine::Results r = test::run_to_end(engine::read_scenario(
            config::parse(test::kSmallSite + kSorting + "connections: [{from: storage.orders, to: sorter.parcels}]\n",
                          "facility.yaml", ".", {"sorting[0].induct.load_s=200", "sorting[0].induct.queue_parcels=2"}),
            "facility"));
        CHECK(test::area(r, "sorting")["parcels_upstream"] > 0);
        CHECK(test::area(r, "sorting")["parcels_arrived"] + test::area(r, "sorting")["parcels_upstream"] == r.orders_completed);
    }

    TEST_CASE("composed areas have the same hash on 1, 2 and 4 threads, and another for another seed") {
        test::check_hash_on_any_threads([] {
            return facility(kSorting + kTransport + kLink, {"duration_s=900", "warm_up_s=0"});
        });
    }

    TEST_CASE("more movers ship no less, and with none too few the chutes stand without cages") {
        const auto run = [](int movers) {
            return test::run_to_end(facility(kTransport, {fmt::format("transport[0].fleets[0].count={}", movers),
                                                          "transport[0].source.parcels_per_h=1500"}))
                .transport[0];
        };
        const engine::TransportResult one = run(1), six = run(6);
        CHECK(six.parcels_per_hour > 1.5 * one.parcels_per_hour);
        CHECK(one.chutes_blocked > six.chutes_blocked);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("connections that make no sense are refused with place and nearest name") {
        CHECK(refusal(kSorting + "connections: [{from: sorter.chute, to: yard.chutes}]\n")
                  .find("connections[0].from: there is no port 'sorter.chute'; did you mean 'sorter.chutes'?") !=
              std::string::npos);
        CHECK(refusal(kSorting + kTransport + "connections: [{from: yard.chutes, to: sorter.parcels}]\n")
                  .find("connections[0].from: the port 'yard.chutes' takes load units, it cannot stand under 'from'") !=
              std::string::npos);
        CHECK(
            refusal(kSorting + kTransport + "connections: [{from: sorter.chutes, to: sorter.parcels}]\n")
                .find(
                    "connections[0].to: the port 'sorter.parcels' takes parcels, but 'sorter.chutes' gives parcels for cages") !=
            std::string::npos);
        CHECK(refusal(kSorting + kTransport +
                      "connections: [{from: sorter.chutes, to: yard.chutes}, {from: sorter.chutes, to: yard.chutes}]\n")
                  .find("connections[1].from: the port 'sorter.chutes' is connected twice") != std::string::npos);
        const auto road = [](const std::string& ends) {
            return refusal(kSorting + kTransport + "line_hauls: [{" + ends + "}]\n");
        };
        CHECK(road("from: yard.door-2, to: sorter.parcels").empty());
        CHECK(road("from: yadr.door-2, to: sorter.parcels")
                  .find("line_hauls[0].from: there is no transport area 'yadr'; did you mean 'yard'?") != std::string::npos);
        CHECK(road("from: yard.gate-2, to: sorter.parcels").find("'yard.gate-2' is no door") != std::string::npos);
        CHECK(road("from: yard.door-4, to: sorter.parcels").find("line_hauls[0].from: 'yard' has doors 1 to 3") !=
              std::string::npos);
        CHECK(road("from: yard.door-1, to: sorter.parcel")
                  .find("line_hauls[0].to: no area takes parcels at 'sorter.parcel'; did you mean 'sorter.parcels'?") !=
              std::string::npos);
        CHECK(refusal("handling: [{name: a}, {name: b}]\nconnections: [{from: a.handled, to: b.parcels}, {from: b.handled, to: "
                      "a.parcels}]\n")
                  .find("connections[1].to: parcels from 'b.handled' to 'a.parcels' go round in a circle") != std::string::npos);
        CHECK(refusal("handling: [{name: a}]\nidentification: [{name: b}]\nconnections: [{from: b.identified, to: a.parcels}]\n")
                  .find("can only go to a sort floor, not to 'a.parcels'") != std::string::npos);
        CHECK(refusal("handling: [{name: a, work: {absences: [{duration_s: 60, every_s: 60}]}}]\n")
                  .find("handling[0].work.absences[0].duration_s: an absence of 60 s that comes every 60 s never ends") !=
              std::string::npos);
        CHECK(refusal(kSorting + kTransport + kLink + "name: x\n").empty());
        const std::string other = refusal(
            "sorting: [{name: sorter, floor: {sort: {chutes_across: 3, chutes_down: 1, induct_stations: 1, chargers: 0, "
            "buffer_cells: "
            "0}}, fleets: [{count: 2}]}]\n" +
            kTransport + kLink);
        CHECK(
            other.find("sorting[0].floor: 'sorter' has 3 chutes, but 'yard' below has 8 slots in its zone \"chutes\"; each chute "
                       "needs one") != std::string::npos);
    }

    TEST_CASE("each class of robots turns in its own time, and ways are measured by the slowest") {
        const engine::Site site = engine::build_site(
            test::small_site({"fleets=[{name: slow, count: 2, drive: {turn_rate_radps: 0.8}}, {name: fast, count: 2}]"}), 1);
        const engine::FloorSetup& setup = *site.storage;
        CHECK(setup.costs_of(RobotId(0), true).turn_ticks > setup.costs_of(RobotId(2), true).turn_ticks);
        CHECK(setup.costs[1].turn_ticks == setup.costs_of(RobotId(1), true).turn_ticks);
    }

    TEST_CASE("the resolved facility reproduces the run, and paths of its areas hold from elsewhere") {
        engine::LoadedScenario loaded = facility(kSorting + kTransport + kLink, {"duration_s=600", "warm_up_s=0"});
        const std::string resolved = engine::resolved_yaml(loaded);
        const std::uint64_t hash = test::run_to_end(std::move(loaded)).state_hash;
        CHECK(test::run_to_end(engine::read_scenario(config::parse(resolved, "resolved.yaml", "."), "resolved")).state_hash ==
              hash);
        const engine::LoadedScenario drawn = engine::read_scenario(
            config::parse("sorting: [{floor: {layout: map, map: {path: x.map}}, fleets: [{count: 1}]}]", "in.yaml", "some/where"),
            "in");
        CHECK(engine::resolved_yaml(drawn).find("x.map") != std::string::npos);
        CHECK(engine::resolved_yaml(drawn).find(" x.map") == std::string::npos);
    }

    TEST_CASE("areas and their trucks are checked across fields") {
        CHECK(refusal(kTransport + "sorting: [{name: yard, fleets: [{count: 2}]}]\n").find("two areas are called 'yard'") !=
              std::string::npos);
        std::string text = kTransport;
        text.replace(text.find("truck_stay_s: 600"), 17, "truck_stay_s: 950");
        CHECK(refusal(text).find("transport[0].docks.truck_stay_s: a truck that stays 950 s") != std::string::npos);
        text = kTransport;
        text.replace(text.find("parcels_per_cage: 8"), 19, "parcels_per_cage: 900");
        CHECK(refusal(text).find("transport[0].fleets[0].drive.payload_kg: a full cage weighs 4335 kg") != std::string::npos);
        CHECK(refusal("seed: 1\n").find("there is no fleet") != std::string::npos);
    }
}
