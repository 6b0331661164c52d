#include "experiment/bottleneck_bench/scorecard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <map>

#include "base/hash.hpp"
#include "base/whole_file.hpp"
#include "experiment/bottleneck_bench/rules.hpp"
#include "experiment/whatif/relief.hpp"
#include "experiment/whatif/trial.hpp"
#include "insight/statistics/intervals.hpp"
#include "insight/statistics/paired.hpp"

namespace dray::experiment {

namespace {

// The detector has so long to notice a shift before it is judged by what it names.
constexpr double kGrace_s = 300;
constexpr double kConfidence = 0.95;

/// A site with its reliefs and the runs made of it so far.
struct Bench {
    PlantedSite site;
    ScenarioSource source;
    std::vector<Relief> reliefs;                // one a group
    std::vector<std::vector<RunFigures>> runs;  // by variant: the site as it is, then each relief; by pair
    std::vector<std::size_t> wanted;            // pairs of each variant
};

class Measurement {
  public:
    explicit Measurement(const ScorecardOptions& options)
        : options_(options), cache_(options.cache / fmt::format("{}.jsonl", options.build)) {
        for (PlantedSite& site : planted_sites(options.set.site_seed))
            if (options.sites.empty() || std::ranges::find(options.sites, site.name) != options.sites.end()) add(std::move(site));
    }

    Scorecard run() {
        do {
            make_missing();
        } while (!options_.stop() && want_more());
        Scorecard card;
        card.runs_made = made_;
        card.interrupted = options_.stop();
        if (card.interrupted) return card;
        for (const Bench& bench : benches_)
            for (const auto& runs : bench.runs)
                card.runs += runs.size();
        std::vector<double> delays;
        for (const Bench& bench : benches_) {
            card.sites.push_back(verdict(bench));
            if (bench.site.shift.empty()) continue;
            card.shifts.push_back(shift_verdict(bench));
            delays.insert(delays.end(), card.shifts.back().delays_s.begin(), card.shifts.back().delays_s.end());
        }
        std::ranges::sort(delays);
        if (!delays.empty()) {
            card.median_delay_s = delays[delays.size() / 2];
            card.largest_delay_s = delays.back();
        }
        for (std::size_t rule = 0; rule < kRules; ++rule)
            card.rules.push_back(rule_score(static_cast<Rule>(rule), card.sites));
        return card;
    }

  private:
    void add(PlantedSite site) {
        Bench& bench = benches_.emplace_back();
        std::string yaml = site.yaml;
        if (!site.trace.empty()) {
            const auto path = std::filesystem::absolute(options_.cache / fmt::format("{}-{}.csv", options_.set.name, site.name));
            WholeFile file(path);
            file.write(site.trace);
            file.commit();
            const std::string name = "trace.csv";
            yaml.replace(yaml.find(name), name.size(), fmt::format("'{}'", path.string()));
        }
        bench.source = [yaml, name = site.name](const std::vector<std::string>& overrides) {
            return engine::read_scenario(config::parse(yaml, name + ".yaml", ".", overrides), name);
        };
        if (site.shift.empty()) {
            for (Relief& relief : marginal_reliefs(bench.source({}).scenario)) {
                const auto same = [&](const Relief& r) { return r.group == relief.group; };
                if (relief.factor > 1 && std::ranges::none_of(bench.reliefs, same)) bench.reliefs.push_back(std::move(relief));
            }
        }
        bench.site = std::move(site);
        bench.runs.resize(1 + bench.reliefs.size());
        bench.wanted.assign(bench.runs.size(), options_.fewest_pairs);
    }

    // All runs that are wanted and not there, from the cache or anew, side by side.
    void make_missing() {
        struct Run {
            Bench* bench;
            std::size_t variant, pair;
        };
        std::vector<Run> missing;
        for (Bench& bench : benches_)
            for (std::size_t v = 0; v < bench.runs.size(); ++v)
                for (std::size_t pair = bench.runs[v].size(); pair < bench.wanted[v]; ++pair)
                    missing.push_back({&bench, v, pair});
        std::vector<RunFigures> figures(missing.size());
        std::atomic<std::size_t> done{0};
        run_side_by_side(
            missing.size(), options_.threads,
            [&](std::size_t i) {
                if (options_.stop()) return;
                figures[i] = one_run(*missing[i].bench, missing[i].variant, missing[i].pair);
                ++done;
            },
            [&] { options_.progress(fmt::format("{} of {} runs", done.load(), missing.size())); });
        if (options_.stop()) return;
        for (std::size_t i = 0; i < missing.size(); ++i)
            missing[i].bench->runs[missing[i].variant].push_back(std::move(figures[i]));
    }

    RunFigures one_run(const Bench& bench, std::size_t variant, std::size_t pair) {
        const std::vector<std::string> overrides =
            variant == 0 ? std::vector<std::string>() : bench.reliefs[variant - 1].overrides;
        const std::uint64_t seed = options_.set.run_seed + pair;
        StateHash key;
        key.add(std::string_view(bench.site.yaml));
        key.add(std::string_view(bench.site.trace));
        for (const std::string& o : overrides)
            key.add(std::string_view(o));
        key.add(seed);
        if (const auto kept = cache_.find(key.digest())) return *kept;
        const Trial trial = run_trial(bench.source, overrides, seed, options_.stop);
        RunFigures run{
            .per_h = trial.per_h, .groups = group_figures_of(trial.results), .shifts = trial.shifts, .open_orders = {}};
        for (const engine::TimePoint& point : trial.results.timeline)
            run.open_orders.push_back(point.orders_open);
        // A run that was cut short is worth nothing.
        if (!options_.stop()) {
            cache_.keep(key.digest(), run);
            ++made_;
        }
        return run;
    }

