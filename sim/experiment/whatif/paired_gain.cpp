#include "experiment/whatif/paired_gain.hpp"

#include "insight/statistics/paired.hpp"

namespace dray::experiment {

PairedGain paired_gain(std::span<const double> base, std::span<const double> variant) {
    constexpr double kConfidence = 0.95;
    const insight::Interval change = insight::paired_difference(base, variant, kConfidence).change;
    return {change.mean, change.half_width()};
}

}  // namespace dray::experiment
