// The lift against cases solved by hand and against theory.
#include "primitives/conveyance/lift.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace dray;
using namespace dray::primitives;

namespace {

const Clock kClock{.steps_per_second = 20};

// Three units a trip of 10 s, 2 s to roll one on or off, 5 s of waiting for company.
LiftConfig small_lift() {
    LiftConfig config;
    config.units = 3;
    config.trip_s = 10;
    config.transfer_s = 2;
    config.wait_s = 5;
    config.queue_units = 4;
    return config;
}

Parcel numbered(std::size_t number) {
    return {.sku = SkuId(number)};
}

struct Arrival {
    std::size_t number = 0;
    double at_s = 0;
    friend bool operator==(const Arrival&, const Arrival&) = default;
};

std::vector<Arrival> run(Lift& lift, const std::vector<double>& puts_s, double end_s) {
    std::vector<Arrival> out;
    std::size_t next = 0;
    for (Step now = 0; now <= kClock.steps(end_s); ++now) {
        lift.advance(now);
        for (; next < puts_s.size() && kClock.steps(puts_s[next]) == now; ++next)
            lift.put(numbered(next), now);
        while (lift.ready())
            out.push_back({lift.take(now).sku.index(), kClock.seconds(now)});
        lift.check();
    }
    return out;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a full car leaves at once, one that is not full after its wait, and each comes back empty") {
        Lift lift(small_lift(), kClock, 1);
        // Three roll aboard until 6 s and off at 18, 20 and 22; the car is back at 32. The fourth rolls on then, waits until 37,
        // and is off at 49.
        CHECK(run(lift, {0, 1, 3, 25}, 70) == std::vector<Arrival>{{0, 18}, {1, 20}, {2, 22}, {3, 49}});
        CHECK(lift.figures().trips == 2);
        // Busy but from 34 to 37 s and after its return at 59.
        CHECK(lift.time_in(StationState::Working, kClock.steps(70)) == kClock.steps(56));
        CHECK(lift.time_in(StationState::Starved, kClock.steps(70)) == kClock.steps(14));
    }

    TEST_CASE("a car without wait takes all that is there, and no more") {
        LiftConfig config = small_lift();
        config.wait_s = 0;
        Lift lift(config, kClock, 1);
        // The second comes while the first still rolls; the third when the car is gone.
        CHECK(run(lift, {0, 1, 5}, 70) == std::vector<Arrival>{{0, 16}, {1, 18}, {2, 42}});
    }

    TEST_CASE("units that nobody takes block the car, then the places before it, and all come when they are taken") {
        Lift lift(small_lift(), kClock, 1);
        std::size_t given = 0;
        for (Step now = 0; now <= kClock.steps(200); ++now) {
            lift.advance(now);
            for (; lift.room() > 0; ++given)
                lift.put(numbered(given), now);
        }
        CHECK(given == 10);  // three at the far end, three in the car, four before it
        CHECK(lift.state() == StationState::Blocked);
        CHECK(lift.held() == 6);
        CHECK(lift.before() == 4);
        CHECK(lift.fill() == 1);
        std::vector<std::size_t> out;
        for (Step now = kClock.steps(200); now <= kClock.steps(400); ++now) {
            lift.advance(now);
            while (lift.ready())
                out.push_back(lift.take(now).sku.index());
            lift.check();
        }
        CHECK(out == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        CHECK(lift.inside() == 0);
    }

    TEST_CASE("a stop lengthens what the car is at by its own length") {
        LiftConfig config = small_lift();
        config.outages = {{.at_s = 8, .duration_s = 30}};
        Lift lift(config, kClock, 1);
        CHECK(run(lift, {0, 1, 3}, 120) == std::vector<Arrival>{{0, 48}, {1, 50}, {2, 52}});
        CHECK(lift.time_in(StationState::Down, kClock.steps(120)) == kClock.steps(30));
    }

    TEST_CASE("under a flood every trip is full, and it carries what its cycle says") {
        Lift lift(small_lift(), kClock, 1);
        const Step end = kClock.steps(32.0 * 1000);
        for (Step now = 0; now <= end; ++now) {
            lift.advance(now);
            while (lift.room() > 0)
                lift.put(numbered(0), now);
            while (lift.ready())
                lift.take(now);
        }
        // Twice 10 s of way and six times 2 s of rolling.
        CHECK(lift.figures().delivered == 3000);
        CHECK(most_units_per_h(small_lift()) == doctest::Approx(3 * 3600 / 32.0));
    }

    TEST_CASE("before a lift for one unit they wait as the formula of Pollaczek and Khinchine says") {
        LiftConfig config = small_lift();
        config.units = 1;
        config.trip_s = 1;
        config.transfer_s = 0.5;
        config.queue_units = 10000;
        Lift lift(config, kClock, 1);
        const double load = 0.7, cycle_s = 3;
        Stream arrivals(5, "test_arrivals");
        double due_s = arrivals.exponential(cycle_s / load);
        // Looked at every step, so that the only place at the far end is free in time.
        Step now = 0;
        for (int came = 0; came < 20000; ++now) {
            lift.advance(now);
            while (lift.ready())
                lift.take(now);
            for (; kClock.steps(due_s) <= now; ++came, due_s += arrivals.exponential(cycle_s / load))
                lift.put(numbered(0), now);
        }
        CHECK(kClock.seconds(lift.figures().wait) / 20000 == doctest::Approx(load * cycle_s / (2 * (1 - load))).epsilon(0.1));
    }
}
