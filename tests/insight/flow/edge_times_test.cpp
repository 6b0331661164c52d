#include "insight/flow/edge_times.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "open_floor.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::insight;
using floor::Heading;
using test::drives;
using test::waits;

namespace {

// Top speed 2 m/s; it needs 2 m to brake, and 4 m with its largest load.
const std::vector<DriveTimes> kDrive = {
    {.speed_mps = 2, .acceleration_empty_mps2 = 1, .acceleration_loaded_mps2 = 0.5, .payload_kg = 100, .quarter_turn_s = 1.5}};

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("free flow is the cell at top speed, or its limit, and a turn with the braking and starting that it needs") {
        const floor::Floor floor =
            test::open_floor(12, 6, {{.name = "slow", .row = 5, .column = 0, .rows = 1, .columns = 12, .speed_limit_mps = 0.5}});
        const EdgeTimes times(floor, kDrive, {0});
        CHECK(times.free_flow(0, 0, floor.at(1, 1), 0).all_s() == doctest::Approx(0.5));
        // 0.5 s for the cell, 1.5 s for the turn, 2 / 1 s lost by stopping and starting.
        CHECK(times.free_flow(0, 0, floor.at(1, 1), 1).all_s() == doctest::Approx(4.0));
        CHECK(times.free_flow(0, 100, floor.at(1, 1), 1).all_s() == doctest::Approx(6.0));
        CHECK(times.free_flow(0, 0, floor.at(1, 1), 2).all_s() == doctest::Approx(5.5));
        CHECK(times.free_flow(0, 0, floor.at(5, 1), 0).all_s() == doctest::Approx(2.0));
        CHECK(times.free_flow(0, 0, floor.at(5, 1), 1).all_s() == doctest::Approx(2.0 + 1.5 + 0.5));
        // The last half metre of braking at 1 m/s2 takes 1 s, and 0.75 s of the 1 s that it loses in all.
        CHECK(times.free_flow(0, 0, floor.at(1, 1), 1).own_s == doctest::Approx(1.5 + 2 * 1));
        CHECK(times.free_flow(0, 0, floor.at(1, 1), 1).before_s == doctest::Approx(0.25));
        // At 0.5 m/s it stops within half a cell.
        CHECK(times.free_flow(0, 0, floor.at(5, 1), 1).before_s == doctest::Approx(0));
    }

