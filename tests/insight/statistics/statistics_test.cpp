#include <doctest/doctest.h>

#include <array>
#include <cmath>

#include "base/random.hpp"
#include "insight/statistics/batch_means.hpp"
#include "insight/statistics/distributions.hpp"
#include "insight/statistics/paired.hpp"
#include "insight/statistics/warm_up.hpp"
#include "queue.hpp"

using namespace dray::insight;
using doctest::Approx;

namespace {

// Student's own example (Biometrika 6, 1908): hours of sleep gained by ten patients with two drugs.
const std::vector<double> kDrug1 = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> kDrug2 = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("the interval of a mean is that of the worked example: Law, Simulation Modeling and Analysis, section 4.5") {
        const std::vector<double> values = {1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09};
        const Interval interval = mean_interval(values, 0.90);
        CHECK(interval.mean == Approx(1.343));
        CHECK(interval.deviation * interval.deviation == Approx(0.17).epsilon(0.02));
        CHECK(interval.half_width() == Approx(0.24).epsilon(0.02));
        CHECK(interval.relative_half_width() == Approx(0.24 / 1.343).epsilon(0.02));
    }

    TEST_CASE("one value tells nothing of its certainty, and equal values are certain") {
        CHECK_FALSE(mean_interval(std::array{3.0}, 0.95).bounded());
        CHECK_FALSE(mean_interval(std::vector<double>{}, 0.95).bounded());
        CHECK(std::isinf(mean_interval(std::array{3.0}, 0.95).relative_half_width()));
        const Interval same = mean_interval(std::array{0.1, 0.1, 0.1}, 0.95);
        CHECK(same.half_width() == 0);
        CHECK(same.relative_half_width() == 0);
    }

    TEST_CASE("the median of a population lies between the 40th and the 61st of 100 values, as the tables say") {
        std::vector<double> values;
        for (int i = 100; i >= 1; --i)
            values.push_back(i);
        const Interval median = quantile_interval(values, 0.5, 0.95);
        CHECK(median.mean == 50);
        CHECK(median.low == 40);
        CHECK(median.high == 61);
        // The largest of 10 is above the 95 % point in 40 % of cases only: no upper end.
        const Interval high = quantile_interval(std::vector<double>(values.begin(), values.begin() + 10), 0.95, 0.95);
        CHECK(std::isfinite(high.low));
        CHECK(std::isinf(high.high));
    }

    TEST_CASE("the paired difference is that of Student's sleep data") {
        const Difference d = paired_difference(kDrug1, kDrug2, 0.95);
        CHECK(d.change.mean == Approx(1.58));
        CHECK(d.change.low == Approx(0.7001142).epsilon(1e-6));
        CHECK(d.change.high == Approx(2.4598858).epsilon(1e-6));
        CHECK(d.p_value == Approx(0.002833).epsilon(1e-3));
        CHECK(d.correlation == Approx(0.7952).epsilon(1e-3));
        CHECK(d.variance_ratio > 1);
    }

    TEST_CASE("the unpaired difference of the same data is Welch's") {
        const Difference d = independent_difference(kDrug1, kDrug2, 0.95);
        CHECK(d.change.low == Approx(-0.2054832).epsilon(1e-5));
        CHECK(d.change.high == Approx(3.3654832).epsilon(1e-6));
        CHECK(d.p_value == Approx(0.07939).epsilon(1e-3));
        CHECK(d.correlation == 0);
    }

    TEST_CASE("equal pairs differ by exactly nothing, and pairs that differ by the same by exactly that") {
        const Difference none = paired_difference(kDrug1, kDrug1, 0.95);
        CHECK(none.change.mean == 0);
        CHECK(none.change.low == 0);
        CHECK(none.change.high == 0);
        CHECK(none.p_value == 1);
        const std::array<double, 3> low{1, 2, 3}, high{2, 3, 4};
        const Difference one = paired_difference(low, high, 0.95);
        CHECK(one.change.half_width() == 0);
        CHECK(one.p_value == 0);
        CHECK(one.correlation == Approx(1));
        CHECK_FALSE(paired_difference(std::array{1.0}, std::array{2.0}, 0.95).change.bounded());
    }

