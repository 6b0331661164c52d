// Quantiles and tails of the distributions that output statistics need. The library behind them is known to one file only.
#pragma once

#include <cstdint>

namespace dray::insight {

/// Quantile of Student's t with `freedom` degrees (1 or more); p in (0, 1).
[[nodiscard]] double student_t_quantile(double p, double freedom);
/// Probability that |T| is at least |t|, for T of Student's t with `freedom` degrees (1 or more). 0 for an infinite t.
[[nodiscard]] double student_t_two_sided(double t, double freedom);
/// Quantile of the standard normal distribution; p in (0, 1).
[[nodiscard]] double normal_quantile(double p);
/// Probability of at most k successes in n trials of probability p each; 0 for k below 0.
[[nodiscard]] double binomial_at_most(std::int64_t k, std::int64_t n, double p);
/// Probability that a two-sided t test at level `alpha` with `freedom` degrees finds an effect whose true t value is `shift` (not
/// negative): the tails of the noncentral t.
[[nodiscard]] double t_test_power(double shift, double freedom, double alpha);

}  // namespace dray::insight
