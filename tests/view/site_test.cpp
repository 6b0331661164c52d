// Chutes, cages and doors, and the table of the whole site, also of one without any floor.
#include <doctest/doctest.h>

#include <algorithm>

#include "fixture.hpp"
#include "view/board.hpp"
#include "view/headline.hpp"
#include "view/live_tape.hpp"
#include "view/session.hpp"
#include "view/words.hpp"

using namespace dray;
using view::Selection;

namespace {

const std::string kCenter = R"(
name: center
duration_s: 600
warm_up_s: 0
handling: [{name: packing, parcels_per_h: 900, work: {workers: 6, time_s: 20}}]
sorting:
  - name: sorter
    floor:
      layout: sort
      cell_m: 0.8
      sort: {chutes_across: 4, chutes_down: 4, induct_stations: 2, queue_cells: 2, chargers: 2, buffer_cells: 4}
    fleets: [{name: sorters, count: 6}]
transport:
  - name: yard
    floor:
      layout: haul
      cell_m: 2.0
      haul: {block_columns: 4, blocks_down: 2, chute_blocks: 1, highway_blocks: 2, store_blocks: 1, dock_blocks: 1, doors: 2, chargers: 1, buffer_cells: 2}
    fleets: [{name: movers, count: 2}]
connections:
  - {from: packing.handled, to: sorter.parcels}
  - {from: sorter.chutes, to: yard.chutes}
)";

const std::string kBenches = R"(
name: benches
duration_s: 900
warm_up_s: 0
handling: [{name: arms, parcels_per_h: 1200, work: {workers: 4, time_s: 10}}]
)";

