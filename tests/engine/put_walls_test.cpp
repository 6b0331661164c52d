// Put walls in a site: batch picking at several stations, few cells, faults, and connections that make no sense.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include "base/error.hpp"
#include "engine/site.hpp"
#include "small_site.hpp"

using namespace dray;

namespace {

const std::string kWall = "put_walls: [{name: wall, travel_s: 20, tote_wait_s: 20, wall: {cells: 20, columns: 10}}]\n";
const std::string kItems = "connections: [{from: storage.items, to: wall.items}]\n";

engine::LoadedScenario site(const std::string& text, const std::vector<std::string>& overrides = {}) {
    return engine::read_scenario(config::parse(test::kSmallSite + text, "site.yaml", ".", overrides), "site");
}

std::string refusal(const std::string& text, const std::vector<std::string>& overrides = {}) {
    return test::refusal_of([&] { return site(text, overrides); });
}

bool tells(const std::string& told, const char* part) {
    CAPTURE(told);
    return told.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE(
        "lines are picked at several stations and come together in the wall, and orders are complete when they are packed") {
        const engine::Results r = test::run_to_end(site(kWall + kItems, {"demand.lines_per_order=[0,0,1]"}));
        REQUIRE(r.areas_of("put_walls").size() == 1);
        const engine::AreaResult& wall = test::area(r, "put_walls");
        CHECK(r.orders_completed == wall["orders_gone"]);
        CHECK(wall["orders_gone"] > 10);
        CHECK(wall["orders_opened"] == wall["orders_gone"] + wall["orders_inside"]);
        CHECK(r.ledger.at("picked") == wall["units_inside"] + wall["units_to_come"]);
        CHECK(r.ledger.at("shipped") > 0);
        CHECK(wall["completion_wait_s.p50"] > 0);
        // More orders have been open at both stations together than at the wall: their lines were divided.
        std::int64_t orders_at_stations = 0;
        for (const engine::StationResult& station : r.stations)
            orders_at_stations += station.orders;
        CHECK(orders_at_stations > static_cast<double>(r.orders_completed) + wall["orders_inside"]);
        CHECK(r.cycle_time_s.p50 > wall["completion_wait_s.p50"]);
    }

    TEST_CASE("with too few cells orders wait before they are picked, and everything goes on") {
        const auto run = [](const char* cells) {
            return test::run_to_end(site(kWall + kItems, {std::string("put_walls[0].wall.cells=") + cells, "duration_s=1800",
                                                          "demand.backlog_orders=40"}));
        };
        const engine::Results one = run("1"), many = run("20");
        CHECK(test::area(one, "put_walls")["orders_gone"] >= 5);
        CHECK(test::area(many, "put_walls")["orders_gone"] > 3 * test::area(one, "put_walls")["orders_gone"]);
        CHECK(test::area(one, "put_walls")["cells.none_free_share"] > 0.8);
        CHECK(one.orders_open > 40);
        REQUIRE_FALSE(one.bottlenecks.empty());
        CHECK(one.bottlenecks[0].group == "wall cells");
    }

    TEST_CASE("with random faults, breaks and arms nothing is lost, and the hash is the same on 1, 2 and 4 threads") {
        const std::string sorter =
            "sorting: [{name: sorter, floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 2, chutes_down: 2, "
            "induct_stations: "
            "1, queue_cells: 2, chargers: 1, buffer_cells: 2}}, fleets: [{name: sorters, count: 3}], inlet: {routes: 4}}]\n";
        const std::string links =
            "connections: [{from: storage.items, to: wall.items}, {from: wall.parcels, to: sorter.parcels}]\n";
        const auto run = [&](std::size_t jobs) {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
            return test::run_to_end(
                site(kWall + sorter + links,
                     {"faults.mtbf_h=0.5", "faults.mttr_s=60", "faults.station_mtbf_h=0.2", "faults.station_mttr_s=60",
                      "stations.success_rate=0.8", "stations.refusal_rate=0.05", "stations.exception_people=1",
                      "stations.absences=[{at_s: 300, duration_s: 120}]", "dispatch.reslot_when_idle=true",
                      "put_walls[0].wall.success_rate=0.9", "put_walls[0].wall.packer_absences=[{at_s: 200, duration_s: 60}]"}));
        };
        const engine::Results r = run(1);
        CHECK(r.orders_completed > 3);
        CHECK(test::area(r, "sorting")["parcels_arrived"] == test::area(r, "put_walls")["orders_gone"]);
        CHECK(r.arms.exceptions > 0);
        CHECK(run(2).state_hash == r.state_hash);
        CHECK(run(4).state_hash == r.state_hash);
    }

    TEST_CASE("regress_a put wall before a loop sorter runs, fed or alone, and its parcels go to the routes of the loop") {
        const std::string loop = "loop_sorters: [{name: sorter, chutes: {count: 8}, inlet: {routes: 5}}]\n";
        const engine::Results fed = test::run_to_end(site(
            kWall + loop + "connections: [{from: storage.items, to: wall.items}, {from: wall.parcels, to: sorter.parcels}]\n"));
        CHECK(test::area(fed, "put_walls")["orders_gone"] > 5);
        CHECK(test::area(fed, "sorting")["parcels_arrived"] == test::area(fed, "put_walls")["orders_gone"]);
        const engine::Results alone = test::run_to_end(
            engine::read_scenario(config::parse("duration_s: 900\nwarm_up_s: 60\nput_walls: [{name: wall}]\n" + loop +
                                                    "connections: [{from: wall.parcels, to: sorter.parcels}]\n",
                                                "wall.yaml", "."),
                                  "wall"));
        CHECK(test::area(alone, "put_walls")["orders_gone"] > 5);
        CHECK(test::area(alone, "sorting")["parcels_arrived"] == test::area(alone, "put_walls")["orders_gone"]);
    }

    TEST_CASE("a put wall alone packs its own orders") {
        engine::LoadedScenario loaded = engine::read_scenario(
            config::parse("duration_s: 14400\nwarm_up_s: 1800\nput_walls: [{orders_per_h: 300}]\n", "wall.yaml", "."), "wall");
        const engine::Results r = test::run_to_end(std::move(loaded));
        // Four deviations of a Poisson stream over 3.5 h are 12 %.
        CHECK(test::area(r, "put_walls")["orders_per_hour"] == doctest::Approx(300).epsilon(0.13));
        CHECK_FALSE(r.has_storage);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("fields and connections of put walls that make no sense are refused with place and nearest name") {
        CHECK(refusal(kWall + kItems).empty());
        CHECK(tells(refusal(kWall + "connections: [{from: storage.items, to: wall.item}]\n"),
                    "connections[0].to: there is no port 'wall.item'; did you mean 'wall.items'?"));
        CHECK(tells(refusal(kWall + "connections: [{from: storage.orders, to: wall.items}]\n"),
                    "connections[0].to: the port 'wall.items' takes items, but 'storage.orders' gives parcels"));
        CHECK(tells(refusal(kWall + "handling: [{name: pack}]\nconnections: [{from: storage.items, to: wall.items}, {from: "
                                    "storage.orders, to: pack.parcels}]\n"),
                    "connections[1].from: orders leave as parcels by 'storage.orders' or unit by unit by 'storage.items', not "
                    "both"));
        CHECK(tells(refusal("put_walls: [{name: wall, wall: {putter_absences: [{duration_s: 60, every_s: 60}]}}]\n"),
                    "put_walls[0].wall.putter_absences[0].duration_s: an absence of 60 s that comes every 60 s never ends"));
        CHECK(tells(refusal("put_walls: [{name: wall, lines_per_order: [0, 0]}]\n"),
                    "put_walls[0].lines_per_order: the weights are all 0"));
        CHECK(tells(refusal("put_walls: [{name: wall}, {name: wall}]\n"), "two areas are called 'wall'"));
        const std::string told = refusal("put_walls:\n  - name: wall\n    wall: {cells: 0}\n");
        CHECK(tells(told, "site.yaml:"));
        CHECK(tells(told, "cells"));
    }

    TEST_CASE("breaks of stations that are not there are told with the nearest name") {
        CHECK(tells(refusal("", {"stations.absences=[{station: pik-1}]"}),
                    "stations.absences[0].station: there is no station 'pik-1'; did you mean 'pick-1'?"));
        CHECK(tells(refusal("", {"stations.absences=[{duration_s: 60, every_s: 30}]"}),
                    "stations.absences[0].duration_s: an absence of 60 s that comes every 30 s never ends"));
    }
}
