// A put wall with its own orders: few cells, and random walls, of which nothing is lost.
#include "operations/handling/put_wall_area.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "property.hpp"

using namespace dray;
using namespace dray::operations;
using Side = primitives::PutWall::Side;

namespace {

const Clock kClock{.steps_per_second = 20};
const std::vector<double> kRoutes = {1, 2};

// Runs the area for so long, taking a parcel whenever `takes` says so, and checks it at every step.
template <class Takes>
PutWallArea ran(const PutWallAreaConfig& config, double seconds, Takes takes, std::uint64_t seed = 1, double step_s = 1) {
    PutWallArea area(config, false, 0, kRoutes, 0, kClock, seed);
    for (double at_s = 0; at_s <= seconds; at_s += step_s) {
        const Step now = kClock.steps(at_s);
        area.advance(now);
        while (area.ready() && takes())
            area.take(now);
        area.check();
    }
    return area;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("an uncrowded wall packs what comes, as parcels that know their order, lines and units") {
        PutWallAreaConfig config;
        config.orders_per_h = 300;
        PutWallArea area(config, false, 0, kRoutes, 0, kClock, 3);
        std::int64_t parcels = 0, lines = 0, units = 0;
        const double hours = 20;
        for (Step now = 0; now < kClock.steps(hours * 3600); now += 20) {
            area.advance(now);
            for (; area.ready(); ++parcels) {
                const primitives::Parcel parcel = area.take(now);
                CHECK(parcel.units >= parcel.lines);
                lines += parcel.lines;
                units += parcel.units;
            }
        }
        area.check();
        // 6000 orders of 2 lines of 1.2 units; four deviations of their number are 5 %.
        CHECK(static_cast<double>(parcels) == doctest::Approx(300 * hours).epsilon(0.06));
        CHECK(static_cast<double>(lines) / static_cast<double>(parcels) == doctest::Approx(2).epsilon(0.03));
        CHECK(static_cast<double>(units) / static_cast<double>(lines) == doctest::Approx(1.2).epsilon(0.02));
        CHECK(area.wall().figures().puts >= lines);
    }

    TEST_CASE("a wall of too few cells keeps orders waiting before it and never locks up") {
        PutWallAreaConfig config;
        config.orders_per_h = 600;
        config.lines_per_order = {0, 0, 0, 1};
        config.tote_wait_s = 30;
        const auto packed = [&](std::int64_t cells) {
            config.wall.cells = cells;
            const PutWallArea area = ran(config, 4 * 3600, [] { return true; });
            CHECK(area.before() > 0);
            return area.wall().figures().packed;
        };
        const std::int64_t one = packed(1), two = packed(2), ten = packed(10);
        CHECK(one > 10);
        CHECK(static_cast<double>(two) == doctest::Approx(2.0 * static_cast<double>(one)).epsilon(0.25));
        CHECK(static_cast<double>(ten) == doctest::Approx(10.0 * static_cast<double>(one)).epsilon(0.25));
    }

    TEST_CASE("more steps between looks change nothing but what is taken when") {
        PutWallAreaConfig config;
        const PutWallArea fine = ran(
                              config, 3600, [] { return false; }, 1, 0.05),
                          coarse = ran(
                              config, 3600, [] { return false; }, 1, 60);
        StateHash a, b;
        fine.add_to(a);
        coarse.add_to(b);
        CHECK(a.digest() == b.digest());
        CHECK(fine.wall().figures().packed == coarse.wall().figures().packed);
    }
}

TEST_SUITE("property") {
    TEST_CASE("in any wall nothing is lost, and orders leave it") {
        CHECK(property::holds([] {
            PutWallAreaConfig config;
            primitives::PutWallConfig& wall = config.wall;
            wall.cells = property::in_range(1, 30);
            wall.columns = property::in_range(1, 10);
            wall.walk_mps = property::one_of({0.0, 1.2});
            wall.queue_totes = property::in_range(1, 5);
            wall.putters = property::in_range(1, 5);
            wall.packers = property::in_range(1, 5);
            wall.outlet_parcels = property::in_range(1, 4);
            wall.time_law = property::one_of<std::string>({"lognormal", "exponential", "fixed"});
            wall.success_rate = property::one_of({1.0, 0.5});
            wall.refusal_rate = property::one_of({0.0, 0.2});
            if (property::in_range(0, 2) == 1) {
                wall.putter_absences = {{.at_s = 100, .duration_s = 200, .every_s = 500, .workers = 3}};
                wall.packer_absences = {{.at_s = 0, .duration_s = 90, .every_s = 600, .workers = 9}};
            }
            config.tote_units = property::in_range(1, 10);
            config.tote_wait_s = property::one_of({0.0, 5.0, 100.0});
            config.travel_s = property::one_of({0.0, 30.0});
            config.zones = property::in_range(1, 5);
            config.pick_s = property::one_of({0.0, 60.0});
            config.orders_per_h = 2e4;
            config.lines_per_order = {1, 1, 1};
            const auto seed = property::in_range<std::uint64_t>(0, 1000);
            Stream takes(seed, "test_takes");
            const PutWallArea area = ran(
                config, 1500, [&] { return takes.chance(0.5); }, seed, 7);
            const primitives::PutWallFigures& f = area.wall().figures();
            RC_ASSERT(f.opened - f.gone <= wall.cells + wall.packers + wall.outlet_parcels);
            RC_ASSERT(f.gone > 0);
        }));
    }
}
