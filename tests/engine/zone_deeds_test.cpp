// Zones that people close and slow down while the site runs, and what else they do on a sort floor.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>

#include "base/error.hpp"
#include "engine/recording/bytes.hpp"
#include "engine/recording/recorder.hpp"
#include "engine/recording/recording.hpp"
#include "small_site.hpp"

using namespace dray;
using engine::Intervention;
using engine::ZonePlace;
using Kind = engine::Intervention::Kind;

namespace {

const std::string kZones =
    "floor.zones=[{name: middle, row: 6, column: 3, rows: 1, columns: 11}, {name: \"a, b\", row: 9, column: 1}]";

const std::string kFacility = R"(
duration_s: 700
warm_up_s: 0
sorting:
  - name: sorter
    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 4, chutes_down: 2, induct_stations: 2, queue_cells: 2, chargers: 1, buffer_cells: 4}}
    fleets: [{name: sorters, count: 8}]
    inlet: {parcels_per_h: 600, routes: 4}
transport:
  - name: yard
    floor: {layout: haul, cell_m: 2.0, haul: {block_columns: 2, blocks_down: 2, chute_blocks: 1, highway_blocks: 2, store_blocks: 1, dock_blocks: 2, doors: 3, chargers: 1, buffer_cells: 2}}
    fleets: [{name: movers, count: 4}]
    cages: {parcels_per_cage: 8}
connections: [{from: sorter.chutes, to: yard.chutes}]
)";

engine::LoadedScenario facility() {
    return engine::read_scenario(config::parse(kFacility, "facility.yaml", ".", {}), "facility");
}

engine::LoadedScenario storage(const std::string& faults = "") {
    return test::small_site({"duration_s=400", "warm_up_s=0", "demand.orders_per_h=300", "demand.backlog_orders=30", kZones,
                             "faults.scheduled=[" + faults + "]"});
}

std::string fault_of(const engine::Scene& scene, const std::string& row) {
    try {
        (void)engine::parse_interventions(scene, "time_s,area,event,what,value\n" + row + "\n", "e");
    } catch (const InputError& error) {
        return error.diagnostics().at(0).text();
    }
    return "";
}

/// A square of three cells in the middle of a floor.
ZonePlace middle_of(const floor::Floor& floor) {
    const int row = floor.height() / 2, column = floor.width() / 2;
    return engine::rectangle(floor, row - 1, column - 1, row + 1, column + 1);
}

void play_to(engine::Simulation& run, double time_s) {
    while (run.time_s() < time_s)
        run.tick();
}

/// Done now, as at the window.
void act(engine::Simulation& run, Intervention deed) {
    deed.step = static_cast<Step>(run.time_s() * run.scene().steps_per_second + 0.5);
    run.intervene(deed);
}

std::uint64_t hash_with(engine::LoadedScenario loaded, const std::string& events) {
    engine::Simulation run(std::move(loaded), 1, {});
    for (const Intervention& i : engine::parse_interventions(run.scene(), events, "e"))
        run.intervene(i);
    while (!run.done())
        run.tick();
    return run.state_hash();
}

const std::string kNothing = "time_s,area,event,what,value\n";

