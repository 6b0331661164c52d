// Sorting in waves by truck departure in a site: on a sort floor and a loop, with parcels of their own and those of others.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include "small_site.hpp"

using namespace dray;
using test::facility;

namespace {

const std::string kYard = R"(
transport:
  - name: yard
    floor: {layout: haul, cell_m: 2.0, haul: {block_columns: 2, blocks_down: 2, chute_blocks: 1, highway_blocks: 1, store_blocks: 1, dock_blocks: 2, doors: 3, chargers: 1, buffer_cells: 2}}
    fleets: [{name: movers, count: 6}]
    docks: {truck_every_s: 900, truck_stay_s: 600, load_cage_s: 15, pull_s: 240}
connections: [{from: sorter.chutes, to: yard.chutes}]
)";

// Four robots and two stations, for which the parcels of two waves at once are too many.
const std::string kFloor = R"(
sorting:
  - name: sorter
    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 4, chutes_down: 2, induct_stations: 2, queue_cells: 2, chargers: 1, buffer_cells: 4}}
    fleets: [{name: sorters, count: 4}]
    induct: {queue_parcels: 2}
    inlet: {parcels_per_h: 500, wave_s: 450}
)" + kYard;

const std::string kLoop = R"(
loop_sorters:
  - name: sorter
    belt: {length_m: 60, pitch_m: 0.6, speed_mps: 1}
    induct: {count: 2, spacing_m: 1.2, load_s: 12, queue_parcels: 2}
    scanner: {no_read: 0, damaged_label: 0}
    chutes: {count: 8}
    inlet: {parcels_per_h: 590, wave_s: 450}
)" + kYard;

const std::vector<std::string> kLong = {"duration_s=7200", "warm_up_s=600"};

engine::Results run(const std::string& text, const std::string& area, std::vector<std::string> overrides) {
    for (std::string& each : overrides)
        each = area + each;
    overrides.insert(overrides.end(), kLong.begin(), kLong.end());
    engine::Results r = test::run_to_end(facility(text, overrides));
    CHECK(r.ledger_balanced);
    REQUIRE(r.areas_of("sorting").size() == 1);
    const engine::AreaResult& s = test::area(r, "sorting");
    CHECK(s["trucks.in_time"] + s["trucks.too_late"] == s["parcels_sorted"]);
    return r;
}

engine::AreaResult sorted(const std::string& text, const std::string& area, const std::vector<std::string>& overrides) {
    return test::area(run(text, area, overrides), "sorting");
}

std::string refusal(const std::string& text, const std::vector<std::string>& overrides) {
    return test::refusal_of([&] { return facility(text, overrides); });
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a sort floor that takes the earliest truck's parcels first gets more of the same parcels in time") {
        const engine::AreaResult as_they_come = sorted(kFloor, "sorting[0].", {});
        const engine::AreaResult waves = sorted(kFloor, "sorting[0].", {"waves.open_s=900"});
        CHECK(waves["parcels_arrived"] == as_they_come["parcels_arrived"]);
        CHECK(as_they_come["trucks.too_late"] > 30);
        CHECK(waves["trucks.too_late"] < as_they_come["trucks.too_late"] / 2);
    }

    TEST_CASE("so does a loop sorter") {
        const engine::AreaResult as_they_come = sorted(kLoop, "loop_sorters[0].", {});
        const engine::AreaResult waves = sorted(kLoop, "loop_sorters[0].", {"waves.open_s=900"});
        CHECK(waves["parcels_arrived"] == as_they_come["parcels_arrived"]);
        CHECK(as_they_come["trucks.too_late"] > 30);
        CHECK(waves["trucks.too_late"] < as_they_come["trucks.too_late"] / 2);
    }

    TEST_CASE("parcels held for their wave wait, are in time, and do not count as a queue before the sorter") {
        // Evenly, and waves open for two minutes in fifteen: most of the time nothing goes on.
        const engine::Results r = run(kFloor, "sorting[0].", {"inlet.wave_s=0", "inlet.parcels_per_h=150", "waves.open_s=240"});
        const engine::AreaResult& s = test::area(r, "sorting");
        CHECK(s["held_for_wave"] > 0);
        CHECK(s["held_for_wave"] <= s["parcels_waiting"]);
        CHECK(s["sort_time_s.p50"] > 200);
        CHECK(s["trucks.too_late"] == 0);
        const auto arrivals = std::ranges::find(r.bottlenecks, "sorter arrivals", &engine::BottleneckResult::group);
        REQUIRE(arrivals != r.bottlenecks.end());
        // A dozen or two go on at once when a wave opens; on average far more are held.
        CHECK(arrivals->waiting < 3);
    }

    TEST_CASE("an area whose buffer is full keeps what comes before it, and nothing gets lost") {
        const std::string packed = "handling: [{name: packing, parcels_per_h: 400, work: {workers: 4, time_s: 20}}]\n" + kFloor +
                                   "  - {from: packing.handled, to: sorter.parcels}\n";
        std::string text = packed;
        const std::string from = "connections: [{from: sorter.chutes, to: yard.chutes}]\n";
        text.replace(text.find(from), from.size(), "connections:\n  - {from: sorter.chutes, to: yard.chutes}\n");
        const engine::AreaResult s = sorted(text, "sorting[0].", {"waves.open_s=300", "waves.buffer_parcels=20"});
        CHECK(s["parcels_arrived"] == s["parcels_sorted"] + s["parcels_on_robots"] + s["parcels_waiting"]);
        CHECK(s["parcels_sorted"] > 600);
    }

    TEST_CASE("a site with waves does the same on any number of threads") {
        std::vector<std::uint64_t> hashes;
        for (const int jobs : {1, 2, 4}) {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(jobs));
            engine::Simulation simulation(facility(kFloor, {"sorting[0].waves.open_s=900", "duration_s=1200"}), 3);
            while (!simulation.done())
                simulation.tick();
            hashes.push_back(simulation.state_hash());
        }
        CHECK(hashes[0] == hashes[1]);
        CHECK(hashes[0] == hashes[2]);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("waves that no truck calls for are refused") {
        const std::string alone = kFloor.substr(0, kFloor.find("transport:"));
        CHECK(refusal(alone, {"sorting[0].waves.open_s=900"})
                  .find("sorting[0].waves.open_s: there are no trucks to go by; connect "
                        "sorter.chutes to the chutes of a transport area") != std::string::npos);
        CHECK(refusal(alone, {}).find("sorting[0].inlet.wave_s: there are no trucks to go by") != std::string::npos);
        CHECK(
            refusal(kFloor, {"sorting[0].waves.open_s=100"})
                .find("sorting[0].waves.open_s: a wave that opens 100 s before the pull time and closes 120 s before it is never "
                      "open") != std::string::npos);
        CHECK(
            refusal(kLoop, {"loop_sorters[0].inlet.wave_s=901"})
                .find(
                    "loop_sorters[0].inlet.wave_s: the parcels for a truck come within at most 900 s, the time from one truck of "
                    "'yard' to the next") != std::string::npos);
    }
}
