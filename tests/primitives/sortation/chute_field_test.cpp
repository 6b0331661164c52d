#include <doctest/doctest.h>

#include <numeric>

#include "base/check.hpp"
#include "primitives/sortation/chute_field.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

const Clock kClock{.steps_per_second = 10, .steps_per_tick = 1};
const std::vector<std::int64_t> kNobodyHungry(4, 0);

ChuteField field(const ChuteConfig& config, std::size_t chutes, const std::vector<double>& shares, bool linked = false) {
    return {config, chutes, shares, linked, kClock, 1};
}

void send(ChuteField& chutes, std::size_t i, int parcels) {
    for (int p = 0; p < parcels; ++p) {
        chutes.reserve(i);
        chutes.tip(i);
    }
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("chutes are shared in proportion to the routes' volume, each route with one at least") {
        const ChuteField chutes = field({}, 20, {0.6, 0.3, 0.08, 0.02});
        CHECK(chutes.of_route(RouteId(0)).size() == 11);
        CHECK(chutes.of_route(RouteId(1)).size() == 6);
        CHECK(chutes.of_route(RouteId(2)).size() == 2);
        CHECK(chutes.of_route(RouteId(3)).size() == 1);
        // Those of one route lie all over the floor.
        for (const std::uint32_t i : chutes.of_route(RouteId(0)))
            CHECK(chutes[i].route == RouteId(0));
        CHECK(chutes.of_route(RouteId(0)).front() < 2);
        CHECK(chutes.of_route(RouteId(0)).back() >= 18);
    }

    TEST_CASE("shares of routes follow the weights, or fall with the rank") {
        const std::vector<double> given = route_shares({.route_weights = {3, 1}}, 4);
        CHECK(given == std::vector<double>{0.75, 0.25, 0, 0});
        const std::vector<double> falling = route_shares({}, 5);
        CHECK(std::accumulate(falling.begin(), falling.end(), 0.0) == doctest::Approx(1));
        CHECK(falling[0] / falling[3] == doctest::Approx(2));
        CHECK(route_shares({.route_weights = {0, 0}}, 2) == std::vector<double>{0.5, 0.5});
    }

    TEST_CASE("a full cage is swapped, the slide holds what comes meanwhile, and then the chute is closed") {
        ChuteField chutes = field({.slide_parcels = 2, .cage_parcels = 3, .swap_s = 60}, 1, {1});
        CHECK(chutes.room(0) == 5);
        send(chutes, 0, 3);
        chutes.tick(10, kNobodyHungry);
        CHECK(chutes.delivered() == 3);
        CHECK(chutes.cages_swapped() == 1);
        CHECK(chutes.room(0) == 2);
        send(chutes, 0, 2);
        CHECK(chutes.room(0) == 0);
        CHECK_THROWS_AS(chutes.reserve(0), BugError);
        chutes.tick(20, kNobodyHungry);
        chutes.tick(609, kNobodyHungry);
        CHECK(chutes.room(0) == 0);
        chutes.tick(610, kNobodyHungry);
        CHECK(chutes.delivered() == 5);
        CHECK(chutes.room(0) == 3);
        CHECK(chutes.time_in(0, StationState::Blocked, 610) == 590);
        chutes.check();
    }

    TEST_CASE("a slide over a yard remembers which of its parcels are astray, and gives them in their turn") {
        ChuteField chutes = field({.slide_parcels = 6}, 2, {0.5, 0.5}, true);
        const auto tip = [&](RouteId true_route, Step strayed, Step now) {
            chutes.reserve(0);
            chutes.tip(0, {.route = RouteId(0), .true_route = true_route, .lines = 3, .strayed = strayed}, now);
        };
        tip(RouteId(0), -1, 5);
        tip(RouteId(1), -1, 7);
        tip(RouteId(0), -1, 8);
        tip(RouteId(0), 2, 9);
        tip(RouteId(1), -1, 11);
        CHECK(chutes.astray_on_slides() == 2);
        chutes.check();
        CHECK_FALSE(chutes.take_from_slide(0));
        const auto second = chutes.take_from_slide(0);
        REQUIRE(second);
        CHECK(second->true_route == RouteId(1));
        CHECK(second->came == 7);
        CHECK(second->lines == 3);
        CHECK(chutes.astray_on_slides() == 1);
        chutes.check();
        CHECK_FALSE(chutes.take_from_slide(0));
        const auto fourth = chutes.take_from_slide(0);
        REQUIRE(fourth);
        CHECK_FALSE(fourth->astray());
        CHECK(fourth->strayed == 2);
        CHECK(chutes.take_from_slide(0)->came == 11);
        CHECK(chutes.astray_on_slides() == 0);
        chutes.check();
    }

    TEST_CASE("a slide over a cage of its own follows nobody") {
        ChuteField chutes = field({}, 2, {0.5, 0.5});
        chutes.reserve(0);
        chutes.tip(0, {.route = RouteId(0), .true_route = RouteId(1)}, 5);
        CHECK(chutes.astray_on_slides() == 0);
        CHECK_FALSE(chutes.take_from_slide(0));
    }

    TEST_CASE("a reservation keeps a place, and is given back when the robot goes elsewhere") {
        ChuteField chutes = field({.slide_parcels = 0, .cage_parcels = 1}, 1, {1});
        chutes.reserve(0);
        CHECK(chutes.room(0) == 0);
        chutes.cancel(0);
        CHECK(chutes.room(0) == 1);
        CHECK_THROWS_AS(chutes.tip(0), BugError);
        CHECK_THROWS_AS(chutes.cancel(0), BugError);
    }

    TEST_CASE("over a transport floor the cage beneath says how much a chute takes") {
        ChuteField chutes = field({.slide_parcels = 2}, 1, {1}, true);
        CHECK(chutes.room(0) == 2);
        chutes.set_cage(0, 10, true);
        CHECK(chutes.room(0) == 12);
        send(chutes, 0, 1);
        chutes.take_from_slide(0);
        CHECK(chutes.delivered() == 1);
        CHECK(chutes.on_slides() == 0);
    }

    TEST_CASE("an empty chute goes to a route whose chutes are all full, and never a route's last one") {
        ChuteField chutes = field({.slide_parcels = 0, .cage_parcels = 1, .swap_s = 1000}, 3, {0.7, 0.3});
        REQUIRE(chutes.of_route(RouteId(0)).size() == 2);
        const std::uint32_t own = chutes.of_route(RouteId(1)).front();
        send(chutes, own, 1);
        chutes.tick(1, std::vector<std::int64_t>{0, 1});
        CHECK(chutes.reassigned() == 1);
        CHECK(chutes.of_route(RouteId(1)).size() == 2);
        send(chutes, chutes.of_route(RouteId(1))[0] == own ? chutes.of_route(RouteId(1))[1] : chutes.of_route(RouteId(1))[0], 1);
        chutes.tick(2, std::vector<std::int64_t>{0, 1});
        CHECK(chutes.of_route(RouteId(0)).size() == 1);
    }

    TEST_CASE("jams come and go with the means that are asked for, the same for the same seed") {
        const ChuteConfig config{.jam_mtbf_h = 0.1, .jam_mttr_s = 40};
        ChuteField chutes = field(config, 50, {1}), again = field(config, 50, {1});
        const Step end = kClock.steps(36000);
        for (Step now = 0; now <= end; now += 5) {
            chutes.tick(now, kNobodyHungry);
            again.tick(now, kNobodyHungry);
        }
        double down = 0;
        for (std::size_t i = 0; i < chutes.size(); ++i)
            down += kClock.seconds(chutes.time_in(i, StationState::Down, end)) / 36000 / 50;
        // 400 s of 360 running and 40 jammed: 10 % of the time; 4,500 jams, so 2 % of that is more than four deviations.
        CHECK(down == doctest::Approx(0.1).epsilon(0.06));
        CHECK(static_cast<double>(chutes.jams()) == doctest::Approx(50 * 36000 / 400.0).epsilon(0.06));
        CHECK(again.jams() == chutes.jams());
    }
}
