// The difference of two variants that were run under the same random numbers.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "insight/statistics/intervals.hpp"

namespace dray::insight {

/// Variant b against variant a.
struct Difference {
    Interval change;         ///< of b - a; exactly 0 with no width when all pairs are equal
    double base = 0;         ///< mean of a
    double p_value = 1;      ///< two-sided, of no difference; 1 when nothing can be said
    double correlation = 0;  ///< of the two within pairs: what common random numbers gained; 0 when unpaired
    /// Variance of the difference without pairing over that with it: above 1 when pairing helped; infinite when all pairs differ
    /// by the same.
    double variance_ratio = 1;
    bool paired = true;

    /// change / |base|; 0 when the base is 0.
    [[nodiscard]] double relative() const;
    [[nodiscard]] double relative_half_width() const;
};

/// Paired t interval of b - a (Law, "Simulation Modeling and Analysis", section 10.2.1). The spans have the same length; fewer
/// than two pairs give an unbounded interval.
[[nodiscard]] Difference paired_difference(std::span<const double> a, std::span<const double> b, double confidence);

/// The same for runs that share nothing: Welch's interval. Fewer than two values of one give an unbounded interval.
[[nodiscard]] Difference independent_difference(std::span<const double> a, std::span<const double> b, double confidence);

/// Smallest true difference that n pairs with this deviation of their differences show in `power` of all cases at level `alpha`.
/// Infinite with fewer than two pairs.
[[nodiscard]] double detectable_effect(double deviation, std::size_t n, double alpha = 0.05, double power = 0.8);

/// Fewest pairs that show a true difference of `effect` (above 0) in `power` of all cases at level `alpha`; at least 2, at most
/// 100,000.
[[nodiscard]] std::size_t pairs_for_effect(double deviation, double effect, double alpha = 0.05, double power = 0.8);

/// Holm's correction: p values that may each be compared with the level as if it were the only one, in the order given (Holm, "A
/// simple sequentially rejective multiple test procedure", Scand. J. Statistics 6, 1979).
[[nodiscard]] std::vector<double> holm_adjusted(std::span<const double> p_values);

}  // namespace dray::insight
