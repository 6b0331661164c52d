#include "report/html/run_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "report/figures_text.hpp"

namespace dray::report {

namespace {

constexpr std::size_t kMostPlaces = 15, kMostStations = 36, kClasses = 40;

struct Named {
    const char *column, *title, *colour;
};

// What robots do, from work to none.
constexpr std::array kUses = {Named{"moving_loaded", "moving loaded", "c1"},
                              Named{"moving_empty", "moving empty", "c5"},
                              Named{"served", "served", "c3"},
                              Named{"charging", "charging", "c6"},
                              Named{"waiting", "waiting", "c2"},
                              Named{"idle", "idle", "c7"},
                              Named{"down", "down", "c4"}};

constexpr std::array kStates = {Named{"working_s", "working", "c3"}, Named{"starved_s", "starved", "c7"},
                                Named{"blocked_s", "blocked", "c2"}, Named{"down_s", "down", "c4"}};

Series banded(const std::string& name, const TimeSeries& series, std::size_t runs) {
    Series out{.name = name, .values = series.mean, .low = {}, .high = {}, .colour = {}, .colours = {}};
    if (runs > 1) {
        out.low = series.low;
        out.high = series.high;
    }
    return out;
}

std::string band_note(std::size_t runs) {
    return runs > 1 ? fmt::format(" Mean of {} runs with its 95 % interval.", runs) : "";
}

double sum_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double v : values)
        sum += v;
    return sum;
}

}  // namespace

void add_throughput_charts(Page& page, const Tables& timeseries) {
    constexpr std::array kRates = {
        Named{"lines_picked", "Lines picked", "c1"}, Named{"orders_completed", "Orders completed", "c3"},
        Named{"parcels_sorted", "Parcels sorted", "c5"}, Named{"cages_shipped", "Cages shipped", "c6"}};
    for (const Named& rate : kRates) {
        const TimeSeries series = rate_over_time(timeseries, rate.column);
        if (series.empty()) continue;
        Chart chart{
            .title = rate.title, .note = "Per hour, over the run." + band_note(timeseries.size()), .kind = ChartKind::Lines};
        chart.x_unit = "s";
        chart.x_title = "time in the run";
        chart.y_title = "per hour";
        chart.x = series.time_s;
        chart.series = {banded(rate.title, series, timeseries.size())};
        chart.series.front().colour = rate.colour;
        page.chart(chart);
    }
}

void add_queue_charts(Page& page, const Tables& timeseries) {
    const TimeSeries open = level_over_time(timeseries, "orders_open");
    if (!open.empty() && std::ranges::max(open.mean) > 0) {
        Chart chart{.title = "Open orders",
                    .note = "Released and not yet completed." + band_note(timeseries.size()),
                    .kind = ChartKind::Lines};
        chart.x_unit = "s";
        chart.x_title = "time in the run";
        chart.y_title = "orders";
        chart.x = open.time_s;
        chart.series = {banded("open orders", open, timeseries.size())};
        page.chart(chart);
    }
    Chart robots{.title = "What robots do",
                 .note = "Robots by use at each moment; the height of the whole is the fleet.",
                 .kind = ChartKind::Area};
    robots.x_unit = "s";
    robots.x_title = "time in the run";
    robots.y_title = "robots";
    for (const Named& use : kUses) {
        const TimeSeries series = level_over_time(timeseries, std::string("robots_") + use.column);
        if (series.empty() || std::ranges::max(series.mean) <= 0) continue;
        robots.x = series.time_s;
        robots.series.push_back(
            {.name = use.title, .values = series.mean, .low = {}, .high = {}, .colour = use.colour, .colours = {}});
    }
    if (!robots.series.empty()) page.chart(robots);
}

void add_cycle_time_chart(Page& page, const Tables& tables) {
    std::vector<double> times;
    for (const experiment::CsvTable& table : tables) {
        const std::vector<double> one = numbers_in(table, "order_cycle_time_s");
        times.insert(times.end(), one.begin(), one.end());
    }
    if (times.size() < 2) return;
    std::ranges::sort(times);
    // The last hundredth would stretch the axis: it stands in the last class.
    const double high = std::max(1.0, times[times.size() - 1 - times.size() / 100]);
    const double width = high / kClasses;
    const experiment::Metric seconds{.name = "", .title = "", .unit = "s"};
    Chart chart{.title = "Order cycle times", .kind = ChartKind::Columns};
    chart.note = fmt::format(
        "Release to completion of {} orders after the warm-up: {} median, {} at 95 %. The last class holds all longer ones.",
        times.size(), value_text(seconds, times[times.size() / 2]), value_text(seconds, times[times.size() * 95 / 100]));
    chart.x_title = "up to";
    chart.y_title = "share of orders";
    chart.y_unit = "share";
    std::vector<double> counts(kClasses, 0);
    for (const double time : times)
        counts[std::min(kClasses - 1, static_cast<std::size_t>(time / width))] += 1 / static_cast<double>(times.size());
    for (std::size_t i = 0; i < kClasses; ++i)
        chart.labels.push_back(value_text(seconds, width * static_cast<double>(i + 1)));
    chart.series = {{.name = "orders", .values = counts, .low = {}, .high = {}, .colour = "c1", .colours = {}}};
    page.chart(chart);
}

