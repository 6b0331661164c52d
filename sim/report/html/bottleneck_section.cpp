#include "report/html/bottleneck_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/figures_text.hpp"

namespace dray::report {

namespace {

constexpr std::size_t kMost = 12;

struct Group {
    std::string name, where, because;
    double score = 0, time_share = 0, load = 0;
};

// Means over all runs; a group that a run does not rank has no share in it.
std::vector<Group> groups_of(const Tables& tables) {
    std::map<std::string, Group> groups;
    const auto runs = static_cast<double>(tables.size());
    for (const experiment::CsvTable& table : tables) {
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            Group& group = groups[text_in(table, row, "group")];
            if (group.name.empty()) {
                group.name = text_in(table, row, "group");
                group.where = text_in(table, row, "where");
                group.because = text_in(table, row, "because");
            }
            group.score += number_in(table, row, "score") / runs;
            group.time_share += number_in(table, row, "time_share") / runs;
            group.load += number_in(table, row, "load") / runs;
        }
    }
    std::vector<Group> out;
    for (auto& [name, group] : groups)
        out.push_back(std::move(group));
    std::ranges::stable_sort(out, std::ranges::greater(), &Group::score);
    if (out.size() > kMost) out.resize(kMost);
    return out;
}

}  // namespace

void add_bottleneck_section(Page& page, const Tables& tables) {
    const std::vector<Group> groups = groups_of(tables);
    if (groups.empty()) return;
    page.section("What limits the site");
    Chart chart{.title = "Bottlenecks",
                .note = "Share of each group in the limit of the site, over the run; all together 100 %.",
                .kind = ChartKind::StackedBars};
    chart.y_unit = "share";
    chart.wide = true;
    Series shares{.name = "share in the limit", .values = {}, .low = {}, .high = {}, .colour = "c2", .colours = {}};
    std::vector<std::vector<std::string>> rows;
    for (const Group& group : groups) {
        chart.labels.push_back(group.name);
        shares.values.push_back(group.score);
        rows.push_back({group.name, percent_text(group.score), percent_text(group.time_share), percent_text(group.load),
                        group.where, group.because});
    }
    chart.series = {shares};
    page.chart(chart);
    page.table({"group", "share in the limit", "bottleneck of the time", "load", "busiest",
                tables.size() > 1 ? "because (first run)" : "because"},
               rows, {.numbers = {false, true, true, true}});
}

}  // namespace dray::report
