#include "report/html/run_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "report/figures_text.hpp"
#include "report/html/area_section.hpp"
#include "report/html/bottleneck_section.hpp"
#include "report/html/flow_section.hpp"
#include "report/html/heat_section.hpp"
#include "report/html/management_section.hpp"
#include "report/html/page.hpp"
#include "report/html/parameter_section.hpp"
#include "report/html/run_charts.hpp"
#include "report/html/run_files.hpp"
#include "report/html/state_section.hpp"
#include "report/html/whatif_section.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostIncidents = 200;
const experiment::Metric kSeconds{.name = "", .title = "", .unit = "s"};

double number_or(const Json& object, const char* key, double otherwise) {
    return object.contains(key) && object[key].is_number() ? object[key].get<double>() : otherwise;
}

// "95 %: 1 240 to 1 268 lines/h", from the intervals of the summary.
std::string interval_text(const experiment::Metric& metric, const Json& intervals) {
    const std::string none = "one run: certainty unknown";
    if (!intervals.is_object() || !intervals.contains(metric.name)) return none;
    const Json& i = intervals[metric.name];
    if (!i.contains("low") || !i["low"].is_number()) return i.contains("refusal") ? "no interval: the run is too short" : none;
    return "95 %: " + range_text(metric, std::max(0.0, i["low"].get<double>()), i["high"].get<double>());
}

void add_figures(Page& page, const experiment::RunSet& set) {
    const Json intervals = set.summary.value("intervals", Json::object());
    std::vector<Figure> figures;
    for (const std::string& name : experiment::metric_names(set.replications)) {
        const std::vector<double> values = experiment::values_of(set.replications, name);
        const bool none = std::ranges::all_of(values, [](double v) { return v == 0; });
        if (none && (name.starts_with("throughput.") || name.ends_with("_per_hour"))) continue;
        const experiment::Metric metric = experiment::metric_named(name);
        if (name == "safety.collisions") {
            double all = 0;
            for (const double v : values)
                all += v;
            figures.push_back({"collisions", fmt::format("{:.0f}", all),
                               set.replicated ? fmt::format("in {} runs", values.size()) : "in the run"});
            continue;
        }
        figures.push_back(
            {metric.title, value_text(metric, insight::mean_interval(values, 0.95).mean), interval_text(metric, intervals)});
    }
    page.figures(figures);
}

// What to mind before a figure is believed.
void add_warnings(Page& page, const experiment::RunSet& set) {
    const Json& s = set.summary;
    if (s.value("interrupted", false)) page.mind("The run was cut short; its figures are those up to then.");
    if (const Json check = s.value("warm_up_check", Json::object()); check.is_object() && !check.value("enough", true)) {
        const std::string refusal = check.value("refusal", std::string());
        page.mind(refusal.empty() ? fmt::format("The warm-up of {} is too short: by MSER-5 the start shows for {}.",
                                                value_text(kSeconds, number_or(check, "used_s", 0)),
                                                value_text(kSeconds, number_or(check, "found_s", 0)))
                                  : fmt::format("Whether the warm-up is long enough is unknown: {}.", refusal));
    }
    for (const experiment::Replication& r : set.replications)
        if (r.status == experiment::RunStatus::Failed)
            page.mind(fmt::format("Replication {} with seed {} failed: {}", r.number, r.seed, r.message));
    if (s.contains("replications") && s["replications"].contains("precision_reached") &&
        s["replications"]["precision_reached"] == false)
        page.mind("The precision that was asked for is not reached.");
}

void add_incidents(Page& page, const Tables& tables) {
    std::map<std::string, std::size_t> counts;
    std::vector<std::vector<std::string>> rows;
    for (std::size_t run = 0; run < tables.size(); ++run) {
        const experiment::CsvTable& table = tables[run];
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            ++counts[text_in(table, row, "kind")];
            if (rows.size() >= kMostIncidents) continue;
            rows.push_back({std::to_string(run + 1), value_text(kSeconds, number_in(table, row, "time_s")),
                            text_in(table, row, "kind"), text_in(table, row, "area"), text_in(table, row, "robot"),
                            text_in(table, row, "other_robot"), text_in(table, row, "x_m"), text_in(table, row, "y_m")});
        }
    }
    page.section("Incidents");
    if (rows.empty()) return page.text("None: no collision and no breakdown.");
    std::vector<std::string> words;
    std::size_t all = 0;
    for (const auto& [kind, count] : counts) {
        words.push_back(fmt::format("{} {}", count, kind));
        all += count;
    }
    page.text(fmt::format("{}.", fmt::join(words, ", ")));
    page.table({"run", "time", "kind", "area", "robot", "other robot", "x in m", "y in m"}, rows,
               {.numbers = {true, true, false, false, true, true, true, true},
                .filter = true,
                .folded = true,
                .summary = all > rows.size() ? fmt::format("The first {} of {}", rows.size(), all) : "All of them"});
}