    // The sensitivity of one pair: growth of throughput over growth of capacity.
    static std::vector<double> sensitivities(const Bench& bench, std::size_t relief) {
        std::vector<double> values;
        const auto& runs = bench.runs[1 + relief];
        for (std::size_t i = 0; i < runs.size(); ++i)
            values.push_back(std::log(std::max(1.0, runs[i].per_h) / std::max(1.0, bench.runs[0][i].per_h)) /
                             std::log(bench.reliefs[relief].factor));
        return values;
    }

    static insight::Interval mean_of(const std::vector<double>& values) { return insight::mean_interval(values, kConfidence); }

    // Whether the pairs that two reliefs share tell the first from the second.
    static bool told_apart(const std::vector<double>& larger, const std::vector<double>& smaller) {
        const std::size_t n = std::min(larger.size(), smaller.size());
        return insight::paired_difference(std::span(smaller).first(n), std::span(larger).first(n), kConfidence).change.low > 0;
    }

    static std::size_t largest(const std::vector<std::vector<double>>& all) {
        std::size_t best = 0;
        for (std::size_t r = 1; r < all.size(); ++r)
            if (mean_of(all[r]).mean > mean_of(all[best]).mean) best = r;
        return best;
    }

    // Two pairs more for the largest sensitivity of a site and those that are not told from it.
    bool want_more() {
        bool more = false;
        for (Bench& bench : benches_) {
            if (bench.reliefs.empty()) continue;
            std::vector<std::vector<double>> all;
            for (std::size_t r = 0; r < bench.reliefs.size(); ++r)
                all.push_back(sensitivities(bench, r));
            const std::size_t best = largest(all);
            for (std::size_t r = 0; r < all.size(); ++r) {
                if (r == best || told_apart(all[best], all[r])) continue;
                for (const std::size_t variant : {std::size_t{0}, 1 + best, 1 + r}) {
                    const std::size_t wanted = std::min(options_.most_pairs, all[r].size() + 2);
                    more = more || wanted > bench.wanted[variant];
                    bench.wanted[variant] = std::max(bench.wanted[variant], wanted);
                }
            }
        }
        return more;
    }

    // The runs of the site as it is that all rules are judged by.
    [[nodiscard]] std::span<const RunFigures> judged(const Bench& bench) const {
        return std::span(bench.runs[0]).first(options_.fewest_pairs);
    }

    [[nodiscard]] SiteVerdict verdict(const Bench& bench) const {
        SiteVerdict v{.name = bench.site.name, .planted = bench.site.group};
        std::map<std::string, int> named;
        std::map<std::string, double> score;
        const auto n = static_cast<double>(options_.fewest_pairs);
        for (const RunFigures& run : judged(bench)) {
            v.per_h += run.per_h / n;
            ++named[run.groups.front().group];
            for (const GroupFigures& g : run.groups)
                score[g.group] += g.score / n;
        }
        v.named = std::ranges::max_element(named, {}, [](const auto& entry) { return entry.second; })->first;
        if (bench.reliefs.empty()) return v;
        std::vector<std::vector<double>> all;
        for (std::size_t r = 0; r < bench.reliefs.size(); ++r)
            all.push_back(sensitivities(bench, r));
        const std::size_t best = largest(all);
        for (std::size_t r = 0; r < all.size(); ++r) {
            const insight::Interval gain = mean_of(all[r]);
            const std::string& group = bench.reliefs[r].group;
            v.measured.push_back(
                {group, gain.mean, gain.half_width(), all[r].size(), r == best || !told_apart(all[best], all[r]), score[group]});
        }
        std::ranges::stable_sort(v.measured, [](const Sensitivity& a, const Sensitivity& b) { return a.mean > b.mean; });
        v.right = static_cast<double>(named[v.measured.front().group]) / n;
        return v;
    }

    [[nodiscard]] ShiftVerdict shift_verdict(const Bench& bench) const {
        const PlantedShift& shift = bench.site.shift.front();
        ShiftVerdict v{.name = bench.site.name};
        const engine::Scenario scenario = bench.source({}).scenario;
        const auto n = static_cast<double>(options_.fewest_pairs);
        for (const RunFigures& run : judged(bench)) {
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

    // Share of a span of time in which the detector named a group.
    static double share_named(const RunFigures& run, const std::string& group, double from_s, double to_s, double end_s) {
        double named_s = 0;
        for (std::size_t i = 0; i < run.shifts.size(); ++i) {
            const double until_s = i + 1 < run.shifts.size() ? run.shifts[i + 1].first : end_s;
            if (run.shifts[i].second == group)
                named_s += std::max(0.0, std::min(to_s, until_s) - std::max(from_s, run.shifts[i].first));
        }
        return to_s > from_s ? named_s / (to_s - from_s) : 0;
    }

    [[nodiscard]] RuleScore rule_score(Rule rule, const std::vector<SiteVerdict>& verdicts) const {
        RuleScore score{.rule = name_of(rule)};
        double runs = 0, arrivals = 0;
        for (std::size_t b = 0; b < benches_.size(); ++b) {
            const std::vector<Sensitivity>& measured = verdicts[b].measured;
            if (measured.empty()) continue;
            const std::string& truth = measured.front().group;
            for (const RunFigures& run : judged(benches_[b])) {
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

    const ScorecardOptions& options_;
    RunCache cache_;
    std::vector<Bench> benches_;
    std::atomic<std::size_t> made_{0};
};

}  // namespace

Scorecard measure_scorecard(const ScorecardOptions& options) {
    return Measurement(options).run();
}

}  // namespace dray::experiment
