// Dock doors and receiving doors that go down in a whole site: what people read of it, and what a scenario may not say.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>

#include "base/error.hpp"
#include "engine/site.hpp"
#include "small_site.hpp"

using namespace dray;
using test::facility;

namespace {

const std::string kYard = R"(
transport:
  - name: yard
    floor: {layout: haul, cell_m: 2.0, haul: {block_columns: 2, blocks_down: 2, chute_blocks: 1, highway_blocks: 2, store_blocks: 1, dock_blocks: 2, doors: 3, chargers: 1, buffer_cells: 2}}
    fleets: [{name: movers, count: 4}]
    cages: {parcels_per_cage: 8}
    docks: {truck_every_s: 900, truck_stay_s: 600, load_cage_s: 20, pull_s: 300}
    source: {parcels_per_h: 600}
)";

const std::string kFault = "    faults: {scheduled: [{kind: door, door: door-2, at_s: 300, duration_s: 1500}]}\n";

const std::string kTrucks = R"(
inbound: {doors: 2, truck_every_s: 120, first_truck_s: 60, lead_time_s: 60, tote_units: 6, unload_tote_s: 5}
connections: [{from: inbound.totes, to: storage.totes}]
)";

engine::LoadedScenario receiving(const std::vector<std::string>& overrides) {
    std::vector<std::string> all = {"storage.initial_stock=0.04", "storage.reorder_point=0.9", "duration_s=2400",
                                    "warm_up_s=300"};
    all.insert(all.end(), overrides.begin(), overrides.end());
    return engine::read_scenario(config::parse(test::kSmallSite + kTrucks, "site.yaml", ".", all), "site");
}

struct DoorIncident {
    std::string kind, area, where;
    double time_s;
    friend bool operator==(const DoorIncident&, const DoorIncident&) = default;
};

std::vector<DoorIncident> doors_in(const engine::Results& r) {
    std::vector<DoorIncident> out;
    for (const engine::Incident& i : r.incidents)
        if (i.kind.starts_with("door")) out.push_back({i.kind, i.area, i.where, i.time_s});
    return out;
}

double down_s(const engine::Results& r, const std::string& name) {
    const auto found = std::ranges::find(r.resources, name, &engine::ResourceResult::name);
    REQUIRE(found != r.resources.end());
    return found->down_s;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a dock door is down when the scenario says so, and the cages of its route miss their truck") {
        const engine::Results sound = test::run_to_end(facility(kYard)), r = test::run_to_end(facility(kYard + kFault));
        // A planning tick of the yard is 2 s at most.
        const auto told = doors_in(r);
        REQUIRE(told.size() == 2);
        CHECK(told[0].kind == "door_down");
        CHECK(told[0].area == "yard");
        CHECK(told[0].where == "door-2");
        CHECK(told[0].time_s == doctest::Approx(300).epsilon(0.01));
        CHECK(told[1].kind == "door_up");
        CHECK(told[1].time_s == doctest::Approx(1800).epsilon(0.002));
        const engine::DockResult &door = r.transport[0].docks[1], &other = r.transport[0].docks[0];
        CHECK(door.down_s == doctest::Approx(1500).epsilon(0.005));
        CHECK(door.working_s + door.blocked_s + door.starved_s + door.down_s == doctest::Approx(r.sim_duration_s));
        CHECK(other.down_s == 0);
        CHECK(door.trucks == sound.transport[0].docks[1].trucks);
        CHECK(door.late_trucks == 0);
        CHECK(door.cages < sound.transport[0].docks[1].cages);
        CHECK(door.missed_cages > sound.transport[0].docks[1].missed_cages);
        CHECK(down_s(r, "yard door-2") == doctest::Approx(1500).epsilon(0.01));
        const bool in_states = std::ranges::any_of(r.states, [&](const engine::StateSpan& span) {
            return span.state == insight::ResourceState::Down && r.resources[span.resource].name == "yard door-2";
        });
        CHECK(in_states);
    }

    TEST_CASE("a receiving door is down when the scenario says so, and the other one takes the trucks") {
        const engine::Results r =
            test::run_to_end(receiving({"faults.scheduled=[{kind: door, door: door-1, at_s: 200, duration_s: 1000}]"}));
        const auto told = doors_in(r);
        REQUIRE(told.size() == 2);
        CHECK(told[0].where == "receiving door-1");
        CHECK(told[0].area == "storage");
        CHECK(r.inbound->down == doctest::Approx(1000.0 / 2400 / 2).epsilon(0.01));
        CHECK(r.inbound->working + r.inbound->starved + r.inbound->blocked + r.inbound->down == doctest::Approx(1));
        CHECK(down_s(r, "receiving door-1") == doctest::Approx(1000).epsilon(0.01));
        CHECK(down_s(r, "receiving door-2") == 0);
        CHECK(r.inbound->totes_stowed > 20);
    }

    TEST_CASE("sites whose doors go down at random have the same hash on 1, 2 and 4 threads") {
        test::check_hash_on_any_threads([] {
            return facility(kYard, {"transport[0].faults={door_mtbf_h: 0.1, door_mttr_s: 120}", "duration_s=1800"});
        });
        const auto hash = [](std::size_t jobs) {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
            return test::run_to_end(receiving({"faults={door_mtbf_h: 0.1, door_mttr_s: 120}", "duration_s=1800"})).state_hash;
        };
        const std::uint64_t one = hash(1);
        CHECK(hash(2) == one);
        CHECK(hash(4) == one);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("faults of doors that an area does not have are refused with place and what there is") {
        const auto refusal = [](const std::string& text, const std::vector<std::string>& overrides = {}) {
            return test::refusal_of([&] { return facility(text, overrides); });
        };
        CHECK(refusal(kYard + kFault).empty());
        CHECK(refusal(kYard + kFault, {"transport[0].faults.scheduled[0].door=door-4"})
                  .find("transport[0].faults.scheduled[0].door: there is no door 'door-4'; there are door-1 to door-3") !=
              std::string::npos);
        CHECK(refusal(kYard + kFault, {"transport[0].faults.scheduled[0].every_h=0.1"}).find("never ends") != std::string::npos);
        const std::string storage = test::refusal_of([] {
            return engine::read_scenario(
                config::parse(test::kSmallSite + "faults: {scheduled: [{kind: door, door: door-1}]}\n", "site.yaml", ".", {}),
                "site");
        });
        CHECK(storage.find("faults.scheduled[0].door: there is no door 'door-1'; the area has none") != std::string::npos);
    }
}
