#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "operations/csv.hpp"
#include "report/comparison.hpp"
#include "report/json_numbers.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;
using experiment::Comparison;
using experiment::Row;

Json bounded(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json row_json(const Comparison& c, const Row& row) {
    const insight::Difference& d = row.difference;
    return {{"variant", c.labels[row.variant]},
            {"metric", row.metric.name},
            {"unit", row.metric.is_share() ? "share" : row.metric.unit},
            {"base", bounded(row.base)},
            {"value", bounded(row.value)},
            {"change", bounded(d.change.mean)},
            {"change_low", bounded(d.change.low)},
            {"change_high", bounded(d.change.high)},
            {"relative_change", bounded(d.relative())},
            {"relative_half_width", bounded(d.relative_half_width())},
            {"pairs", d.change.count},
            {"paired", d.paired},
            {"correlation", bounded(d.correlation)},
            {"variance_ratio", bounded(d.variance_ratio)},
            {"p_value", d.p_value},
            {"p_adjusted", row.p_adjusted},
            {"detectable_change", bounded(row.detectable)},
            {"more_replications_for_one_percent", row.more_for_one_percent},
            {"finding", experiment::word_of(row.finding)},
            {"verdict", row.verdict}};
}

std::string cell(const Json& value) {
    if (value.is_null()) return "";
    return value.is_string() ? operations::csv_quoted(value.get<std::string>()) : value.dump();
}

}  // namespace

Json comparison_json(const Comparison& c) {
    Json variants = Json::array(), rows = Json::array(), changes = Json::array();
    for (std::size_t v = 0; v < c.labels.size(); ++v)
        variants.push_back({{"name", c.labels[v]}, {"runs", c.runs[v]}});
    for (const Row& row : c.rows)
        rows.push_back(row_json(c, row));
    for (const Comparison::FieldChange& change : c.changes)
        changes.push_back(
            {{"variant", c.labels[change.variant]}, {"field", change.field}, {"from", change.from}, {"to", change.to}});
    Json out = {{"schema_version", 1},       {"variants", variants}, {"main_metric", c.main_metric},
                {"changed_fields", changes}, {"rows", rows},         {"warnings", c.warnings}};
    round_numbers(out);
    return out;
}

std::string comparison_csv(const Comparison& c) {
    std::string out;
    const Json all = comparison_json(c);
    for (const Json& row : all["rows"]) {
        std::vector<std::string> names, cells;
        for (const auto& [name, value] : row.items()) {
            names.push_back(name);
            cells.push_back(cell(value));
        }
        if (out.empty()) fmt::format_to(std::back_inserter(out), "{}\n", fmt::join(names, ","));
        fmt::format_to(std::back_inserter(out), "{}\n", fmt::join(cells, ","));
    }
    return out;
}

}  // namespace dray::report
