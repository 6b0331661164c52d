#include "experiment/precision.hpp"

#include <algorithm>
#include <cmath>

#include "insight/statistics/intervals.hpp"

namespace dray::experiment {

namespace {

constexpr double kConfidence = 0.95;

}  // namespace

std::optional<std::size_t> replications_reached(std::span<const double> values, double precision) {
    for (std::size_t n = kFewestForPrecision; n <= values.size(); ++n)
        if (insight::mean_interval(values.first(n), kConfidence).relative_half_width() <= precision) return n;
    return {};
}

std::size_t replications_expected(std::span<const double> values, double precision) {
    if (values.size() < kFewestForPrecision) return kFewestForPrecision;
    // The half-width shrinks with the root of the number.
    const double width = insight::mean_interval(values, kConfidence).relative_half_width();
    const double factor = std::min(1e6, width / precision);
    const double needed = std::ceil(static_cast<double>(values.size()) * factor * factor);
    return std::max(kFewestForPrecision, static_cast<std::size_t>(std::min(needed, 1e9)));
}

}  // namespace dray::experiment
