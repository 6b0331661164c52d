// What a person at the window chooses, and how time goes on.
#include <doctest/doctest.h>

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

    TEST_CASE("rates by the minute add up to what was done") {
        view::RecordedTape tape(test::recorded_site());
        view::Rates rates;
        rates.note(tape);
        REQUIRE(rates.by_minute.size() == 1);
        CHECK(std::string(rates.name) == "lines/h");
        CHECK(rates.by_minute[0] == doctest::Approx(60 * tape.site_at(1247).lines / (62.4 / 60)).epsilon(0.01));
    }
}
