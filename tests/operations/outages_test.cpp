#include "operations/outages.hpp"

#include <doctest/doctest.h>

#include "operations/zone_faults.hpp"
#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;

namespace {

struct Told {
    Step at;
    std::uint32_t thing;
    bool out;
    friend bool operator==(const Told&, const Told&) = default;
};

std::vector<Told> play(Outages& outages, Step until) {
    std::vector<Told> told;
    for (Step now = 0; now <= until; ++now)
        for (const OutageChange& change : outages.due(now))
            told.push_back({now, change.thing, change.out});
    return told;
}

floor::Floor zoned_floor() {
    floor::FloorPlan plan;
    plan.width = 6;
    plan.height = 4;
    plan.kind.assign(24, floor::CellKind::Aisle);
    plan.kind[14] = floor::CellKind::Slot;
    plan.exits.assign(24, 15);
    plan.zones = {
        {"west", 0, 0, 4, 1, 0, 0}, {"corner", 2, 1, 1, 2, 0, 0}, {"corner", 1, 2, 2, 1, 0, 0}, {"slots", 2, 1, 2, 3, 0, 0}};
    return floor::Floor(std::move(plan));
}

std::vector<std::string> told_of(const FaultConfig& fault) {
    FaultsConfig config;
    config.scheduled = {fault};
    config::Document document;
    document.root.kind = config::Value::Kind::Map;
    document.root.place = {"site.yaml", 7, 3};
    config::Diagnostics faults;
    check_zone_faults(config, zoned_floor(), document, "faults", faults);
    std::vector<std::string> words;
    for (const Diagnostic& d : faults)
        words.push_back(d.text());
    return words;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("an outage that comes again does so from beginning to beginning, and two at once last as long as the longer") {
        Outages outages(2, Clock());
        outages.schedule(0, 10, 5, 60);
        outages.schedule(1, 1, 4);
        outages.schedule(1, 3, 4);
        CHECK(play(outages, 20 * 80) ==
              std::vector<Told>{
                  {20, 1, true}, {140, 1, false}, {200, 0, true}, {300, 0, false}, {1400, 0, true}, {1500, 0, false}});
        CHECK(!outages.out(0));
    }

    TEST_CASE("random outages have the means that are asked for, and a stream per thing") {
        Outages one(1, Clock()), two(2, Clock());
        one.draw(1000, 200, "localisation", 3);
        two.draw(1000, 200, "localisation", 3);
        Step since = 0, out = 0;
        int count = 0;
        std::vector<Told> first, of_two;
        for (Step now = 0; now <= Clock().steps(2e6); now += 10) {
            for (const OutageChange& change : one.due(now)) {
                first.push_back({now, change.thing, change.out});
                if (change.out) since = now, ++count;
                if (!change.out) out += now - since;
            }
            for (const OutageChange& change : two.due(now))
                if (change.thing == 0) of_two.push_back({now, change.thing, change.out});
        }
        CHECK(first == of_two);
        // 1,667 outages: four deviations are 10 %.
        CHECK(count == doctest::Approx(2e6 / 1200).epsilon(0.1));
        CHECK(Clock().seconds(out) / count == doctest::Approx(200).epsilon(0.1));
    }

    TEST_CASE("a zone fault covers every cell of the zones of its name, once") {
        const floor::Floor floor = zoned_floor();
        CHECK(cells_of_zone(floor, "corner") == std::vector{CellId(8), CellId(13), CellId(14)});
        FaultsConfig config;
        config.scheduled = {{.kind = "breakdown", .robot = 0, .at_s = 1, .duration_s = 2},
                            {.kind = "people", .at_s = 2, .duration_s = 3, .zone = "corner", .speed_limit_mps = 0.3},
                            {.kind = "closed_aisle", .at_s = 4, .duration_s = 1, .zone = "west"}};
        ZoneFaults faults(config, floor, Clock());
        CHECK(faults.due(0).empty());
        const auto due = faults.due(40);
        REQUIRE(due.size() == 1);
        CHECK((due[0].thing == 0 && due[0].out));
        CHECK(faults.fault(0) ==
              ZoneFault{.closed = false, .speed_limit_mps = 0.3, .zone = 1, .cells = cells_of_zone(floor, "corner")});
        CHECK(faults.fault(1).closed);
        CHECK(faults.fault(1).zone == 0);
    }

    TEST_CASE("a zone that is not there, or that leaves nothing to do, is told with its place") {
        CHECK(told_of({.kind = "closed_aisle", .zone = "west"}).empty());
        CHECK(told_of({.kind = "closed_aisle", .zone = "wets"}) ==
              std::vector<std::string>{"site.yaml:7:3: faults.scheduled[0].zone: there is no zone 'wets'; did you mean 'west'?"});
        CHECK(told_of({.kind = "closed_aisle", .zone = "slots"}) ==
              std::vector<std::string>{
                  "site.yaml:7:3: faults.scheduled[0].zone: zone 'slots' holds every slot of the floor: nothing "
                  "could be done while it is closed"});
        CHECK(told_of({.kind = "people", .zone = "slots"}).size() == 1);
        CHECK(told_of({.kind = "people", .zone = "slots", .speed_limit_mps = 0.3}).empty());
        CHECK(told_of({.kind = "breakdown"}).empty());
    }
}
