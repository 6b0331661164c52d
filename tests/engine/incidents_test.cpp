#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "small_site.hpp"

using namespace dray;

namespace {

std::int64_t count_of(const engine::Results& r, const std::string& kind) {
    return std::count_if(r.incidents.begin(), r.incidents.end(), [&](const engine::Incident& i) { return i.kind == kind; });
}

/// Every body after every tick of a run.
struct History {
    std::vector<double> time_s;
    std::vector<std::vector<traffic::BodyView>> bodies;
};

History history_of(engine::LoadedScenario loaded) {
    History history;
    engine::Simulation run(std::move(loaded), 1);
    while (!run.done()) {
        run.tick();
        history.time_s.push_back(run.time_s());
        history.bodies.emplace_back(run.bodies().begin(), run.bodies().end());
    }
    return history;
}

/// A body and the moment at which it rolls freely, found in a run without the fault that is then tried.
struct Moment {
    std::size_t tick = 0;
    std::uint32_t robot = 0, ahead = 0;
    double gap_m = 0;  ///< between the centres
};

double distance_m(const traffic::BodyView& a, const traffic::BodyView& b) {
    return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m);
}

/// The first body that rolls straight at another one, which then stands for 8 s more whatever happens behind it.
std::optional<Moment> rolling_at_another(const History& h, double cell_m) {
    const std::size_t ticks_8s = static_cast<std::size_t>(8 / h.time_s.front());
    for (std::size_t t = 0; t + ticks_8s < h.bodies.size(); ++t) {
        for (std::uint32_t i = 0; i < h.bodies[t].size(); ++i) {
            const traffic::BodyView& a = h.bodies[t][i];
            if (a.speed_mps < 0.7) continue;
            for (std::uint32_t j = 0; j < h.bodies[t].size(); ++j) {
                const traffic::BodyView& b = h.bodies[t][j];
                const double ahead_m = (b.x_m - a.x_m) * std::cos(a.heading_rad) + (b.y_m - a.y_m) * std::sin(a.heading_rad);
                const double aside_m = (b.y_m - a.y_m) * std::cos(a.heading_rad) - (b.x_m - a.x_m) * std::sin(a.heading_rad);
                const bool stands = b.at_rest && distance_m(b, h.bodies[t + ticks_8s][j]) < 1e-3;
                if (i != j && stands && ahead_m > 0 && ahead_m < 2.5 * cell_m && std::abs(aside_m) < 0.1)
                    return Moment{t, i, j, ahead_m};
            }
        }
    }
    return std::nullopt;
}

/// The first body that rolls at speed in an open aisle, at least a minute into the run.
std::optional<Moment> rolling_in_aisle(const History& h, const floor::Floor& f) {
    for (std::size_t t = 0; t < h.bodies.size(); ++t) {
        for (std::uint32_t i = 0; i < h.bodies[t].size() && h.time_s[t] > 60; ++i) {
            const traffic::BodyView& a = h.bodies[t][i];
            const CellId cell =
                f.at(static_cast<int>(std::lround(a.y_m / f.cell_m())), static_cast<int>(std::lround(a.x_m / f.cell_m())));
            if (a.speed_mps > 1.2 && f.kind(cell) == floor::CellKind::Aisle) return Moment{t, i};
        }
    }
    return std::nullopt;
}

