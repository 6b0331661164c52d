// Fits the weights of the congestion forecast to what was seen in runs. The same samples give the same weights to the last bit.
#pragma once

#include <vector>

#include "insight/forecast/congestion_model.hpp"

namespace dray::insight {

/// All groups of a site in one moment, and which of them was the bottleneck at the horizon.
struct GroupSample {
    std::vector<GroupFeatures> groups;
    std::size_t now = 0, then = 0;
    double weight = 1;  ///< above 0
};

/// One zone or station in one moment, and the value of its last minute at the horizon.
struct SeriesSample {
    SeriesFeatures features{};
    double then = 0;
    double weight = 1;  ///< above 0
};

/// Probabilities of all groups, which sum to 1.
[[nodiscard]] std::vector<double> probabilities_of(const GroupFeatures& weights, const std::vector<GroupFeatures>& groups);

/// Weights of the largest likelihood, less `penalty` / 2 on their squared distances from those that tell the site's own record
/// alone (the last of GroupFeatures), by Newton's method. Those themselves without samples. `penalty` above 0.
[[nodiscard]] GroupFeatures fit_groups(const std::vector<GroupSample>& samples, double penalty);
/// Mean of -log(probability of what was the bottleneck then), by weight; 0 without samples.
[[nodiscard]] double surprise(const GroupFeatures& weights, const std::vector<GroupSample>& samples);
/// Weights of the least mean absolute error, by least squares that are weighted anew (Schlossmacher, "An iterative technique for
/// absolute deviations curve fitting", JASA 1973). Of persistence without samples.
[[nodiscard]] SeriesFeatures fit_series(const std::vector<SeriesSample>& samples);

}  // namespace dray::insight
