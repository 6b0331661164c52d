// How throughput grows with the fleet: where more robots stop to help, and where they begin to harm.
//
// Sizes are run round by round: first a few over the whole range, then the middles of the two gaps in which the knee and the
// collapse lie, until the gaps are small. What is run next depends on the results alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "insight/statistics/intervals.hpp"

namespace dray::experiment {

/// A fleet of `size` gives `rate`.
struct CurvePoint {
    std::int64_t size = 0;
    insight::Interval rate;
};

/// Sizes between which something lies, both of them run.
struct Gap {
    std::int64_t below = 0, above = 0;
    friend bool operator==(const Gap&, const Gap&) = default;
};

/// Share of the most throughput that counts as all of it.
inline constexpr double kEnough = 0.95;

struct Curve {
    std::vector<CurvePoint> points;  ///< by size
    std::size_t best = 0;            ///< of `points`: the most throughput
    /// The smallest fleet with 95 % of the most lies above `below` and not above `above`; equal when it is the smallest that was
    /// run.
    Gap knee;
    /// The same when the certainty of the points is taken into account: from the first size that may reach it to the first that
    /// surely does.
    Gap knee_band;
    /// Beyond the best size, where throughput falls below 95 % of the most; none within the sizes run.
    std::optional<Gap> collapse;
    bool collapse_shown = false;  ///< the intervals of the best size and of the size after the collapse are apart
};

/// Reads a curve off points in any order; at least one.
[[nodiscard]] Curve curve_of(std::vector<CurvePoint> points);

/// Sizes to begin with: five or fewer, evenly spread in ratio from `low` to `high`, both included; 1 <= low <= high.
[[nodiscard]] std::vector<std::int64_t> first_sizes(std::int64_t low, std::int64_t high);

/// Sizes to run next: the middles of gaps wider than a 25th of their size; none when both are narrow enough.
[[nodiscard]] std::vector<std::int64_t> next_sizes(const Curve& curve);

}  // namespace dray::experiment