    TEST_CASE("one robot that waits on an edge gives it its delay, and the cell it starts from counts no passage") {
        const floor::Floor floor = test::open_floor(12, 6);
        EdgeTimes times(floor, kDrive, {0});
        const auto tick = [&](const RobotMoment& moment) { times.observe(std::vector{moment}); };
        tick(drives(floor.at(2, 2)));
        tick(drives(floor.at(2, 3)));
        for (int i = 0; i < 4; ++i)
            tick(waits(floor.at(2, 3)));
        tick(drives(floor.at(2, 4)));
        tick(drives(floor.at(2, 4)));
        const EdgeBook& edge = times.edge(floor.at(2, 3), Heading::East);
        CHECK(edge.passages == 1);
        CHECK(edge.real_ticks == 5);
        CHECK(edge.free_us == 500'000);
        CHECK(times.edge(floor.at(2, 2), Heading::East).passages == 0);
        CHECK(times.other_ticks() == 1);
        CHECK(times.open_ticks() == 2);
        CHECK(times.passage_ticks() == 5);
    }

    TEST_CASE("two robots one behind the other on one edge: the mean of their times") {
        const floor::Floor floor = test::open_floor(12, 6);
        EdgeTimes times(floor, kDrive, {0, 0});
        // The first waits three ticks in column 4 and drives on; the second waits behind it in column 3, then in column 4.
        const int first[] = {3, 4, 4, 4, 4, 5, 6, 7, 8, 9}, second[] = {2, 3, 3, 3, 3, 3, 4, 5, 6, 7};
        for (std::size_t t = 0; t < 10; ++t)
            times.observe(std::vector{drives(floor.at(2, first[t])), drives(floor.at(2, second[t]))});
        const EdgeBook& edge = times.edge(floor.at(2, 4), Heading::East);
        CHECK(edge.passages == 2);
        CHECK(edge.real_ticks == 4 + 1);
        CHECK(times.edge(floor.at(2, 3), Heading::East).real_ticks == 5);
        CHECK(times.edge(floor.at(2, 3), Heading::East).passages == 1);
    }

    TEST_CASE("a turn counts on the edge by which the robot leaves, and a little on those before and after it") {
        const floor::Floor floor = test::open_floor(12, 6);
        EdgeTimes times(floor, kDrive, {0});
        const FreeFlow turn = times.free_flow(0, 100, floor.at(2, 8), 1);
        for (const CellId cell :
             {floor.at(2, 6), floor.at(2, 7), floor.at(2, 8), floor.at(2, 8), floor.at(3, 8), floor.at(4, 8), floor.at(5, 8)})
            times.observe(std::vector{drives(cell, 100)});
        const auto free_s = [&](CellId cell, Heading heading) {
            return static_cast<double>(times.edge(cell, heading).free_us) / 1e6;
        };
        CHECK(free_s(floor.at(2, 7), Heading::East) == doctest::Approx(0.5 + turn.before_s));
        CHECK(free_s(floor.at(2, 8), Heading::South) == doctest::Approx(turn.own_s));
        CHECK(free_s(floor.at(3, 8), Heading::South) == doctest::Approx(0.5 + turn.after_s));
        CHECK(free_s(floor.at(4, 8), Heading::South) == doctest::Approx(0.5));
        CHECK(times.edge(floor.at(2, 8), Heading::South).real_ticks == 2);
    }

    TEST_CASE("a stay in which the robot is served, lifts, rests or is broken is no passage, nor is one after it was moved") {
        const floor::Floor floor = test::open_floor(12, 6);
        for (const Doing doing : {Doing::Served, Doing::Handles, Doing::Charges, Doing::Rests, Doing::IsBroken}) {
            EdgeTimes times(floor, kDrive, {0});
            times.observe(std::vector{drives(floor.at(2, 2))});
            times.observe(std::vector{drives(floor.at(2, 3))});
            times.observe(std::vector{RobotMoment{.doing = doing, .cell = floor.at(2, 3)}});
            times.observe(std::vector{drives(floor.at(2, 4))});
            times.observe(std::vector{drives(floor.at(5, 9))});
            times.observe(std::vector{drives(floor.at(5, 10))});
            CHECK(times.passage_ticks() == 0);
            CHECK(times.edge(floor.at(2, 4), Heading::East).passages == 0);
            CHECK(times.other_ticks() == 5);
        }
    }

    TEST_CASE("a cell that is crossed within a tick is a passage that took none") {
        const floor::Floor floor = test::open_floor(12, 6);
        EdgeTimes times(floor, kDrive, {0});
        for (const int column : {2, 3, 5, 6})
            times.observe(std::vector{drives(floor.at(2, column))});
        CHECK(times.edge(floor.at(2, 3), Heading::East).real_ticks == 1);
        CHECK(times.edge(floor.at(2, 4), Heading::East).passages == 1);
        CHECK(times.edge(floor.at(2, 4), Heading::East).real_ticks == 0);
        CHECK(times.edge(floor.at(2, 5), Heading::East).real_ticks == 1);
    }
}

TEST_SUITE("property") {
    TEST_CASE("passages, other stays and open ones hold every tick of every robot") {
        CHECK(property::holds([] {
            const floor::Floor floor = test::open_floor(12, 6);
            const auto robots = property::in_range<std::size_t>(1, 5);
            EdgeTimes times(floor, kDrive, std::vector<std::size_t>(robots, 0));
            std::vector<RobotMoment> moments(robots, drives(floor.at(2, 6)));
            const auto ticks = property::in_range<std::int64_t>(0, 60);
            for (std::int64_t t = 0; t < ticks; ++t) {
                for (RobotMoment& m : moments) {
                    m.doing = static_cast<Doing>(property::in_range(0, 7));
                    const auto heading = static_cast<Heading>(property::in_range(0, 4));
                    const CellId next = floor.next(m.cell, heading);
                    if (property::coin() && next.valid()) m.cell = next;
                }
                times.observe(moments);
            }
            std::int64_t on_edges = 0;
            for (std::size_t c = 0; c < floor.cell_count(); ++c)
                for (const Heading h : floor::kHeadings)
                    on_edges += times.edge(CellId(c), h).real_ticks;
            RC_ASSERT(on_edges == times.passage_ticks());
            RC_ASSERT(on_edges + times.other_ticks() + times.open_ticks() == ticks * static_cast<std::int64_t>(robots));
        }));
    }
}