void add_robot_time_chart(Page& page, const Tables& tables) {
    std::map<std::string, std::array<double, kUses.size()>> fleets;
    std::map<std::string, double> robots;
    for (const experiment::CsvTable& table : tables) {
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const std::string fleet = text_in(table, row, "fleet");
            robots[fleet] += 1;
            for (std::size_t i = 0; i < kUses.size(); ++i)
                fleets[fleet][i] += number_in(table, row, std::string(kUses[i].column) + "_share");
        }
    }
    if (fleets.empty()) return;
    Chart chart{.title = "Where the time of robots goes",
                .note = "Shares of all robot time, by fleet; they add up to the whole.",
                .kind = ChartKind::StackedBars};
    chart.y_unit = "share";
    chart.y_max = 1;
    chart.wide = true;
    for (const auto& [fleet, shares] : fleets)
        chart.labels.push_back(fleet);
    for (std::size_t i = 0; i < kUses.size(); ++i) {
        Series series{.name = kUses[i].title, .values = {}, .low = {}, .high = {}, .colour = kUses[i].colour, .colours = {}};
        for (const auto& [fleet, shares] : fleets)
            series.values.push_back(shares[i] / robots[fleet]);
        if (sum_of(series.values) > 0) chart.series.push_back(series);
    }
    page.chart(chart);
}

void add_lost_time_chart(Page& page, const Tables& tables) {
    std::map<std::string, std::map<std::string, double>> places;  // place -> cause -> share of robot time
    std::map<std::string, double> causes;
    for (const experiment::CsvTable& table : tables) {
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const std::string cause = text_in(table, row, "cause"), where = text_in(table, row, "where");
            const double share = number_in(table, row, "share_of_robot_time") / static_cast<double>(tables.size());
            places[where.empty() ? cause + ", whole floor" : where][cause] += share;
            causes[cause] += share;
        }
    }
    if (places.empty()) return;
    std::vector<std::pair<double, std::string>> order;
    double all = 0;
    for (const auto& [place, shares] : places) {
        double sum = 0;
        for (const auto& [cause, share] : shares)
            sum += share;
        all += sum;
        order.emplace_back(-sum, place);
    }
    std::ranges::sort(order);
    Chart chart{.title = "What waiting robots wait for", .kind = ChartKind::StackedBars};
    double shown = 0;
    for (std::size_t i = 0; i < std::min(kMostPlaces, order.size()); ++i) {
        chart.labels.push_back(order[i].second);
        shown -= order[i].first;
    }
    chart.note = fmt::format(
        "Robots stand waiting {} of their time. Each moment is booked to the head of the chain of waiting robots; the places "
        "shown hold {} of it.",
        percent_text(all), percent_text(all > 0 ? shown / all : 0));
    chart.y_unit = "share";
    chart.y_title = "share of all robot time";
    chart.wide = true;
    for (const auto& [cause, share] : causes) {
        Series series{.name = cause, .values = {}, .low = {}, .high = {}, .colour = {}, .colours = {}};
        for (const std::string& place : chart.labels) {
            const auto found = places[place].find(cause);
            series.values.push_back(found == places[place].end() ? 0 : found->second);
        }
        if (sum_of(series.values) > 0) chart.series.push_back(series);
    }
    page.chart(chart);
}

void add_station_chart(Page& page, const Tables& tables) {
    std::map<std::string, std::array<double, kStates.size()>> stations;
    std::vector<std::string> names;
    for (const experiment::CsvTable& table : tables) {
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const std::string name = text_in(table, row, "station");
            if (!stations.contains(name)) names.push_back(name);
            for (std::size_t i = 0; i < kStates.size(); ++i)
                stations[name][i] += number_in(table, row, kStates[i].column);
        }
    }
    if (names.empty()) return;
    Chart chart{.title = "States of stations", .note = "Shares of each station's time.", .kind = ChartKind::StackedBars};
    if (names.size() > kMostStations) {
        std::ranges::stable_sort(names,
                                 [&](const std::string& a, const std::string& b) { return stations[a][0] > stations[b][0]; });
        chart.note = fmt::format("Shares of each station's time; the {} of {} that work most.", kMostStations, names.size());
        names.resize(kMostStations);
    }
    chart.labels = names;
    chart.y_unit = "share";
    chart.y_max = 1;
    chart.wide = true;
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        Series series{.name = kStates[i].title, .values = {}, .low = {}, .high = {}, .colour = kStates[i].colour, .colours = {}};
        for (const std::string& name : names) {
            const double all = stations[name][0] + stations[name][1] + stations[name][2] + stations[name][3];
            series.values.push_back(all > 0 ? stations[name][i] / all : 0);
        }
        if (sum_of(series.values) > 0) chart.series.push_back(series);
    }
    page.chart(chart);
}

}  // namespace dray::report