    TEST_CASE("an effect of half a deviation needs 34 pairs at a power of 80 %: Cohen's worked value") {
        CHECK(pairs_for_effect(1, 0.5) == 34);
        CHECK(detectable_effect(1, 34) == Approx(0.4949).epsilon(0.002));
        CHECK(detectable_effect(2, 34) == Approx(2 * detectable_effect(1, 34)));
        CHECK(std::isinf(detectable_effect(1, 1)));
        CHECK(detectable_effect(0, 5) == 0);
        CHECK(pairs_for_effect(0, 0.1) == 2);
    }

    TEST_CASE("Holm's correction gives the worked values and never more than 1") {
        CHECK(holm_adjusted(std::array{0.01, 0.04, 0.03, 0.005}) == std::vector<double>{0.03, 0.06, 0.06, 0.02});
        CHECK(holm_adjusted(std::array{0.9, 0.8}) == std::vector<double>{1, 1});
        CHECK(holm_adjusted(std::vector<double>{}).empty());
    }

    TEST_CASE("MSER-5 finds where the start ends to show, and refuses short runs and runs that never settle") {
        std::vector<double> values;
        dray::Stream noise(1, "noise");
        for (int i = 0; i < 400; ++i)
            values.push_back((i < 60 ? i / 60.0 * 100 : 100) + noise.normal());
        const WarmUp found = find_warm_up(values);
        REQUIRE(found.values);
        CHECK(*found.values >= 50);
        CHECK(*found.values <= 75);
        CHECK(*found.values % 5 == 0);

        CHECK(find_warm_up(std::span(values).first(49)).refusal.find("at least 50") != std::string::npos);
        std::vector<double> climbing;
        for (int i = 0; i < 200; ++i)
            climbing.push_back(i);
        CHECK(find_warm_up(climbing).refusal.find("has not settled") != std::string::npos);
        CHECK(find_warm_up(std::vector<double>(100, 7.0)).values == 0);
    }

    TEST_CASE("batch means see the dependence of successive values, and refuse a run that is short for it") {
        const std::vector<double> waits = dray::test::mm1_waits(3, 0.8, 40000);
        const RunInterval run = batch_means_interval(waits, 0.95);
        REQUIRE(run.refusal.empty());
        // As if the values were independent the interval would be some nine times too narrow.
        CHECK(run.interval.half_width() > 5 * mean_interval(waits, 0.95).half_width());
        CHECK(run.interval.low < 4);
        CHECK(run.interval.high > 4);
        const RunInterval small = batch_means_interval(dray::test::mm1_waits(3, 0.95, 2000), 0.95);
        CHECK(small.refusal.find("too short") != std::string::npos);
        CHECK_FALSE(small.interval.bounded());
        CHECK_FALSE(batch_means_interval(std::span(waits).first(99), 0.95).refusal.empty());
        CHECK_FALSE(batch_quantile_interval(std::span(waits).first(500), 0.95, 0.95).refusal.empty());
    }

    TEST_CASE("a series remembers as long as its autoregression says") {
        dray::Stream noise(5, "noise");
        std::vector<double> independent, dependent;
        double value = 0;
        for (int i = 0; i < 20000; ++i) {
            independent.push_back(noise.normal());
            dependent.push_back(value = 0.8 * value + noise.normal());
        }
        CHECK(autocorrelation_time(independent) == Approx(1).epsilon(0.2));
        CHECK(autocorrelation_time(dependent) == Approx(9).epsilon(0.25));
        CHECK(autocorrelation(dependent, 1) == Approx(0.8).epsilon(0.05));
    }
}

TEST_SUITE("property") {
    TEST_CASE("the predicted power is the share of experiments that find the effect") {
        constexpr std::size_t kPairs = 12;
        const double effect = detectable_effect(1, kPairs, 0.05, 0.8);
        int found = 0;
        for (std::uint64_t i = 0; i < 2000; ++i) {
            dray::Stream noise(i, "noise");
            std::vector<double> a, b;
            for (std::size_t k = 0; k < kPairs; ++k) {
                const double shared = 5 * noise.normal();
                a.push_back(shared);
                b.push_back(shared + effect + noise.normal());
            }
            found += paired_difference(a, b, 0.95).p_value < 0.05;
        }
        CHECK(found / 2000.0 > 0.77);
        CHECK(found / 2000.0 < 0.83);
    }
}
