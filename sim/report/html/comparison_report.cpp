#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/figures_text.hpp"
#include "report/html/page.hpp"
#include "report/html/run_files.hpp"
#include "report/html/run_report.hpp"

namespace dray::report {

namespace {

using experiment::Comparison;
using experiment::Finding;
using experiment::Row;

const char* class_of(Finding finding) {
    if (finding == Finding::Better) return "good";
    return finding == Finding::Worse ? "bad" : "";
}

std::string with_class(const char* name, const std::string& text) {
    return *name == '\0' ? escaped(text) : fmt::format("<span class=\"{}\">{}</span>", name, escaped(text));
}

void add_table(Page& page, const Comparison& c, std::size_t variant) {
    std::vector<std::vector<std::string>> rows;
    for (const Row& row : c.rows) {
        if (row.variant != variant) continue;
        const std::string shows = !std::isfinite(row.detectable) ? "-"
                                  : row.metric.is_share()        ? fmt::format("{:.2f} points", 100 * row.detectable)
                                  : row.base == 0                ? number_text(row.detectable)
                                                                 : percent_text(row.detectable / std::abs(row.base));
        rows.push_back({escaped(row.metric.title), escaped(value_text(row.metric, row.base)),
                        escaped(value_text(row.metric, row.value)), with_class(class_of(row.finding), row.verdict),
                        escaped(shows), fmt::format("{:.3g}", row.p_adjusted),
                        row.difference.paired ? fmt::format("{:.2f}", row.difference.correlation) : "unpaired"});
    }
    page.table({"figure", c.labels.front(), c.labels[variant], "verdict", "would show", "p (Holm)", "correlation"}, rows,
               {.numbers = {false, true, true, false, true, true, true}, .markup = true});
}

// Relative changes with their intervals; shares in points.
void add_changes(Page& page, const Comparison& c, std::size_t variant) {
    Chart chart{.title = fmt::format("{} against {}", c.labels[variant], c.labels.front()), .kind = ChartKind::Intervals};
    chart.note = "Change with its 95 % interval; shares in points. Green is better, red is worse, grey is not shown.";
    chart.y_unit = "share";
    chart.wide = true;
    Series series{.name = "change", .values = {}, .low = {}, .high = {}, .colour = {}, .colours = {}};
    for (const Row& row : c.rows) {
        const insight::Interval& change = row.difference.change;
        const double scale = row.metric.is_share() ? 1 : std::abs(row.base);
        if (row.variant != variant || !change.bounded() || scale == 0) continue;
        chart.labels.push_back(row.metric.title);
        series.values.push_back(change.mean / scale);
        series.low.push_back(change.low / scale);
        series.high.push_back(change.high / scale);
        series.colours.push_back(row.finding == Finding::Better ? "good" : row.finding == Finding::Worse ? "bad" : "c7");
    }
    if (chart.labels.empty()) return;
    chart.series = {series};
    page.chart(chart);
}

void add_throughput(Page& page, const std::vector<experiment::RunSet>& sets) {
    for (const auto& [column, title] : {std::pair{"lines_picked", "Lines picked"}, std::pair{"parcels_sorted", "Parcels sorted"},
                                        std::pair{"cages_shipped", "Cages shipped"}}) {
        Chart chart{.title = title,
                    .note = "Per hour, over the run: means with 95 % intervals where a variant has several runs.",
                    .kind = ChartKind::Lines};
        chart.x_unit = "s";
        chart.x_title = "time in the run";
        chart.y_title = "per hour";
        chart.wide = true;
        for (const experiment::RunSet& set : sets) {
            const Tables tables = read_tables(run_directories(set), "timeseries.csv");
            const TimeSeries series = rate_over_time(tables, column);
            if (series.empty()) continue;
            if (series.time_s.size() > chart.x.size()) chart.x = series.time_s;
            chart.series.push_back(
                {.name = set.label, .values = series.mean, .low = {}, .high = {}, .colour = {}, .colours = {}});
            if (tables.size() < 2) continue;
            chart.series.back().low = series.low;
            chart.series.back().high = series.high;
        }
        if (!chart.series.empty()) page.chart(chart);
    }
}

}  // namespace

std::string comparison_report(const Comparison& c, const std::vector<experiment::RunSet>& sets) {
    std::vector<std::string> others(c.labels.begin() + 1, c.labels.end());
    Page page(fmt::format("{} against {}", fmt::join(others, ", "), c.labels.front()),
              "Runs are compared pair by pair under the same random numbers; verdicts hold at 5 % for all rows together (Holm).");
    for (const std::string& warning : c.warnings)
        page.mind(warning);
    for (std::size_t v = 1; v < c.labels.size(); ++v) {
        page.section(fmt::format("{} ({} runs) against {} ({} runs)", c.labels[v], c.runs[v], c.labels.front(), c.runs.front()));
        add_table(page, c, v);
        add_changes(page, c, v);
        std::vector<std::vector<std::string>> rows;
        for (const Comparison::FieldChange& change : c.changes)
            if (change.variant == v) rows.push_back({change.field, change.from, change.to});
        if (rows.empty()) {
            page.text("The scenarios do not differ.");
        } else {
            page.table({"field", c.labels.front(), c.labels[v]}, rows);
        }
    }
    page.section("Throughput over time");
    add_throughput(page, sets);
    return page.html();
}

}  // namespace dray::report
