#include "experiment/whatif/paired_gain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/check.hpp"

namespace dray::experiment {

namespace {

// 97.5 % quantiles of Student's distribution for 1, 2, ... degrees of freedom.
constexpr std::array<double, 30> kStudent = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                                             2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                                             2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};

}  // namespace

PairedGain paired_gain(std::span<const double> base, std::span<const double> variant) {
    DRAY_CHECK(base.size() == variant.size(), "{} runs of the base and {} of the variant", base.size(), variant.size());
    const std::size_t n = base.size();
    PairedGain gain;
    for (std::size_t i = 0; i < n; ++i)
        gain.mean += (variant[i] - base[i]) / static_cast<double>(n);
    if (n < 2) {
        gain.half_width = std::numeric_limits<double>::infinity();
        return gain;
    }
    double squares = 0;
    for (std::size_t i = 0; i < n; ++i)
        squares += (variant[i] - base[i] - gain.mean) * (variant[i] - base[i] - gain.mean);
    const double error = std::sqrt(squares / static_cast<double>(n - 1) / static_cast<double>(n));
    gain.half_width = kStudent[std::min(n - 2, kStudent.size() - 1)] * error;
    return gain;
}

}  // namespace dray::experiment