/// Closes the middle of each floor for two minutes and lets people into a strip of it; both are repeated from the file.
void close_by_hand_and_repeat(const std::function<engine::LoadedScenario()>& site) {
    engine::Simulation run(site(), 1, {.full_checks = true});
    play_to(run, 200);
    for (std::size_t f = 0; f < run.floor_count(); ++f)
        act(run, {.floor = f, .kind = Kind::CloseZone, .place = middle_of(run.floor(f))});
    run.tick();
    for (std::size_t f = 0; f < run.floor_count(); ++f) {
        REQUIRE(run.zones(f).size() == 1);
        CHECK(run.zones(f)[0].cells.size() == 9);
    }
    play_to(run, 260);
    const ZonePlace strip = engine::rectangle(run.floor(0), 1, 1, 2, run.floor(0).width());
    act(run, {.kind = Kind::LimitSpeed, .place = strip, .speed_mmps = 450});
    play_to(run, 320);
    for (std::size_t f = 0; f < run.floor_count(); ++f)
        act(run, {.floor = f, .kind = Kind::OpenZone, .place = middle_of(run.floor(f))});
    act(run, {.kind = Kind::LimitSpeed, .place = strip, .speed_mmps = engine::kNoSpeedLimit});
    while (!run.done())
        run.tick();
    for (std::size_t f = 0; f < run.floor_count(); ++f)
        CHECK(run.zones(f).empty());
    CHECK(run.results().collisions == 0);
    const std::vector<Intervention> deeds(run.deeds().begin(), run.deeds().end());
    CHECK(deeds.size() == 2 * run.floor_count() + 2);
    CHECK(hash_with(site(), engine::interventions_csv(run.scene(), deeds)) == run.state_hash());
    CHECK(hash_with(site(), kNothing) != run.state_hash());
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("deeds of zones, rectangles and whole floors are read back as they were written") {
        engine::Simulation run(storage(), 1, {});
        const floor::Floor& floor = run.floor();
        const ZonePlace strip{.row = 3, .column = 4, .rows = 2, .columns = 5};
        const std::vector<Intervention> all = {
            {.step = 20, .kind = Kind::CloseZone, .place = {.zone = 0}},
            {.step = 40, .kind = Kind::OpenZone, .place = {.zone = 1}},
            {.step = 60, .kind = Kind::LimitSpeed, .place = strip, .speed_mmps = 450},
            {.step = 80, .kind = Kind::LimitSpeed, .place = engine::whole_floor(floor), .speed_mmps = 0},
            {.step = 100, .kind = Kind::LimitSpeed, .place = strip, .speed_mmps = engine::kNoSpeedLimit}};
        const std::string text = engine::interventions_csv(run.scene(), all);
        CHECK(text == kNothing +
                          "1.000,storage,close_zone,middle,\n2.000,storage,open_zone,\"a, b\",\n"
                          "3.000,storage,limit_speed,3:4:2:5,0.45\n4.000,storage,limit_speed,all,0\n"
                          "5.000,storage,limit_speed,3:4:2:5,\n");
        CHECK(engine::parse_interventions(run.scene(), text, "x") == all);
        for (const Intervention& i : all) {
            CHECK(engine::intervention_of(engine::deed_of(i)) == i);
            CHECK(engine::exists(run.scene(), i));
        }
        // The floor has two zones.
        CHECK_FALSE(engine::exists(run.scene(), {.kind = Kind::CloseZone, .place = {.zone = 2}}));
        CHECK_FALSE(engine::exists(run.scene(), {.kind = Kind::CloseZone, .place = {}}));
        CHECK_FALSE(
            engine::exists(run.scene(), {.kind = Kind::OpenZone, .place = {.row = 3, .rows = floor.height(), .columns = 1}}));
        CHECK_FALSE(engine::exists(run.scene(), {.kind = Kind::LimitSpeed, .place = strip, .speed_mmps = -2}));
        CHECK(engine::contains(floor, {.zone = 0}, 6, 13));
        CHECK_FALSE(engine::contains(floor, {.zone = 0}, 6, 14));
    }

    TEST_CASE("places and speeds that are not there are told with their column, range and nearest name") {
        engine::Simulation run(storage(), 1, {});
        const engine::Scene scene = run.scene();
        const int height = run.floor().height(), width = run.floor().width();
        CHECK(fault_of(scene, "1,storage,close_zone,midle,") ==
              "e:2:22: there is no zone \"midle\", did you mean \"middle\"?; allowed: middle, a, b, row:column:rows:columns");
        CHECK(fault_of(scene, "1,storage,limit_speed,al,1") ==
              "e:2:23: there is no zone \"al\", did you mean \"all\"?; allowed: all, middle, a, b, row:column:rows:columns");
        CHECK(fault_of(scene, "1,storage,close_zone,all,").starts_with("e:2:22: there is no zone \"all\""));
        CHECK(fault_of(scene, "1,storage,close_zone,1:2:3,") ==
              "e:2:22: \"1:2:3\" has not the four numbers row:column:rows:columns");
        CHECK(fault_of(scene, "1,storage,close_zone,1:-2:3:1,") ==
              fmt::format("e:2:24: column \"-2\" is not a number from 0 to {}", width - 1));
        CHECK(fault_of(scene, "1,storage,open_zone,4:2:99:1,") ==
              fmt::format("e:2:25: rows \"99\" is not a number from 1 to {}", height - 4));
        CHECK(fault_of(scene, "1,storage,open_zone,4:2:1:0,") ==
              fmt::format("e:2:27: columns \"0\" is not a number from 1 to {}", width - 2));
        CHECK(fault_of(scene, "1,storage,limit_speed,all,21") ==
              "e:2:27: value \"21\" is not a number of m/s from 0 to 20; empty: no limit any more");
        CHECK(fault_of(scene, "1,storage,limit_speed,all,nan").starts_with("e:2:27: value \"nan\" is not"));
        CHECK(fault_of(scene, "1,storage,close_zone,middle,1") ==
              "e:2:29: value is for limit_robots and limit_speed; close_zone has none");
    }

    TEST_CASE("what people say last of a place holds, and what the scenario says of it ends with it") {
        engine::Simulation run(storage("{kind: closed_aisle, zone: middle, at_s: 10, duration_s: 60}"), 1, {});
        const auto after = [&](const Intervention& deed) {
            act(run, deed);
            run.tick();
            return run.zones(0).size();
        };
        play_to(run, 20);
        CHECK(run.zones(0).size() == 1);
        CHECK(after({.kind = Kind::CloseZone, .place = {.zone = 0}}) == 1);
        CHECK(after({.kind = Kind::LimitSpeed, .place = {.zone = 0}, .speed_mmps = 500}) == 2);
        CHECK(after({.kind = Kind::LimitSpeed, .place = {.zone = 0}, .speed_mmps = 300}) == 2);
        CHECK(run.zones(0)[1].speed_limit_mps == doctest::Approx(0.3));
        CHECK(after({.kind = Kind::OpenZone, .place = {.zone = 0}}) == 1);
        CHECK(after({.kind = Kind::OpenZone, .place = {.zone = 0}}) == 1);
        CHECK(after({.kind = Kind::LimitSpeed, .place = {.zone = 0}, .speed_mmps = engine::kNoSpeedLimit}) == 0);
        play_to(run, 90);
        CHECK(run.zones(0).empty());
    }

    TEST_CASE("a recording keeps which zones are closed or slowed down, and refuses zones that its floor has not") {
        const auto path = std::filesystem::temp_directory_path() / fmt::format("dray-{}-zones", ::getpid());
        engine::Simulation run(test::small_site({"duration_s=50", "warm_up_s=0", kZones}), 1, {});
        run.intervene({.step = 200, .kind = Kind::CloseZone, .place = {.zone = 0}});
        run.intervene(
            {.step = 300, .kind = Kind::LimitSpeed, .place = engine::rectangle(run.floor(), 3, 3, 5, 4), .speed_mmps = 450});
        run.intervene({.step = 500, .kind = Kind::OpenZone, .place = {.zone = 0}});
        engine::Recorder recorder(run, "", path);
        std::map<Step, engine::FloorFrame> seen;
        while (!run.done()) {
            run.tick();
            recorder.tick();
            engine::FloorFrame frame;
            run.capture(0, frame);
            seen[frame.step] = frame;
        }
        recorder.finish();
        const engine::Recording recording(path);
        std::filesystem::remove(path);
        std::map<std::size_t, int> frames_by_zones;
        std::vector<Intervention> deeds;
        for (std::size_t c = 0; c < recording.summaries().size(); ++c) {
            for (const engine::Deed& deed : recording.summaries()[c].deeds)
                deeds.push_back(engine::intervention_of(deed));
            const engine::Chunk chunk = recording.load(c);
            for (const auto& frame : chunk.tracks[0].frames) {
                if (frame->step == 0) continue;
                CHECK(*frame == seen.at(frame->step));
                ++frames_by_zones[frame->zones.size()];
            }
        }
        CHECK(std::ranges::equal(deeds, run.deeds()));
        CHECK(frames_by_zones[0] > 5);
        CHECK(frames_by_zones[1] > 5);
        CHECK(frames_by_zones[2] > 5);
        engine::Chunk chunk = recording.load(recording.summaries().size() - 1);
        auto frame = std::make_shared<engine::FloorFrame>(*chunk.tracks[0].frames.back());
        REQUIRE(frame->zones.size() == 1);
        CHECK(frame->zones[0] == engine::ZoneFrame{.row = 3, .column = 3, .rows = 3, .columns = 2, .speed_mmps = 450});
        frame->zones[0].rows = 99;
        chunk.tracks[0].frames.back() = frame;
        const std::string bytes = engine::packed_frames(chunk);
        CHECK_THROWS_AS(engine::parse_frames(bytes, recording.scene(), chunk), engine::Malformed);
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("a zone that is closed by hand for two minutes is closed again from the file of it, to the same hash") {
        SUBCASE("on a storage floor") {
            close_by_hand_and_repeat([] { return storage(); });
        }
        SUBCASE("on a sort floor and a transport floor at once") {
            close_by_hand_and_repeat(facility);
        }
    }

    TEST_CASE("a whole floor told to stand stands, and goes on when people have gone") {
        engine::Simulation run(facility(), 1, {.full_checks = true});
        const ZonePlace all = engine::whole_floor(run.floor(0));
        play_to(run, 200);
        act(run, {.kind = Kind::LimitSpeed, .place = all, .speed_mmps = 0});
        play_to(run, 215);
        engine::FloorFrame then, now;
        run.capture(0, then);
        play_to(run, 260);
        run.capture(0, now);
        for (std::size_t r = 0; r < then.robots.size(); ++r) {
            CHECK(then.robots[r].x_cm == now.robots[r].x_cm);
            CHECK(then.robots[r].y_cm == now.robots[r].y_cm);
        }
        const std::int32_t sorted = run.capture_site().parcels_sorted;
        act(run, {.kind = Kind::LimitSpeed, .place = all, .speed_mmps = engine::kNoSpeedLimit});
        while (!run.done())
            run.tick();
        CHECK(run.capture_site().parcels_sorted > sorted + 30);
        CHECK(run.results().collisions == 0);
    }

    TEST_CASE("on a sort floor robots beyond the limit rest, and a closed station serves nobody until it opens") {
        engine::Simulation run(facility(), 1, {.full_checks = true});
        play_to(run, 100);
        act(run, {.kind = Kind::LimitRobots, .fleet = 0, .robots = 5});
        act(run, {.kind = Kind::CloseStation, .station = LaneId(0)});
        play_to(run, 200);
        engine::FloorFrame closed, later, end;
        run.capture(0, closed);
        std::size_t carriers = 0;
        while (run.time_s() < 350) {
            run.tick();
            run.capture(0, later);
            for (std::size_t r = 5; r < later.robots.size(); ++r)
                carriers += later.robots[r].load >= 0 ? 1 : 0;
        }
        CHECK(carriers == 0);
        CHECK(run.control(0).rests(RobotId(5)));
        CHECK_FALSE(run.control(0).rests(RobotId(4)));
        CHECK(later.stations[0].state == static_cast<std::int32_t>(primitives::StationState::Down));
        CHECK(later.stations[0].served == closed.stations[0].served);
        CHECK(later.stations[1].served > closed.stations[1].served);
        act(run, {.kind = Kind::LimitRobots, .fleet = 0, .robots = 8});
        act(run, {.kind = Kind::OpenStation, .station = LaneId(0)});
        while (!run.done()) {
            run.tick();
            run.capture(0, end);
            for (std::size_t r = 5; r < end.robots.size(); ++r)
                carriers += end.robots[r].load >= 0 ? 1 : 0;
        }
        CHECK(carriers > 0);
        CHECK(end.stations[0].served > later.stations[0].served);
        CHECK(run.results().collisions == 0);
    }
}
