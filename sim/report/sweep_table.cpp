#include "report/sweep_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "operations/csv.hpp"
#include "report/figures_text.hpp"

namespace dray::report {

namespace {

using experiment::PointResult;
using experiment::Replication;
using experiment::RunStatus;

constexpr std::size_t kMostFigures = 3;
constexpr int kBar = 40;

// The main rate and the next headline figures that any point has.
std::vector<std::string> shown_metrics(const std::vector<PointResult>& results) {
    std::vector<std::string> out;
    for (const PointResult& result : results) {
        for (const Replication& r : result.replications) {
            if (r.status != RunStatus::Ok) continue;
            if (out.empty()) out.push_back(experiment::main_rate(r.figures));
            for (const char* name : {"orders.cycle_time_s.p95", "robots.waiting_share"})
                if (!std::isnan(experiment::value_of(r.figures, name)) && std::ranges::find(out, name) == out.end())
                    out.push_back(name);
        }
    }
    std::erase(out, std::string());
    if (out.size() > kMostFigures) out.resize(kMostFigures);
    return out;
}

std::string with_interval(const experiment::Metric& metric, const std::vector<double>& values) {
    if (values.empty()) return "-";
    const insight::Interval i = insight::mean_interval(values, kConfidence);
    const std::string mean = value_text(metric, i.mean);
    if (!i.bounded()) return mean;
    return metric.is_share() ? fmt::format("{} ± {:.1f}", mean, 100 * i.half_width())
                             : fmt::format("{} ± {}", mean, percent_text(i.relative_half_width()));
}

std::string settings_of(const PointResult& result) {
    return result.overrides.empty() ? result.base.scenario : result.overrides;
}

std::size_t count_of(const PointResult& result, RunStatus status) {
    return static_cast<std::size_t>(std::ranges::count(result.replications, status, &Replication::status));
}

}  // namespace

std::string sweep_text(const std::vector<PointResult>& results) {
    const std::vector<std::string> names = shown_metrics(results);
    std::vector<std::vector<std::string>> table = {{"point", "runs"}};
    for (const std::string& name : names)
        table.front().push_back(experiment::metric_named(name).title);
    for (const PointResult& result : results) {
        table.push_back({settings_of(result), std::to_string(count_of(result, RunStatus::Ok))});
        for (const std::string& name : names)
            table.back().push_back(
                with_interval(experiment::metric_named(name), experiment::values_of(result.replications, name)));
    }
    std::vector<std::size_t> widths(table.front().size(), 0);
    for (const auto& row : table)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], characters_of(row[i]));
    std::string out;
    for (const auto& row : table) {
        for (std::size_t i = 0; i < row.size(); ++i)
            fmt::format_to(std::back_inserter(out), "  {}", padded(row[i], widths[i], i > 0));
        out += '\n';
    }
    for (const PointResult& result : results)
        for (const Replication& r : result.replications)
            if (r.status == RunStatus::Failed)
                fmt::format_to(std::back_inserter(out), "  failed: {}, seed {}: {}\n", settings_of(result), r.seed, r.message);
    return out;
}

std::string sweep_csv(const std::vector<PointResult>& results) {
    std::string out = "scenario,point,metric,unit,mean,half_width,deviation,runs,failed_runs\n";
    for (const PointResult& result : results) {
        for (const std::string& name : experiment::metric_names(result.replications)) {
            const std::vector<double> values = experiment::values_of(result.replications, name);
            const insight::Interval i = insight::mean_interval(values, kConfidence);
            const experiment::Metric metric = experiment::metric_named(name);
            fmt::format_to(std::back_inserter(out), "{},{},{},{},{:.9g},{},{:.9g},{},{}\n",
                           operations::csv_quoted(result.base.scenario), operations::csv_quoted(result.overrides),
                           operations::csv_quoted(name), metric.is_share() ? "share" : metric.unit, i.mean,
                           i.bounded() ? fmt::format("{:.9g}", i.half_width()) : "", i.deviation, values.size(),
                           count_of(result, RunStatus::Failed));
        }
    }
    return out;
}

std::string curve_text(const experiment::Curve& curve, const experiment::Metric& metric) {
    std::string out;
    const double most = curve.points[curve.best].rate.mean;
    for (const experiment::CurvePoint& point : curve.points) {
        const auto length = most > 0 ? static_cast<std::size_t>(std::lround(kBar * point.rate.mean / most)) : 0;
        fmt::format_to(std::back_inserter(out), "  {:>6} robots  {}  {}  {}\n", point.size,
                       padded(value_text(metric, point.rate.mean), 16, true),
                       padded(point.rate.bounded() ? "± " + percent_text(point.rate.relative_half_width()) : "one run", 8),
                       std::string(length, '#'));
    }
    const experiment::CurvePoint& best = curve.points[curve.best];
    fmt::format_to(std::back_inserter(out), "  most          {} with {} robots\n", value_text(metric, best.rate.mean), best.size);
    const experiment::Gap &knee = curve.knee, &band = curve.knee_band;
    fmt::format_to(std::back_inserter(out), "  knee          {} robots give 95 % of it", knee.above);
    if (knee.below != knee.above) fmt::format_to(std::back_inserter(out), ", {} do not", knee.below);
    if (band.below < band.above)
        fmt::format_to(std::back_inserter(out), "; with certainty between {} and {}", band.below, band.above);
    out += '\n';
    if (!curve.collapse) {
        fmt::format_to(std::back_inserter(out), "  collapse      none up to {} robots\n", curve.points.back().size);
    } else {
        fmt::format_to(std::back_inserter(out), "  collapse      between {} and {} robots it falls below 95 %{}\n",
                       curve.collapse->below, curve.collapse->above, curve.collapse_shown ? "" : " (not shown with certainty)");
    }
    return out;
}

}  // namespace dray::report
