// The mean of paired differences with its confidence interval.
#pragma once

#include <span>

namespace dray::experiment {

/// Mean gain of a variant over the base, both run with the same seeds.
struct PairedGain {
    double mean = 0;
    double half_width = 0;  ///< of Student's 95 % interval; infinite with fewer than two pairs
    [[nodiscard]] double low() const { return mean - half_width; }
    [[nodiscard]] double high() const { return mean + half_width; }
};

/// `base` and `variant` hold one value a seed, in the same order; they are of the same length.
[[nodiscard]] PairedGain paired_gain(std::span<const double> base, std::span<const double> variant);

}  // namespace dray::experiment
