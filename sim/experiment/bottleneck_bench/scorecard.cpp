#include "experiment/bottleneck_bench/scorecard.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "experiment/bottleneck_bench/measurement.hpp"
#include "experiment/bottleneck_bench/rules.hpp"
#include "insight/statistics/intervals.hpp"

namespace dray::experiment {

namespace {

// The detector has so long to notice a shift before it is judged by what it names.
constexpr double kGrace_s = 300;

// The runs of the site as it is that all rules are judged by.
std::span<const RunFigures> judged(const Bench& bench, std::size_t judged_runs) {
    return std::span(bench.runs[0]).first(judged_runs);
}

SiteVerdict verdict(const Bench& bench, std::size_t judged_runs) {
    SiteVerdict v{.name = bench.site.name, .planted = bench.site.group};
    std::map<std::string, int> named;
    std::map<std::string, double> score;
    const auto n = static_cast<double>(judged_runs);
    for (const RunFigures& run : judged(bench, judged_runs)) {
        v.per_h += run.per_h / n;
        ++named[run.groups.front().group];
        for (const GroupFigures& g : run.groups)
            score[g.group] += g.score / n;
    }
    v.named = std::ranges::max_element(named, {}, [](const auto& entry) { return entry.second; })->first;
    if (bench.reliefs.empty()) return v;
    const std::vector<std::vector<double>> all = bench.all_sensitivities();
    const std::size_t best = largest(all);
    for (std::size_t r = 0; r < all.size(); ++r) {
        const insight::Interval gain = insight::mean_interval(all[r], kConfidence);
        const std::string& group = bench.reliefs[r].group;
        v.measured.push_back(
            {group, gain.mean, gain.half_width(), all[r].size(), r == best || !told_apart(all[best], all[r]), score[group]});
    }
    std::ranges::stable_sort(v.measured, [](const Sensitivity& a, const Sensitivity& b) { return a.mean > b.mean; });
    v.right = static_cast<double>(named[v.measured.front().group]) / n;
    return v;
}

// Share of a span of time in which the detector named a group.
double share_named(const RunFigures& run, const std::string& group, double from_s, double to_s, double end_s) {
    double named_s = 0;
    for (std::size_t i = 0; i < run.shifts.size(); ++i) {
        const double until_s = i + 1 < run.shifts.size() ? run.shifts[i + 1].first : end_s;
        if (run.shifts[i].second == group)
            named_s += std::max(0.0, std::min(to_s, until_s) - std::max(from_s, run.shifts[i].first));
    }
    return to_s > from_s ? named_s / (to_s - from_s) : 0;
}

ShiftVerdict shift_verdict(const Bench& bench, std::size_t judged_runs) {
    const PlantedShift& shift = bench.site.shift.front();
    ShiftVerdict v{.name = bench.site.name};
    const engine::Scenario scenario = bench.source({}).scenario;
    const auto n = static_cast<double>(judged_runs);
    for (const RunFigures& run : judged(bench, judged_runs)) {
        double at_s = shift.at_s;
        for (std::size_t minute = 0; shift.slots > 0 && at_s == 0 && minute < run.open_orders.size(); ++minute)
            if (60.0 * static_cast<double>(minute) >= scenario.warm_up_s &&
                static_cast<double>(run.open_orders[minute]) < shift.slots / 2)
                at_s = 60.0 * static_cast<double>(minute);
        double noticed_s = scenario.duration_s;
        v.right_before += share_named(run, bench.site.group, scenario.warm_up_s, at_s, scenario.duration_s) / n;
        v.right_after += share_named(run, shift.to, at_s + kGrace_s, scenario.duration_s, scenario.duration_s) / n;
        for (std::size_t i = 0; i < run.shifts.size(); ++i) {
            const double until_s = i + 1 < run.shifts.size() ? run.shifts[i + 1].first : scenario.duration_s;
            if (run.shifts[i].second == shift.to && until_s > at_s)
                noticed_s = std::min(noticed_s, std::max(at_s, run.shifts[i].first));
        }
        v.delays_s.push_back(noticed_s - at_s);
        v.shift_s += at_s / n;
    }
    return v;
}

RuleScore rule_score(Rule rule, const std::vector<Bench>& benches, const std::vector<SiteVerdict>& verdicts,
                     std::size_t judged_runs) {
    RuleScore score{.rule = name_of(rule)};
    double runs = 0, arrivals = 0;
    for (std::size_t b = 0; b < benches.size(); ++b) {
        const std::vector<Sensitivity>& measured = verdicts[b].measured;
        if (measured.empty()) continue;
        const std::string& truth = measured.front().group;
        for (const RunFigures& run : judged(benches[b], judged_runs)) {
            const std::vector<std::string> order = ranked_by(rule, run);
            ++runs;
            score.top1 += order[0] == truth ? 1 : 0;
            score.top2 += order[0] == truth || (order.size() > 1 && order[1] == truth) ? 1 : 0;
            score.top1_or_tied +=
                std::ranges::any_of(measured, [&](const Sensitivity& s) { return s.tied && s.group == order[0]; }) ? 1 : 0;
            // What cannot be told from nothing has no rank of its own.
            std::vector<double> named, felt;
            for (const Sensitivity& s : measured) {
                const auto group = std::ranges::find(run.groups, s.group, &GroupFigures::group);
                named.push_back(group == run.groups.end() ? 0 : value_by(rule, *group));
                felt.push_back(std::abs(s.mean) > s.half_width ? s.mean : 0);
            }
            score.rank_correlation += rank_correlation(named, felt);
            if (!truth.ends_with("arrivals")) continue;
            ++arrivals;
            score.false_alarms += order[0] != truth ? 1 : 0;
        }
    }
    for (double* sum : {&score.top1, &score.top1_or_tied, &score.top2, &score.rank_correlation})
        *sum /= std::max(1.0, runs);
    score.false_alarms /= std::max(1.0, arrivals);
    return score;
}

}  // namespace

Scorecard measure_scorecard(const ScorecardOptions& options) {
    Measurement measurement(options);
    measurement.make_runs();
    Scorecard card;
    card.runs_made = measurement.made();
    card.interrupted = options.stop();
    if (card.interrupted) return card;
    std::vector<double> delays;
    for (const Bench& bench : measurement.benches()) {
        for (const auto& runs : bench.runs)
            card.runs += runs.size();
        card.sites.push_back(verdict(bench, options.fewest_pairs));
        if (bench.site.shift.empty()) continue;
        card.shifts.push_back(shift_verdict(bench, options.fewest_pairs));
        delays.insert(delays.end(), card.shifts.back().delays_s.begin(), card.shifts.back().delays_s.end());
    }
    std::ranges::sort(delays);
    if (!delays.empty()) {
        card.median_delay_s = delays[delays.size() / 2];
        card.largest_delay_s = delays.back();
    }
    for (std::size_t rule = 0; rule < kRules; ++rule)
        card.rules.push_back(rule_score(static_cast<Rule>(rule), measurement.benches(), card.sites, options.fewest_pairs));
    return card;
}

}  // namespace dray::experiment
