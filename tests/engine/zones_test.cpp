// Zones that close or have people in them, and robots that do not know where they are, in whole runs of a small site.
#include "engine/zones.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "small_site.hpp"

using namespace dray;

namespace {

const std::string kZones =
    "floor.zones=[{name: middle, row: 6, column: 3, rows: 1, columns: 11}, {name: south, row: 9, column: 1, rows: 2, columns: "
    "15}]";

/// The small site with two zones, much to do, and these faults.
engine::LoadedScenario site_with(const std::string& faults, double duration_s = 900) {
    return test::small_site({"duration_s=" + std::to_string(duration_s), "warm_up_s=0", "demand.orders_per_h=300",
                             "demand.backlog_orders=30", kZones, "faults.scheduled=[" + faults + "]"});
}

CellId cell_under(const engine::Simulation& run, std::size_t robot) {
    const floor::Floor& f = run.floor();
    const traffic::BodyView& body = run.bodies()[robot];
    return f.at(static_cast<int>(std::lround(body.y_m / f.cell_m())), static_cast<int>(std::lround(body.x_m / f.cell_m())));
}

bool in_zone(const engine::Simulation& run, std::size_t robot, const std::string& name) {
    const std::vector<CellId> cells = operations::cells_of_zone(run.floor(), name);
    return std::ranges::binary_search(cells, cell_under(run, robot));
}

/// Which robots use or were granted cells of a zone.
std::vector<bool> bound_for(const engine::Simulation& run, const std::string& name) {
    const std::vector<CellId> zone = operations::cells_of_zone(run.floor(), name);
    std::vector<bool> bound(run.bodies().size(), false);
    std::vector<CellId> cells;
    for (std::size_t r = 0; r < bound.size(); ++r) {
        run.traffic().authority(RobotId(r), cells);
        bound[r] = std::ranges::any_of(cells, [&](CellId c) { return std::ranges::binary_search(zone, c); });
    }
    return bound;
}

std::vector<std::pair<std::string, double>> incidents_of(const engine::Simulation& run) {
    std::vector<std::pair<std::string, double>> all;
    for (const engine::Incident& incident : run.incidents(0))
        all.emplace_back(incident.kind, incident.time_s);
    return all;
}

double lost_h(const engine::Results& r, const std::string& cause, const std::string& where) {
    double sum = 0;
    for (const engine::LostTime& loss : r.lost_time)
        if (loss.cause == cause && loss.where == where) sum += loss.robot_h;
    return sum;
}

using Incidents = std::vector<std::pair<std::string, double>>;

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("nobody enters a closed aisle, who is in it drives out, and its pods are fetched when it is open again") {
        engine::Simulation run(site_with("{kind: closed_aisle, zone: middle, at_s: 80, duration_s: 320}", 1800), 1,
                               {.full_checks = true});
        while (run.time_s() < 80)
            run.tick();
        // From the tick in which it closes nobody is granted anything new in it.
        run.tick();
        std::vector<bool> bound = bound_for(run, "middle");
        REQUIRE(run.zones(0).size() == 1);
        while (run.time_s() < 400) {
            run.tick();
            const std::vector<bool> now = bound_for(run, "middle");
            for (std::size_t r = 0; r < now.size(); ++r)
                CHECK((bound[r] || !now[r]));
            bound = now;
        }
        CHECK(std::ranges::count(bound, true) <= 1);
        const std::int64_t completed = run.operations().orders().completed;
        bool entered = false;
        while (!run.done()) {
            run.tick();
            for (std::size_t r = 0; r < run.bodies().size(); ++r)
                entered |= in_zone(run, r, "middle");
        }
        CHECK(entered);
        CHECK(run.zones(0).empty());
        const engine::Results r = run.results();
        CHECK(incidents_of(run) == Incidents{{"closed_aisle", 80}, {"reopened", 400}});
        CHECK(r.incidents[0].where == "zone middle");
        CHECK(r.collisions == 0);
        CHECK(r.ledger_balanced);
        CHECK(r.orders_completed > completed + 20);
    }

