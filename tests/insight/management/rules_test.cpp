// Each rule of management in a small case made by hand.
#include <doctest/doctest.h>

#include "insight/management/floor_adviser.hpp"

using namespace dray;
using namespace dray::insight;

namespace {

constexpr std::size_t kNoLimit = operations::Advice::kNoLimit;

FloorMoment robots(std::size_t working, std::size_t driving, std::size_t held) {
    return {.working = working, .driving = driving, .held = held};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("the robot limit is the peak of the line through the measured flow") {
        RobotLimit limit(100);
        // 80 robots, three quarters of them held: speed 1 - n * 0.75 / 80, whose flow is largest at 80 / 1.5.
        for (int s = 0; s < 290; ++s)
            limit.observe(robots(80, 20, 60), 1);
        CHECK(limit.limit() == kNoLimit);  // still learning
        for (int s = 0; s < 100; ++s)
            limit.observe(robots(80, 20, 60), 1);
        CHECK(limit.peak() == doctest::Approx(80 / 1.5));
        CHECK(limit.limit() == 53);
    }

    TEST_CASE("robots that hardly hinder each other are not limited, nor ever all but a few stopped") {
        RobotLimit easy(40), hard(40);
        for (int s = 0; s < 600; ++s) {
            easy.observe(robots(40, 38, 2), 1);
            hard.observe(robots(8, 0, 8), 1);
        }
        CHECK(easy.limit() == kNoLimit);
        CHECK(hard.limit() == 10);  // a quarter of the fleet, although the peak is at 4
        RobotLimit idle(40);
        for (int s = 0; s < 600; ++s)
            idle.observe(robots(0, 0, 0), 1);
        CHECK(idle.limit() == kNoLimit);
    }

    TEST_CASE("a station with a much longer wait is avoided until the wait is alike") {
        StationSteering steering(3);
        std::vector<StationMoment> stations(3);
        const auto watch = [&](std::uint32_t first, std::uint32_t others, int seconds) {
            stations[0].waiting = first;
            stations[1].waiting = stations[2].waiting = others;
            for (int s = 0; s < seconds; ++s) {
                for (StationMoment& station : stations)
                    station.served += s % 20 == 0 ? 1 : 0;
                steering.observe(stations, {}, {}, 1);
            }
        };
        watch(9, 2, 600);
        CHECK(steering.wait_s(0) == doctest::Approx(9 * 20).epsilon(0.1));
        CHECK(steering.avoid() == std::vector<std::uint8_t>{1, 0, 0});
        watch(5, 3, 20);  // 1.7 times the others': it keeps being avoided
        CHECK(steering.avoid() == std::vector<std::uint8_t>{1, 0, 0});
        watch(3, 3, 20);
        CHECK(steering.avoid() == std::vector<std::uint8_t>{0, 0, 0});
        watch(2, 0, 20);  // many times the others', but a wait that nobody minds
        CHECK(steering.avoid() == std::vector<std::uint8_t>{0, 0, 0});
    }

    TEST_CASE("broken stations are avoided but for the only one, and what is forecast counts in place of what waits") {
        StationSteering steering(2);
        std::vector<StationMoment> stations(2);
        stations[1].down = true;
        steering.observe(stations, {}, {}, 1);
        CHECK(steering.avoid() == std::vector<std::uint8_t>{0, 1});
        stations[1].down = false;
        const std::vector<float> expected = {20, 1};
        steering.observe(stations, expected, {}, 1);
        CHECK(steering.avoid() == std::vector<std::uint8_t>{1, 0});
        const std::vector<std::uint8_t> shut = {0, 1};
        steering.observe(stations, expected, shut, 1);
        CHECK(steering.avoid() == std::vector<std::uint8_t>{0, 0});
        stations[1].kind = GroupKind::Stow;
        steering.observe(stations, expected, {}, 1);
        CHECK(steering.avoid() == std::vector<std::uint8_t>{0, 0});
    }

    TEST_CASE("a zone in which most robots are held takes as many as its flow's peak, and any other takes all") {
        ZoneMetering metering(3);
        const std::vector<ZoneMoment> zones = {{10, 8}, {10, 2}, {3, 3}};
        for (int s = 0; s < 600; ++s)
            metering.observe(zones, {}, 1);
        // Peak of zone 0: 10 / (2 * 0.8) = 6, and 10 are there. Zone 2 is too small to be jammed.
        CHECK(metering.entries() == std::vector<std::int32_t>{0, -1, -1});
        CHECK(metering.jammed() == 1);
        metering.observe(std::vector<ZoneMoment>{{4, 3}, {10, 2}, {3, 3}}, {}, 1);
        CHECK(metering.entries()[0] == 2);
        const std::vector<float> expected = {0, 9, 0};
        metering.observe(zones, expected, 1);
        CHECK(metering.entries() == std::vector<std::int32_t>{-1, 0, -1});
    }

    TEST_CASE("a route whose chutes are full gets an unused chute of the route that has most, one at a time") {
        ChuteSharing sharing(3);
        // Route 0: full; route 1: two chutes, one unused; route 2: its only chute is unused.
        const std::vector<ChuteMoment> chutes = {{0, true, false}, {1, false, false}, {2, false, true}, {1, false, true}};
        int moved = 0;
        for (int s = 0; s < 70; ++s) {
            sharing.observe(chutes, 1);
            for (const operations::ChuteMove& move : sharing.moves()) {
                CHECK(move == operations::ChuteMove{3, 0});
                ++moved;
            }
        }
        CHECK(moved == 2);  // after 42 s the route counts as full; the next one 20 s later, when the first was not followed
    }

    TEST_CASE("flex stations open one by one while much waits and close while little does") {
        const ManagementConfig config{.mode = "reactive", .flex_open_above = 10, .flex_close_below = 2, .flex_hold_s = 60};
        FlexStations flex(config, 4);
        std::vector<StationMoment> stations(4);
        stations[2].flex = stations[3].flex = true;
        flex.observe(stations, 20, 1);  // exactly 10 each: not above
        CHECK(flex.shut() == std::vector<std::uint8_t>{0, 0, 1, 1});
        flex.observe(stations, 40, 1);
        CHECK(flex.shut() == std::vector<std::uint8_t>{0, 0, 0, 1});
        for (int s = 0; s < 59; ++s)
            flex.observe(stations, 40, 1);
        CHECK(flex.open() == 1);
        flex.observe(stations, 40, 1);
        CHECK(flex.shut() == std::vector<std::uint8_t>{0, 0, 0, 0});
        flex.observe(stations, 7, 60);
        CHECK(flex.shut() == std::vector<std::uint8_t>{0, 0, 0, 1});
        flex.observe(stations, 7, 60);  // more than 2 for each of three
        CHECK(flex.open() == 1);
    }

    TEST_CASE("only rules that are switched on advise anything, and each is counted") {
        const std::vector<ZoneMoment> zones = {{10, 9}};
        std::vector<StationMoment> stations(2);
        stations[0].waiting = 30;
        FloorMoment moment{.working = 40, .driving = 4, .held = 36, .stations = stations, .zones = zones};
        const FloorSize size{.robots = 40, .stations = 2, .flex = 0, .zones = 1, .routes = 0};
        ManagementConfig config{.mode = "reactive"};
        FloorAdviser silent(config, size);
        ManagementConfig metering = config;
        metering.meter_zones = true;
        FloorAdviser one(metering, size);
        for (int s = 0; s < 600; ++s) {
            silent.observe(moment, {}, 1);
            one.observe(moment, {}, 1);
        }
        CHECK(silent.advice().most_working == kNoLimit);
        CHECK((silent.advice().avoid.empty() && silent.advice().entries.empty() && silent.advice().shut.empty()));
        CHECK(one.advice().entries == std::vector<std::int32_t>{0});
        CHECK(one.advice().most_working == kNoLimit);
        const RuleFigures& figures = one.figures()[static_cast<std::size_t>(Rule::MeterZones)];
        CHECK(figures.times == 1);
        CHECK(figures.active_s > 500);
        CHECK(one.figures()[static_cast<std::size_t>(Rule::LimitRobots)].times == 0);
    }
}
