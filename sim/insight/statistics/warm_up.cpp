#include "insight/statistics/warm_up.hpp"

#include <fmt/format.h>

#include <vector>

namespace dray::insight {

namespace {

constexpr std::size_t kGroup = 5;
constexpr std::size_t kFewestGroups = 10;

}  // namespace

WarmUp find_warm_up(std::span<const double> values) {
    const std::size_t groups = values.size() / kGroup;
    if (groups < kFewestGroups)
        return {{},
                fmt::format("the run is too short: {} values, at least {} are needed", values.size(), kFewestGroups * kGroup)};
    std::vector<double> means(groups, 0);
    for (std::size_t i = 0; i < groups * kGroup; ++i)
        means[i / kGroup] += values[i] / kGroup;

    // From the end, so that each truncation adds one group to the sums. The last groups are left out of the choice: the error of
    // a handful of groups says nothing. Of equal errors the shortest truncation is taken.
    constexpr std::size_t kLastGroups = 5;
    double sum = 0, squares = 0, smallest = 0;
    std::size_t best = groups;
    for (std::size_t first = groups; first-- > 0;) {
        sum += means[first];
        squares += means[first] * means[first];
        const auto rest = static_cast<double>(groups - first);
        if (groups - first < kLastGroups) continue;
        const double error = (squares - sum * sum / rest) / (rest * rest);
        if (best == groups || error <= smallest) {
            best = first;
            smallest = error;
        }
    }
    if (2 * best > groups)
        return {{},
                fmt::format("in the middle of its {} values the run has not settled: it is too short, or never steady",
                            values.size())};
    return {best * kGroup, {}};
}

}  // namespace dray::insight
