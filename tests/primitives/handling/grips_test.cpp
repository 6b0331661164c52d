// How attempts, refusals and people's exceptions add up.
#include "primitives/handling/grips.hpp"

#include <doctest/doctest.h>

#include "primitives/handling/roster.hpp"
#include "primitives/handling/station.hpp"

using namespace dray;
using namespace dray::primitives;

TEST_SUITE("unit") {
    TEST_CASE("perfect workers take the time of a pick, draw nothing and leave nothing for others") {
        const StationConfig config;
        Stream stream(1, "test"), untouched(1, "test");
        const Grips grips = pick_grips(config, 53, stream);
        CHECK(grips.seconds == pick_time_s(config, 53));
        CHECK(grips.exceptions == 0);
        CHECK(stream.next() == untouched.next());
    }

    TEST_CASE("who never succeeds takes the time of all attempts for each thing, and who refuses takes none") {
        StationConfig config;
        config.success_rate = 0;
        config.attempts = 3;
        Stream stream(1, "test");
        // 10 s for the first of four units and 3 s for each of the others, three times each.
        Grips grips = pick_grips(config, 4, stream);
        CHECK(grips.seconds == doctest::Approx(3 * (10 + 3 * 3)));
        CHECK(grips.attempts == 12);
        CHECK(grips.failures == 12);
        CHECK(grips.exceptions == 4);
        // 53 units are two cases of 24 and five single ones.
        grips = pick_grips(config, 53, stream);
        CHECK(grips.seconds == doctest::Approx(3 * pick_time_s(config, 53)));
        CHECK(grips.exceptions == 7);
        config.refusal_rate = 1;
        grips = pick_grips(config, 4, stream);
        CHECK(grips.seconds == 0);
        CHECK(grips.refused == 4);
        CHECK(grips.exceptions == 4);
    }

    TEST_CASE("over many things attempts and exceptions are as many as the rates say") {
        GripConfig config{.success_rate = 0.8, .attempts = 2, .refusal_rate = 0.1};
        Stream stream(3, "test");
        Grips all;
        const int things = 40000;
        for (int i = 0; i < things; ++i) {
            Grips one;
            grip(config, 2, stream, one);
            all += one;
        }
        // Four deviations are below 1 % of attempts, 6 % of refusals and 4 % of exceptions.
        CHECK(static_cast<double>(all.attempts) == doctest::Approx(0.9 * 1.2 * things).epsilon(0.01));
        CHECK(static_cast<double>(all.refused) == doctest::Approx(0.1 * things).epsilon(0.06));
        CHECK(static_cast<double>(all.exceptions) == doctest::Approx((0.1 + 0.9 * 0.04) * things).epsilon(0.04));
        CHECK(all.seconds == doctest::Approx(2 * static_cast<double>(all.attempts)));
    }

    TEST_CASE("a roster knows who is away when, once or again and again") {
        const Clock clock;
        const Roster roster({{.at_s = 100, .duration_s = 50, .every_s = 0, .workers = 1},
                             {.at_s = 200, .duration_s = 10, .every_s = 100, .workers = 2}},
                            clock);
        const auto away = [&](std::size_t worker, double at_s) { return roster.away(worker, clock.steps(at_s)); };
        CHECK_FALSE(away(0, 99));
        CHECK(away(0, 100));
        CHECK(away(0, 149));
        CHECK_FALSE(away(1, 100));
        CHECK_FALSE(away(0, 150));
        CHECK(away(1, 205));
        CHECK(away(1, 1205));
        CHECK_FALSE(away(1, 1215));
        CHECK_FALSE(away(2, 205));
        CHECK(roster.next_change(0) == clock.steps(100));
        CHECK(roster.next_change(clock.steps(100)) == clock.steps(150));
        CHECK(roster.next_change(clock.steps(150)) == clock.steps(200));
        CHECK(roster.next_change(clock.steps(205)) == clock.steps(210));
        CHECK(roster.next_change(clock.steps(210)) == clock.steps(300));
        CHECK(Roster({}, clock).next_change(5) > clock.steps(1e9));
    }
}
