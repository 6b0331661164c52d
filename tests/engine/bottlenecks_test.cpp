// Small sites with a bottleneck that everybody can see: the watch must see it too.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "small_site.hpp"

using namespace dray;

namespace {

engine::Results run_site(const std::string& text, const std::vector<std::string>& overrides = {}) {
    engine::Simulation run(
        engine::read_scenario(config::parse("duration_s: 1500\nwarm_up_s: 300\n" + text, "site.yaml", ".", overrides), "site"),
        3);
    while (!run.done())
        run.tick();
    return run.results();
}

engine::Results storage(const std::vector<std::string>& overrides) {
    engine::Simulation run(test::small_site(overrides), 3);
    while (!run.done())
        run.tick();
    return run.results();
}

const engine::BottleneckResult& of_kind(const engine::Results& r, const std::string& kind) {
    const auto found = std::ranges::find(r.bottlenecks, kind, &engine::BottleneckResult::kind);
    REQUIRE(found != r.bottlenecks.end());
    return *found;
}

const std::string kSorting = R"(
sorting:
  - name: sorter
    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 4, chutes_down: 2, induct_stations: 2, queue_cells: 2, chargers: 1, buffer_cells: 8}}
    fleets: [{name: sorters, count: 12}]
    inlet: {parcels_per_h: 9000, routes: 4}
    chutes: {swap_s: 1}
)";

const std::string kTransport = R"(
transport:
  - name: yard
    floor: {layout: haul, cell_m: 2.0, haul: {block_columns: 2, blocks_down: 2, chute_blocks: 1, highway_blocks: 2, store_blocks: 1, dock_blocks: 2, doors: 2, chargers: 1, buffer_cells: 2}}
    fleets: [{name: movers, count: 6}]
    cages: {parcels_per_cage: 8}
    docks: {truck_every_s: 300, truck_stay_s: 280, load_cage_s: 5, pull_s: 30, truck_cages: 60}
    source: {parcels_per_h: 6000}
)";

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("few orders: arrivals limit the site") {
        const engine::Results r = storage({"demand.orders_per_h=30"});
        CHECK(r.bottlenecks[0].group == "arrivals");
        CHECK(r.bottlenecks[0].time_share > 0.9);
    }

    TEST_CASE("slow pickers with orders in plenty: pick stations limit the site") {
        const engine::Results r = storage({"demand.orders_per_h=900", "demand.backlog_orders=100", "stations.pick_line_s=60"});
        CHECK(r.bottlenecks[0].group == "pick stations");
        CHECK(r.bottlenecks[0].time_share > 0.9);
        CHECK(r.bottlenecks[0].waiting > 1);
        CHECK(of_kind(r, "arrivals").load == 0);
    }

    TEST_CASE("one drive for two quick stations: the fleet limits the site") {
        const engine::Results r =
            storage({"demand.orders_per_h=900", "demand.backlog_orders=100", "stations.pick_line_s=1", "fleets[0].count=1"});
        CHECK(r.bottlenecks[0].group == "drives");
        CHECK(r.bottlenecks[0].waiting > 1);
    }

    TEST_CASE("slow loading at two induct stations limits a sort floor") {
        const engine::Results r = run_site(kSorting, {"sorting[0].induct.load_s=20"});
        CHECK(r.bottlenecks[0].group == "sorter induct stations");
    }

    TEST_CASE("three tray robots for two induct stations limit a sort floor") {
        const engine::Results r = run_site(kSorting, {"sorting[0].fleets[0].count=3", "sorting[0].induct.load_s=1"});
        CHECK(r.bottlenecks[0].group == "sorter sorters");
    }

    TEST_CASE("cages that are swapped for minutes limit a sort floor") {
        const engine::Results r = run_site(
            kSorting, {"sorting[0].chutes.swap_s=600", "sorting[0].chutes.cage_parcels=20", "sorting[0].induct.load_s=1"});
        CHECK(r.bottlenecks[0].group == "sorter chutes");
        CHECK(r.bottlenecks[0].waiting > 1);
    }

    TEST_CASE("one mover between chutes and doors limits a transport floor") {
        const engine::Results r = run_site(kTransport, {"transport[0].fleets[0].count=1"});
        CHECK(r.bottlenecks[0].group == "yard movers");
    }

    TEST_CASE("loaders that take minutes for a cage limit a transport floor") {
        const engine::Results r = run_site(kTransport, {"transport[0].docks.load_cage_s=60"});
        CHECK(r.bottlenecks[0].group == "yard docks");
    }

    TEST_CASE("slow readers and slow people at the desks limit identification") {
        const std::string text = "identification: [{name: tunnel, readers: 2, parcels_per_h: 20000}]\n";
        const engine::Results reading = run_site(text, {"identification[0].figures.reader.desk_s=1"});
        CHECK(reading.bottlenecks[0].group == "tunnel readers");
        const std::string reader = "identification[0].figures.reader.";
        const engine::Results settling =
            run_site(text, {reader + "desk_s=120", reader + "use_code=false", reader + "attempts=1", reader + "accept=0.999"});
        CHECK(settling.bottlenecks[0].group == "tunnel desks");
    }

    TEST_CASE("people who have time to spare, with queues that come by chance: arrivals limit them") {
        const engine::Results packing =
            run_site("handling: [{name: packing, parcels_per_h: 660, work: {workers: 5, time_s: 20}}]");
        CHECK(packing.bottlenecks[0].group == "packing arrivals");
        CHECK(packing.bottlenecks[0].time_share > 0.9);
        const engine::Results wall = run_site(
            "put_walls: [{name: wall, orders_per_h: 430, pick_s: 40, tote_wait_s: 30, travel_s: 20, wall: {packers: 5, pack_s: "
            "24}}]");
        CHECK(wall.bottlenecks[0].group == "wall arrivals");
        CHECK(wall.bottlenecks[0].time_share > 0.9);
        const engine::Results behind =
            run_site("handling: [{name: packing, parcels_per_h: 1200, work: {workers: 5, time_s: 20}}]");
        CHECK(behind.bottlenecks[0].group == "packing workers");
        CHECK(behind.bottlenecks[0].time_share > 0.9);
    }

    TEST_CASE("the states of every resource balance with the time watched, and every minute names a bottleneck") {
        const engine::Results r = run_site(kSorting + kTransport + "connections: [{from: sorter.chutes, to: yard.chutes}]\n");
        REQUIRE_FALSE(r.resources.empty());
        for (const engine::ResourceResult& x : r.resources) {
            CAPTURE(x.name);
            CHECK(x.working_s + x.starved_s + x.blocked_s + x.down_s == doctest::Approx(r.sim_duration_s).epsilon(0.003));
            CHECK(x.sole_s + x.shifting_s <= x.working_s + x.down_s + 1e-6);
        }
        double shares = 0;
        for (const engine::BottleneckResult& b : r.bottlenecks)
            shares += b.time_share;
        CHECK(shares == doctest::Approx(1));
        for (std::size_t i = 1; i < r.timeline.size(); ++i)
            CHECK_FALSE(r.timeline[i].bottleneck.empty());
    }
}
