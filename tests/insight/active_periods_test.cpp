#include "insight/active_periods.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "property.hpp"

using namespace dray::insight;

namespace {

struct Period {
    std::size_t resource;
    std::int64_t from, to;
};

// Plays active periods in order of time up to `end`.
ActivePeriods played(std::size_t resources, const std::vector<Period>& periods, std::int64_t end) {
    ActivePeriods method(resources);
    for (std::int64_t t = 0; t <= end; ++t) {
        for (const Period& p : periods) {
            if (p.to == t) method.observe(p.resource, false, t);
            if (p.from == t) method.observe(p.resource, true, t);
        }
        method.advance(t);
    }
    return method;
}

}  // namespace

TEST_SUITE("unit") {
    // The worked example "sliding bottleneck" that comes with the public implementation of the method by Fraunhofer IPA and iFAKT
    // (active_period_method 0.9.0, tests), minutes after 8:00, without the short periods before the first long one: S1 is the
    // sole bottleneck from 10 to 20, S1 and S2 shift from 20 to 35, S2 and S3 from 30 to 47, S3 is the sole one from 47 to 55.
    TEST_CASE("the active-period method finds the sole and the shifting bottlenecks of a published example") {
        constexpr std::size_t kS1 = 0, kS2 = 1, kS3 = 2;
        const ActivePeriods method = played(3,
                                            {{kS1, 10, 35},
                                             {kS2, 13, 16},
                                             {kS2, 20, 47},
                                             {kS3, 23, 27},
                                             {kS3, 30, 55},
                                             {kS1, 37, 40},
                                             {kS1, 43, 50},
                                             {kS2, 50, 53},
                                             {kS1, 51, 53}},
                                            60);
        CHECK(method.sole(kS1, 60) == 10);
        CHECK(method.shifting(kS1) == 15);
        CHECK(method.sole(kS2, 60) == 0);
        CHECK(method.shifting(kS2) == 27);
        CHECK(method.sole(kS3, 60) == 8);
        CHECK(method.shifting(kS3) == 17);
        CHECK(method.momentary() == ActivePeriods::kNone);
        CHECK(method.mean_period(kS3, 60) == doctest::Approx((4 + 25) / 2.0));
    }

    TEST_CASE("the bottleneck stays one until its own period ends, whoever is active beside it") {
        ActivePeriods method(2);
        method.observe(0, true, 0);
        method.advance(0);
        method.observe(1, true, 5);
        method.advance(5);
        CHECK(method.momentary() == 0);
        method.observe(0, false, 20);
        method.advance(20);
        CHECK(method.momentary() == 1);
        CHECK(method.sole(0, 20) == 5);
        CHECK(method.shifting(0) == 15);
        CHECK(method.shifting(1) == 15);
        CHECK(method.sole(1, 30) == 10);
    }
}

TEST_SUITE("property") {
    TEST_CASE("a resource is never a bottleneck longer than it is active, and somebody is one whenever anybody is active") {
        CHECK(property::holds([] {
            ActivePeriods method(3);
            std::array<bool, 3> active{};
            std::array<std::int64_t, 3> total{};
            std::int64_t t = 0;
            for (const std::int64_t change : property::integers_in(0, 256)) {
                for (std::size_t r = 0; r < 3; ++r) {
                    active[r] = (change >> r & 1) != 0;
                    method.observe(r, active[r], t);
                }
                method.advance(t);
                RC_ASSERT((method.momentary() != ActivePeriods::kNone) == (active[0] || active[1] || active[2]));
                const std::int64_t step = 1 + change / 8;
                for (std::size_t r = 0; r < 3; ++r)
                    total[r] += active[r] ? step : 0;
                t += step;
            }
            for (std::size_t r = 0; r < 3; ++r)
                RC_ASSERT(method.sole(r, t) + method.shifting(r) <= total[r]);
        }));
    }
}