// Means over the runs, by fleet with batteries.
void add_energy(Page& page, const std::vector<std::filesystem::path>& runs) {
    constexpr std::array kKeys = {"used_kwh", "charged_kwh", "charges", "charging_share", "lowest_charge_share"};
    std::map<std::string, std::array<double, kKeys.size()>> fleets;
    for (const std::filesystem::path& run : runs) {
        const Json summary = experiment::read_summary(run);
        if (!summary.contains("fleets") || !summary["fleets"].is_object()) continue;
        for (const auto& [name, fleet] : summary["fleets"].items())
            if (fleet.is_object() && fleet.contains("energy"))
                for (std::size_t i = 0; i < kKeys.size(); ++i)
                    fleets[name][i] += number_or(fleet["energy"], kKeys[i], 0) / static_cast<double>(runs.size());
    }
    if (fleets.empty()) return;
    page.section("Energy");
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, f] : fleets)
        rows.push_back({name, fmt::format("{:.1f}", f[0]), fmt::format("{:.1f}", f[1]), fmt::format("{:.1f}", f[2]),
                        percent_text(f[3]), percent_text(f[4])});
    page.table({"fleet", "used, kWh", "charged, kWh", "charges", "time at chargers", "lowest battery"}, rows,
               {.numbers = {false, true, true, true, true, true}});
}

void add_replications(Page& page, const experiment::RunSet& set) {
    if (!set.replicated) return;
    page.section("Replications");
    const std::vector<std::string> names = experiment::metric_names(set.replications);
    std::vector<std::string> shown;
    for (const std::string& name : names)
        if (experiment::is_headline(name) || name == "throughput.orders_per_hour") shown.push_back(name);
    std::vector<std::string> header = {"run", "seed", "state"};
    TableOptions options{.numbers = {true, true, false}, .folded = true, .summary = "Every run with its seed"};
    for (const std::string& name : shown) {
        header.push_back(experiment::metric_named(name).title);
        options.numbers.push_back(true);
    }
    std::vector<std::vector<std::string>> rows;
    for (const experiment::Replication& r : set.replications) {
        rows.push_back({std::to_string(r.number), std::to_string(r.seed), std::string(experiment::word_of(r.status))});
        for (const std::string& name : shown)
            rows.back().push_back(value_text(experiment::metric_named(name), experiment::value_of(r.figures, name)));
    }
    page.table(header, rows, options);
}

std::string subtitle_of(const experiment::RunSet& set) {
    const Json& s = set.summary;
    const std::string runs = set.replicated ? fmt::format("{} replications of ", set.good()) : "";
    return fmt::format("{}{} simulated, the first {} of it left out of rates; state hash {}", runs,
                       value_text(kSeconds, number_or(s, "sim_duration_s", 0)),
                       value_text(kSeconds, number_or(s, "warm_up_s", 0)), s.value("state_hash", std::string("-")));
}

}  // namespace

std::string run_report(const experiment::RunSet& set) {
    const std::string name = set.summary.value("scenario", set.label);
    Page page(fmt::format("{}, seed {}", name, set.summary.value("seed", std::uint64_t{0})), subtitle_of(set));
    add_warnings(page, set);
    add_figures(page, set);
    const std::vector<std::filesystem::path> runs = run_directories(set);
    const Tables timeseries = read_tables(runs, "timeseries.csv");
    page.section("Throughput");
    add_throughput_charts(page, timeseries);
    add_cycle_time_chart(page, read_tables(runs, "cycle_times.csv"));
    page.section("Queues and robots over time");
    add_queue_charts(page, timeseries);
    page.section("Where time goes");
    add_robot_time_chart(page, read_tables(runs, "robots.csv"));
    add_lost_time_charts(page, read_tables(runs, "lost_time.csv"));
    add_bottleneck_section(page, read_tables(runs, "bottlenecks.csv"));
    add_whatif_section(page, set.directory);
    add_management_section(page, runs);
    add_flow_section(page, runs);
    add_heat_maps(page, read_tables(runs, "cells.csv"));
    page.section("Stations");
    add_station_chart(page, read_tables(runs, "stations.csv"));
    add_area_sections(page, runs);
    if (!runs.empty()) add_state_section(page, runs.front(), number_or(set.summary, "warm_up_s", 0), set.replicated);
    add_energy(page, runs);
    add_incidents(page, read_tables(runs, "incidents.csv"));
    add_replications(page, set);
    add_parameter_section(page, set.directory);
    return page.html();
}

}  // namespace dray::report
