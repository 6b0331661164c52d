// Whole runs with rules of management switched on.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include "base/error.hpp"
#include "small_site.hpp"

using namespace dray;

namespace {

const std::vector<std::string> kAllRules = {"management.mode=reactive",        "management.limit_robots=true",
                                            "management.steer_stations=true",  "management.meter_zones=true",
                                            "management.reassign_chutes=true", "management.flex_pick_stations=1",
                                            "management.flex_open_above=3",    "management.flex_close_below=1"};

std::vector<std::string> with_rules(std::vector<std::string> more) {
    more.insert(more.begin(), kAllRules.begin(), kAllRules.end());
    return more;
}

const std::string kSorting = R"(
duration_s: 500
warm_up_s: 100
management: {mode: reactive, limit_robots: true, steer_stations: true, meter_zones: true, reassign_chutes: true, flex_induct_stations: 1}
sorting:
  - name: sorter
    floor: {layout: sort, cell_m: 0.8, sort: {chutes_across: 4, chutes_down: 2, induct_stations: 3, queue_cells: 2, chargers: 1, buffer_cells: 8}}
    fleets: [{name: sorters, count: 12}]
    inlet: {parcels_per_h: 1500, routes: 5}
    chutes: {swap_s: 5, cage_parcels: 10, reassign: false, jam_mtbf_h: 0.15, jam_mttr_s: 300}
    faults: {mtbf_h: 1, mttr_s: 60}
)";

engine::Results run_jobs(engine::LoadedScenario loaded, std::size_t jobs) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
    return test::run_to_end(std::move(loaded));
}

const engine::ManagementRule& rule(const engine::Results& r, const std::string& name) {
    const auto found = std::ranges::find(r.management.rules, name, &engine::ManagementRule::name);
    REQUIRE(found != r.management.rules.end());
    return *found;
}

std::string refused(const std::vector<std::string>& overrides) {
    try {
        engine::Simulation run(test::small_site(overrides), 1);
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("with all rules and faults the books balance, and the run is the same on 1, 2 and 4 threads") {
        const auto site = [] {
            return test::small_site(
                with_rules({"duration_s=600", "demand.orders_per_h=600", "faults.mtbf_h=1", "faults.mttr_s=60"}));
        };
        const engine::Results one = run_jobs(site(), 1);
        CHECK(one.ledger_balanced);
        CHECK(one.orders_completed > 0);
        CHECK(one.management.mode == "reactive");
        CHECK(rule(one, "flex_stations").times > 0);
        CHECK(one.management.flex_station_h > 0);
        CHECK(run_jobs(site(), 2).state_hash == one.state_hash);
        CHECK(run_jobs(site(), 4).state_hash == one.state_hash);
    }

    TEST_CASE("a sort floor under all rules loses no parcel, and routes with jammed chutes get some of others") {
        const auto site = [] { return engine::read_scenario(config::parse(kSorting, "sort.yaml", "."), "sort"); };
        const engine::Results r = run_jobs(site(), 2);
        const engine::AreaResult& s = test::area(r, "sorting");
        CHECK(s["parcels_arrived"] == s["parcels_waiting"] + s["parcels_on_robots"] + s["parcels_sorted"]);
        CHECK(s["parcels_sorted"] > 50);
        CHECK(rule(r, "reassign_chutes").times > 0);
        CHECK(run_jobs(site(), 1).state_hash == r.state_hash);
    }

    TEST_CASE("rules that are off change nothing, and mode none switches all of them off") {
        const std::uint64_t plain = test::run_to_end(test::small_site({"duration_s=300"})).state_hash;
        CHECK(test::run_to_end(test::small_site({"duration_s=300", "management.mode=reactive"})).state_hash == plain);
        const engine::Results none = test::run_to_end(test::small_site(with_rules({"duration_s=300", "management.mode=none"})));
        CHECK(none.state_hash == plain);
        CHECK(none.management.rules.empty());
    }

    TEST_CASE("a shut flex station picks nothing and is no spare capacity of its group") {
        const std::vector<std::string> few = {"management.mode=reactive", "management.flex_pick_stations=1",
                                              "management.flex_open_above=100000", "demand.orders_per_h=900",
                                              "stations.pick_line_s=40"};
        const engine::Results r = test::run_to_end(test::small_site(few));
        CHECK(r.stations[1].lines == 0);
        CHECK(r.stations[0].lines > 0);
        CHECK(r.bottlenecks[0].group == "pick stations");
        CHECK(r.bottlenecks[0].load > 0.9);
        CHECK(r.management.flex_station_h == 0);
    }

    TEST_CASE("settings that could never work are refused with words") {
        CHECK(refused({"management.mode=reactive", "management.flex_pick_stations=2"}).find("leave none that is always open") !=
              std::string::npos);
        CHECK(refused({"management.flex_close_below=20"}).find("never be at rest") != std::string::npos);
        CHECK(refused({"management.mode=reactiv"}).find("reactive") != std::string::npos);
    }
}
