#include "operations/charging/charging.hpp"

#include <doctest/doctest.h>

#include "../site_fixture.hpp"
#include "floor/check_floor.hpp"

using namespace dray;
using namespace dray::operations;

namespace {

constexpr int kTickSteps = 16;

// One street of ten cells with a charger at each end.
floor::Floor street(int chargers = 2) {
    floor::FloorPlan plan;
    plan.width = 10;
    plan.height = 1;
    plan.cell_m = 1.2;
    plan.kind.assign(10, floor::CellKind::Aisle);
    if (chargers > 0) plan.kind[0] = floor::CellKind::Charger;
    if (chargers > 1) plan.kind[9] = floor::CellKind::Charger;
    plan.exits.assign(10, 0xF);
    return floor::Floor(std::move(plan));
}

// Robots on the street and their batteries, ticked by hand.
struct Bench {
    explicit Bench(std::size_t robots, BatteryConfig battery = {}, int chargers = 2)
        : floor(street(chargers)),
          distances(floor, {}, 1 << 20),
          charging(std::vector(robots, battery), floor, distances, Clock(), 3),
          status(robots) {
        distances.prepare();
        for (std::size_t r = 0; r < robots; ++r)
            status[r] = {floor.at(0, static_cast<int>(r) + 1), floor.at(0, static_cast<int>(r) + 1)};
    }
    void pass(double seconds, double work_w = 0) {
        const Step until = now + Clock().steps(seconds);
        while (now < until) {
            now += kTickSteps;
            for (RobotStatus& robot : status)
                robot.work_j = work_w * kTickSteps / 20.0;
            charging.tick(now, status);
            flat.insert(flat.end(), charging.flat().begin(), charging.flat().end());
        }
    }
    // All robots that have no charger ask for one, and those that get one stand there at once.
    std::vector<std::uint32_t> send(const std::vector<RobotId>& jobless) {
        std::vector<std::uint32_t> sent;
        for (const Charging::Way& way : charging.choose(jobless, status)) {
            sent.push_back(way.robot.value);
            status[way.robot.index()].cell = way.charger;
            charging.plugged_in(way.robot);
        }
        return sent;
    }

