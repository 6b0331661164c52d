// Comparison of variants of a site: what differs, how certain that is, and what more runs would show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "experiment/run_set.hpp"
#include "insight/statistics/paired.hpp"

namespace dray::experiment {

struct ComparisonOptions {
    std::vector<std::string> metrics;  ///< to judge by; empty: the headline figures that the runs have
    bool anyway = false;               ///< compare also what is not comparable; the reasons become warnings
};

enum class Finding : std::uint8_t {
    Better,
    Worse,
    Changed,   ///< differs, and neither way is better
    NotShown,  ///< no difference shown
    Same,      ///< equal in every pair, to the last digit
    Unknown,   ///< too few runs to say anything
};

/// One metric of one variant against the first.
struct Row {
    Metric metric;
    std::size_t variant = 1;             ///< of `Comparison::labels`
    double base = 0, value = 0;          ///< means of the first variant and of this one, over the runs compared
    insight::Difference difference;      ///< 95 % interval of this row alone
    double p_adjusted = 1;               ///< by Holm over all rows
    Finding finding = Finding::Unknown;  ///< at the 5 % level of all rows together
    /// Smallest true difference that these runs show in 80 % of cases, in the metric's unit; infinite with one run.
    double detectable = 0;
    /// Further replications that would show a difference of 1 % (1 point of a share) in 80 % of cases; 0: none.
    std::size_t more_for_one_percent = 0;
    std::string verdict;  ///< in words

    /// The change that is a loss, as a share of the base (points of a share); 0 when it is none.
    [[nodiscard]] double loss() const;
};

struct Comparison {
    std::vector<std::string> labels;  ///< the first is what the others are compared with
    std::vector<std::size_t> runs;    ///< good replications, by variant
    std::vector<Row> rows;            ///< by variant, then by metric
    std::string main_metric;          ///< the rate that the site is for; empty when there is none
    std::vector<std::string> warnings;
    /// Scenario fields in which a variant differs from the first: variant, field, values of both.
    struct FieldChange {
        std::size_t variant = 1;
        std::string field, from, to;
    };
    std::vector<FieldChange> changes;
};

/// Pairs replications by their number and seed; sets without common seeds are compared as independent, with a warning. Throws
/// InputError when fewer than two sets are given, when they are not comparable (another schema, duration, warm-up or horizon, cut
/// short) and `anyway` is false, or when a metric does not exist; it says why.
[[nodiscard]] Comparison compare(const std::vector<RunSet>& sets, const ComparisonOptions& options = {});

/// "better", "worse", "changed", "not_shown", "same", "unknown".
[[nodiscard]] std::string_view word_of(Finding finding);

}  // namespace dray::experiment
