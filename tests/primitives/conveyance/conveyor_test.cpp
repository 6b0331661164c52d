// The accumulating conveyor against cases solved by hand and against theory.
#include "primitives/conveyance/conveyor.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "base/check.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

const Clock kClock{.steps_per_second = 20};

// 6 m at 0.5 m/s: 240 steps from end to end, 24 steps from unit to unit, and 10 units that stand.
ConveyorConfig six_metres() {
    ConveyorConfig config;
    config.length_m = 6;
    config.speed_mps = 0.5;
    config.pitch_m = 0.6;
    return config;
}

Parcel parcel(std::size_t number) {
    return {.sku = SkuId(number)};
}

struct Delivery {
    std::size_t number = 0;
    Step at = 0;
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

// Puts parcels 0, 1, ... at these steps and takes each as soon as it is there, until `end`.
std::vector<Delivery> run(Carrier& carrier, const std::vector<Step>& puts, Step end) {
    std::vector<Delivery> out;
    std::size_t next = 0;
    for (Step now = 0; now <= end; ++now) {
        carrier.advance(now);
        for (; next < puts.size() && puts[next] == now; ++next)
            carrier.put(parcel(next), now);
        while (carrier.ready())
            out.push_back({carrier.take(now).sku.index(), now});
        carrier.check();
    }
    return out;
}

// What it takes while nobody takes from it.
std::size_t filled(Carrier& carrier, Step from, Step to) {
    std::size_t count = 0;
    for (Step now = from; now <= to; ++now) {
        carrier.advance(now);
        for (; carrier.room() > 0; ++count)
            carrier.put(parcel(count), now);
    }
    return count;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("units travel length over speed, keep their order, and those that come too soon keep the pitch") {
        Conveyor conveyor(six_metres(), 3, kClock, 1);
        CHECK(conveyor.places() == 10);
        // The second comes 10 steps after the first and must wait until 24; the third finds the entry free.
        CHECK(run(conveyor, {0, 10, 100}, 400) == std::vector<Delivery>{{0, 240}, {1, 264}, {2, 340}});
        CHECK(conveyor.figures().wait == 14);
        CHECK(conveyor.figures().way == 240 + 254 + 240);
        // Its entry works a pitch for each of them.
        CHECK(conveyor.time_in(StationState::Working, 400) == 72);
        CHECK(conveyor.time_in(StationState::Starved, 400) == 328);
    }

    TEST_CASE("it carries speed over pitch, to the unit, also where a pitch is no whole number of steps") {
        for (const double pitch_m : {0.6, 0.76, 0.33, 0.1}) {
            CAPTURE(pitch_m);
            ConveyorConfig config = six_metres();
            config.pitch_m = pitch_m;
            Conveyor conveyor(config, 8, kClock, 1);
            for (Step now = 0; now <= 72000; ++now) {
                conveyor.advance(now);
                while (conveyor.room() > 0)
                    conveyor.put(parcel(0), now);
                while (conveyor.ready())
                    conveyor.take(now);
            }
            // An hour: 1,800 m of way, and the first unit at its beginning.
            CHECK(conveyor.figures().boarded == static_cast<std::int64_t>(1800 / pitch_m + 1e-6) + 1);
            CHECK(conveyor.figures().carried == static_cast<std::int64_t>(1794 / pitch_m + 1e-6) + 1);
            CHECK(conveyor.time_in(StationState::Working, 72000) == 72000);
            CHECK(most_units_per_h(config) == doctest::Approx(1800 / pitch_m));
        }
    }

    TEST_CASE("what nobody takes queues from the end, fills the line, and leaves no room before it") {
        Conveyor conveyor(six_metres(), 1, kClock, 1);
        CHECK(filled(conveyor, 0, 2000) == 12);  // one at the far end, ten on the line, one before it
        CHECK(conveyor.room() == 0);
        CHECK(conveyor.aboard() == 10);
        CHECK(conveyor.held() == 11);
        CHECK(conveyor.state() == StationState::Blocked);
        CHECK(conveyor.inside() == 12);
        // The place that becomes free is taken at once, and the line closes up: one pitch a unit.
        std::vector<Delivery> out;
        for (Step now = 2001; now <= 2400; ++now) {
            conveyor.advance(now);
            while (conveyor.ready())
                out.push_back({conveyor.take(now).sku.index(), now});
            conveyor.check();
        }
        REQUIRE(out.size() == 12);
        for (std::size_t i = 0; i < out.size(); ++i) {
            CHECK(out[i].number == i);
            CHECK(out[i].at == (i == 0 ? 2001 : 2001 + 24 * (static_cast<Step>(i) - 1)));
        }
        CHECK(conveyor.inside() == 0);
    }

    TEST_CASE("on a full line that is no whole number of pitches long the last one closes up before the next comes") {
        ConveyorConfig config = six_metres();
        config.length_m = 6.3;
        Conveyor conveyor(config, 1, kClock, 1);
        CHECK(conveyor.places() == 11);
        CHECK(filled(conveyor, 0, 2000) == 13);
        conveyor.take(2000);
        // The eleventh stood 0.3 m behind the entry: 12 steps until it is a pitch away from it.
        conveyor.advance(2011);
        CHECK(conveyor.before() == 1);
        conveyor.advance(2012);
        CHECK(conveyor.before() == 0);
    }

    TEST_CASE("while it stands still everything on it does, and its times add up") {
        ConveyorConfig config = six_metres();
        config.outages = {{.at_s = 5, .duration_s = 10}, {.at_s = 12, .duration_s = 5}};
        Conveyor conveyor(config, 3, kClock, 1);
        // Twelve seconds of way, of which five are gone when it stops, until second 17; one that comes meanwhile waits for that.
        CHECK(run(conveyor, {0, 200}, 700) == std::vector<Delivery>{{0, 480}, {1, 580}});
        REQUIRE(conveyor.stops().size() == 1);
        CHECK(conveyor.stops()[0].from == 100);
        CHECK(conveyor.stops()[0].to == 340);
        CHECK(conveyor.time_in(StationState::Down, 700) == 240);
        Step all = 0;
        for (const StationState state : {StationState::Working, StationState::Starved, StationState::Blocked, StationState::Down})
            all += conveyor.time_in(state, 700);
        CHECK(all == 700);
    }

    TEST_CASE("random stops take the share of time that their means say") {
        ConveyorConfig config = six_metres();
        config.stop_mtbf_h = 0.1;
        config.stop_mttr_s = 90;
        Conveyor conveyor(config, 1, kClock, 3);
        const Step end = kClock.steps(450 * 2000);
        conveyor.advance(end);
        // Some 2,000 stops: the share of 0.2 scatters by 3 % of itself.
        CHECK(static_cast<double>(conveyor.time_in(StationState::Down, end)) / static_cast<double>(end) ==
              doctest::Approx(0.2).epsilon(0.1));
        CHECK(conveyor.stops().size() > 1800);
    }

    TEST_CASE("before it units wait as long as the formula of Pollaczek and Khinchine says for a fixed time of service") {
        Conveyor conveyor(six_metres(), 10000, kClock, 1);
        const double load = 0.7, service_s = 1.2;
        Stream arrivals(3, "test_arrivals");
        double now_s = 0;
        for (int i = 0; i < 20000; ++i) {
            now_s += arrivals.exponential(service_s / load);
            conveyor.advance(kClock.steps(now_s));
            conveyor.put(parcel(0), kClock.steps(now_s));
            while (conveyor.ready())
                conveyor.take(kClock.steps(now_s));
        }
        conveyor.advance(kClock.steps(now_s + 60));
        const double mean_s = kClock.seconds(conveyor.figures().wait) / 20000;
        // The mean of so many scatters by about 3 %.
        CHECK(mean_s == doctest::Approx(load * service_s / (2 * (1 - load))).epsilon(0.1));
        const double working = static_cast<double>(conveyor.time_in(StationState::Working, kClock.steps(now_s + 60)));
        CHECK(working / static_cast<double>(kClock.steps(now_s + 60)) == doctest::Approx(load).epsilon(0.03));
    }

    TEST_CASE("more than it has room for is our own bug") {
        Conveyor conveyor(six_metres(), 1, kClock, 1);
        conveyor.put(parcel(0), 0);  // goes on to the line at once
        conveyor.put(parcel(1), 0);
        CHECK_THROWS_AS(conveyor.put(parcel(2), 0), BugError);
        CHECK_THROWS_AS(conveyor.take(0), BugError);
        CHECK_THROWS_AS(conveyor.put(parcel(2), 5), BugError);
    }
}
