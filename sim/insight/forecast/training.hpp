// Fits the weights of the congestion forecast to what was seen in runs. The same samples give the same weights to the last bit.
#pragma once

#include <vector>

#include "insight/forecast/congestion_model.hpp"

namespace dray::insight {

/// All groups of a site in one moment, and which of them was the bottleneck at the horizon.
struct GroupSample {
    std::vector<GroupFeatures> groups;
    std::size_t now = 0, then = 0;
};

/// One zone or station in one moment, and the value of its last minute at the horizon.
struct SeriesSample {
    SeriesFeatures features{};
    double then = 0;
};

/// Probabilities of all groups, which sum to 1.
[[nodiscard]] std::vector<double> probabilities_of(const GroupFeatures& weights, const std::vector<GroupFeatures>& groups);

/// Weights of the largest likelihood, less a small penalty on their squares, by Newton's method.
[[nodiscard]] GroupFeatures fit_groups(const std::vector<GroupSample>& samples);
/// Weights of the least squares, less a small penalty; by exact solution.
[[nodiscard]] SeriesFeatures fit_series(const std::vector<SeriesSample>& samples);

}  // namespace dray::insight
