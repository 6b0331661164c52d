#include <doctest/doctest.h>

#include <algorithm>

#include "engine/site.hpp"
#include "small_site.hpp"

using namespace dray;

namespace {

std::int64_t count_of(const engine::Results& r, const std::string& kind) {
    return std::count_if(r.incidents.begin(), r.incidents.end(), [&](const engine::Incident& i) { return i.kind == kind; });
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("robots that break down at any moment are routed around and cleared, and nothing collides") {
        const engine::Results r = test::run_to_end(
            test::small_site({"duration_s=1800", "faults.mtbf_h=0.5", "faults.mttr_s=120", "demand.orders_per_h=150"}));
        CHECK(count_of(r, "breakdown") >= 5);
        CHECK(count_of(r, "cleared") >= 4);
        CHECK(r.collisions == 0);
        CHECK(r.min_gap_m >= 0.05);
        CHECK(r.orders_completed > 10);
    }

    TEST_CASE("a robot that breaks down in a station's lane holds it up, and work flows again when it is cleared") {
        // The robot is broken while it is being served, whichever lane that is.
        engine::Simulation probe(test::small_site(), 1);
        double at_s = 0;
        std::uint32_t robot = 0;
        while (!probe.done() && at_s == 0) {
            probe.tick();
            for (std::size_t i = 0; i < probe.bodies().size(); ++i) {
                const auto& body = probe.bodies()[i];
                const floor::Floor& f = probe.floor();
                const CellId cell = f.at(static_cast<int>(std::lround(body.y_m / f.cell_m())),
                                         static_cast<int>(std::lround(body.x_m / f.cell_m())));
                if (f.kind(cell) == floor::CellKind::Lane && probe.operations().carries(RobotId(i)).valid()) {
                    at_s = probe.time_s();
                    robot = static_cast<std::uint32_t>(i);
                }
            }
        }
        REQUIRE(at_s > 0);
        engine::LoadedScenario broken = test::small_site({"duration_s=1500"});
        broken.scenario.faults.scheduled = {{.kind = "breakdown", .robot = robot, .at_s = at_s + 0.5, .duration_s = 200}};
        engine::Simulation run(std::move(broken), 1, {.full_checks = true});
        while (run.time_s() < at_s + 205)
            run.tick();
        const std::int64_t completed_when_cleared = run.operations().orders().completed;
        while (!run.done())
            run.tick();
        const engine::Results r = run.results();
        CHECK(count_of(r, "breakdown") == 1);
        CHECK(count_of(r, "cleared") == 1);
        CHECK(r.collisions == 0);
        CHECK(r.orders_completed > completed_when_cleared + 5);
    }

    TEST_CASE("a robot whose brakes fail hits the next one, the impulse is reported, and both go down") {
        // Several moments are tried, since a robot that stands or has nobody ahead hits nothing.
        bool collided = false;
        for (double at_s = 60; at_s < 400 && !collided; at_s += 20) {
            engine::LoadedScenario failing =
                test::small_site({"fleets[0].count=16", "duration_s=600", "demand.orders_per_h=400"});
            for (std::int64_t robot = 0; robot < 16; robot += 3) {
                failing.scenario.faults.scheduled.push_back({.kind = "brakes", .robot = robot, .at_s = at_s, .duration_s = 100});
            }
            const engine::Results r = test::run_to_end(std::move(failing));
            for (const engine::Incident& i : r.incidents) {
                if (i.kind != "collision") continue;
                collided = true;
                CHECK(i.impulse_ns > 0);
                CHECK(r.robots[i.a.index()].breakdowns >= 1);
                CHECK(r.robots[i.b.index()].breakdowns >= 1);
            }
        }
        CHECK(collided);
    }

    TEST_CASE("on a slippery floor robots keep longer authorities and still do not touch") {
        const std::vector<std::string> slippery = {
            "floor.zones=[{name: ice, row: 0, column: 0, rows: 10, columns: 10, grip: 0.04}]"};
        const engine::Results r = test::run_to_end(test::small_site(slippery));
        CHECK(r.collisions == 0);
        CHECK(r.orders_completed > 3);
        CHECK(engine::build_site(test::small_site(slippery), 1).lead_ticks >
              engine::build_site(test::small_site(), 1).lead_ticks);
    }
}
