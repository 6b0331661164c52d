// Tapes and the moments between their frames.
#include <doctest/doctest.h>

#include <cmath>

#include "fixture.hpp"
#include "view/headline.hpp"
#include "view/live_tape.hpp"
#include "view/moment.hpp"

using namespace dray;

TEST_SUITE("unit") {
    TEST_CASE("a run that is watched ends with the same hash as one that is not") {
        engine::Simulation run(test::view_site(), 3, {});
        while (!run.done())
            run.tick();
        view::LiveTape tape(test::view_site(), 3);
        // Now and then, as far as somebody looks, backwards too.
        for (const Step step : {100, 40, 700, 701, 1600, 5000})
            tape.run_to(step), tape.wait();
        CHECK(tape.head() == 2400);
        CHECK(tape.state_hash() == run.state_hash());
    }

    TEST_CASE("what was done to a live run repeats it headless") {
        using Kind = engine::Intervention::Kind;
        view::LiveTape tape(test::view_site(), 3);
        tape.run_to(333), tape.wait();
        tape.intervene({.kind = Kind::Break, .robot = RobotId(5)});
        tape.run_to(900), tape.wait();
        CHECK(view::Moment(tape, 0, 900).frame().robots[5].activity == engine::Activity::Broken);
        tape.intervene({.kind = Kind::Repair, .robot = RobotId(5)});
        tape.intervene({.kind = Kind::CloseStation, .station = LaneId(0)});
        tape.intervene({.kind = Kind::LimitRobots, .fleet = 0, .robots = 4});
        tape.run_to(1500), tape.wait();
        tape.intervene({.kind = Kind::OpenStation, .station = LaneId(0)});
        tape.run_to(2400);
        const std::uint64_t hash = tape.state_hash();
        const std::vector<engine::Intervention> done = tape.interventions();
        REQUIRE(done.size() == 5);
        CHECK(done[0].step == 336);

        engine::Simulation run(test::view_site(), 3, {});
        const std::string file = engine::interventions_csv(run.scene(), done);
        for (const engine::Intervention& one : engine::parse_interventions(run.scene(), file, "events.csv"))
            run.intervene(one);
        while (!run.done())
            run.tick();
        CHECK(run.state_hash() == hash);
        engine::Simulation untouched(test::view_site(), 3, {});
        while (!untouched.done())
            untouched.tick();
        CHECK(untouched.state_hash() != hash);
    }

    TEST_CASE("a live tape and a recording of the same run show the same") {
        view::LiveTape live(test::view_site(), 3);
        live.run_to(2400);
        live.wait();
        view::RecordedTape recorded(test::recorded_site());
        REQUIRE(recorded.head() == live.head());
        for (const double step : {0.0, 7.0, 416.0, 1000.5, 2400.0}) {
            const view::Moment a(live, 0, step), b(recorded, 0, step);
            CHECK(a.frame() == b.frame());
            CHECK(a.losses(0) == b.losses(0));
            CHECK(live.site_at(step) == recorded.site_at(step));
            CHECK(a.cost_of_all() == b.cost_of_all());
        }
        for (std::size_t chunk = 0; chunk < recorded.chunks(); ++chunk)
            CHECK(live.orders(chunk) == recorded.orders(chunk));
    }

    TEST_CASE("what roots have cost is the time that all robots have waited, at any moment") {
        view::RecordedTape tape(test::recorded_site());
        const std::size_t robots = tape.scene().floors[0].robots();
        for (const double step : {0.0, 320.0, 1111.0, 2400.0}) {
            const view::Moment moment(tape, 0, step);
            std::int64_t lost = 0;
            for (std::size_t r = 0; r < robots; ++r)
                for (const std::int32_t ticks : moment.losses(r).ticks)
                    lost += ticks;
            CHECK(moment.cost_of_all() == lost);
        }
    }

    TEST_CASE("a live tape runs no further than it is asked to") {
        view::LiveTape tape(test::view_site(), 3);
        CHECK(tape.head() == 0);
        tape.run_to(300);
        tape.wait();
        CHECK(tape.head() >= 300);
        CHECK(tape.head() < 320);
    }

    TEST_CASE("between frames robots move without jumps and stay on their frames at the frames") {
        view::RecordedTape tape(test::recorded_site());
        const view::Moment at(tape, 0, 800);
        for (std::size_t r = 0; r < 8; ++r) {
            CHECK(at.pose(r).x_m == doctest::Approx(at.frame().robots[r].x_cm / 100.0));
            CHECK(at.pose(r).y_m == doctest::Approx(at.frame().robots[r].y_cm / 100.0));
        }
        // Top speed is 1.5 m/s: 7.5 cm a step. A curve between frames may be a little faster than the body was.
        for (double step = 0; step < 2399; step += 1) {
            const view::Moment now(tape, 0, step), next(tape, 0, step + 1);
            for (std::size_t r = 0; r < 8; ++r)
                CHECK(std::hypot(next.pose(r).x_m - now.pose(r).x_m, next.pose(r).y_m - now.pose(r).y_m) < 0.11);
        }
    }

    TEST_CASE("a moment outside the tape is its nearest end") {
        view::RecordedTape tape(test::recorded_site());
        CHECK(view::Moment(tape, 0, -50).frame().step == 0);
        CHECK(view::Moment(tape, 0, 1e9).frame().step == tape.head());
    }

    TEST_CASE("the headline counts rates over the time that is there") {
        view::RecordedTape tape(test::recorded_site());
        const std::vector<view::Figure> figures = view::headline(tape, 2400);
        REQUIRE(figures.size() == 6);
        CHECK(figures[0].unit == "lines/h");
        CHECK(figures[0].number == std::to_string(tape.site_at(2400).lines * 30));
        CHECK(figures[3].unit == "of 8 robots in use");
        CHECK(figures[5].unit == "broken");
        CHECK(figures[5].number == "1");
    }
}
