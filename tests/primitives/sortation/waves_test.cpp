// Which truck a parcel is for and when it goes on, hand-solved.
#include <doctest/doctest.h>

#include <map>

#include "base/random.hpp"
#include "primitives/sortation/chute_field.hpp"
#include "primitives/sortation/waves.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

const Clock kClock{.steps_per_second = 10, .steps_per_tick = 1};

Step at(double s) {
    return kClock.steps(s);
}

// Of two doors the trucks depart at 300, 900, 1500 ... and at 600, 1200, 1800 ...; cages are pulled 120 s before.
std::vector<TruckTimes> two_doors() {
    return truck_times({.truck_every_s = 600, .truck_stay_s = 300, .pull_s = 120}, 2, kClock);
}

// Waves close 60 s before the pull time: those of door 0 at 120, 720, 1320 ..., of door 1 at 420, 1020, 1620 ...
TruckPlan plan() {
    return {two_doors(), at(60)};
}

Parcel parcel(std::size_t route, double came_s = 0) {
    return {.route = RouteId(route), .true_route = RouteId(route), .came = at(came_s)};
}

// Waves open 200 s before the pull time: those of door 0 at 0, 580, 1180 ..., of door 1 at 280, 880 ...
WaveBuffer buffer(std::int64_t parcels = 100) {
    return {{.open_s = 200, .close_s = 60, .buffer_parcels = parcels}, plan(), 2, kClock};
}

// As if chutes had room for everything.
std::optional<Parcel> take(WaveBuffer& waves, Step now) {
    std::vector<std::int64_t> room(2, 1000);
    return waves.take(now, room);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a parcel is for the next truck whose pull time is far enough away, and in time when it is tipped before that") {
        const TruckPlan p = plan();
        CHECK(p.truck_of(RouteId(0), at(120)) == 0);
        CHECK(p.truck_of(RouteId(0), at(120) + 1) == 1);
        CHECK(p.truck_of(RouteId(1), at(120)) == 0);
        CHECK(p.close(RouteId(0), 1) == at(720));
        CHECK(p.in_time(RouteId(0), at(100), at(180)));
        CHECK_FALSE(p.in_time(RouteId(0), at(100), at(180) + 1));
        // It came too late to be expected there, and is there all the same.
        CHECK(p.in_time(RouteId(0), at(150), at(170)));
        CHECK(p.in_time(RouteId(0), at(150), at(780)));
        CHECK_FALSE(p.in_time(RouteId(0), at(150), at(781)));
    }

    TEST_CASE("chutes count what is tipped in time and what is not") {
        ChuteField chutes({.slide_parcels = 10}, 2, std::vector<double>{0.5, 0.5}, true, kClock, 1);
        chutes.set_trucks(plan());
        for (const double tipped_s : {170.0, 180.0, 200.0}) {
            const std::uint32_t chute = chutes.of_route(RouteId(0))[0];
            chutes.reserve(chute);
            chutes.tip(chute, parcel(0, 100), at(tipped_s));
        }
        CHECK(chutes.in_time() == 2);
        CHECK(chutes.too_late() == 1);
    }

    TEST_CASE("parcels wait until the wave of their truck opens") {
        WaveBuffer waves = buffer();
        waves.put(parcel(1));
        CHECK(waves.size() == 1);
        CHECK(waves.open_parcels(at(279.9)) == 0);
        CHECK_FALSE(take(waves, at(279.9)));
        CHECK(waves.open_parcels(at(280)) == 1);
        CHECK(take(waves, at(280)));
        CHECK(waves.size() == 0);
        CHECK_FALSE(take(waves, at(280)));
    }

    TEST_CASE("what comes after the close waits for the wave of the next truck, and what came before it does not") {
        WaveBuffer waves = buffer();
        waves.put(parcel(0, 120));
        waves.put(parcel(0, 120.1));
        CHECK(waves.open_parcels(at(180)) == 1);
        CHECK(take(waves, at(180))->came == at(120));
        CHECK_FALSE(take(waves, at(180)));
        CHECK_FALSE(take(waves, at(579)));
        CHECK(take(waves, at(580)));
    }

    TEST_CASE("what is still there at the pull time goes with the next truck") {
        WaveBuffer waves = buffer();
        waves.put(parcel(0, 100));
        CHECK_FALSE(take(waves, at(180) + 1));
        CHECK(waves.open_parcels(at(180) + 1) == 0);
        CHECK(take(waves, at(580)));
    }

    TEST_CASE("of two open waves that of the earlier truck goes first, and in it who came first") {
        // Both open long before: door 0 is pulled at 180 and 780, door 1 at 480.
        WaveBuffer waves({.open_s = 1000, .close_s = 60}, plan(), 2, kClock);
        waves.put(parcel(1, 1));
        waves.put(parcel(0, 2));
        waves.put(parcel(0, 3));
        waves.put(parcel(1, 4));
        const auto next = [&](double now_s) { return kClock.seconds(take(waves, at(now_s))->came); };
        CHECK(next(10) == 2);
        // The first truck of door 0 is gone for the other one: now door 1 has the earlier one.
        CHECK(next(190) == 1);
        CHECK(next(190) == 4);
        CHECK(next(190) == 3);
    }

    TEST_CASE("no more of a route goes on than its chutes take, and then the next truck's parcels do") {
        WaveBuffer waves({.open_s = 1000, .close_s = 60}, plan(), 2, kClock);
        for (const double came_s : {1.0, 2.0, 3.0})
            waves.put(parcel(0, came_s));
        waves.put(parcel(1, 4));
        std::vector<std::int64_t> room = {2, 5};
        const auto next = [&] { return kClock.seconds(waves.take(at(10), room)->came); };
        CHECK(next() == 1);
        CHECK(next() == 2);
        CHECK(next() == 4);
        CHECK_FALSE(waves.take(at(10), room));
        CHECK(room == std::vector<std::int64_t>{0, 4});
        CHECK(waves.size() == 1);
    }

    TEST_CASE("a full buffer opens the next wave early") {
        WaveBuffer waves = buffer(2);
        waves.put(parcel(1, 1));
        CHECK(waves.room() == 1);
        CHECK_FALSE(take(waves, at(190)));
        waves.put(parcel(0, 2));
        CHECK(waves.room() == 0);
        // No wave is open at 190 s; door 1 is pulled at 480, door 0 at 780.
        CHECK(take(waves, at(190))->came == at(1));
        CHECK_FALSE(take(waves, at(190)));
    }

    TEST_CASE("without a time to open there are no waves") {
        CHECK_FALSE(WaveBuffer({}, {}, 3, kClock).on());
    }
}
