#include "experiment/bottleneck_bench/measurement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/hash.hpp"
#include "base/whole_file.hpp"
#include "experiment/bottleneck_bench/rules.hpp"
#include "insight/statistics/intervals.hpp"
#include "insight/statistics/paired.hpp"

namespace dray::experiment {

std::vector<double> Bench::sensitivities(std::size_t relief) const {
    std::vector<double> values;
    for (std::size_t i = 0; i < runs[1 + relief].size(); ++i)
        values.push_back(std::log(std::max(1.0, runs[1 + relief][i].per_h) / std::max(1.0, runs[0][i].per_h)) /
                         std::log(reliefs[relief].factor));
    return values;
}

std::vector<std::vector<double>> Bench::all_sensitivities() const {
    std::vector<std::vector<double>> all;
    for (std::size_t r = 0; r < reliefs.size(); ++r)
        all.push_back(sensitivities(r));
    return all;
}

std::size_t largest(const std::vector<std::vector<double>>& series) {
    const auto mean = [](const std::vector<double>& values) { return insight::mean_interval(values, kConfidence).mean; };
    return static_cast<std::size_t>(std::ranges::max_element(series, {}, mean) - series.begin());
}

bool told_apart(const std::vector<double>& larger, const std::vector<double>& smaller) {
    const std::size_t n = std::min(larger.size(), smaller.size());
    return insight::paired_difference(std::span(smaller).first(n), std::span(larger).first(n), kConfidence).change.low > 0;
}

Measurement::Measurement(const ScorecardOptions& options)
    : options_(options), cache_(options.cache / fmt::format("{}.jsonl", options.build)) {
    for (PlantedSite& site : planted_sites(options.set.site_seed))
        if (options.sites.empty() || std::ranges::find(options.sites, site.name) != options.sites.end()) add(std::move(site));
}

void Measurement::make_runs() {
    do {
        make_missing();
    } while (!options_.stop() && want_more());
}

void Measurement::add(PlantedSite site) {
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
void Measurement::make_missing() {
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

RunFigures Measurement::one_run(const Bench& bench, std::size_t variant, std::size_t pair) {
    const std::vector<std::string> overrides = variant == 0 ? std::vector<std::string>() : bench.reliefs[variant - 1].overrides;
    const std::uint64_t seed = options_.set.run_seed + pair;
    StateHash key;
    key.add(std::string_view(bench.site.yaml));
    key.add(std::string_view(bench.site.trace));
    for (const std::string& o : overrides)
        key.add(std::string_view(o));
    key.add(seed);
    if (const auto kept = cache_.find(key.digest())) return *kept;
    const Trial trial = run_trial(bench.source, overrides, seed, options_.stop);
    RunFigures run{.per_h = trial.per_h, .groups = group_figures_of(trial.results), .shifts = trial.shifts, .open_orders = {}};
    for (const engine::TimePoint& point : trial.results.timeline)
        run.open_orders.push_back(point.orders_open);
    // A run that was cut short is worth nothing.
    if (!options_.stop()) {
        cache_.keep(key.digest(), run);
        ++made_;
    }
    return run;
}

// Two pairs more for the largest sensitivity of a site and those that are not told from it.
bool Measurement::want_more() {
    bool more = false;
    for (Bench& bench : benches_) {
        if (bench.reliefs.empty()) continue;
        const std::vector<std::vector<double>> all = bench.all_sensitivities();
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

}  // namespace dray::experiment