    floor::Floor floor;
    motion::Distances distances;
    Charging charging;
    std::vector<RobotStatus> status;
    std::vector<RobotId> flat;
    Step now = 0;
};

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a battery gives what the wheels and the electronics take, and never more than it holds") {
        const BatteryConfig battery{.capacity_wh = 100, .electronics_w = 40, .drive_efficiency = 0.5};
        Bench bench(1, battery);
        const double before = bench.charging.share(RobotId(0));
        bench.pass(360, 30);
        // 40 W of electronics and 30 W of work at an efficiency of a half, for a tenth of an hour.
        CHECK(bench.charging.share(RobotId(0)) == doctest::Approx(before - 0.1).epsilon(1e-9));
        CHECK(bench.charging.figures(RobotId(0)).used_j == doctest::Approx(100 * 360));
        bench.charging.lifted(RobotId(0), 200);
        // 200 kg by 5 cm at an efficiency of a half.
        CHECK(bench.charging.figures(RobotId(0)).used_j == doctest::Approx(100 * 360 + 2 * 200 * 9.81 * 0.05));
        bench.pass(36000, 30);
        CHECK(bench.charging.share(RobotId(0)) == 0);
        CHECK(bench.charging.figures(RobotId(0)).used_j == doctest::Approx(before * 100 * 3600));
    }

    TEST_CASE("an empty battery is told once, and a robot that people put back has a full one") {
        Bench bench(2, {.capacity_wh = 10});
        bench.pass(3600);
        CHECK(bench.flat.size() == 2);
        CHECK(bench.charging.figures(RobotId(1)).flat == 1);
        CHECK_FALSE(bench.charging.may_work(RobotId(1)));
        bench.charging.cleared(RobotId(1));
        CHECK(bench.charging.share(RobotId(1)) == 1);
        CHECK(bench.charging.may_work(RobotId(1)));
    }

    TEST_CASE("the emptiest robot goes first, each to the nearest charger that is free") {
        Bench bench(3, {.capacity_wh = 40, .top_up_below = 1});
        bench.charging.lifted(RobotId(1), 1e9);
        const std::vector<RobotId> all{RobotId(0), RobotId(1), RobotId(2)};
        const auto ways = bench.charging.choose(all, bench.status);
        REQUIRE(ways.size() == 2);
        CHECK(ways[0].robot == RobotId(1));
        CHECK(ways[0].charger == bench.floor.at(0, 0));
        CHECK(ways[1].charger == bench.floor.at(0, 9));
        // Both chargers are kept.
        const std::vector<RobotId> rest{ways[1].robot == RobotId(0) ? RobotId(2) : RobotId(0)};
        CHECK(bench.charging.choose(rest, bench.status).empty());
        bench.charging.give_up(RobotId(1));
        CHECK(bench.charging.choose(rest, bench.status).size() == 1);
    }

    TEST_CASE("a charger fills at its power until the charge where charging ends") {
        Bench bench(1, {.capacity_wh = 100, .charger_w = 400, .electronics_w = 0, .leave_above = 0.5, .charge_to = 0.9});
        bench.charging.lifted(RobotId(0), 1e9);  // empty
        CHECK(bench.send({RobotId(0)}) == std::vector<std::uint32_t>{0});
        bench.pass(400);
        CHECK(bench.charging.share(RobotId(0)) == doctest::Approx(400.0 * 400 / 3600 / 100).epsilon(0.01));
        CHECK(bench.charging.take_ended().empty());
        bench.pass(500);
        CHECK(bench.charging.share(RobotId(0)) == doctest::Approx(0.9).epsilon(0.01));
        REQUIRE(bench.charging.take_ended().size() == 1);
        CHECK(bench.charging.take_ended().empty());
        CHECK(bench.charging.figures(RobotId(0)).charges == 1);
    }

    TEST_CASE("a robot that is pushed off its charger gets nothing") {
        Bench bench(1, {.capacity_wh = 100, .electronics_w = 0});
        bench.charging.lifted(RobotId(0), 1e9);
        bench.send({RobotId(0)});
        bench.status[0].cell = bench.floor.at(0, 5);
        bench.pass(600);
        CHECK(bench.charging.share(RobotId(0)) == 0);
    }

    TEST_CASE("work calls back the fullest robots, but none that has too little or rests") {
        Bench bench(2, {.capacity_wh = 100, .charger_w = 100, .electronics_w = 0, .leave_above = 0.5});
        bench.charging.lifted(RobotId(0), 1e9);
        while (bench.charging.share(RobotId(1)) >= 0.5)
            bench.charging.lifted(RobotId(1), 5000);
        bench.send({RobotId(0), RobotId(1)});
        bench.charging.call_back(5, {});
        CHECK(bench.charging.take_ended().empty());
        while (bench.charging.share(RobotId(1)) < 0.55)
            bench.pass(60);
        const std::vector<std::uint8_t> resting = {0, 1}, working = {1, 0};
        bench.charging.call_back(5, resting);
        CHECK(bench.charging.take_ended().empty());
        bench.charging.call_back(5, working);
        const auto ended = bench.charging.take_ended();
        REQUIRE(ended.size() == 1);
        CHECK(ended[0] == RobotId(1));
    }

    TEST_CASE("a robot that must charge takes the charger of one that has enough") {
        Bench bench(2, {.capacity_wh = 100, .charger_w = 60, .electronics_w = 0, .leave_above = 0.5}, 1);
        while (bench.charging.share(RobotId(0)) >= 0.7)
            bench.charging.lifted(RobotId(0), 5000);
        REQUIRE(bench.send({RobotId(0)}).size() == 1);
        bench.pass(60);
        CHECK(bench.charging.take_ended().empty());
        bench.charging.lifted(RobotId(1), 1e9);
        CHECK(bench.charging.waits_for_charger(RobotId(1)));
        bench.pass(2);
        REQUIRE(bench.charging.take_ended().size() == 1);
        CHECK(bench.send({RobotId(1)}).size() == 1);
        CHECK_FALSE(bench.charging.waits_for_charger(RobotId(1)));
    }

    TEST_CASE("without chargers, or without capacity, batteries do not count") {
        Bench none(2, {}, 0);
        CHECK_FALSE(none.charging.active());
        none.pass(100000);
        CHECK(none.charging.may_work(RobotId(0)));
        CHECK(none.charging.share(RobotId(0)) == 1);
        Bench endless(2, {.capacity_wh = 0});
        CHECK_FALSE(endless.charging.active());
        CHECK_FALSE(endless.charging.has_battery(RobotId(1)));
    }
}
