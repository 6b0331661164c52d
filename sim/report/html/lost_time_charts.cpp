#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/figures_text.hpp"
#include "report/html/flow.hpp"
#include "report/html/run_charts.hpp"

namespace dray::report {

namespace {

constexpr std::size_t kMostPlaces = 15, kMostFlows = 10;

// The waiting of all robots as a share of all robot time, mean over the runs.
struct Losses {
    std::vector<std::string> causes;  ///< the largest first
    std::vector<std::string> places;  ///< likewise
    std::map<std::string, double> of_cause, of_place;
    std::map<std::string, std::map<std::string, double>> of_both;  ///< place -> cause -> share
    double all = 0;
};

std::vector<std::string> by_size(const std::map<std::string, double>& shares) {
    std::vector<std::string> names;
    for (const auto& [name, share] : shares)
        if (share > 0) names.push_back(name);
    std::ranges::stable_sort(names, std::ranges::greater(), [&](const std::string& name) { return shares.at(name); });
    return names;
}

Losses losses_of(const Tables& tables) {
    Losses out;
    for (const experiment::CsvTable& table : tables) {
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const std::string cause = text_in(table, row, "cause");
            const std::string where = text_in(table, row, "where");
            const std::string place = where.empty() ? cause + ", whole floor" : where;
            const double share = number_in(table, row, "share_of_robot_time") / static_cast<double>(tables.size());
            out.of_cause[cause] += share;
            out.of_place[place] += share;
            out.of_both[place][cause] += share;
            out.all += share;
        }
    }
    out.causes = by_size(out.of_cause);
    out.places = by_size(out.of_place);
    return out;
}

std::string colour_of(std::size_t cause) {
    return fmt::format("c{}", cause % 7 + 1);
}

// From all waiting to its causes to the largest places of each; what is smaller is put together by cause.
Flow flow_of(const Losses& losses) {
    Flow flow;
    flow.layers.resize(3);
    flow.links.resize(2);
    flow.layers[0] = {{"waiting", losses.all, percent_text(losses.all), "c2"}};
    const std::size_t named = std::min(kMostFlows, losses.places.size());
    for (std::size_t c = 0; c < losses.causes.size(); ++c) {
        const std::string& cause = losses.causes[c];
        double rest = losses.of_cause.at(cause);
        flow.layers[1].push_back({cause, rest, percent_text(rest), colour_of(c)});
        flow.links[0].push_back({0, c, rest});
        for (std::size_t p = 0; p < named; ++p) {
            const auto& shares = losses.of_both.at(losses.places[p]);
            const auto found = shares.find(cause);
            if (found == shares.end() || found->second <= 0) continue;
            flow.links[1].push_back({c, flow.layers[2].size(), found->second});
            flow.layers[2].push_back({losses.places[p], found->second, percent_text(found->second), colour_of(c)});
            rest -= found->second;
        }
        // Below a hundredth of all waiting a rest is no more than a line.
        if (rest < losses.all / 100) continue;
        flow.links[1].push_back({c, flow.layers[2].size(), rest});
        flow.layers[2].push_back({cause + ", other places", rest, percent_text(rest), colour_of(c)});
    }
    return flow;
}

}  // namespace

void add_lost_time_charts(Page& page, const Tables& tables) {
    const Losses losses = losses_of(tables);
    if (losses.places.empty()) return;
    page.drawing(
        "What waiting robots wait for",
        fmt::format("Robots stand waiting {} of their time. Each moment is booked to the head of the chain of waiting robots.",
                    percent_text(losses.all)),
        flow_svg(flow_of(losses)));
    Chart chart{.title = "Where they wait for it", .kind = ChartKind::StackedBars};
    double shown = 0;
    for (std::size_t i = 0; i < std::min(kMostPlaces, losses.places.size()); ++i) {
        chart.labels.push_back(losses.places[i]);
        shown += losses.of_place.at(losses.places[i]);
    }
    chart.note = fmt::format("The largest of {} places; they hold {} of all waiting.", losses.places.size(),
                             percent_text(shown / losses.all));
    chart.y_unit = "share";
    chart.y_title = "share of all robot time";
    chart.wide = true;
    for (std::size_t c = 0; c < losses.causes.size(); ++c) {
        Series series{.name = losses.causes[c], .values = {}, .low = {}, .high = {}, .colour = colour_of(c), .colours = {}};
        for (const std::string& place : chart.labels) {
            const auto& shares = losses.of_both.at(place);
            const auto found = shares.find(losses.causes[c]);
            series.values.push_back(found == shares.end() ? 0 : found->second);
        }
        if (std::ranges::any_of(series.values, [](double v) { return v > 0; })) chart.series.push_back(series);
    }
    page.chart(chart);
}

}  // namespace dray::report