std::unique_ptr<view::LiveTape> run(const std::string& yaml, Step step) {
    auto tape = std::make_unique<view::LiveTape>(engine::read_scenario(config::parse(yaml, "site.yaml", ".", {}), "site"), 3);
    tape->run_to(step);
    tape->wait();
    return tape;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("chutes, cages and dock doors are chosen where they are, and found by their names") {
        const auto tape = run(kCenter, 400);
        view::Session session(*tape, tape.get());
        session.time.seek(400);
        const view::Moment sorter(*tape, 0, 400), yard(*tape, 1, 400);
        REQUIRE(session.floor_scene().name == "sorter");
        const floor::Floor& sort_floor = *session.floor_scene().floor;
        const CellId chute = sort_floor.chutes()[3];
        session.select_at(sorter.frame(), sort_floor.row(chute), sort_floor.column(chute));
        CHECK(session.selection == Selection{Selection::Kind::Chute, 3});
        CHECK(session.place_of_selection(sorter)->first == doctest::Approx(sort_floor.x_m(chute)));
        session.select_at(sorter.frame(), -1, 2);
        CHECK(session.selection == Selection{});

        REQUIRE(session.find("door-2", sorter));
        CHECK(session.floor_scene().name == "yard");
        CHECK(session.selection == Selection{Selection::Kind::Door, 1});
        const floor::Floor& yard_floor = *session.floor_scene().floor;
        REQUIRE(engine::exists(yard_floor, session.marked));
        const floor::Zone& zone = yard_floor.zones()[static_cast<std::size_t>(session.marked.zone)];
        CHECK(zone.name == "door-2");
        CHECK(view::door_of(zone) == 1);
        // What stands in front of the door may be closed with it.
        CHECK(session.deed_for_selection(yard)->kind == engine::Intervention::Kind::CloseZone);
        const auto& slots = yard.frame().slots;
        const auto cage = std::ranges::find_if(slots, [](const engine::SlotFrame& slot) { return slot.load >= 0; });
        REQUIRE(cage != slots.end());
        const CellId cell = yard_floor.slot(SlotId(static_cast<std::size_t>(cage - slots.begin()))).cell;
        session.select_at(yard.frame(), yard_floor.row(cell), yard_floor.column(cell));
        CHECK(session.selection == Selection{Selection::Kind::Load, static_cast<std::size_t>(cage->load)});

        CHECK(session.find("chute 8", yard));
        CHECK(session.selection == Selection{Selection::Kind::Chute, 7});
        CHECK_FALSE(session.find("chute 17", yard));
        CHECK_FALSE(session.find("door 0", yard));
    }

    TEST_CASE("the table of the site has every group with its members, and the one that limits") {
        const auto tape = run(kCenter, 6000);
        const engine::Scene& scene = tape->scene();
        const view::Board board = view::make_board(*tape, 6000);
        REQUIRE(board.rows.size() == scene.groups.size());
        std::size_t members = 0, ways = 0;
        for (const view::BoardRow& row : board.rows) {
            members += row.resources.size();
            REQUIRE(row.busy.size() == row.resources.size());
            for (const double busy : row.busy)
                CHECK((busy >= 0 && busy <= 1));
            CHECK(row.share <= board.rows[board.limit].share);
        }
        for (const engine::Scene::Resource& resource : scene.resources)
            ways += scene.groups[static_cast<std::size_t>(resource.group)].kind == insight::GroupKind::Way ? 1 : 0;
        CHECK(members + ways == scene.resources.size());
        const auto packers = std::ranges::find(scene.groups, "packing workers", &engine::Scene::Group::name);
        REQUIRE(packers != scene.groups.end());
        const view::BoardRow& row = board.rows[static_cast<std::size_t>(packers - scene.groups.begin())];
        // 900 parcels an hour of 20 s each keep five of six busy.
        double busy = 0;
        for (const double one : row.busy)
            busy += one;
        CHECK(busy == doctest::Approx(5).epsilon(0.15));
        // Each member is somewhere, and its neighbour is not there.
        const view::Box box{100, 60, 900, 500};
        std::vector<std::size_t> met;
        for (double y = box.y; y < box.bottom(); ++y)
            for (double x = box.x; x < box.right(); ++x)
                if (const auto resource = view::resource_at(board, box, 1, x, y)) met.push_back(*resource);
        std::ranges::sort(met);
        met.erase(std::unique(met.begin(), met.end()), met.end());
        CHECK(met.size() == members);
    }

    TEST_CASE("people and machines of an area without a floor are found in the table") {
        const auto tape = run(kCenter, 100);
        view::Session session(*tape, tape.get());
        const view::Moment moment(*tape, 0, 100);
        CHECK_FALSE(session.shows_board());
        CHECK(session.board_now() == nullptr);
        REQUIRE(session.find("packing worker-2", moment));
        CHECK(session.shows_board());
        REQUIRE(session.selection.kind == Selection::Kind::Resource);
        CHECK(session.scene().resources[session.selection.number].name == "packing worker-2");
        CHECK(session.board_now() != nullptr);
        session.next_tab();
        CHECK_FALSE(session.shows_board());
        CHECK(session.floor == 0);
        session.next_tab();
        CHECK(session.floor == 1);
        session.next_tab();
        CHECK(session.shows_board());
    }

    TEST_CASE("a site without a floor is shown as a table") {
        const auto tape = run(kBenches, 6000);
        view::Session session(*tape, tape.get());
        session.time.seek(6000);
        session.advance(0);
        const view::Moment moment(*tape, 0, 6000);
        CHECK(moment.frame().robots.empty());
        CHECK(session.shows_board());
        session.next_tab();
        CHECK(session.shows_board());
        session.fit();
        session.select_at(moment.frame(), 0, 0);
        CHECK(session.selection == Selection{});
        CHECK_FALSE(session.find("robot 0", moment));
        CHECK(session.find("arms worker-4", moment));
        CHECK_FALSE(session.place_of_selection(moment).has_value());
        session.overlay = view::OverlayKind::Delay;
        CHECK(session.overlay_now() == nullptr);
        const view::Board* board = session.board_now();
        REQUIRE(board != nullptr);
        CHECK(board->rows.size() == 3);
        const auto figures = view::headline(*tape, 6000);
        REQUIRE(!figures.empty());
        CHECK(figures[0].unit == "load: arms workers");
    }

    TEST_CASE("a floor that was fitted into the window fits another window too, and one that was moved stays where it is") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        const view::Box small{0, 60, 900, 500}, large{0, 60, 1800, 1000};
        session.resize(small);
        const double scale = session.camera().scale();
        CHECK(session.follows);
        session.resize(large);
        CHECK(session.camera().scale() > 1.8 * scale);
        session.resize(small);
        session.camera().zoom(3, 400, 300);
        session.note_camera_moved();
        session.resize(large);
        CHECK(session.camera().scale() == doctest::Approx(3 * scale));
        session.fit(0, large);
        session.resize(small);
        CHECK(session.camera().scale() == doctest::Approx(scale));
    }

    TEST_CASE("bookmarks are sought one after the other") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        CHECK_FALSE(session.seek_bookmark());
        for (const double step : {900.0, 300.0}) {
            session.time.seek(step);
            session.add_bookmark();
        }
        CHECK(session.seek_bookmark());
        CHECK(session.time.at() == 900);
        CHECK(session.seek_bookmark());
        CHECK(session.time.at() == 300);
    }

    TEST_CASE("congestion is the share of time that robots with work have waited in a cell") {
        view::RecordedTape tape(test::recorded_site());
        const view::Overlay congestion = view::make_overlay(tape, 0, 2400, view::OverlayKind::Congestion);
        const view::Overlay delay = view::make_overlay(tape, 0, 2400, view::OverlayKind::Delay);
        CHECK(congestion.most == 1);
        bool somewhere = false;
        for (std::size_t cell = 0; cell < congestion.amount.size(); ++cell) {
            CHECK((congestion.amount[cell] >= 0 && congestion.amount[cell] <= 1));
            if (delay.amount[cell] == 0) CHECK(congestion.amount[cell] == 0);
            somewhere |= congestion.amount[cell] > 0;
        }
        CHECK(somewhere);
    }
}
