#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/figures_text.hpp"
#include "report/replications.hpp"

namespace dray::report {

namespace {

using experiment::Replication;
using experiment::RunStatus;

constexpr std::size_t kNameWidth = 34, kValueWidth = 18;

// One row: mean, half-width, share of the mean, and how far the runs themselves spread.
std::string row_of(const std::string& name, const std::vector<double>& values) {
    const experiment::Metric metric = experiment::metric_named(name);
    const insight::Interval i = insight::mean_interval(values, kConfidence);
    const std::string plus_minus = !i.bounded()        ? "unknown"
                                   : metric.is_share() ? fmt::format("± {:.2f} points", 100 * i.half_width())
                                                       : "± " + percent_text(i.relative_half_width());
    return fmt::format("  {}{}  {}{}\n", padded(metric.title, kNameWidth), padded(value_text(metric, i.mean), kValueWidth, true),
                       padded(plus_minus, 16), range_text(metric, std::ranges::min(values), std::ranges::max(values)));
}

bool worth_a_row(const std::string& name, const std::vector<double>& values) {
    const bool none = std::all_of(values.begin(), values.end(), [](double v) { return v == 0; });
    const bool area_rate = name.starts_with("throughput.") || name.ends_with("_per_hour");
    return name != "safety.collisions" && !(none && area_rate);
}

std::string warm_up_text(const experiment::WarmUpCheck& check) {
    const experiment::Metric seconds{.name = "", .title = "", .unit = "s"};
    if (!check.applies) return "the start is part of the answer (horizon: terminating)";
    if (!check.found_s)
        return fmt::format("{} left out; whether it is enough is unknown: {}", value_text(seconds, check.used_s), check.refusal);
    return fmt::format("{} left out; by MSER-5 the start shows for {}: {}", value_text(seconds, check.used_s),
                       value_text(seconds, *check.found_s), check.enough() ? "enough" : "TOO SHORT, the rates may be wrong");
}

}  // namespace

std::string run_certainty(const experiment::RunStatistics& statistics) {
    std::string out = fmt::format("  {:<13} {}\n", "warm-up", warm_up_text(statistics.warm_up));
    std::string intervals;
    for (const experiment::RunFigure& figure : statistics.figures) {
        if (!figure.run.interval.bounded()) continue;
        fmt::format_to(std::back_inserter(intervals), "{}{} ± {}", intervals.empty() ? "" : "; ",
                       experiment::metric_named(figure.metric).title, percent_text(figure.run.interval.relative_half_width()));
    }
    if (!intervals.empty())
        fmt::format_to(std::back_inserter(out), "  {:<13} {} (95 %, from batches of the run)\n", "certainty", intervals);
    return out;
}

std::string replications_summary(const experiment::ReplicateResult& result, const ReplicationsContext& c, bool colour) {
    const experiment::Metric seconds{.name = "", .title = "", .unit = "s"};
    const auto ok = static_cast<std::size_t>(std::ranges::count(result.replications, RunStatus::Ok, &Replication::status));
    std::string out = fmt::format("{}{}, seed {}: {} replications of {} in {:.1f} s, {} at a time{}{}\n", colour ? "\033[1m" : "",
                                  c.scenario, c.seed, ok, value_text(seconds, c.planned_duration_s), c.wall_s, c.jobs,
                                  result.interrupted ? " (interrupted)" : "", colour ? "\033[0m" : "");
    const auto add = [&](const std::string& name, const std::string& value, bool alarm = false) {
        fmt::format_to(std::back_inserter(out), "  {}{:<13} {}{}\n", alarm && colour ? "\033[31m" : "", name, value,
                       alarm && colour ? "\033[0m" : "");
    };
    if (ok > 0) {
        fmt::format_to(std::back_inserter(out), "  {}{}  {}{}\n", padded("", kNameWidth), padded("mean", kValueWidth, true),
                       padded("95 % certain to", 16), "single runs");
        for (const std::string& name : experiment::metric_names(result.replications)) {
            const std::vector<double> values = experiment::values_of(result.replications, name);
            if (worth_a_row(name, values)) out += row_of(name, values);
        }
    }
    if (result.by_precision) {
        const experiment::Metric metric = experiment::metric_named(result.metric);
        add("precision", result.reached ? fmt::format("± {} of {} reached", percent_text(c.precision), metric.title)
                                        : fmt::format("± {} of {} NOT reached", percent_text(c.precision), metric.title));
    }
    add("warm-up", warm_up_text(c.warm_up), c.warm_up.applies && c.warm_up.found_s && !c.warm_up.enough());
    const std::vector<double> collisions = experiment::values_of(result.replications, "safety.collisions");
    double all = 0;
    for (const double n : collisions)
        all += n;
    add("safety", fmt::format("{:.0f} collisions in all runs", all), all > 0);
    for (const Replication& r : result.replications)
        if (r.status == RunStatus::Failed)
            add("failed", fmt::format("replication {} with seed {}: {}", r.number, r.seed, r.message), true);
    return out;
}

}  // namespace dray::report
