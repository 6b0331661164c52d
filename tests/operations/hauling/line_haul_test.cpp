#include "operations/hauling/line_haul.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "property.hpp"

using namespace dray;
using namespace dray::operations;

namespace {

const Clock kClock{.steps_per_second = 20};
const std::vector<double> kShares = {1, 3};

LineHaul road(LineHaulTimes times = {.travel_s = 600, .unload_cage_s = 30, .unload_cv = 0}, std::int64_t articles = 0) {
    return {times, 0, kShares, articles, kClock, 1};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a truck arrives after its travel time, to the step, and its cages come off one after another") {
        LineHaul haul = road();
        haul.take({.at = kClock.steps(100), .cages = {5, 7}});
        CHECK(haul.figures().on_road == 12);
        haul.advance(kClock.steps(700) - 1);
        CHECK(haul.figures().trucks_arrived == 0);
        haul.advance(kClock.steps(700));
        CHECK(haul.figures().trucks_arrived == 1);
        CHECK(haul.figures().unloading == 12);
        CHECK_FALSE(haul.ready());
        haul.advance(kClock.steps(730));
        CHECK(haul.figures().waiting == 5);
        haul.advance(kClock.steps(760));
        CHECK(haul.figures().waiting == 12);
        for (int i = 0; i < 12; ++i)
            std::ignore = haul.give();
        CHECK_FALSE(haul.ready());
        CHECK(haul.figures().delivered == 12);
        haul.check();
    }

    TEST_CASE("the unloader works off trucks that come too fast in the order in which they came") {
        LineHaul haul = road();
        haul.take({.at = 0, .cages = {1, 1, 1}});
        haul.take({.at = kClock.steps(10), .cages = {10}});
        haul.advance(kClock.steps(600 + 89));
        CHECK(haul.figures().waiting == 2);
        haul.advance(kClock.steps(600 + 90));
        CHECK(haul.figures().waiting == 3);
        haul.advance(kClock.steps(600 + 120));
        CHECK(haul.figures().waiting == 13);
        // A late truck does not find an unloader that has worked ahead.
        haul.take({.at = kClock.steps(1000), .cages = {4}});
        haul.advance(kClock.steps(1600 + 29));
        CHECK(haul.figures().waiting == 13);
        haul.advance(kClock.steps(1600 + 30));
        CHECK(haul.figures().waiting == 17);
    }

    TEST_CASE("parcels get routes in the shares of the other end, and articles where somebody reads them") {
        LineHaul haul = road({.travel_s = 1, .unload_cage_s = 1, .unload_cv = 0}, 9);
        haul.take({.at = 0, .cages = {4000}});
        haul.advance(kClock.steps(10));
        int second = 0;
        for (int i = 0; i < 4000; ++i) {
            const primitives::Parcel parcel = haul.give();
            second += parcel.route == DoorId(1) ? 1 : 0;
            REQUIRE(parcel.sku.index() < 9);
            REQUIRE_FALSE(parcel.astray());
        }
        CHECK(second == doctest::Approx(3000).epsilon(0.05));
    }

    TEST_CASE("a parcel of another route is found when its own cage is broken up, and does not go on") {
        LineHaul haul = road();
        const primitives::Parcel astray{.route = DoorId(0), .true_route = DoorId(1), .order = OrderId(8)};
        const primitives::Parcel back{.route = DoorId(0), .true_route = DoorId(0), .strayed = 5};
        haul.take({.at = 0, .cages = {3}, .remembered = {}});
        haul.take({.at = kClock.steps(10), .cages = {5, 7}, .remembered = {{0, back}, {1, astray}}});
        CHECK(haul.figures().astray == 1);
        haul.advance(kClock.steps(660));
        CHECK(haul.figures().waiting == 8);
        CHECK(haul.take_found().empty());
        haul.advance(kClock.steps(700));
        CHECK(haul.figures().waiting == 14);
        CHECK(haul.figures().sent_back == 1);
        const auto found = haul.take_found();
        REQUIRE(found.size() == 1);
        CHECK(found[0].at == kClock.steps(690));
        CHECK(found[0].parcel.order == OrderId(8));
        haul.check();
    }

    TEST_CASE("an empty truck arrives and brings nothing") {
        LineHaul haul = road();
        haul.take({.at = 0, .cages = {}});
        haul.advance(kClock.steps(601));
        CHECK(haul.figures().trucks_arrived == 1);
        CHECK_FALSE(haul.ready());
        haul.check();
    }
}

TEST_SUITE("property") {
    TEST_CASE("however trucks come and time passes, no parcel is lost between two sites") {
        CHECK(property::holds("no parcel is lost", [] {
            const std::uint64_t seed = property::seed();
            Stream random(seed, "line_haul_property");
            LineHaul haul({random.uniform(1, 500), random.uniform(0.1, 100), random.uniform(0, 1)}, 3, kShares, 0, kClock, seed);
            Step now = 0;
            std::int64_t sent = 0, got = 0, back = 0;
            for (int i = 0; i < 60; ++i) {
                primitives::Departure departure{.at = now, .cages = {}};
                for (std::int64_t c = random.integer(0, 4); c > 0; --c) {
                    sent += departure.cages.emplace_back(random.integer(0, 40));
                    for (std::int64_t n = random.integer(-8, 2); n > 0 && n < departure.cages.back(); --n)
                        departure.remembered.push_back(
                            {departure.cages.size() - 1, {.route = DoorId(0), .true_route = DoorId(n == 2 ? 0U : 1U)}});
                }
                haul.take(departure);
                now += random.integer(0, 20000);
                haul.advance(now);
                for (std::int64_t n = random.integer(0, 200); n > 0 && haul.ready(); --n, ++got)
                    std::ignore = haul.give();
                back += std::ssize(haul.take_found());
                haul.check();
            }
            haul.advance(now + kClock.steps(1e6));
            for (; haul.ready(); ++got)
                std::ignore = haul.give();
            RC_ASSERT(got + back + std::ssize(haul.take_found()) == sent);
        }));
    }
}
