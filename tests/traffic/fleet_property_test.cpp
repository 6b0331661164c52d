// Random fleets on random floors, driven by ideal bodies with random delays. The fleet's auditor (fleet_motion.cpp) fails the
// property when two bodies share a cell, two authorities overlap, a body leaves its authority, cannot brake in it, drives
// anything but its plan, or passes a cell before its turn in plan order.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "fleet.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::traffic;
using namespace dray::traffic::test;

namespace {

constexpr int kStepsPerTick = 16;

struct Site {
    std::uint64_t seed;
    int width, height, robots;
    double walls, one_way, stall, dwells;
    int lead, reach;
};

/// Sizes are drawn from the whole range in every case, not only in late ones.
template <class T>
T any(T low, T high) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high));
}

Site any_site() {
    return {.seed = *rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()),
            .width = any(2, 12),
            .height = any(2, 12),
            .robots = any(1, 24),
            .walls = any(0, 25) / 100.0,
            .one_way = any(0, 20) / 100.0,
            .stall = any(0, 40) / 1000.0,
            .dwells = any(0, 10) / 100.0,
            .lead = any(2, 8),
            .reach = any(1, 6)};
}

Drive any_drive(Stream& random) {
    return {.top_speed_mps = random.uniform(0.3, 2.0),
            .acceleration_mps2 = random.uniform(0.3, 2.0),
            .turn_rate_radps = random.uniform(0.5, 4.0),
            .half_length_m = random.uniform(0.15, 0.4)};
}

/// A cell free for a robot to come onto the floor, or invalid.
CellId free_cell(const Fleet& fleet, Stream& random) {
    std::set<CellId> taken;
    for (std::size_t i = 0; i < fleet.size(); ++i) {
        if (!fleet.traffic.on_floor(RobotId(i))) continue;
        for (const CellId c : fleet.authority(RobotId(i)))
            taken.insert(c);
    }
    for (int tries = 0; tries < 50; ++tries) {
        const CellId c(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(fleet.floor.cell_count()) - 1)));
        if (fleet.floor.kind(c) != floor::CellKind::Wall && fleet.traffic.closed()[c.index()] == 0 && !taken.contains(c))
            return c;
    }
    return {};
}

std::unique_ptr<Fleet> populate(const Site& site, Stream& random) {
    std::vector<Drive> drives;
    for (int i = 0; i < site.robots; ++i)
        drives.push_back(any_drive(random));
    auto fleet = std::make_unique<Fleet>(
        random_plan(random, site.width, site.height, site.walls, site.one_way), drives,
        FleetOptions{.lead_ticks = site.lead, .reach_cells = site.reach, .stall = site.stall, .seed = site.seed});
    for (int i = 0; i < site.robots; ++i)
        if (const CellId c = free_cell(*fleet, random); c.valid())
            fleet->spawn(RobotId(static_cast<std::size_t>(i)), c,
                         floor::kHeadings[static_cast<std::size_t>(random.integer(0, 3))]);
    return fleet;
}

void require_disjoint_plans(const Fleet& fleet) {
    std::set<CellId> cells;
    for (std::size_t i = 0; i < fleet.size(); ++i)
        if (fleet.traffic.on_floor(RobotId(i)))
            require(cells.insert(fleet.traffic.planned(RobotId(i)).cell).second, "two robots are planned into one cell");
}

/// One robot breaks down where it is at rest, or comes back.
void disturb(Fleet& fleet, Stream& random) {
    const RobotId r(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(fleet.size()) - 1)));
    if (!fleet.traffic.on_floor(r)) {
        // The cells of other robots' plans are theirs only after a recovery; before it they could be planned through.
        fleet.recover();
        if (const CellId c = free_cell(fleet, random); c.valid()) fleet.spawn(r, c, floor::Heading::North);
    } else if (fleet.broken(r)) {
        fleet.remove(r);
    } else if (fleet.view(r).at_rest) {
        fleet.recover();
        fleet.break_down(r);
    }
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("random plans are driven completely, in plan order, without a conflict or a deadlock") {
        CHECK(property::holds("drains", [] {
            const Site site = any_site();
            Stream random(site.seed, "site");
            const auto fleet = populate(site, random);
            RandomPlanner planner(*fleet, site.seed, site.dwells);
            for (int tick = 0; tick < 60; ++tick) {
                planner.plan();
                fleet->traffic.check();
                fleet->steps(kStepsPerTick);
            }
            fleet->drain();
            fleet->traffic.check();
            for (std::size_t i = 0; i < fleet->size(); ++i)
                if (fleet->traffic.on_floor(RobotId(i)))
                    RC_ASSERT(fleet->cell_of(RobotId(i)) == fleet->traffic.planned(RobotId(i)).cell);
            RC_CLASSIFY(fleet->entered() > 100, "more than 100 cells entered");
        }));
    }

    TEST_CASE("recoveries at random times leave disjoint planned poses, and the fleet goes on") {
        CHECK(property::holds("recovers", [] {
            const Site site = any_site();
            Stream random(site.seed, "site");
            const auto fleet = populate(site, random);
            RandomPlanner planner(*fleet, site.seed, site.dwells);
            for (int tick = 0; tick < 60; ++tick) {
                planner.plan();
                fleet->steps(static_cast<int>(random.integer(1, kStepsPerTick)));
                if (!random.chance(0.2)) continue;
                fleet->recover();
                require_disjoint_plans(*fleet);
                fleet->traffic.check();
            }
            fleet->drain();
        }));
    }

    TEST_CASE("robots that break down, are taken away and come back never disturb the others' safety or progress") {
        CHECK(property::holds("survives", [] {
            const Site site = any_site();
            Stream random(site.seed, "site");
            const auto fleet = populate(site, random);
            RandomPlanner planner(*fleet, site.seed, site.dwells);
            for (int tick = 0; tick < 60; ++tick) {
                planner.plan();
                fleet->steps(kStepsPerTick);
                if (random.chance(0.4)) disturb(*fleet, random);
                require_disjoint_plans(*fleet);
                fleet->traffic.check();
            }
            fleet->drain();
        }));
    }
}
