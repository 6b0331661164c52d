#include "report/html/management_section.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "experiment/run_set.hpp"
#include "report/figures_text.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;

// Rules as the scenario calls them.
constexpr std::array<std::pair<std::string_view, const char*>, 5> kMeanings = {{
    {"limit_robots", "lets no more robots of a floor work than the measured flow has at its peak; the others park"},
    {"steer_stations", "keeps new work from stations with a much longer wait than others, and from broken ones"},
    {"meter_zones", "sends into a zone in which most robots stand no more than it can pass"},
    {"reassign_chutes", "gives a route most of whose chutes are full an unused one of a route with room"},
    {"flex_stations", "keeps the last stations by number shut until much waits for each open one"},
}};

struct RuleMeans {
    std::string name;
    double times = 0, active_share = 0;
};

struct ManagementMeans {
    std::string mode = "none";
    std::vector<RuleMeans> rules;
    double flex_station_h = 0;
    // Of the runs that have come to judge a forecast.
    std::size_t forecasting_runs = 0;
    double moments = 0, hit_rate = 0, persistence_hit_rate = 0, brier = 0;
};

double json_number(const Json& object, const char* key) {
    return object.is_object() && object.contains(key) && object[key].is_number() ? object[key].get<double>() : 0;
}

void add_forecast(ManagementMeans& means, const Json& forecast) {
    ++means.forecasting_runs;
    means.moments += json_number(forecast, "moments");
    means.hit_rate += json_number(forecast, "hit_rate");
    means.persistence_hit_rate += json_number(forecast, "persistence_hit_rate");
    means.brier += json_number(forecast, "brier");
}

ManagementMeans means_of(const std::vector<std::filesystem::path>& runs) {
    ManagementMeans means;
    const auto part = 1 / static_cast<double>(runs.size());
    for (const std::filesystem::path& run : runs) {
        const Json summary = experiment::read_summary(run);
        const Json management = summary.value("management", Json::object());
        if (!management.is_object() || !management.contains("rules") || !management["rules"].is_object()) continue;
        means.mode = management.value("mode", means.mode);
        for (const auto& [name, rule] : management["rules"].items()) {
            auto known = std::ranges::find(means.rules, name, &RuleMeans::name);
            if (known == means.rules.end()) known = means.rules.insert(known, RuleMeans{.name = name});
            known->times += part * json_number(rule, "times");
            known->active_share += part * json_number(rule, "active_share");
        }
        means.flex_station_h += part * json_number(management, "flex_station_h");
        if (management.contains("forecast")) add_forecast(means, management["forecast"]);
    }
    return means;
}

// Whole in one run, perhaps not in the mean of several.
std::string count_text(double count) {
    return count == std::round(count) ? fmt::format("{:.0f}", count) : fmt::format("{:.1f}", count);
}

std::string rule_meaning(std::string_view rule) {
    const auto known = std::ranges::find(kMeanings, rule, [](const auto& meaning) { return meaning.first; });
    return known == kMeanings.end() ? "" : known->second;
}

void add_rules(Page& page, const ManagementMeans& means) {
    Chart chart{.title = "Rules that acted",
                .note =
                    "Share of the time in which a rule held something back or kept something open, on the floor where it did "
                    "so most.",
                .kind = ChartKind::StackedBars};
    chart.y_unit = "share";
    chart.y_max = 1;
    chart.wide = true;
    Series shares{.name = "time in which it acted", .values = {}, .low = {}, .high = {}, .colour = "c3", .colours = {}};
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> silent;
    for (const RuleMeans& rule : means.rules) {
        if (rule.times == 0 && rule.active_share == 0) {
            silent.push_back(rule.name);
            continue;
        }
        chart.labels.push_back(rule.name);
        shares.values.push_back(rule.active_share);
        rows.push_back({rule.name, count_text(rule.times), percent_text(rule.active_share), rule_meaning(rule.name)});
    }
    chart.series = {shares};
    if (!rows.empty()) {
        page.chart(chart);
        page.table({"rule", "times", "time in which it acted", "what it does"}, rows, {.numbers = {false, true, true}});
        page.text("Times: it began to advise, or advised something new, on all floors together, over the whole run.");
    }
    if (!silent.empty()) page.text(fmt::format("Switched off, or without anything to say: {}.", fmt::join(silent, ", ")));
    if (means.flex_station_h > 0)
        page.text(fmt::format("Flex stations were open for {:.1f} station hours all together.", means.flex_station_h));
}

void add_forecast_table(Page& page, const ManagementMeans& means) {
    const auto runs = static_cast<double>(means.forecasting_runs);
    page.text(
        "The forecast says which group will be the bottleneck in five minutes. Hit rate: the likeliest group was it. As it is "
        "now: "
        "the hit rate of saying that what limits now will limit then. Brier score: mean of the squared differences between "
        "probability and outcome, summed over the groups; 0 is perfect, 2 the worst.");
    page.table({"forecasts judged", "hit rate", "as it is now", "Brier score"},
               {{count_text(means.moments / runs), percent_text(means.hit_rate / runs),
                 percent_text(means.persistence_hit_rate / runs), fmt::format("{:.3f}", means.brier / runs)}},
               {.numbers = {true, true, true, true}});
}

}  // namespace

void add_management_section(Page& page, const std::vector<std::filesystem::path>& runs) {
    if (runs.empty()) return;
    const ManagementMeans means = means_of(runs);
    if (means.rules.empty()) return;
    page.section("Management");
    page.text(fmt::format("Rules that act on the site while it runs; mode {}: they look at {}.", means.mode,
                          means.mode == "predictive" ? "what is forecast" : "what is so now"));
    add_rules(page, means);
    if (means.forecasting_runs > 0) add_forecast_table(page, means);
}

}  // namespace dray::report
