// Quantiles of a list of values.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/figures.hpp"

namespace dray::engine {

/// Nearest rank: the smallest value that at least the share q of all values does not exceed. All 0 of no values.
inline Quantiles quantiles_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    const auto at = [&](double q) {
        const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
        return values[std::max<std::size_t>(rank, 1) - 1];
    };
    return {at(0.50), at(0.95), values.back()};
}

}  // namespace dray::engine
