#include "insight/flow/zone_flow.hpp"

#include <doctest/doctest.h>

#include "open_floor.hpp"

using namespace dray;
using namespace dray::insight;
using test::drives;
using test::waits;

TEST_SUITE("unit") {
    TEST_CASE("flow, density and speed of a zone are Edie's, worked out by hand") {
        // Two zones side by side, each of 8 by 8 cells; a tick a second.
        const floor::Floor floor = test::open_floor(16, 8);
        ZoneFlow flow(floor, 3, 1.0);
        REQUIRE(flow.zones() == 2);
        CHECK(flow.drivable_cells(0) == 64);
        // In a minute the first robot drives to and fro in the left zone, a cell every second; the second waits there for 30 s
        // and is served for 30 s; the third rests in the right one.
        for (int t = 0; t < 60; ++t) {
            const int column = t / 7 % 2 == 0 ? t % 7 : 7 - t % 7;
            RobotMoment second = waits(floor.at(5, 5));
            if (t >= 30) second.doing = Doing::Served;
            flow.observe(std::vector{drives(floor.at(2, column)), second, RobotMoment{.cell = floor.at(4, 12)}});
        }
        REQUIRE(flow.periods() == 1);
        CHECK(flow.from_s(0) == 0);
        CHECK(flow.to_s(0) == 60);
        const ZoneSums left = flow.sums(0, 0);
        CHECK(left.robot_ticks == 60 + 30);
        CHECK(left.held_ticks == 30);
        CHECK(left.cells == 59);
        CHECK(flow.density(left, 0, 0) == doctest::Approx(90.0 / (64 * 60)));
        CHECK(flow.flow_per_min(left, 0, 0) == doctest::Approx(59.0 / 64));
        CHECK(flow.speed_mps(left) == doctest::Approx(59.0 / 90));
        // speed = flow / density, in the same units.
        CHECK(flow.flow_per_min(left, 0, 0) / 60 / flow.density(left, 0, 0) == doctest::Approx(flow.speed_mps(left)));
        CHECK(flow.sums(0, 1).robot_ticks == 0);
    }

    TEST_CASE("a cell is driven in the zone that the robot leaves, and one that people clear away drives none") {
        const floor::Floor floor = test::open_floor(16, 8);
        ZoneFlow flow(floor, 1, 1.0);
        flow.observe(std::vector{drives(floor.at(2, 7))});
        flow.observe(std::vector{drives(floor.at(2, 8))});
        flow.observe(std::vector{RobotMoment{.doing = Doing::IsBroken, .cell = floor.at(2, 9)}});
        flow.observe(std::vector{drives(floor.at(7, 0))});
        CHECK(flow.sums(0, 0).cells == 1);
        CHECK(flow.sums(0, 1).cells == 0);
        CHECK(flow.sums(0, 0).robot_ticks == 2);
    }

    TEST_CASE("the peak of flow is found, and the minutes beyond it are overcrowded where flow falls") {
        ZoneFlow::Diagram diagram{};
        // Flow 1, 2, 3, 1 at densities of four bins, 10 minutes each, and 20 in the last.
        const std::uint64_t flows[] = {1, 2, 3, 1};
        for (std::size_t b = 0; b < 4; ++b)
            diagram[b] = {.minutes = b == 3 ? 20U : 10U, .flow_milli = (b == 3 ? 20U : 10U) * 1000 * flows[b]};
        const ZoneFlow::Peak peak = ZoneFlow::peak_of(diagram, 5);
        CHECK(peak.density == doctest::Approx(2.5 * ZoneFlow::kBinWidth));
        CHECK(peak.flow_per_min == doctest::Approx(3));
        CHECK(peak.passed);
        CHECK(peak.overcrowded == doctest::Approx(20.0 / 50));
        CHECK(peak.minutes == 50);
    }

    TEST_CASE("flow that only rises has no overcrowded minutes, and few minutes make no peak") {
        ZoneFlow::Diagram diagram{};
        diagram[0] = {.minutes = 10, .flow_milli = 10'000};
        diagram[1] = {.minutes = 10, .flow_milli = 20'000};
        diagram[2] = {.minutes = 2, .flow_milli = 20'000};
        const ZoneFlow::Peak peak = ZoneFlow::peak_of(diagram, 5);
        CHECK(peak.density == doctest::Approx(1.5 * ZoneFlow::kBinWidth));
        CHECK_FALSE(peak.passed);
        CHECK(peak.overcrowded == 0);
        CHECK(ZoneFlow::peak_of({}, 5).density == 0);
    }

    TEST_CASE("the diagram has each zone minute with robots in the bin of its density") {
        const floor::Floor floor = test::open_floor(8, 8);
        ZoneFlow flow(floor, 4, 1.0);
        // Four robots that stand: 4 / 64 robots a cell, the third bin of 0.025. Then a minute of nobody at work.
        for (int t = 0; t < 120; ++t)
            flow.observe(std::vector<RobotMoment>(4, t < 60 ? waits(floor.at(6, 6)) : RobotMoment{.cell = floor.at(6, 6)}));
        CHECK(flow.diagram()[2].minutes == 1);
        CHECK(flow.diagram()[0].minutes == 0);
        CHECK(ZoneFlow::flow_per_min(flow.diagram()[2]) == 0);
    }

    TEST_CASE("a long run of many zones is told in longer periods, and nothing of it is lost") {
        const floor::Floor floor = test::open_floor(320, 320);
        ZoneFlow flow(floor, 1, 60.0);  // 1600 zones, a minute a tick: 36 periods are kept
        for (int t = 0; t < 100; ++t)
            flow.observe(std::vector{drives(floor.at(2, t % 2 == 0 ? 10 : 11))});
        CHECK(flow.periods() == 25);
        CHECK(flow.to_s(0) == 4 * 60);
        CHECK(flow.to_s(24) == 100 * 60);
        std::uint32_t robots = 0, cells = 0;
        for (std::size_t p = 0; p < flow.periods(); ++p) {
            robots += flow.sums(p, 1).robot_ticks;
            cells += flow.sums(p, 1).cells;
        }
        CHECK(robots == 100);
        CHECK(cells == 99);
    }
}
