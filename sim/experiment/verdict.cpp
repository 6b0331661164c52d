#include "experiment/verdict.hpp"

#include <fmt/format.h>

#include <cmath>

namespace dray::experiment {

namespace {

// The word for a change of this kind of figure.
const char* comparative(const Metric& metric, bool up) {
    if (metric.unit.ends_with("/h")) return up ? "faster" : "slower";
    if (metric.unit == "s") return up ? "longer" : "shorter";
    return up ? "higher" : "lower";
}

// "+3.1 % ± 0.8", in points for shares; in the metric's unit when the base is 0.
std::string amount(const Row& row) {
    const insight::Interval& change = row.difference.change;
    if (row.metric.is_share()) return fmt::format("{:+.2f} points ± {:.2f}", 100 * change.mean, 100 * change.half_width());
    if (row.base == 0) return fmt::format("{:+.3g} {} ± {:.2g}", change.mean, row.metric.unit, change.half_width());
    const double percent = 100 * row.difference.relative(), half = 100 * row.difference.relative_half_width();
    return half < 0.05 ? fmt::format("{:+.2f} % ± {:.2f}", percent, half) : fmt::format("{:+.1f} % ± {:.1f}", percent, half);
}

std::string nothing_shown(const Row& row) {
    const char* one = row.metric.is_share() ? "1 point" : "1 %";
    if (row.base == 0 && !row.metric.is_share()) return "no difference shown";
    if (row.more_for_one_percent == 0) return fmt::format("no difference shown; one of {} would show", one);
    constexpr std::size_t kMany = 99999;
    if (row.more_for_one_percent >= kMany) return fmt::format("no difference shown; one of {} is out of reach", one);
    return fmt::format("no difference shown; {} more replication{} would show {}", row.more_for_one_percent,
                       row.more_for_one_percent == 1 ? "" : "s", one);
}

}  // namespace

std::string verdict_of(const Row& row, const std::string& label) {
    switch (row.finding) {
        case Finding::Better:
        case Finding::Worse:
        case Finding::Changed: {
            const bool up = row.difference.change.mean > 0;
            return fmt::format("{} is {}: {}", label, comparative(row.metric, up), amount(row));
        }
        case Finding::NotShown:
            return nothing_shown(row);
        case Finding::Same:
            return "the same in every run";
        case Finding::Unknown:
            break;
    }
    return "unknown: one run each shows no certainty; give --replications to run";
}

}  // namespace dray::experiment
