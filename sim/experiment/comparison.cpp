#include "experiment/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "experiment/comparison_checks.hpp"
#include "experiment/verdict.hpp"

namespace dray::experiment {

namespace {

constexpr double kConfidence = 0.95, kLevel = 0.05;

std::map<std::size_t, const Replication*> good_by_number(const RunSet& set) {
    std::map<std::size_t, const Replication*> out;
    for (const Replication& r : set.replications)
        if (r.status == RunStatus::Ok) out.emplace(r.number, &r);
    return out;
}

struct Values {
    std::vector<double> a, b;
    bool paired = true;
};

// Values of pairs with the same number and seed, else all values of each side.
Values values_of_both(const RunSet& first, const RunSet& other, const std::string& metric) {
    Values out;
    const auto a = good_by_number(first), b = good_by_number(other);
    if (share_seeds(first, other)) {
        for (const auto& [number, run] : a) {
            const auto partner = b.find(number);
            if (partner == b.end() || partner->second->seed != run->seed) continue;
            const double left = value_of(run->figures, metric), right = value_of(partner->second->figures, metric);
            if (std::isnan(left) || std::isnan(right)) continue;
            out.a.push_back(left);
            out.b.push_back(right);
        }
        return out;
    }
    out.paired = false;
    out.a = values_of(first.replications, metric);
    out.b = values_of(other.replications, metric);
    return out;
}

Row row_of(const Metric& metric, std::size_t variant, const Values& values) {
    Row row;
    row.metric = metric;
    row.variant = variant;
    row.difference = values.paired ? insight::paired_difference(values.a, values.b, kConfidence)
                                   : insight::independent_difference(values.a, values.b, kConfidence);
    row.base = insight::mean_interval(values.a, kConfidence).mean;
    row.value = insight::mean_interval(values.b, kConfidence).mean;
    const std::size_t runs = row.difference.change.count;
    row.detectable = insight::detectable_effect(row.difference.change.deviation, runs);
    const double one_percent = metric.is_share() ? 0.01 : 0.01 * std::abs(row.base);
    if (runs >= 2 && one_percent > 0) {
        const std::size_t needed = insight::pairs_for_effect(row.difference.change.deviation, one_percent);
        row.more_for_one_percent = needed > runs ? needed - runs : 0;
    }
    return row;
}

Finding finding_of(const Row& row) {
    const insight::Interval& change = row.difference.change;
    if (!change.bounded()) return Finding::Unknown;
    if (change.mean == 0 && change.half_width() == 0) return Finding::Same;
    if (row.p_adjusted > kLevel) return Finding::NotShown;
    if (row.metric.better == Better::Neither) return Finding::Changed;
    return (change.mean > 0) == (row.metric.better == Better::Higher) ? Finding::Better : Finding::Worse;
}

// The figures to judge by, in the order of the first set. Rates of areas that no variant has are left out.
std::vector<std::string> metrics_of(const std::vector<RunSet>& sets, const ComparisonOptions& options) {
    const std::vector<std::string> all = metric_names(sets.front().replications);
    for (const std::string& wanted : options.metrics)
        if (std::ranges::find(all, wanted) == all.end())
            throw InputError(fmt::format("the runs have no figure '{}'; they have {}", wanted, fmt::join(all, ", ")));
    if (!options.metrics.empty()) return options.metrics;
    std::vector<std::string> out;
    for (const std::string& name : all) {
        const auto none = [&](const RunSet& set) {
            const std::vector<double> values = values_of(set.replications, name);
            return std::ranges::all_of(values, [](double v) { return v == 0; });
        };
        if (is_headline(name) && !std::ranges::all_of(sets, none)) out.push_back(name);
    }
    return out;
}

}  // namespace

double Row::loss() const {
    const double change = difference.change.mean;
    const bool worse = (metric.better == Better::Higher && change < 0) || (metric.better == Better::Lower && change > 0);
    if (!worse) return 0;
    return metric.is_share() ? std::abs(change) : std::abs(difference.relative());
}

std::string_view word_of(Finding finding) {
    switch (finding) {
        case Finding::Better:
            return "better";
        case Finding::Worse:
            return "worse";
        case Finding::Changed:
            return "changed";
        case Finding::NotShown:
            return "not_shown";
        case Finding::Same:
            return "same";
        case Finding::Unknown:
            break;
    }
    return "unknown";
}

Comparison compare(const std::vector<RunSet>& sets, const ComparisonOptions& options) {
    if (sets.size() < 2) throw InputError("a comparison needs two run directories at least");
    Comparison out;
    const std::vector<std::string> obstacles = obstacles_of(sets);
    if (!obstacles.empty() && !options.anyway)
        throw InputError(fmt::format("these runs cannot be compared: {}.\nGive --anyway to compare them nevertheless.",
                                     fmt::join(obstacles, "; ")));
    out.warnings = obstacles;
    for (const RunSet& set : sets) {
        out.labels.push_back(set.label);
        out.runs.push_back(set.good());
    }
    out.changes = changes_of(sets);
    for (std::string& warning : warnings_of(sets, out.changes))
        out.warnings.push_back(std::move(warning));
    for (const Replication& r : sets.front().replications)
        if (r.status == RunStatus::Ok && out.main_metric.empty()) out.main_metric = main_rate(r.figures);

    for (std::size_t v = 1; v < sets.size(); ++v)
        for (const std::string& name : metrics_of(sets, options))
            out.rows.push_back(row_of(metric_named(name), v, values_of_both(sets.front(), sets[v], name)));
    // Equal pairs are no test: there is nothing that could be found by chance.
    std::vector<double> p_values;
    for (const Row& row : out.rows)
        if (row.difference.change.deviation > 0) p_values.push_back(row.difference.p_value);
    const std::vector<double> adjusted = insight::holm_adjusted(p_values);
    std::size_t next = 0;
    for (Row& row : out.rows) {
        row.p_adjusted = row.difference.change.deviation > 0 ? adjusted[next++] : row.difference.p_value;
        row.finding = finding_of(row);
        row.verdict = verdict_of(row, out.labels[row.variant]);
    }
    return out;
}

}  // namespace dray::experiment
