// Parcels that are taken for something else: they leave by a wrong truck, come back after the time that the scenario gives, and
// leave by the right one.
#include <doctest/doctest.h>
#include <cstdlib>
#include <map>

#include "small_site.hpp"

using namespace dray;
using operations::OrderStage;
using test::facility;

namespace {

// Reads no code and hardly sees anything, and accepts whatever it believes: a parcel in two or three gets the route of another
// one of its tote.
const std::string kTunnel = R"(
identification:
  - name: tunnel
    readers: 1
    tote_parcels: 20
    tote_wait_s: 120
    parcels_per_h: 480
    figures: {sensors: {no_read: 1, noise_scale: 20}, reader: {accept: 0, attempts: 1}}
)";

const std::string kSorter = R"(
sorting:
  - name: sorter
    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 4, chutes_down: 2, induct_stations: 2, queue_cells: 2, chargers: 1, buffer_cells: 4}}
    fleets: [{name: sorters, count: 6}]
)";

const std::string kLoop = R"(
loop_sorters:
  - name: sorter
    belt: {length_m: 60, pitch_m: 0.6, speed_mps: 2}
    induct: {count: 3, spacing_m: 1.2}
    scanner: {wrong_read: 0.2}
    chutes: {count: 8}
    inlet: {parcels_per_h: 240}
)";

const std::string kYard = R"(
transport:
  - name: yard
    floor: {layout: haul, cell_m: 2.0, haul: {block_columns: 2, blocks_down: 2, chute_blocks: 1, highway_blocks: 2, store_blocks: 1, dock_blocks: 2, doors: 3, chargers: 1, buffer_cells: 2}}
    fleets: [{name: movers, count: 4}]
    cages: {parcels_per_cage: 8}
    docks: {truck_every_s: 600, truck_stay_s: 500, load_cage_s: 15, pull_s: 300, returned_after_s: 437}
)";

const std::string kRead =
    "connections: [{from: tunnel.identified, to: sorter.parcels}, {from: sorter.chutes, to: yard.chutes}]\n";

