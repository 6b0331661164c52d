#include "report/html/flow_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "report/figures_text.hpp"
#include "report/html/flow_diagram.hpp"
#include "report/html/run_files.hpp"

namespace dray::report {

namespace {

constexpr std::size_t kCostliestJams = 12, kSlowestEdges = 15;
const experiment::Metric kFlowTime{.name = "", .title = "", .unit = "s"};

std::string flow_time(double seconds) {
    return value_text(kFlowTime, seconds);
}

// "station pick-3"; what has no name of its own is told by its head.
std::string cause_in(const experiment::CsvTable& table, std::size_t row) {
    const std::string where = text_in(table, row, "where");
    return text_in(table, row, "cause") + (where.starts_with("row ") ? "" : " " + where);
}

// The costliest of all runs, with the number of the run where there are several.
void add_jams(Page& page, const Tables& tables) {
    struct JamRow {
        double robot_h = 0;
        std::vector<std::string> cells;
    };
    std::vector<JamRow> rows;
    double robot_h = 0;
    for (std::size_t run = 0; run < tables.size(); ++run) {
        const experiment::CsvTable& t = tables[run];
        for (std::size_t row = 0; row < t.rows.size(); ++row) {
            const double cost_h = number_in(t, row, "robot_h");
            robot_h += cost_h;
            JamRow& out = rows.emplace_back(cost_h);
            if (tables.size() > 1) out.cells.push_back(std::to_string(run + 1));
            out.cells.insert(
                out.cells.end(),
                {text_in(t, row, "area"), cause_in(t, row),
                 fmt::format("row {} column {}", text_in(t, row, "head_row"), text_in(t, row, "head_column")),
                 flow_time(number_in(t, row, "from_s")), flow_time(number_in(t, row, "duration_s")),
                 fmt::format("{} ({:.1f})", text_in(t, row, "robots_max"), number_in(t, row, "robots_mean")),
                 text_in(t, row, "chain_max"), text_in(t, row, "spill_back_max_cells"), fmt::format("{:.2f}", cost_h)});
        }
    }
    if (rows.empty())
        return page.text("No jams: never did three robots wait behind each other for five seconds outside a station's lane.");
    std::ranges::stable_sort(rows, std::ranges::greater(), &JamRow::robot_h);
    double shown_h = 0;
    std::vector<std::vector<std::string>> shown;
    for (std::size_t i = 0; i < std::min(kCostliestJams, rows.size()); ++i) {
        shown_h += rows[i].robot_h;
        shown.push_back(rows[i].cells);
    }
    page.text(fmt::format(
        "A jam is three robots or more that wait behind each other for five seconds or longer; the queue inside a station's own "
        "lane is none. The costliest {} of {} that are told one by one, with {} of the time that robots waited in these.",
        shown.size(), rows.size(), percent_text(robot_h > 0 ? shown_h / robot_h : 0)));
    std::vector<std::string> header = {"floor",         "what causes it",    "head",       "from", "lasted", "robots (mean)",
                                       "longest chain", "spill-back, cells", "robot hours"};
    TableOptions options{.numbers = {false, false, false, true, true, true, true, true, true}};
    if (tables.size() > 1) {
        header.insert(header.begin(), "run");
        options.numbers.insert(options.numbers.begin(), true);
    }
    page.table(header, shown, options);
}

struct EdgeMeans {
    double passages = 0, free_s = 0, real_s = 0;  // all passages of all runs
    [[nodiscard]] double lost_s() const { return real_s - free_s; }
};
using EdgeKey = std::tuple<std::string, double, double, std::string>;

void add_edges(Page& page, const Tables& tables, const Tables& cells) {
    if (tables.empty()) return;
    std::map<std::tuple<std::string, double, double>, bool> in_lane;
    if (!cells.empty())
        for (std::size_t row = 0; row < cells.front().rows.size(); ++row)
            if (text_in(cells.front(), row, "kind") == "lane")
                in_lane[{text_in(cells.front(), row, "area"), number_in(cells.front(), row, "row"),
                         number_in(cells.front(), row, "column")}] = true;
    std::map<EdgeKey, EdgeMeans> edges;
    EdgeMeans all;
    for (const experiment::CsvTable& t : tables)
        for (std::size_t row = 0; row < t.rows.size(); ++row) {
            const std::string area = text_in(t, row, "area");
            const double r = number_in(t, row, "row"), c = number_in(t, row, "column"), n = number_in(t, row, "passages");
            if (in_lane.contains({area, r, c})) continue;
            for (EdgeMeans* edge : {&edges[{area, r, c, text_in(t, row, "heading")}], &all}) {
                edge->passages += n;
                edge->free_s += n * number_in(t, row, "free_s");
                edge->real_s += n * number_in(t, row, "real_s");
            }
        }
    std::vector<std::pair<EdgeKey, EdgeMeans>> slowest(edges.begin(), edges.end());
    std::ranges::stable_sort(slowest, std::ranges::greater(), [](const auto& e) { return e.second.lost_s(); });
    if (slowest.size() > kSlowestEdges) slowest.resize(kSlowestEdges);
    if (slowest.empty() || all.free_s <= 0) return;
    const auto runs = static_cast<double>(tables.size());
    std::vector<std::vector<std::string>> rows;
    for (const auto& [key, edge] : slowest)
        rows.push_back(
            {std::get<0>(key), fmt::format("row {:.0f} column {:.0f}", std::get<1>(key), std::get<2>(key)), std::get<3>(key),
             number_text(std::round(edge.passages / runs)), fmt::format("{:.1f} s", edge.free_s / edge.passages),
             fmt::format("{:.1f} s", edge.real_s / edge.passages), fmt::format("{:.1f} s", edge.lost_s() / edge.passages),
             fmt::format("{:.2f}", edge.lost_s() / 3600 / runs)});
    page.text(fmt::format(
        "On their way over the floor robots take {:.2f} times as long as they would alone. Below the edges on which most "
        "is lost, all passages together; stations' own lanes, where robots queue, are left out.",
        all.real_s / all.free_s));
    page.table({"floor", "from cell", "heading", "passages", "alone", "really", "lost each time", "robot hours lost"}, rows,
               {.numbers = {false, false, false, true, true, true, true, true}});
}

}  // namespace

void add_flow_section(Page& page, const std::vector<std::filesystem::path>& runs) {
    const Tables edges = read_tables(runs, "edges.csv");
    const bool any = std::ranges::any_of(edges, [](const experiment::CsvTable& t) { return !t.rows.empty(); });
    if (!any) return;
    page.section("Flow and jams");
    add_jams(page, read_tables(runs, "jams.csv"));
    add_flow_diagrams(page, runs);
    add_edges(page, edges, read_tables(runs, "cells.csv"));
}

}  // namespace dray::report
