#include "base/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using dray::Stream;

TEST_SUITE("unit") {
    TEST_CASE("a stream repeats its numbers and differs by seed, purpose and entity") {
        Stream a(7, "pick_time", 4711), same(7, "pick_time", 4711);
        std::set<std::uint64_t> firsts;
        for (int i = 0; i < 100; ++i) {
            const std::uint64_t value = a.next();
            CHECK(value == same.next());
            firsts.insert(value);
        }
        CHECK(firsts.size() == 100);
        CHECK(Stream(7, "pick_time", 4711).next() != Stream(8, "pick_time", 4711).next());
        CHECK(Stream(7, "pick_time", 4711).next() != Stream(7, "stow_time", 4711).next());
        CHECK(Stream(7, "pick_time", 4711).next() != Stream(7, "pick_time", 4712).next());
    }

    TEST_CASE("distributions have their means and stay in their ranges") {
        Stream s(1, "test");
        double exponential = 0, lognormal = 0, normal = 0, square = 0;
        constexpr int n = 200000;
        for (int i = 0; i < n; ++i) {
            exponential += s.exponential(4.0);
            lognormal += s.lognormal(10.0, 0.3);
            const double z = s.normal();
            normal += z;
            square += z * z;
            const auto k = s.integer(-2, 2);
            REQUIRE((k >= -2 && k <= 2));
        }
        CHECK(exponential / n == doctest::Approx(4.0).epsilon(0.01));
        CHECK(lognormal / n == doctest::Approx(10.0).epsilon(0.01));
        CHECK(std::abs(normal / n) < 0.01);
        CHECK(square / n == doctest::Approx(1.0).epsilon(0.01));
    }

    TEST_CASE("a weight of zero is never drawn") {
        Stream s(3, "weights");
        const double weights[] = {0.0, 1.0, 0.0, 3.0, 0.0};
        int hits[5] = {};
        for (int i = 0; i < 4000; ++i)
            ++hits[s.weighted(weights)];
        CHECK(hits[0] + hits[2] + hits[4] == 0);
        CHECK(hits[3] / static_cast<double>(hits[1]) == doctest::Approx(3.0).epsilon(0.15));
    }
}