// What must hold in every run with one sorting area over one yard.
void check_books(const engine::Results& r) {
    const engine::AreaResult& s = test::area(r, "sorting");
    const engine::AstrayResult& a = r.transport[0].astray;
    CHECK(s["missorted"] == a.on_site + a.shipped);
    CHECK(a.shipped == a.away + a.returned);
    CHECK(s["returned"] == a.returned);
    CHECK(a.put_right <= a.returned);
    std::int64_t by_doors = 0;
    for (const engine::DockResult& dock : r.transport[0].docks)
        by_doors += dock.astray;
    CHECK(by_doors == a.shipped);
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a parcel that left by a wrong truck is back exactly after its time, and leaves by its own one") {
        const engine::Results r = test::run_to_end(facility(kTunnel + kSorter + kYard + kRead));
        check_books(r);
        const engine::AstrayResult& a = r.transport[0].astray;
        CHECK(a.shipped > 20);
        CHECK(a.returned > 10);
        CHECK(a.put_right > 5);
        CHECK(a.orders == 0);
        CHECK(a.on_way_back == 0);
        // Fixed, and the same for all.
        CHECK(a.away_s.p50 == doctest::Approx(437));
        CHECK(a.away_s.max == doctest::Approx(437));
        // It is sorted again and waits for the next truck of its route at most: pull time and period, and a few minutes' work.
        CHECK(a.delay_s.p50 > 437);
        CHECK(a.delay_s.max < 437 + 300 + 600 + 300);
        // Only the reader errs, and what comes back does not pass it again.
        CHECK(test::area(r, "sorting")["parcels_arrived"] ==
              test::area(r, "identification")["parcels_gone"] + static_cast<double>(a.returned));
        CHECK(test::area(r, "sorting")["missorted"] <= test::area(r, "identification")["astray"]);
    }

    TEST_CASE("the life of an order tells that it left by a wrong truck, came back, and left by another one") {
        const std::string text = test::kSmallSite + kTunnel + kSorter + kYard +
                                 "connections: [{from: storage.orders, to: tunnel.parcels}, {from: tunnel.identified, to: "
                                 "sorter.parcels}, {from: sorter.chutes, to: yard.chutes}]\n";
        engine::Simulation run(
            engine::read_scenario(config::parse(text, "facility.yaml", ".", {"duration_s=3000", "demand.orders_per_h=300"}),
                                  "facility"),
            1, {.full_checks = true});
        run.keep_orders(true);
        while (!run.done())
            run.tick();
        const engine::Results r = run.results();
        check_books(r);
        CHECK(r.transport[0].astray.orders == r.transport[0].astray.shipped);
        std::vector<operations::OrderEvent> events;
        run.take_orders(events);
        std::map<std::int32_t, std::vector<operations::OrderEvent>> lives;
        std::map<OrderStage, std::int64_t> count;
        for (const operations::OrderEvent& event : events) {
            ++count[event.stage];
            if (event.stage >= OrderStage::Sorted) lives[event.order].push_back(event);
        }
        CHECK(count[OrderStage::ShippedAstray] == r.transport[0].astray.shipped);
        CHECK(count[OrderStage::Returned] == r.transport[0].astray.returned);
        CHECK(count[OrderStage::PutRight] == r.transport[0].astray.put_right);
        CHECK(count[OrderStage::PutRight] > 2);
        for (const auto& [order, life] : lives) {
            if (life.back().stage != OrderStage::PutRight) continue;
            CAPTURE(order);
            REQUIRE(life.size() == 5);
            CHECK(life[0].stage == OrderStage::Sorted);
            CHECK(life[1].stage == OrderStage::ShippedAstray);
            CHECK(life[2].stage == OrderStage::Returned);
            CHECK(life[3].stage == OrderStage::Sorted);
            CHECK(life[4].what != life[1].what);
            // Told at the site's next tick.
            CHECK(std::abs(life[2].step - life[1].step - 437 * 20) <= 40);
        }
    }

    TEST_CASE("a loop that reads wrongly sorts what comes back once more, like anything else") {
        const engine::Results r =
            test::run_to_end(facility(kLoop + kYard + "connections: [{from: sorter.chutes, to: yard.chutes}]\n"));
        check_books(r);
        const engine::AstrayResult& a = r.transport[0].astray;
        CHECK(a.returned > 10);
        CHECK(a.put_right > 5);
        CHECK(a.away_s.p50 == doctest::Approx(437));
        CHECK(a.away_s.max == doctest::Approx(437));
        CHECK(test::area(r, "sorting")["missorted"] <= test::area(r, "sorting")["loop.wrong_reads"]);
    }

    TEST_CASE("a parcel astray at another site is found where its cage is broken up, and goes back by the same road") {
        const std::string far =
            "  - {name: far, floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 4, chutes_down: 2, induct_stations: 2, "
            "queue_cells: 2, chargers: 1, buffer_cells: 4}}, fleets: [{name: far sorters, count: 6}], inlet: {parcels_per_h: 0, "
            "routes: 4}}\n";
        const std::string text = kTunnel + kSorter + far + kYard + kRead +
                                 "line_hauls: [{from: yard.door-2, to: far.parcels, travel_s: 300, unload_cage_s: 20, "
                                 "unload_cv: 0}]\n";
        const engine::Results r = test::run_to_end(facility(text));
        check_books(r);
        const engine::AstrayResult& a = r.transport[0].astray;
        const engine::LineHaulResult& road = r.line_hauls[0];
        CHECK(road.parcels_sent_back > 3);
        CHECK(road.parcels_taken ==
              road.parcels_on_road + road.parcels_waiting + road.parcels_delivered + road.parcels_sent_back);
        CHECK(test::area(r, "sorting", 1)["parcels_arrived"] == road.parcels_delivered);
        CHECK(test::area(r, "sorting", 1)["missorted"] == 0);
        // Out, one cage or more, and back again; by the other doors the usual time.
        CHECK(a.away_s.max >= 300 + 20 + 300);
        CHECK(a.away_s.max <= 300 + 24 * 20 + 300);
        CHECK(a.put_right > 5);
    }

    TEST_CASE("what has gone astray has the same hash on 1, 2 and 4 threads, and another for another seed") {
        test::check_hash_on_any_threads([] {
            return facility(kTunnel + kSorter + kYard + kRead, {"duration_s=1800", "warm_up_s=0"});
        });
    }

    TEST_CASE("a yard whose parcels come by themselves has none astray") {
        const engine::Results r = test::run_to_end(facility(kYard, {"duration_s=1200", "transport[0].source.parcels_per_h=400"}));
        const engine::AstrayResult& a = r.transport[0].astray;
        CHECK(r.transport[0].docks[0].parcels > 0);
        CHECK(a.shipped + a.on_site == 0);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("a time of return that makes no sense is refused with place and range") {
        const auto refusal = [](const std::string& value) {
            return test::refusal_of([&] {
                std::string text = kYard;
                text.replace(text.find("returned_after_s: 437"), 21, "returned_after_s: " + value);
                return facility(text);
            });
        };
        CHECK(refusal("437").empty());
        CHECK(refusal("59").find("facility.yaml:9:") != std::string::npos);
        CHECK(refusal("59").find("transport[0].docks.returned_after_s: 59 is out of range; allowed 60 to 2592000 s") !=
              std::string::npos);
        CHECK(refusal("1e9").find("is out of range") != std::string::npos);
        CHECK(refusal("soon").find("transport[0].docks.returned_after_s: expected a number") != std::string::npos);
    }
}
