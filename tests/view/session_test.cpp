// What a person at the window chooses, and how time goes on.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include "fixture.hpp"
#include "view/headline.hpp"
#include "view/session.hpp"

using namespace dray;
using view::Selection;
using view::TimeControl;

TEST_SUITE("unit") {
    TEST_CASE("time plays at its speed, rests when paused and stops at the end") {
        TimeControl time(20, 0, 1000);
        time.advance(1, 1000);
        CHECK(time.at() == doctest::Approx(20));
        time.faster();
        time.advance(1, 1000);
        CHECK(time.at() == doctest::Approx(60));
        time.play(false);
        time.advance(5, 1000);
        CHECK(time.at() == doctest::Approx(60));
        time.play(true);
        time.advance(1e6, 1000);
        CHECK(time.at() == 1000);
        CHECK_FALSE(time.playing());
    }

    TEST_CASE("a step goes to the next tick, whatever the moment before it") {
        TimeControl time(20, 0, 1000);
        time.seek(20);
        time.step(1, 16);
        CHECK(time.at() == 32);
        CHECK_FALSE(time.playing());
        time.step(1, 16);
        CHECK(time.at() == 48);
        time.step(-1, 16);
        CHECK(time.at() == 32);
        time.seek(20);
        time.step(-1, 16);
        CHECK(time.at() == 16);
        time.step(-1, 16), time.step(-1, 16);
        CHECK(time.at() == 0);
    }

    TEST_CASE("a live run is asked for no more than what is played next, and never runs while its past is shown") {
        TimeControl time(20, 0, 100000);
        time.advance(10, 100);
        CHECK(time.at() == 100);
        CHECK(time.wanted_head() == 100 + 5 + 40);
        time.seek(10);
        CHECK(time.wanted_head() <= 100);
        time.play(false);
        time.seek(100);
        CHECK(time.wanted_head() == 100);
        time.play(true);
        while (!time.fastest())
            time.faster();
        CHECK(time.wanted_head() == 100000);
        for (int i = 0; i < 50; ++i)
            time.slower();
        CHECK(time.speed() == 0.1);
    }

    TEST_CASE("robots, stations and pods are found by their names") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        session.advance(0);
        const view::Moment moment(tape, 0, 400);
        CHECK(session.find("7", moment));
        CHECK(session.selection == Selection{Selection::Kind::Robot, 7});
        CHECK(session.find("robot 3", moment));
        CHECK(session.selection == Selection{Selection::Kind::Robot, 3});
        CHECK_FALSE(session.find("robot 8", moment));
        CHECK_FALSE(session.find("", moment));
        CHECK_FALSE(session.find("robot", moment));
        CHECK_FALSE(session.find("pick-99", moment));
        CHECK(session.selection.number == 3);
        CHECK(session.find("stow-1", moment));
        REQUIRE(session.selection.kind == Selection::Kind::Station);
        const floor::Lane& lane = tape.scene().floors[0].floor->lanes()[session.selection.number];
        CHECK(lane.name == "stow-1");
        CHECK(session.place_of_selection(moment)->first == doctest::Approx(tape.scene().floors[0].floor->x_m(lane.service)));
        CHECK_FALSE(session.find("pod 9999", moment));
        CHECK(session.find("pod 5", moment));
        CHECK(session.place_of_selection(moment).has_value());
    }

    TEST_CASE("orders and articles are found by their names, and an order is where its pod is") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        session.time.seek(1200);
        session.advance(0);
        const view::Moment moment(tape, 0, 1200);
        CHECK_FALSE(session.find("order G99999", moment));
        CHECK_FALSE(session.find("order ", moment));
        CHECK_FALSE(session.find("sku SKU-99999", moment));
        bool found = false;
        for (int n = 1; n <= 20 && !found; ++n) {
            REQUIRE(session.find(fmt::format("order B{:05}", n), moment));
            REQUIRE(session.selection.kind == Selection::Kind::Order);
            const view::OrderLife life = session.life_of_selection();
            CHECK(life.name == fmt::format("B{:05}", n));
            found = life.pod_at(1200) >= 0 && session.place_of_selection(moment).has_value();
        }
        CHECK(found);
        CHECK(session.find("B00003", moment));
        CHECK(session.life_of_selection().name == "B00003");
        CHECK(session.find("SKU-00001", moment));
        CHECK(session.selection == Selection{Selection::Kind::Article, 0});
        CHECK(session.find("article SKU-00007", moment));
        CHECK(session.selection == Selection{Selection::Kind::Article, 6});
    }

    TEST_CASE("who waits behind whom is followed robot by robot") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        for (double step = 0; step < 2400; step += 16) {
            const view::Moment moment(tape, 0, step);
            for (std::size_t r = 0; r < 8; ++r) {
                const std::int32_t behind = moment.frame().robots[r].behind;
                if (behind < 0) continue;
                session.select({Selection::Kind::Robot, r});
                session.follow_chain(moment);
                CHECK(session.selection == Selection{Selection::Kind::Robot, static_cast<std::size_t>(behind)});
                return;
            }
        }
        FAIL("no robot waits behind another one");
    }

    TEST_CASE("what is chosen in a live run can be broken, repaired, closed and opened, and in a recorded one nothing can") {
        view::RecordedTape recorded(test::recorded_site());
        view::Session replay(recorded, nullptr);
        replay.select({Selection::Kind::Robot, 3});
        const view::Moment then(recorded, 0, 0);
        CHECK_FALSE(replay.deed_for_selection(then).has_value());
        replay.act_on_selection(then);
        CHECK(replay.message == "a recorded run cannot be changed any more");

        using Kind = engine::Intervention::Kind;
        view::LiveTape tape(test::view_site(), 3);
        view::Session session(tape, &tape);
        const auto act = [&](Selection::Kind kind, std::size_t number) {
            session.select({kind, number});
            session.act_on_selection(view::Moment(tape, 0, session.time.at()));
            session.time.seek(session.time.at() + 100);
            tape.run_to(static_cast<Step>(session.time.at())), tape.wait();
        };
        act(Selection::Kind::None, 0);
        CHECK(session.message == "choose a robot, a station or a zone first");
        act(Selection::Kind::Robot, 3);
        CHECK(session.message == "robot 3 breaks down in the next tick");
        act(Selection::Kind::Robot, 3);
        act(Selection::Kind::Station, 1);
        act(Selection::Kind::Station, 1);
        session.act({.kind = Kind::LimitRobots, .fleet = 0, .robots = 5});
        CHECK(session.working_limit(0, 0) == 8);
        act(Selection::Kind::Station, 0);
        CHECK(session.working_limit(0, 0) == 5);
        std::vector<Kind> kinds;
        for (const engine::Intervention& deed : session.deeds())
            kinds.push_back(deed.kind);
        CHECK(kinds == std::vector{Kind::Break, Kind::Repair, Kind::CloseStation, Kind::OpenStation, Kind::LimitRobots,
                                   Kind::CloseStation});
    }

    TEST_CASE("a part of the floor that is marked out in a live run is closed, opened, and chosen by a click into it") {
        using Kind = engine::Intervention::Kind;
        view::LiveTape tape(test::view_site(), 3);
        view::Session session(tape, &tape);
        const floor::Floor& floor = *session.floor_scene().floor;
        const engine::ZonePlace place = engine::rectangle(floor, 4, 6, 2, 3);
        CHECK(place == engine::ZonePlace{.row = 2, .column = 3, .rows = 3, .columns = 4});
        const auto go_on = [&] {
            session.time.seek(session.time.at() + 100);
            tape.run_to(static_cast<Step>(session.time.at())), tape.wait();
            return view::Moment(tape, 0, session.time.at());
        };
        session.select_zone(place);
        session.act_on_selection(view::Moment(tape, 0, 0));
        CHECK(session.message == "closed: rows 2 to 4, columns 3 to 6 in the next tick");
        const view::Moment closed = go_on();
        REQUIRE(closed.frame().zones.size() == 1);
        CHECK(closed.frame().zones[0].closed == 1);
        CHECK(session.zone_at(closed.frame(), 3, 5) == place);
        CHECK_FALSE(session.zone_at(closed.frame(), 5, 5).has_value());
        session.act({.kind = Kind::LimitSpeed, .place = place, .speed_mmps = 500});
        session.act_on_selection(closed);
        const view::Moment limited = go_on();
        REQUIRE(limited.frame().zones.size() == 1);
        CHECK(limited.frame().zones[0].closed == 0);
        CHECK(limited.frame().zones[0].speed_mmps == 500);
        std::vector<Kind> kinds;
        for (const engine::Intervention& deed : session.deeds())
            kinds.push_back(deed.kind);
        CHECK(kinds == std::vector{Kind::CloseZone, Kind::LimitSpeed, Kind::OpenZone});
    }

    TEST_CASE("the ranking shares out the limit, and shifts of the bottleneck are noted") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        session.advance(0);
        REQUIRE(!session.shifts.empty());
        for (std::size_t i = 1; i < session.shifts.size(); ++i) {
            CHECK(session.shifts[i].group != session.shifts[i - 1].group);
            CHECK(session.shifts[i].step > session.shifts[i - 1].step);
        }
        session.time.seek(2000);
        CHECK(session.ranking_now() == nullptr);
        session.overlay = view::OverlayKind::Bottlenecks;
        const view::Ranking* ranking = session.ranking_now();
        REQUIRE(ranking != nullptr);
        double groups = 0, resources = 0;
        for (const view::RankedGroup& group : ranking->groups)
            groups += group.share;
        for (std::size_t i = 0; i < ranking->resources.size(); ++i) {
            const view::RankedResource& one = ranking->resources[i];
            resources += one.share;
            CHECK(one.active <= 1);
            if (i > 0) CHECK(one.share <= ranking->resources[i - 1].share);
        }
        CHECK(groups == doctest::Approx(1).epsilon(0.02));
        CHECK(resources == doctest::Approx(groups));
    }

    TEST_CASE("a pod on a robot is where the robot is") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        for (double step = 0; step < 2400; step += 16) {
            const view::Moment moment(tape, 0, step);
            for (std::size_t r = 0; r < 8; ++r) {
                if (moment.frame().robots[r].load < 0) continue;
                REQUIRE(session.find("pod " + std::to_string(moment.frame().robots[r].load), moment));
                CHECK(session.robot_of_selection(moment.frame()) == r);
                return;
            }
        }
        FAIL("no robot carries a pod");
    }

    TEST_CASE("incidents are sought forwards and backwards") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        session.advance(0);
        REQUIRE(session.events.size() == 1);
        CHECK(session.seek_event(true));
        CHECK(session.time.at() == 1216);
        CHECK(session.selection == Selection{Selection::Kind::Robot, 2});
        CHECK_FALSE(session.seek_event(true));
        session.time.seek(2000);
        CHECK(session.seek_event(false));
        CHECK(session.time.at() == 1216);
        CHECK_FALSE(session.seek_event(false));
    }

    TEST_CASE("an overlay is worked out bit by bit and renewed when another one is wanted") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        session.time.seek(2400);
        CHECK(session.overlay_now() == nullptr);
        session.overlay = view::OverlayKind::Density;
        const auto worked_out = [&] {
            for (int i = 0; i < 10000; ++i)
                if (const view::Overlay* overlay = session.overlay_now()) return overlay;
            return static_cast<const view::Overlay*>(nullptr);
        };
        REQUIRE(worked_out() != nullptr);
        CHECK(worked_out()->amount == view::make_overlay(tape, 0, 2400, view::OverlayKind::Density).amount);
        session.overlay = view::OverlayKind::Flow;
        REQUIRE(worked_out() != nullptr);
        CHECK(worked_out()->kind == view::OverlayKind::Flow);
    }

    TEST_CASE("a message goes by itself") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        session.tell("something");
        session.advance(1);
        CHECK(session.message == "something");
        session.advance(10);
        CHECK(session.message == "");
    }

    TEST_CASE("rates by the minute add up to what was done") {
        view::RecordedTape tape(test::recorded_site());
        view::Rates rates;
        rates.note(tape);
        REQUIRE(rates.by_minute.size() == 1);
        CHECK(std::string(rates.name) == "lines/h");
        CHECK(std::string(rates.queue_name) == "orders that wait");
        REQUIRE(rates.queue.size() == 1);
        CHECK(rates.at_stations[0] > 0);
        CHECK(rates.by_minute[0] == doctest::Approx(60 * tape.site_at(1247).lines / (62.4 / 60)).epsilon(0.01));
    }
}
