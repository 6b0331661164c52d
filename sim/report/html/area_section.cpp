#include "report/html/area_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "experiment/run_set.hpp"
#include "report/figures_text.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;

enum class Unit { Rate, Count, Share, Accuracy, Duration, Ratio };
struct Column {
    const char* title;
    const char* at;  ///< JSON pointer within an area
    Unit unit = Unit::Rate;
};
struct Kind {
    const char* section;
    const char* key;   ///< of the summary: areas by name
    const char* only;  ///< JSON pointer that an area of this kind has; empty: all
    std::vector<Column> columns;
};

const std::vector<Kind>& kinds() {
    using enum Unit;
    static const std::vector<Kind> all = {
        {"Goods inbound",
         "inbound",
         "",
         {{"trucks", "/trucks", Count},
          {"late", "/trucks_late", Count},
          {"totes/h unloaded", "/totes_per_hour"},
          {"totes/h stowed", "/totes_stowed_per_hour"},
          {"dock to stock, median", "/dock_to_stock_s/p50", Duration},
          {"95 %", "/dock_to_stock_s/p95", Duration},
          {"doors unload", "/doors/working_share", Share},
          {"doors find the dock full", "/doors/blocked_share", Share},
          {"totes taken for others", "/mis_stows/totes", Count}}},
        {"Put walls",
         "put_walls",
         "",
         {{"orders/h packed", "/orders_per_hour"},
          {"from cell to parcel, median", "/time_s/p50", Duration},
          {"95 %", "/time_s/p95", Duration},
          {"cells taken", "/cells/occupied_share", Share},
          {"no cell free", "/cells/none_free_share", Share},
          {"putters at work", "/putters/working_share", Share},
          {"putters away", "/putters/away_share", Share},
          {"packers at work", "/packers/working_share", Share},
          {"packers away", "/packers/away_share", Share}}},
        {"People and arms",
         "handling",
         "",
         {{"handled/h", "/parcels_per_hour"},
          {"from arrival, median", "/time_s/p50", Duration},
          {"95 %", "/time_s/p95", Duration},
          {"at work", "/workers/working_share", Share},
          {"without work", "/workers/starved_share", Share},
          {"outlet full", "/workers/blocked_share", Share},
          {"away or broken", "/workers/away_share", Share},
          {"exceptions", "/exceptions", Count}}},
        {"Identification",
         "identification",
         "",
         {{"identified/h", "/identified_per_hour"},
          {"right", "/accuracy", Accuracy},
          {"from arrival, median", "/time_s/p50", Duration},
          {"95 %", "/time_s/p95", Duration},
          {"readers read", "/readers/working_share", Share},
          {"readers blocked", "/readers/blocked_share", Share},
          {"settled at the desk", "/desk_share", Share}}},
        {"Loop sorters",
         "sorting",
         "/loop",
         {{"parcels/h sorted", "/parcels_sorted_per_hour"},
          {"carriers taken", "/loop/carrier_occupancy", Share},
          {"belt down", "/loop/belt/down_share", Share},
          {"wait for a carrier, 95 %", "/loop/induct_wait_s/p95", Duration},
          {"went round again", "/loop/recirculation_share", Share},
          {"laps a parcel", "/loop/laps_mean", Ratio},
          {"rejected", "/loop/rejected_share", Share}}},
    };
    return all;
}

double number_at(const Json& area, const char* pointer) {
    const Json::json_pointer at(pointer);
    return area.contains(at) && area.at(at).is_number() ? area.at(at).get<double>() : 0;
}

std::string text_of(double value, Unit unit) {
    static const experiment::Metric kSeconds{.name = "", .title = "", .unit = "s"};
    switch (unit) {
        case Unit::Share:
            return percent_text(value);
        case Unit::Duration:
            return value_text(kSeconds, value);
        case Unit::Ratio:
            return fmt::format("{:.3f}", value);
        case Unit::Accuracy:
            return fmt::format("{:.3f} %", 100 * value);
        case Unit::Count:  // whole in one run, a mean of several
            return fmt::format("{:.{}f}", value, value == std::floor(value) ? 0 : 1);
        case Unit::Rate:
            break;
    }
    return number_text(value);
}

// The areas of a kind in one summary, by name. The receiving doors are the site's only ones and have none.
std::map<std::string, const Json*> areas_of(const Json& summary, const Kind& kind) {
    std::map<std::string, const Json*> areas;
    if (!summary.contains(kind.key) || !summary[kind.key].is_object()) return areas;
    const Json& all = summary[kind.key];
    if (std::string_view(kind.key) == "inbound") return {{"receiving", &all}};
    for (const auto& [name, area] : all.items())
        if (area.is_object() && (*kind.only == '\0' || area.contains(Json::json_pointer(kind.only)))) areas[name] = &area;
    return areas;
}

}  // namespace

void add_area_sections(Page& page, const std::vector<std::filesystem::path>& runs) {
    std::vector<Json> summaries;
    for (const std::filesystem::path& run : runs)
        summaries.push_back(experiment::read_summary(run));
    const double part = 1 / static_cast<double>(std::max<std::size_t>(1, runs.size()));
    for (const Kind& kind : kinds()) {
        std::map<std::string, std::vector<double>> means;
        for (const Json& summary : summaries)
            for (const auto& [name, area] : areas_of(summary, kind)) {
                std::vector<double>& sums = means[name];
                sums.resize(kind.columns.size());
                for (std::size_t c = 0; c < sums.size(); ++c)
                    sums[c] += part * number_at(*area, kind.columns[c].at);
            }
        if (means.empty()) continue;
        page.section(kind.section);
        std::vector<std::string> header = {"area"};
        TableOptions options{.numbers = {false}};
        for (const Column& column : kind.columns) {
            header.emplace_back(column.title);
            options.numbers.push_back(true);
        }
        std::vector<std::vector<std::string>> rows;
        for (const auto& [name, values] : means) {
            rows.push_back({name});
            for (std::size_t c = 0; c < values.size(); ++c)
                rows.back().push_back(text_of(values[c], kind.columns[c].unit));
        }
        page.table(header, rows, options);
    }
}

}  // namespace dray::report
