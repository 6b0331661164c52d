// How certain the mean of one long run is: its values depend on each other, the means of long batches hardly do.
#pragma once

#include <span>
#include <string>

#include "insight/statistics/intervals.hpp"

namespace dray::insight {

/// An interval from within one run, or why there is none.
struct RunInterval {
    Interval interval;        ///< unbounded when it is refused
    std::size_t batches = 0;  ///< that it rests on
    std::string refusal;      ///< empty when the interval holds
};

/// Mean of a stationary series with an interval by batch means: 20 batches, or 10 when 20 are short, and the dependence that is
/// left between them put into the width as that of a first-order autoregression (as in Tafazzoli and Wilson, "Skart: a skewness-
/// and autoregression-adjusted batch-means procedure", IIE Transactions 43, 2011). Refused with fewer than 100 values, and when a
/// tenth of them is not 8 times longer than the series remembers.
[[nodiscard]] RunInterval batch_means_interval(std::span<const double> values, double confidence);

/// Quantile q of a stationary series in the same way: the quantiles of batches. Refused with fewer than 100 values in each of 10
/// batches where q lies within 5 % of an end, and with fewer than 10 elsewhere.
[[nodiscard]] RunInterval batch_quantile_interval(std::span<const double> values, double q, double confidence);

}  // namespace dray::insight