/// Most cells that a robot was granted at once.
std::size_t longest_authority(engine::LoadedScenario loaded) {
    engine::Simulation run(std::move(loaded), 1);
    std::vector<CellId> cells;
    std::size_t longest = 0;
    while (!run.done()) {
        run.tick();
        for (std::size_t i = 0; i < run.bodies().size(); ++i) {
            run.traffic().authority(RobotId(i), cells);
            longest = std::max(longest, cells.size());
        }
    }
    return longest;
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

    TEST_CASE("a robot whose brakes fail hits the one it drives up to, the impulse is reported, and both go down") {
        const std::vector<std::string> busy = {"duration_s=900", "demand.orders_per_h=300", "demand.backlog_orders=40"};
        const History before = history_of(test::small_site(busy));
        const std::optional<Moment> moment = rolling_at_another(before, 1.2);
        REQUIRE(moment);
        const double at_s = before.time_s[moment->tick], speed_mps = before.bodies[moment->tick][moment->robot].speed_mps;
        engine::LoadedScenario failing = test::small_site(busy);
        failing.scenario.faults.scheduled = {{.kind = "brakes", .robot = moment->robot, .at_s = at_s, .duration_s = 60}};
        engine::Simulation run(std::move(failing), 1, {.full_checks = true});
        while (run.time_s() < at_s)
            run.tick();
        const double a_kg = 145 + run.operations().load_kg(RobotId(moment->robot));
        const double b_kg = 145 + run.operations().load_kg(RobotId(moment->ahead));
        while (run.results().collisions == 0 && !run.done())
            run.tick();
        REQUIRE(run.results().collisions == 1);
        const engine::Incident hit = run.results().incidents.back();
        CHECK(hit.kind == "collision");
        CHECK(std::minmax(hit.a, hit.b) == std::minmax(RobotId(moment->robot), RobotId(moment->ahead)));
        CHECK(hit.time_s <= at_s + moment->gap_m / speed_mps + 0.1);
        // Two bodies that do not bounce exchange the reduced mass times the speed; the locked or braked wheels take a little.
        const double plastic_ns = a_kg * b_kg / (a_kg + b_kg) * speed_mps;
        CHECK(hit.impulse_ns > 0.7 * plastic_ns);
        CHECK(hit.impulse_ns < 1.3 * plastic_ns);
        const std::int64_t completed = run.operations().orders().completed;
        while (!run.done())
            run.tick();
        const engine::Results r = run.results();
        CHECK(r.robots[moment->robot].breakdowns == 1);
        CHECK(r.robots[moment->ahead].breakdowns == 1);
        CHECK(r.collisions == 1);
        CHECK(r.orders_completed > completed);
    }

    TEST_CASE("a robot that breaks down in an aisle is driven around, and drives on when it is cleared") {
        const std::vector<std::string> site = {"duration_s=900", "demand.orders_per_h=200"};
        const History before = history_of(test::small_site(site));
        engine::Simulation probe(test::small_site(site), 1);
        const std::optional<Moment> moment = rolling_in_aisle(before, probe.floor());
        REQUIRE(moment);
        const double at_s = before.time_s[moment->tick];
        engine::LoadedScenario broken = test::small_site(site);
        broken.scenario.faults.scheduled = {{.kind = "breakdown", .robot = moment->robot, .at_s = at_s, .duration_s = 300}};
        engine::Simulation run(std::move(broken), 1, {.full_checks = true});
        while (run.time_s() < at_s + 5)
            run.tick();
        const traffic::BodyView wreck = run.bodies()[moment->robot];
        CHECK(wreck.at_rest);
        const std::int64_t completed = run.operations().orders().completed;
        double nearest_m = 100;
        while (run.time_s() < at_s + 298) {
            run.tick();
            for (std::uint32_t i = 0; i < run.bodies().size(); ++i)
                if (i != moment->robot) nearest_m = std::min(nearest_m, distance_m(run.bodies()[i], wreck));
        }
        CHECK(distance_m(run.bodies()[moment->robot], wreck) < 1e-3);
        CHECK(nearest_m > 0.7);
        CHECK(run.operations().orders().completed >= completed + 5);
        while (!run.done())
            run.tick();
        CHECK(run.results().collisions == 0);
        CHECK(distance_m(run.bodies()[moment->robot], wreck) > 1);
    }

    TEST_CASE("regress_a robot that breaks down in the tick in which its brakes fail stays where it stops") {
        const History before = history_of(test::small_site());
        engine::Simulation probe(test::small_site(), 1);
        const std::optional<Moment> moment = rolling_in_aisle(before, probe.floor());
        REQUIRE(moment);
        const double at_s = before.time_s[moment->tick];
        engine::LoadedScenario failing = test::small_site();
        for (const char* kind : {"breakdown", "brakes"})
            failing.scenario.faults.scheduled.push_back({.kind = kind, .robot = moment->robot, .at_s = at_s, .duration_s = 100});
        engine::Simulation run(std::move(failing), 1, {.full_checks = true});
        while (run.time_s() < at_s)
            run.tick();
        const traffic::BodyView broke = run.bodies()[moment->robot];
        while (run.time_s() < at_s + 20)
            run.tick();
        CHECK(run.bodies()[moment->robot].at_rest);
        CHECK(distance_m(run.bodies()[moment->robot], broke) < 2.4);
        CHECK(run.results().collisions == 0);
    }

    TEST_CASE("regress_brakes repaired while their robot still rolls stop it before it drives on") {
        const History before = history_of(test::small_site());
        engine::Simulation probe(test::small_site(), 1);
        const std::optional<Moment> moment = rolling_in_aisle(before, probe.floor());
        REQUIRE(moment);
        engine::LoadedScenario failing = test::small_site();
        failing.scenario.faults.scheduled = {
            {.kind = "brakes", .robot = moment->robot, .at_s = before.time_s[moment->tick], .duration_s = 1}};
        const engine::Results r = test::run_to_end(std::move(failing));
        CHECK(r.collisions == 0);
        CHECK(r.robots[moment->robot].breakdowns == 1);
        CHECK(count_of(r, "cleared") == 1);
        CHECK(r.orders_completed > 10);
    }

    TEST_CASE("on a slippery floor robots keep longer authorities and still do not touch") {
        const std::vector<std::string> slippery = {
            "floor.zones=[{name: ice, row: 0, column: 0, rows: 10, columns: 10, grip: 0.04}]"};
        const engine::Results r = test::run_to_end(test::small_site(slippery));
        CHECK(r.collisions == 0);
        CHECK(r.orders_completed > 3);
        CHECK(longest_authority(test::small_site(slippery)) > longest_authority(test::small_site()));
    }
}
