// The forecast of congestion: which group will be the bottleneck in five minutes, and how many robots will be held where.
//
// Groups are judged by one set of weights, whatever kind and site they are of: the probability of each goes with the exponential
// of the weighted sum of its features (McFadden, "Conditional logit analysis of qualitative choice behavior", 1974). Zones and
// stations are told by a weighted sum each, which misses as little as it can on average.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "insight/forecast/congestion_tracker.hpp"

namespace dray::insight {

template <std::size_t n>
[[nodiscard]] double weighted_sum(const std::array<double, n>& weights, const std::array<double, n>& features) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i)
        sum += weights[i] * features[i];
    return sum;
}
/// From sums to probabilities in proportion to their exponentials.
void make_probabilities(std::vector<double>& sums);

struct CongestionModel {
    /// Of the file and of what the features mean; one of another version cannot be used.
    static constexpr int kVersion = 2;

    GroupFeatures group{};
    SeriesFeatures zone{}, station{};
    std::string trained_on;  ///< sites and seeds, for people

    /// Probabilities of all groups to be the bottleneck at the horizon; they sum to 1. `out` is resized.
    void bottlenecks(const CongestionTracker& tracker, std::vector<double>& out) const;
    /// Robots held in a zone, and waiting for a station, in the minute that ends at the horizon; at least 0.
    [[nodiscard]] double held(const CongestionTracker& tracker, std::size_t floor, std::size_t z) const;
    [[nodiscard]] double waiting(const CongestionTracker& tracker, std::size_t floor, std::size_t s) const;

    friend bool operator==(const CongestionModel&, const CongestionModel&) = default;
};

/// As JSON text that read_model() reads back to the same numbers.
[[nodiscard]] std::string model_text(const CongestionModel& model);
/// `name` stands for the file in messages. Throws InputError: not such a file, or of another version.
[[nodiscard]] CongestionModel read_model(std::string_view text, const std::string& name);
/// From a file; an empty path: the one that comes with the program. Throws InputError, and EnvironmentError when it cannot be
/// read.
[[nodiscard]] CongestionModel load_model(const std::string& path);

}  // namespace dray::insight
