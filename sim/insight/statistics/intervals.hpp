// How certain a mean or a quantile is.
//
//   const Interval rate = mean_interval(rate_of_each_replication, 0.95);
//   fmt::print("{} ± {}", rate.mean, rate.half_width());
#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace dray::insight {

/// An estimate with the interval that covers the true value with the confidence asked for.
struct Interval {
    double mean = 0;                                        ///< the estimate: a mean, or a quantile
    double low = -std::numeric_limits<double>::infinity();  ///< infinite when nothing can be said
    double high = std::numeric_limits<double>::infinity();  ///< likewise
    double deviation = 0;                                   ///< standard deviation of the values that it rests on
    std::size_t count = 0;                                  ///< values that it rests on

    [[nodiscard]] bool bounded() const;
    [[nodiscard]] double half_width() const { return (high - low) / 2; }
    /// Half-width over the estimate's size: infinite for an unbounded one and for an estimate of 0 with a width.
    [[nodiscard]] double relative_half_width() const;
};

/// Mean of independent values with Student's t interval. One value or none gives an unbounded interval. Equal values give an
/// interval of no width. `confidence` in (0, 1).
[[nodiscard]] Interval mean_interval(std::span<const double> values, double confidence);

/// Quantile q of independent values with the interval between two of the ordered values that covers it whatever the distribution
/// is (Hahn and Meeker, "Statistical Intervals", section 5.2). The estimate is the nearest rank. With too few values the interval
/// is open on one side or both. q and `confidence` in (0, 1).
[[nodiscard]] Interval quantile_interval(std::span<const double> values, double q, double confidence);

/// Correlation of two series of equal length in [-1, 1]; 0 when one of them does not vary.
[[nodiscard]] double correlation(std::span<const double> a, std::span<const double> b);

/// Correlation of a series with itself `lag` places on, around its mean; 0 when it does not vary or is not longer than the lag.
[[nodiscard]] double autocorrelation(std::span<const double> values, std::size_t lag);

/// How many successive values of a series are worth one independent value: 1 plus twice the sum of its autocorrelations, summed
/// up to the first lag that is 5 times the result (Sokal, "Monte Carlo methods in statistical mechanics", 1997); at least 1.
/// Infinite when that lag lies in the second half of the series: then the series is too short to tell.
[[nodiscard]] double autocorrelation_time(std::span<const double> values);

}  // namespace dray::insight
