#include "report/html/area_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "engine/area_type.hpp"
#include "experiment/run_set.hpp"
#include "report/figures_text.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;

using engine::Unit;

struct TableColumn {
    std::string title;
    std::string at;  ///< JSON pointer within an area
    Unit unit = Unit::Rate;
};
struct Kind {
    std::string section;
    std::string key;   ///< of the summary: areas by name
    std::string only;  ///< JSON pointer to what an area of this kind has, a number above 0 if it is one; empty: all
    std::vector<TableColumn> columns;
    std::string text = {};  ///< before the table
};

std::string pointer_of(const std::string& key) {
    std::string pointer = "/" + key;
    std::ranges::replace(pointer, '.', '/');
    return pointer;
}

std::vector<Kind> all_kinds() {
    using enum Unit;
    std::vector<Kind> all = {{"Goods inbound",
                              "inbound",
                              "",
                              {{"trucks", "/trucks", Count},
                               {"late", "/trucks_late", Count},
                               {"totes/h unloaded", "/totes_per_hour"},
                               {"totes/h stowed", "/totes_stowed_per_hour"},
                               {"dock to stock, median", "/dock_to_stock_s/p50", Seconds},
                               {"95 %", "/dock_to_stock_s/p95", Seconds},
                               {"doors unload", "/doors/working_share", Share},
                               {"doors find the dock full", "/doors/blocked_share", Share},
                               {"totes taken for others", "/mis_stows/totes", Count}}}};
    for (const engine::FigureSheet* sheet : engine::figure_sheets()) {
        if (sheet->title.empty()) continue;
        Kind& kind = all.emplace_back(Kind{sheet->title, sheet->section, sheet->only.empty() ? "" : pointer_of(sheet->only), {}});
        for (const engine::Column& column : sheet->columns)
            kind.columns.push_back({column.title, pointer_of(column.key), sheet->unit_of(column.key)});
    }
    all.push_back(
        {"Parcels astray",
         "transport",
         "/astray/shipped",
         {{"shipped astray", "/astray/shipped", Count},
          {"away at the end", "/astray/away", Count},
          {"came back", "/astray/returned", Count},
          {"wrong truck to sorter, median", "/astray/away_s/p50", Seconds},
          {"shipped right since", "/astray/put_right", Count},
          {"wrong truck to right truck, median", "/astray/delay_s/p50", Seconds}},
         "Parcels that left by a truck of another route because they were taken for something else. Somebody finds them "
         "where the truck is unloaded; they come back to the sorting area and leave by the right truck."});
    return all;
}

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = all_kinds();
    return all;
}

// A figure of an area; none where nothing was there to measure.
std::optional<double> number_at(const Json& area, const std::string& pointer) {
    const Json::json_pointer at(pointer);
    if (!area.contains(at) || !area.at(at).is_number()) return std::nullopt;
    return area.at(at).get<double>();
}

bool is_of(const Kind& kind, const Json& area) {
    if (!area.is_object()) return false;
    if (kind.only.empty()) return true;
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
        case Unit::Seconds:
            return value_text(kSeconds, value);
        case Unit::Ratio:
            return fmt::format("{:.3f}", value);
        case Unit::Accuracy:
            return fmt::format("{:.3f} %", 100 * value);
        case Unit::Count:  // whole in one run, a mean of several
            return fmt::format("{:.{}f}", value, value == std::floor(value) ? 0 : 1);
        case Unit::Rate:
        case Unit::Hours:
        case Unit::Metres:
        case Unit::Text:
            break;
    }
    return number_text(value);
}

// The areas of a kind in one summary, by name. The receiving doors are the site's only ones and have none.
std::map<std::string, const Json*> areas_of(const Json& summary, const Kind& kind) {
    std::map<std::string, const Json*> areas;
    if (!summary.contains(kind.key) || !summary[kind.key].is_object()) return areas;
    const Json& all = summary[kind.key];
    if (kind.key == "inbound") return {{"receiving", &all}};
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
        if (!kind.text.empty()) page.text(kind.text);
        std::vector<std::string> header = {"area"};
        TableOptions options{.numbers = {false}};
        for (const TableColumn& column : kind.columns) {
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