    TEST_CASE("robots that a closed zone cuts off from their stations wait because of it, and go on when it opens") {
        const std::string closed = "{kind: closed_aisle, zone: south, at_s: 80, duration_s: 400}";
        engine::Simulation run(site_with(closed), 1, {.full_checks = true});
        while (run.time_s() < 470)
            run.tick();
        const std::int64_t completed = run.operations().orders().completed;
        const double waited_h = lost_h(run.results(), "closure", "zone south");
        CHECK(waited_h > 200.0 / 3600);
        while (!run.done())
            run.tick();
        const engine::Results r = run.results();
        CHECK(r.orders_completed > completed + 10);
        // With the zone the waiting ends.
        CHECK(lost_h(r, "closure", "zone south") < waited_h + 6 * 20.0 / 3600);
        CHECK(lost_h(r, "closure", "zone middle") == 0);
    }

    TEST_CASE("in a zone with people nobody is faster than its limit, and elsewhere they are as fast as ever") {
        engine::Simulation run(site_with("{kind: people, zone: middle, speed_limit_mps: 0.3, at_s: 80, duration_s: 400}"), 1,
                               {.full_checks = true});
        double inside_mps = 0, outside_mps = 0, after_mps = 0;
        while (!run.done()) {
            run.tick();
            // Who was inside at full speed needs 1.2 m/s at 0.5 m/s2 to slow down.
            const bool slow = run.time_s() > 83 && run.time_s() <= 480;
            for (std::size_t r = 0; r < run.bodies().size(); ++r) {
                const double speed_mps = std::abs(run.bodies()[r].speed_mps);
                double& most = !in_zone(run, r, "middle") ? outside_mps : slow ? inside_mps : after_mps;
                most = std::max(most, speed_mps);
            }
        }
        CHECK(inside_mps <= 0.3 + 1e-4);
        CHECK(inside_mps > 0.29);
        CHECK(outside_mps > 1.4);
        CHECK(after_mps > 1.0);
        CHECK(run.results().collisions == 0);
    }

    TEST_CASE("where people want nobody to move, robots stand and nobody enters until they have gone") {
        engine::Simulation run(site_with("{kind: people, zone: south, at_s: 100, duration_s: 200}"), 1, {.full_checks = true});
        while (run.time_s() < 106)
            run.tick();
        std::vector<traffic::BodyView> then(run.bodies().begin(), run.bodies().end());
        const std::vector<bool> inside = bound_for(run, "south");
        while (run.time_s() < 299) {
            run.tick();
            CHECK(bound_for(run, "south") == inside);
            for (std::size_t r = 0; r < then.size(); ++r) {
                if (!inside[r]) continue;
                CHECK(run.bodies()[r].x_m == doctest::Approx(then[r].x_m));
                CHECK(run.bodies()[r].y_m == doctest::Approx(then[r].y_m));
            }
        }
        const std::int64_t completed = run.operations().orders().completed;
        while (!run.done())
            run.tick();
        CHECK(run.results().orders_completed > completed + 10);
        CHECK(incidents_of(run) == Incidents{{"people", 100}, {"reopened", 300}});
    }

