#include <doctest/doctest.h>

#include <thread>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

using namespace dray;

TEST_SUITE("unit") {
    TEST_CASE("a default-made id is invalid and ids order by index") {
        CHECK(!RobotId().valid());
        CHECK(RobotId(0).valid());
        CHECK(RobotId(1) < RobotId(2));
    }

    TEST_CASE("seconds become steps by rounding, and a positive time is at least one step") {
        const Clock clock{.steps_per_second = 20, .steps_per_tick = 16};
        CHECK(clock.steps(0) == 0);
        CHECK(clock.steps(0.001) == 1);
        CHECK(clock.steps(2.6) == 52);
        CHECK(clock.ticks_covering(52) == 4);
        CHECK(clock.ticks_covering(48) == 3);
        CHECK(clock.tick_s() == doctest::Approx(0.8));
    }

    TEST_CASE("a failed check says what was found, where the run was and what to type") {
        run_context() = {.command = "dray run site.yaml --seed 7", .seed = 7, .tick = 42};
        CHECK_THROWS_WITH_AS(DRAY_CHECK(1 > 2, "found {}", 5), doctest::Contains("found 5 (1 > 2)"), BugError);
        CHECK_THROWS_WITH(DRAY_CHECK(false, "x"), doctest::Contains("tick 42, seed 7"));
        CHECK_THROWS_WITH(DRAY_CHECK(false, "x"), doctest::Contains("dray run site.yaml --seed 7"));
        run_context() = {};
        CHECK_NOTHROW(DRAY_CHECK(true, "x"));
    }

    TEST_CASE("an input error lists every diagnostic with its place") {
        const InputError error({{"a.yaml", 3, 7, "first"}, {"", 0, 0, "second"}, {"b.csv", 0, 0, "third"}});
        CHECK(std::string(error.what()) == "a.yaml:3:7: first\nsecond\nb.csv: third");
        CHECK(error.diagnostics().size() == 3);
    }

    TEST_CASE("the state hash depends on values and their order") {
        StateHash a, b, c;
        a.add(1);
        a.add(2.5);
        b.add(1);
        b.add(2.5);
        c.add(2.5);
        c.add(1);
        CHECK(a.digest() == b.digest());
        CHECK(a.digest() != c.digest());
    }
}
