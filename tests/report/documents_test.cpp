#include "report/documents.hpp"
#include "engine/area_type.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace dray;

namespace {

engine::Results sample() {
    engine::Results r;
    r.scenario = "site";
    r.seed = 7;
    r.sim_duration_s = 3600;
    r.planned_duration_s = 3600;
    r.warm_up_s = 600;
    r.state_hash = 0xabcULL;
    r.lines_per_hour = 1234.5;
    r.orders_released = 12;
    r.orders_completed = 10;
    r.orders_open = 1;
    r.orders_refused = 1;
    r.refused_by_reason = {{"out of stock", 1}};
    r.ledger = {{"initial", 100}, {"received", 0}, {"stored", 60}, {"picked", 10}, {"shipped", 30}};
    r.ledger_balanced = true;
    r.fleets = {{.name = "fast, \"new\"", .count = 1, .utilisation = 0.5, .distance_km = 1.25}};
    r.ticks = 10;
    r.robots = {{.id = RobotId(0), .fleet = 0, .distance_m = 1250, .ticks = {4, 1, 2, 1, 2, 0}}};
    r.stations = {{.name = "pick-1", .lines = 40, .working_s = 1800, .starved_s = 1800}};
    r.timeline = {{.time_s = 60, .orders_released = 3, .robots = {1, 0, 0, 0, 0, 0}}};
    r.robot_h = 2;
    r.lost_time = {{.cause = "station", .where = "pick-1", .robot_h = 0.15}, {.cause = "plan", .where = "", .robot_h = 0.05}};
    r.bottlenecks = {{.group = "pick stations", .kind = "pick", .where = "pick-1", .time_share = 1, .score = 1}};
    r.resources = {{.name = "pick-1", .group = "pick stations", .kind = "pick", .working_s = 1800}};
    r.states = {{.resource = 0, .from_s = 0, .to_s = 12, .state = insight::ResourceState::Blocked}};
    r.incidents = {{.kind = "wall", .time_s = 5, .a = RobotId(3), .impulse_ns = 2.5}};
    return r;
}

std::size_t columns(const std::string& row) {
    return static_cast<std::size_t>(std::count(row.begin(), row.end(), ',')) + 1;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("the summary carries the figures under the names of the contract") {
        const auto j = report::summary_json(sample(), {.wall_s = 90, .memory_peak_mb = 12, .assumed_fields = {"faults.mtbf_h"}});
        CHECK(j["real_time_factor"] == 40.0);
        CHECK(j["state_hash"] == "0000000000000abc");
        CHECK(j["throughput"]["lines_per_hour"] == 1234.5);
        CHECK(j["orders"]["refused_by_reason"]["out of stock"] == 1);
        CHECK(j["fleets"]["fast, \"new\""]["count"] == 1);
        CHECK(j["ledger"]["balanced"] == true);
        CHECK(j["lost_time"]["waiting_robot_h"] == 0.2);
        CHECK(j["lost_time"]["by_cause_robot_h"]["station"] == 0.15);
        CHECK(j["lost_time"]["largest"][1]["cause"] == "plan");
        CHECK(j["ledger"]["shipped_units"] == 30);
        CHECK(j["assumed_parameters"][0] == "faults.mtbf_h");
    }

    TEST_CASE("a loop sorter stands among the sorting areas with figures of its own, in the summary and on the terminal") {
        engine::Results r = sample();
        const auto sheets = engine::figure_sheets();
        const auto loops = std::ranges::find(sheets, "loop", &engine::FigureSheet::only);
        REQUIRE(loops != sheets.end());
        engine::Measure floor(engine::sheet_of("sorting"), "floor"), loop_sorter(**loops, "loop");
        floor("parcels_sorted_per_hour", 100.0);
        loop_sorter("parcels_sorted_per_hour", 900.0);
        loop_sorter("loop.laps_mean", 0.1);
        loop_sorter("loop.recirculation_share", 0.05);
        loop_sorter("loop.rejected.unread", 2);
        loop_sorter("loop.rejected.no_chute", 4);
        loop_sorter("loop.no_read_share", 0.5);
        r.areas = {std::move(floor).take(), std::move(loop_sorter).take()};
        const auto j = report::summary_json(r, {});
        CHECK(j["throughput"]["parcels_sorted_per_hour"] == 1000);
        CHECK_FALSE(j["sorting"]["floor"].contains("loop"));
        const auto& loop = j["sorting"]["loop"]["loop"];
        CHECK(loop["recirculation_share"] == 0.05);
        CHECK(loop["laps_mean"] == 0.1);
        CHECK_FALSE(loop.contains("no_read_share"));
        CHECK(loop["rejected"]["no_chute"] == 4);
        const std::string text = report::terminal_summary(r, {}, false);
        CHECK(text.find("5.00 % went round again, 0.100 laps a parcel; rejected 2 unread and 4 without a chute") !=
              std::string::npos);
    }

    TEST_CASE("parcels astray have a line of the yard, figures of their own and a column, and none where none is") {
        engine::Results r = sample();
        r.transport = {{.name = "yard", .docks = {{.name = "door-1", .parcels = 40, .astray = 3}}}};
        CHECK(report::terminal_summary(r, {}, false).find("astray") == std::string::npos);
        r.transport[0].astray = {.on_site = 1};
        CHECK(report::terminal_summary(r, {}, false).find(" astray: 1 in cages\n") != std::string::npos);
        r.transport[0].astray = {.on_site = 2, .shipped = 3, .away = 1, .returned = 2, .put_right = 1};
        r.transport[0].astray.away_s.p50 = 21600;
        r.transport[0].astray.delay_s.p50 = 24000;
        const std::string text = report::terminal_summary(r, {}, false);
        CHECK(text.find("astray: 3 shipped = 2 back after 6 h 00 min median + 1 away; 2 more in cages") != std::string::npos);
        CHECK(text.find("1 left by the right truck since, 6 h 40 min after the wrong one in the median") != std::string::npos);
        const auto j = report::summary_json(r, {})["transport"]["yard"];
        CHECK(j["parcels_shipped"] == 40);
        CHECK(j["parcels_shipped_right"] == 37);
        CHECK(j["astray"]["away"] == 1);
        CHECK(j["astray"]["away_s"]["p50"] == 21600);
        const std::string csv = report::docks_csv(r);
        CHECK(csv.find(",parcels,astray,") != std::string::npos);
        CHECK(csv.find(",40,3,") != std::string::npos);
        CHECK(columns(csv.substr(0, csv.find('\n'))) == columns(csv.substr(csv.find('\n') + 1)));
    }

    TEST_CASE("areas that work on totes say so, on the terminal and in the summary") {
        engine::Results r = sample();
        const auto add = [&](const char* section, const char* name, const char* unit, const char* key, double per_hour) {
            engine::Measure area(engine::sheet_of(section), name);
            area("load_unit", unit);
            area(key, per_hour);
            r.areas.push_back(std::move(area).take());
        };
        add("handling", "receiving", "totes", "parcels_per_hour", 327);
        add("handling", "packing", "parcels", "parcels_per_hour", 50);
        add("identification", "gate", "totes", "identified_per_hour", 325);
        const std::string text = report::terminal_summary(r, {}, false);
        CHECK(text.find("receiving     327 totes/h handled") != std::string::npos);
        CHECK(text.find("packing       50 parcels/h handled") != std::string::npos);
        CHECK(text.find("gate          325 totes/h identified") != std::string::npos);
        const auto j = report::summary_json(r, {});
        CHECK(j["handling"]["receiving"]["load_unit"] == "totes");
        CHECK(j["handling"]["packing"]["load_unit"] == "parcels");
        CHECK(j["identification"]["gate"]["load_unit"] == "totes");
    }

    TEST_CASE("what was out of order is counted in words that fit its number") {
        engine::Results r = sample();
        r.incidents = {{.kind = "closed_aisle"}, {.kind = "people"}, {.kind = "speed_limit"}, {.kind = "door_down"}};
        CHECK(report::terminal_summary(r, {}, false).find("1 closed zone, 1 zone with people, 1 speed limit, 1 door down\n") !=
              std::string::npos);
        for (const char* kind : {"closed_aisle", "speed_limit", "breakdown", "localisation"})
            r.incidents.push_back({.kind = kind});
        CHECK(report::terminal_summary(r, {}, false)
                  .find("1 breakdown, 1 lost robot, 2 closed zones, 1 zone with people, 2 speed limits, 1 door down\n") !=
              std::string::npos);
    }

    TEST_CASE("figures of the summary show no noise of binary fractions") {
        engine::Results r = sample();
        r.lines_per_hour = 1027.0 / 3000 * 3600;
        CHECK(report::summary_json(r, {.wall_s = 0.1 + 0.2})["throughput"]["lines_per_hour"].dump() == "1232.4");
        CHECK(report::summary_json(r, {.wall_s = 0.1 + 0.2})["wall_s"].dump() == "0.3");
    }

    TEST_CASE("every CSV row has the columns of its header, and names are quoted") {
        const engine::Results r = sample();
        for (const std::string& csv : {report::timeseries_csv(r), report::stations_csv(r), report::incidents_csv(r),
                                       report::lost_time_csv(r), report::resources_csv(r), report::states_csv(r)}) {
            const std::size_t end = csv.find('\n'), second = csv.find('\n', end + 1);
            CHECK(columns(csv.substr(0, end)) == columns(csv.substr(end + 1, second - end - 1)));
        }
        CHECK(report::robots_csv(r).find("\"fast, \"\"new\"\"\"") != std::string::npos);
        CHECK(report::robots_csv(r).find("0.40000,0.10000,0.20000,0.10000,0.20000,0.00000") != std::string::npos);
        CHECK(report::incidents_csv(r).find("5,wall,,3,,2.500") != std::string::npos);
    }

    TEST_CASE("states.csv has a row for each stretch in one state") {
        CHECK(report::states_csv(sample()) == "resource,from_s,to_s,state\npick-1,0,12,blocked\n");
    }

    TEST_CASE("cells.csv has a row for each cell that is no wall") {
        engine::Results r;
        using floor::CellKind;
        r.floors = {{.area = "storage",
                     .width = 2,
                     .height = 2,
                     .kind = {CellKind::Wall, CellKind::Aisle, CellKind::Slot, CellKind::Lane},
                     .driving_s = {0, 12, 3, 0},
                     .waiting_s = {0, 0, 0, 7},
                     .passages = {0, 6, 2, 0},
                     .free_s = {0, 4.8F, 1.6F, 0},
                     .real_s = {0, 12, 3, 0}}};
        CHECK(report::cells_csv(r) ==
              "area,row,column,kind,driving_s,waiting_s,passages,free_s,real_s\nstorage,0,1,aisle,12,0,6,4.8,12.0\n"
              "storage,1,0,slot,3,0,2,1.6,3.0\nstorage,1,1,lane,0,7,0,0.0,0.0\n");
    }

    TEST_CASE("the terminal summary names the balance of orders and colours only when asked") {
        const std::string plain = report::terminal_summary(sample(), {.wall_s = 90}, false);
        CHECK(plain.find("waiting for   station 7.5 %, plan 2.5 %; most: station pick-1 (7.5 %)\n") != std::string::npos);
        CHECK(plain.find("12 released = 10 completed + 1 open + 1 refused") != std::string::npos);
        CHECK(plain.find("1 refused: out of stock") != std::string::npos);
        CHECK(plain.find('\033') == std::string::npos);
        engine::Results none = sample();
        none.orders_completed = 0;
        CHECK(report::terminal_summary(none, {}, false).find("0 late, none completed\n") != std::string::npos);
        engine::Results collided = sample();
        collided.collisions = 2;
        CHECK(report::terminal_summary(collided, {}, true).find("\033[31msafety") != std::string::npos);
    }
}