    TEST_CASE("a robot that loses its localisation stands for exactly as long, keeps its job, and the others drive around it") {
        // Of 0.8 s, the site's tick, both times are whole numbers.
        const std::string lost = "{kind: localisation, robot: 2, at_s: 120, duration_s: 80}";
        engine::Simulation run(site_with(lost), 1, {.full_checks = true});
        while (run.time_s() < 123.2)
            run.tick();
        const traffic::BodyView stood = run.bodies()[2];
        CHECK(stood.at_rest);
        engine::FloorFrame frame;
        run.capture(0, frame);
        CHECK(frame.robots[2].activity == engine::Activity::Broken);
        while (run.time_s() < 200) {
            run.tick();
            CHECK(run.bodies()[2].x_m == doctest::Approx(stood.x_m));
            CHECK(run.bodies()[2].y_m == doctest::Approx(stood.y_m));
        }
        while (run.time_s() < 300)
            run.tick();
        CHECK(std::hypot(run.bodies()[2].x_m - stood.x_m, run.bodies()[2].y_m - stood.y_m) > 0.5);
        while (!run.done())
            run.tick();
        const engine::Results r = run.results();
        CHECK(incidents_of(run) == Incidents{{"localisation", 120}, {"relocalised", 200}});
        CHECK(static_cast<double>(r.robots[2].ticks[static_cast<std::size_t>(engine::RobotUse::Down)]) * 0.8 ==
              doctest::Approx(80));
        CHECK(r.robots[2].breakdowns == 0);
        CHECK(r.collisions == 0);
    }

    TEST_CASE("robots lose their way at random as often as the scenario says, and nothing touches") {
        const engine::Results r = test::run_to_end(
            test::small_site({"duration_s=3600", "faults.localisation_mtbf_h=0.25", "faults.localisation_mttr_s=60"}));
        const auto lost = std::ranges::count(r.incidents, "localisation", &engine::Incident::kind);
        // Six robots for an hour, one in 960 s each: 22.5, and three deviations.
        CHECK(lost >= 8);
        CHECK(lost <= 37);
        CHECK(r.collisions == 0);
        CHECK(r.min_gap_m >= 0.05);
        CHECK(r.orders_completed > 60);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("zones that people mark out are as those of the scenario, and are ended by the same") {
        const auto hash_of = [](bool marks, bool early) {
            engine::Simulation run(test::small_site({"duration_s=120", "warm_up_s=0"}), 1, {});
            const engine::Zone zone = engine::marked_out(run.floor(), 6, 3, 1, 11, true, 0);
            while (!run.done()) {
                if (marks && run.time_s() == 40) run.close_zone(0, zone);
                if (marks && run.time_s() == (early ? 80 : 100)) CHECK(run.open_zone(0, zone));
                run.tick();
            }
            CHECK(!run.open_zone(0, zone));
            return run.state_hash();
        };
        const std::uint64_t hash = hash_of(true, true);
        CHECK(hash_of(true, true) == hash);
        CHECK(hash_of(true, false) != hash);
        CHECK(hash_of(false, false) != hash);
    }

    TEST_CASE("overlapping zones: the cell is free when all have ended, and the lowest limit counts") {
        engine::Simulation run(test::small_site(), 1, {});
        const floor::Floor& floor = run.floor();
        engine::Zones zones(floor);
        const engine::Zone aisle = engine::marked_out(floor, 2, 1, 2, 4, true, 0);
        const engine::Zone slow = engine::marked_out(floor, 3, 3, 4, 4, false, 0.5);
        const engine::Zone slower = engine::marked_out(floor, 4, 4, 1, 1, false, 0.3);
        CHECK(aisle.cells.size() == 8);
        CHECK(engine::marked_out(floor, -3, 14, 5, 99, true, 0).cells.size() == 2 * 3);
        zones.begin(aisle), zones.begin(aisle), zones.begin(slow), zones.begin(slower);
        CHECK(zones.shut(floor.at(3, 4)));
        CHECK(!zones.shut(floor.at(4, 4)));
        CHECK(zones.limits()[floor.at(4, 4).index()] == 0.3F);
        CHECK(zones.limits()[floor.at(5, 4).index()] == 0.5F);
        CHECK(!zones.any_stop());
        CHECK(zones.end(aisle));
        CHECK(zones.shut(floor.at(3, 4)));
        CHECK(zones.end(aisle));
        CHECK(!zones.any_shut());
        CHECK(!zones.end(aisle));
        CHECK(zones.end(slow));
        CHECK(zones.end(slower));
        CHECK(zones.limits().empty());
    }
}
