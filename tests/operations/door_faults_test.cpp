// Dock doors that go down: when, which ones, and what a scenario may not say of them.
#include "operations/door_faults.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace dray;
using namespace dray::operations;

namespace {

struct Told {
    Step at;
    std::uint32_t door;
    bool down;
    friend bool operator==(const Told&, const Told&) = default;
};

std::vector<Told> play(DoorFaults& faults, Step until) {
    std::vector<Told> told;
    for (Step now = 0; now <= until; ++now) {
        for (const DoorChange& change : faults.due(now))
            told.push_back({now, change.door.value, change.down});
        CHECK(faults.told().size() == (told.empty() || told.back().at != now ? 0 : 1));
    }
    return told;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a scheduled fault takes a door down and lets it up to the step, again and again") {
        FaultsConfig config;
        config.scheduled = {{.kind = "door", .at_s = 10, .duration_s = 5, .every_h = 0.01, .door = "door-2"},
                            {.kind = "door", .at_s = 20, .duration_s = 3, .door = "door-3"}};
        DoorFaults faults(config, 3, Clock(), 1);
        CHECK(play(faults, 1100) ==
              std::vector<Told>{
                  {200, 1, true}, {300, 1, false}, {400, 2, true}, {460, 2, false}, {920, 1, true}, {1020, 1, false}});
    }

    TEST_CASE("random faults have the mean running time and length that the scenario names") {
        FaultsConfig config;
        config.door_mtbf_h = 0.5;
        config.door_mttr_s = 200;
        DoorFaults faults(config, 4, Clock(), 1);
        std::vector<Step> since(4, 0);
        double down_s = 0;
        int count = 0;
        for (Step now = 0; now <= Clock().steps(5e5); now += 20)
            for (const DoorChange& change : faults.due(now)) {
                if (change.down)
                    since[change.door.index()] = now;
                else
                    down_s += Clock().seconds(now - since[change.door.index()]);
                count += change.down ? 1 : 0;
            }
        // A thousand faults: four deviations are 13 %.
        CHECK(count == doctest::Approx(4 * 5e5 / 2000).epsilon(0.13));
        CHECK(down_s / count == doctest::Approx(200).epsilon(0.13));
    }

    TEST_CASE("faults of doors that are not there are told") {
        const config::Document document = config::parse("faults: {scheduled: [{kind: door, door: door-4}]}\n", "in.yaml", ".");
        const auto told_of = [&](const std::string& door, std::size_t doors) {
            FaultsConfig config;
            config.scheduled = {{.kind = "door", .door = door}};
            config::Diagnostics faults;
            check_door_faults(config, doors, document, "faults", faults);
            return faults.empty() ? std::string() : faults[0].text();
        };
        CHECK(told_of("door-3", 3).empty());
        CHECK(told_of("door-4", 3) ==
              "in.yaml:1:35: faults.scheduled[0].door: there is no door 'door-4'; there are door-1 to door-3");
        CHECK(told_of("door-0", 3).find("there is no door 'door-0'") != std::string::npos);
        CHECK(told_of("", 0).find("there is no door ''; the area has none") != std::string::npos);
    }

    TEST_CASE("doors that are not there do not break at random either") {
        const config::Document document = config::parse("faults: {door_mtbf_h: 2}\n", "in.yaml", ".");
        FaultsConfig config;
        config.door_mtbf_h = 2;
        config::Diagnostics faults;
        check_door_faults(config, 1, document, "faults", faults);
        CHECK(faults.empty());
        check_door_faults(config, 0, document, "faults", faults);
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].text() == "in.yaml:1:10: faults.door_mtbf_h: the area has no doors");
    }
}
