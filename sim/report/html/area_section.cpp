#include "report/html/area_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
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
    const char* only;  ///< JSON pointer to what an area of this kind has, a number above 0 if it is one; empty: all
    std::vector<Column> columns;
    const char* text = "";  ///< before the table
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
        {"Sorting for trucks",
         "sorting",
         "/trucks/in_time",
         {{"in time for their truck", "/trucks/in_time_share", Accuracy},
          {"parcels in time", "/trucks/in_time", Count},
          {"after the pull time", "/trucks/too_late", Count},
          {"wait for their wave at the end", "/held_for_wave", Count},
          {"arrival to chute, median", "/sort_time_s/p50", Duration},
          {"95 %", "/sort_time_s/p95", Duration}},
         "A parcel comes for the next truck of its route whose pull time is far enough away to sort it. It is in time when it "
         "falls "
         "into its chute before that pull time."},
        {"Conveyors and lifts",
         "carriers",
         "",
         {{"units/h", "/units_per_hour"},
          {"most units/h", "/most_units_per_hour"},
          {"time with waiting, mean", "/time_mean_s", Duration},
          {"working", "/working_share", Share},
          {"starved", "/starved_share", Share},
          {"blocked", "/blocked_share", Share},
          {"down", "/down_share", Share},
          {"stops", "/stops", Count}}},
        {"Parcels astray",
         "transport",
         "/astray/shipped",
         {{"shipped astray", "/astray/shipped", Count},
          {"away at the end", "/astray/away", Count},
          {"came back", "/astray/returned", Count},
          {"wrong truck to sorter, median", "/astray/away_s/p50", Duration},
          {"shipped right since", "/astray/put_right", Count},
          {"wrong truck to right truck, median", "/astray/delay_s/p50", Duration}},
         "Parcels that left by a truck of another route because they were taken for something else. Somebody finds them where "
         "the "
         "truck is unloaded; they come back to the sorting area and leave by the right truck."},
    };
    return all;
}

// A figure of an area; none where nothing was there to measure.
std::optional<double> number_at(const Json& area, const char* pointer) {
    const Json::json_pointer at(pointer);
    if (!area.contains(at) || !area.at(at).is_number()) return std::nullopt;
    return area.at(at).get<double>();
}

bool is_of(const Kind& kind, const Json& area) {
    if (!area.is_object()) return false;
    if (*kind.only == '\0') return true;
    return area.contains(Json::json_pointer(kind.only)) && number_at(area, kind.only).value_or(1) > 0;
}

// The mean over the runs in which there was something to measure.
struct Mean {
    double sum = 0;
    int runs = 0;
};

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
        if (is_of(kind, area)) areas[name] = &area;
    return areas;
}

}  // namespace

void add_area_sections(Page& page, const std::vector<std::filesystem::path>& runs) {
    std::vector<Json> summaries;
    for (const std::filesystem::path& run : runs)
        summaries.push_back(experiment::read_summary(run));
    for (const Kind& kind : kinds()) {
        std::map<std::string, std::vector<Mean>> means;
        for (const Json& summary : summaries)
            for (const auto& [name, area] : areas_of(summary, kind)) {
                std::vector<Mean>& of_area = means[name];
                of_area.resize(kind.columns.size());
                for (std::size_t c = 0; c < of_area.size(); ++c)
                    if (const auto value = number_at(*area, kind.columns[c].at)) {
                        of_area[c].sum += *value;
                        ++of_area[c].runs;
                    }
            }
        if (means.empty()) continue;
        page.section(kind.section);
        if (*kind.text != '\0') page.text(kind.text);
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
                rows.back().push_back(values[c].runs > 0 ? text_of(values[c].sum / values[c].runs, kind.columns[c].unit) : "-");
        }
        page.table(header, rows, options);
    }
}

}  // namespace dray::report
