#include "report/html/flow_diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "experiment/run_set.hpp"
#include "insight/flow/zone_flow.hpp"
#include "report/figures_text.hpp"
#include "report/html/run_files.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostDots = 900;
constexpr double kLeastMinutes = 3;  // of a bin whose mean is drawn

// Single zone minutes: density and flow.
using ZoneMinutes = std::vector<std::pair<double, double>>;

// One zone's share of overcrowded minutes and its peak, summed up over the runs.
struct CrowdedZone {
    double row = 0, column = 0, rows = 0, columns = 0;
    double runs = 0, overcrowded = 0, density = 0, flow = 0;
    [[nodiscard]] std::string name() const {
        return fmt::format("rows {:.0f} to {:.0f}, columns {:.0f} to {:.0f}", row, row + rows - 1, column, column + columns - 1);
    }
};

struct FloorMinutes {
    std::map<std::size_t, ZoneMinutes> zones;
    std::map<std::size_t, CrowdedZone> crowded;
};

void read_crowded(std::map<std::string, FloorMinutes>& floors, const std::filesystem::path& run) {
    const Json summary = experiment::read_summary(run);
    const Json flow = summary.value("flow", Json::object());
    for (const auto& [area, f] : flow.items())
        for (const Json& zone : f.at("overcrowded_zones")) {
            CrowdedZone& c = floors[area].crowded[zone.at("zone").get<std::size_t>()];
            c.row = zone.at("row").get<double>();
            c.column = zone.at("column").get<double>();
            c.rows = zone.at("rows").get<double>();
            c.columns = zone.at("columns").get<double>();
            c.runs += 1;
            c.overcrowded += zone.at("overcrowded_share").get<double>();
            c.density += zone.at("density").get<double>();
            c.flow += zone.at("flow_per_min").get<double>();
        }
}

// As in the summary's bins, without zones of which hardly any cell is drivable.
std::map<std::string, FloorMinutes> read_floors(const std::vector<std::filesystem::path>& runs) {
    std::map<std::string, FloorMinutes> floors;
    for (const experiment::CsvTable& t : read_tables(runs, "zones.csv"))
        for (std::size_t row = 0; row < t.rows.size(); ++row) {
            const double density = number_in(t, row, "density"), cells = density > 0 ? number_in(t, row, "robots") / density : 0;
            if (cells < insight::ZoneFlow::kLeastCells - 0.5) continue;
            floors[text_in(t, row, "area")].zones[static_cast<std::size_t>(number_in(t, row, "zone"))].emplace_back(
                density, number_in(t, row, "flow_per_min"));
        }
    for (const std::filesystem::path& run : runs)
        read_crowded(floors, run);
    return floors;
}

// The mean flow in each bin of densities that has enough minutes.
Series mean_curve(const ZoneMinutes& minutes, const std::string& name, const std::string& colour) {
    std::map<std::size_t, std::pair<double, double>> bins;
    for (const auto& [density, flow] : minutes) {
        auto& [count, sum] = bins[static_cast<std::size_t>(density / insight::ZoneFlow::kBinWidth)];
        count += 1;
        sum += flow;
    }
    Series out;
    out.name = name;
    out.colour = colour;
    for (const auto& [bin, sums] : bins) {
        if (sums.first < kLeastMinutes) continue;
        out.x.push_back((static_cast<double>(bin) + 0.5) * insight::ZoneFlow::kBinWidth);
        out.values.push_back(sums.second / sums.first);
    }
    return out;
}

// Every so many of them.
Series dots_of(ZoneMinutes minutes, const std::string& name, const std::string& colour) {
    Series out;
    out.name = name;
    out.colour = colour;
    out.points = true;
    std::ranges::sort(minutes);
    const std::size_t every = std::max<std::size_t>(1, minutes.size() / kMostDots);
    for (std::size_t i = every / 2; i < minutes.size(); i += every) {
        out.x.push_back(minutes[i].first);
        out.values.push_back(minutes[i].second);
    }
    return out;
}

// The zone with most overcrowded minutes.
std::optional<std::size_t> most_crowded(const FloorMinutes& floor) {
    std::optional<std::size_t> worst;
    double most = 0;
    for (const auto& [zone, crowded] : floor.crowded) {
        const auto minutes = floor.zones.find(zone);
        if (minutes == floor.zones.end()) continue;
        const double all = crowded.overcrowded / crowded.runs * static_cast<double>(minutes->second.size());
        if (all <= most) continue;
        most = all;
        worst = zone;
    }
    return worst;
}

void add_diagram(Page& page, const std::string& area, const FloorMinutes& floor) {
    ZoneMinutes all, one;
    const std::optional<std::size_t> worst = most_crowded(floor);
    for (const auto& [zone, minutes] : floor.zones) {
        ZoneMinutes& into = zone == worst ? one : all;
        into.insert(into.end(), minutes.begin(), minutes.end());
    }
    const Series others = dots_of(all, worst ? "another zone in a minute" : "a zone in a minute", "c7");
    all.insert(all.end(), one.begin(), one.end());
    const Series mean = mean_curve(all, "mean of all zones", "c1");
    if (all.empty() || mean.values.empty()) return;
    Chart chart{.title = area + ": flow against density",
                .note =
                    "Flow rises with density up to a peak; beyond it more robots get less done. No zone was so crowded for "
                    "long enough to tell.",
                .kind = ChartKind::Lines,
                .x_title = "robots in traffic per drivable cell",
                .y_title = "cells driven per cell and minute"};
    chart.wide = true;
    chart.x = {0, std::ranges::max(all).first};
    chart.series = {others, mean};
    if (worst) {
        const CrowdedZone& zone = floor.crowded.at(*worst);
        chart.note = fmt::format(
            "Flow rises with density up to a peak; beyond it more robots get less done. In the zone of {}, the "
            "most overcrowded, flow is highest at {:.2f} robots a cell, and {} of its minutes were denser.",
            zone.name(), zone.density / zone.runs, percent_text(zone.overcrowded / zone.runs));
        chart.series.push_back(dots_of(one, "that zone in a minute", "c2"));
        chart.series.push_back(mean_curve(one, "mean of that zone", "c2"));
        Series peak;
        peak.name = "its peak";
        peak.colour = "bad";
        peak.x = {zone.density / zone.runs, zone.density / zone.runs};
        peak.values = {0, zone.flow / zone.runs};
        chart.series.push_back(peak);
    }
    page.chart(chart);
}

}  // namespace

void add_flow_diagrams(Page& page, const std::vector<std::filesystem::path>& runs) {
    for (const auto& [area, floor] : read_floors(runs))
        add_diagram(page, area, floor);
}

}  // namespace dray::report
