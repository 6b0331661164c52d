// The put wall against a case solved by hand and queueing theory, and what a full outlet, few cells and breaks do to it.
#include "primitives/handling/put_wall.hpp"

#include <doctest/doctest.h>

#include "base/check.hpp"

using namespace dray;
using namespace dray::primitives;
using Side = PutWall::Side;

namespace {

const Clock kClock{.steps_per_second = 20};

PutWallConfig fixed() {
    return {.cells = 2,
            .columns = 2,
            .column_m = 1.2,
            .walk_mps = 1.2,
            .putters = 1,
            .put_s = 5,
            .put_further_unit_s = 1,
            .packers = 1,
            .take_s = 6,
            .pack_s = 20,
            .pack_further_unit_s = 2,
            .time_law = "fixed"};
}

double seconds(Step step) {
    return kClock.seconds(step);
}

// Erlang's C: the probability of waiting with c servers and an offered load of a.
double erlang_c(int c, double a) {
    double term = 1, sum = 1;
    for (int k = 1; k < c; ++k) {
        term *= a / k;
        sum += term;
    }
    const double last = term * a / c * c / (c - a);
    return last / (sum + last);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("two orders go through the wall as solved by hand") {
        PutWall wall(fixed(), kClock, 1);
        const OrderId a(7), b(9);
        wall.open({a, 3}, 0);
        wall.open({b, 1}, 0);
        CHECK(wall.free_cells() == 0);
        wall.put({{a, 1}, {b, 1}, {a, 2}}, 0);
        // The putter puts a at 5 s, walks a column, puts b at 11 s, walks back and puts both units at 18 s. The packer walks to b
        // at 12 s, has it out at 18 s and packed at 38 s; then a is out at 45 s and packed at 69 s.
        wall.advance(kClock.steps(17.9));
        CHECK(wall.free_cells() == 0);
        CHECK(wall.figures().completed == 1);
        wall.advance(kClock.steps(18));
        CHECK(wall.free_cells() == 1);
        CHECK(wall.figures().completed == 2);
        wall.advance(kClock.steps(37.9));
        CHECK_FALSE(wall.ready());
        wall.advance(kClock.steps(38));
        REQUIRE(wall.ready());
        CHECK(wall.take(kClock.steps(38)).order == b);
        wall.advance(kClock.steps(44.9));
        CHECK(wall.free_cells() == 1);
        wall.advance(kClock.steps(45));
        CHECK(wall.free_cells() == 2);
        wall.advance(kClock.steps(69));
        const WallOrder last = wall.take(kClock.steps(69));
        CHECK(last.order == a);
        CHECK(last.units == 3);
        wall.check();
        CHECK(wall.figures().time_s == std::vector<double>{38, 69});
        CHECK(wall.figures().waits_s == std::vector<double>{0, 13});
        CHECK(seconds(wall.figures().cell_steps) == 45 + 18);
        CHECK(seconds(wall.figures().full_steps) == 18);
        CHECK(seconds(wall.time_in(Side::Putters, 0, StationState::Working, kClock.steps(69))) == 18);
        CHECK(seconds(wall.time_in(Side::Packers, 0, StationState::Starved, kClock.steps(69))) == 11);
        CHECK(wall.units_inside() == 0);
    }

    // Over 100,000 totes the mean queue scatters by about 3 % at this load; 9 % are allowed.
    TEST_CASE("with Poisson arrivals and exponential puts the queue before three putters is as long as Erlang's formula says") {
        PutWallConfig config = fixed();
        config.cells = 2000;
        config.walk_mps = 0;
        config.putters = 3;
        config.packers = 30;
        config.queue_totes = 1000000;
        config.put_s = 20;
        config.time_law = "exponential";
        PutWall wall(config, kClock, 5);
        Stream arrivals(5, "test_arrivals");
        const double load = 0.7, rate = load * 3 / config.put_s;
        double at_s = 0, queue_s = 0;
        Step now = 0;
        const auto go_to = [&](Step until) {
            for (;;) {
                const Step next = std::min(wall.next_event(), until);
                queue_s += static_cast<double>(wall.totes_waiting()) * seconds(next - now);
                now = next;
                wall.advance(now);
                while (wall.ready())
                    wall.take(now);
                if (now == until) return;
            }
        };
        for (int i = 0; i < 100000; ++i) {
            at_s += arrivals.exponential(1 / rate);
            go_to(kClock.steps(at_s));
            const OrderId order(static_cast<std::size_t>(i));
            wall.open({order, 1}, now);
            wall.put({{order, 1}}, now);
        }
        const double expected = erlang_c(3, 3 * load) * load / (1 - load);
        CHECK(queue_s / at_s == doctest::Approx(expected).epsilon(0.09));
    }

    TEST_CASE("a full outlet blocks the packers, and all goes on when it is emptied") {
        PutWallConfig config = fixed();
        config.cells = 10;
        config.packers = 2;
        config.outlet_parcels = 1;
        PutWall wall(config, kClock, 1);
        for (std::size_t o = 0; o < 5; ++o) {
            wall.open({OrderId(o), 1}, 0);
            wall.put({{OrderId(o), 1}}, 0);
        }
        Step now = kClock.steps(500);
        wall.advance(now);
        CHECK(wall.state(Side::Packers, 0) == StationState::Blocked);
        CHECK(wall.state(Side::Packers, 1) == StationState::Blocked);
        CHECK(wall.complete_waiting() == 2);
        CHECK(wall.free_cells() == 8);
        for (int i = 0; i < 5; ++i) {
            REQUIRE(wall.ready());
            wall.take(now);
            now += kClock.steps(60);
            wall.advance(now);
            wall.check();
        }
        CHECK(wall.figures().gone == 5);
        CHECK(wall.free_cells() == 10);
    }

    TEST_CASE("people who have a break finish what they hold, and arms that fail take longer") {
        PutWallConfig config = fixed();
        config.putter_absences = {{.at_s = 2, .duration_s = 100, .every_s = 0, .workers = 1}};
        config.success_rate = 0;
        config.attempts = 2;
        config.exception_s = 30;
        config.time_cv = 0;
        PutWall wall(config, kClock, 1);
        wall.open({OrderId(0), 1}, 0);
        wall.open({OrderId(1), 1}, 0);
        wall.put({{OrderId(0), 1}}, 0);
        wall.put({{OrderId(1), 1}}, 0);
        // Two attempts of 5 s and 30 s of a person.
        wall.advance(kClock.steps(39.9));
        CHECK(wall.state(Side::Putters, 0) == StationState::Working);
        wall.advance(kClock.steps(40));
        CHECK(wall.state(Side::Putters, 0) == StationState::Down);
        wall.advance(kClock.steps(102 + 1 + 40));
        CHECK(wall.figures().completed == 2);
        CHECK(wall.figures().grips.exceptions == 2);
        CHECK(seconds(wall.time_in(Side::Putters, 0, StationState::Down, wall.figures().completed > 0 ? kClock.steps(143) : 0)) ==
              62);
    }

    TEST_CASE("what cannot be is our own bug") {
        PutWall wall(fixed(), kClock, 1);
        wall.open({OrderId(0), 1}, 0);
        CHECK_THROWS_AS(wall.open({OrderId(0), 1}, 0), BugError);
        CHECK_THROWS_AS((void)wall.take(0), BugError);
        wall.open({OrderId(1), 1}, 0);
        CHECK_THROWS_AS(wall.open({OrderId(2), 1}, 0), BugError);
        CHECK_THROWS_AS(wall.put({{OrderId(5), 1}}, 0), BugError);
        PutWall other(fixed(), kClock, 1);
        other.open({OrderId(0), 1}, 0);
        other.put({{OrderId(0), 2}}, 0);
        CHECK_THROWS_AS(other.advance(kClock.steps(100)), BugError);
    }
}
