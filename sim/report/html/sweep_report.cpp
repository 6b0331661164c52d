#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "report/figures_text.hpp"
#include "report/html/page.hpp"
#include "report/html/run_report.hpp"

namespace dray::report {

namespace {

using experiment::PointResult;
using experiment::Replication;
using experiment::RunStatus;

constexpr std::size_t kMostCurves = 7;

// "fleets[0].count=60" as field and value.
std::pair<std::string, std::string> setting_of(const std::string& text) {
    const std::size_t equals = text.find('=');
    return {text.substr(0, equals), equals == std::string::npos ? "" : text.substr(equals + 1)};
}

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

std::vector<std::string> metrics_of(const std::vector<PointResult>& results) {
    std::vector<std::string> out;
    for (const PointResult& result : results)
        for (const Replication& r : result.replications)
            for (const auto& [name, value] : r.figures)
                if (experiment::is_headline(name) && value != 0 && std::ranges::find(out, name) == out.end()) out.push_back(name);
    return out;
}

// One curve a combination of the other fields, over the numbers of this one.
void add_response(Page& page, const std::vector<PointResult>& results, const std::string& field, const std::string& name) {
    std::map<std::string, std::map<double, insight::Interval>> curves;
    std::vector<double> places;
    for (const PointResult& result : results) {
        std::string rest;
        std::optional<double> place;
        for (const std::string& setting : result.point) {
            const auto [own, value] = setting_of(setting);
            if (own == field)
                place = number_in(value);
            else
                rest += (rest.empty() ? "" : ", ") + setting;
        }
        const std::vector<double> values = experiment::values_of(result.replications, name);
        if (!place || values.empty()) continue;
        curves[rest][*place] = insight::mean_interval(values, kConfidence);
        places.push_back(*place);
    }
    std::ranges::sort(places);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    const auto same = [&](const auto& curve) {
        return std::ranges::all_of(curve.second,
                                   [&](const auto& p) { return p.second.mean == curves.begin()->second.begin()->second.mean; });
    };
    if (std::ranges::all_of(curves, same)) return;
    // Where hardly any curve has two points there is none to draw: a random design.
    if (places.size() < 2 || curves.size() > kMostCurves) return;
    const experiment::Metric metric = experiment::metric_named(name);
    Chart chart{.title = metric.title, .note = fmt::format("Over {}; mean and 95 % interval.", field), .kind = ChartKind::Lines};
    chart.x = places;
    chart.x_title = field;
    chart.y_unit = metric.is_share() ? "share" : metric.unit;
    chart.markers = true;
    constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
    for (const auto& [rest, points] : curves) {
        Series series{
            .name = rest.empty() ? metric.title : rest, .values = {}, .low = {}, .high = {}, .colour = {}, .colours = {}};
        bool bounded = false;
        for (const double place : places) {
            const auto found = points.find(place);
            const insight::Interval i = found == points.end() ? insight::Interval{.mean = kGap} : found->second;
            series.values.push_back(i.mean);
            series.low.push_back(i.bounded() ? i.low : i.mean);
            series.high.push_back(i.bounded() ? i.high : i.mean);
            bounded = bounded || i.bounded();
        }
        if (!bounded) series.low = series.high = {};
        chart.series.push_back(series);
    }
    page.chart(chart);
}

void add_table(Page& page, const std::vector<PointResult>& results, const std::vector<std::string>& metrics) {
    std::vector<std::string> header = {"point", "runs"};
    TableOptions options{.numbers = {false, true}, .filter = true};
    for (const std::string& name : metrics) {
        header.push_back(experiment::metric_named(name).title);
        options.numbers.push_back(true);
    }
    std::vector<std::vector<std::string>> rows;
    for (const PointResult& result : results) {
        rows.push_back({result.overrides.empty() ? result.base.scenario : result.overrides,
                        std::to_string(std::ranges::count(result.replications, RunStatus::Ok, &Replication::status))});
        for (const std::string& name : metrics) {
            const std::vector<double> values = experiment::values_of(result.replications, name);
            const experiment::Metric metric = experiment::metric_named(name);
            const insight::Interval i = insight::mean_interval(values, kConfidence);
            rows.back().push_back(
                values.empty()      ? "-"
                : !i.bounded()      ? value_text(metric, i.mean)
                : metric.is_share() ? fmt::format("{} ± {:.1f}", value_text(metric, i.mean), 100 * i.half_width())
                                    : fmt::format("{} ± {}", value_text(metric, i.mean), percent_text(i.relative_half_width())));
        }
    }
    page.table(header, rows, options);
}

}  // namespace

std::string sweep_report(const std::vector<PointResult>& results, const std::string& title) {
    std::size_t runs = 0;
    std::vector<std::string> fields;
    for (const PointResult& result : results) {
        runs += result.replications.size();
        for (const std::string& setting : result.point)
            if (const std::string field = setting_of(setting).first; std::ranges::find(fields, field) == fields.end())
                fields.push_back(field);
    }
    Page page(title, fmt::format("{} points, {} runs", results.size(), runs));
    for (const PointResult& result : results)
        for (const Replication& r : result.replications)
            if (r.status == RunStatus::Failed)
                page.mind(fmt::format("{}, seed {} failed: {}", result.overrides, r.seed, r.message));
    const std::vector<std::string> metrics = metrics_of(results);
    for (const std::string& field : fields) {
        page.section(fmt::format("Over {}", field));
        for (const std::string& name : metrics)
            add_response(page, results, field, name);
    }
    page.section("All points");
    add_table(page, results, metrics);
    return page.html();
}

}  // namespace dray::report
