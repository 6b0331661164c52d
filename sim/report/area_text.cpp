#include "report/area_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <string_view>

#include "report/figures_text.hpp"

namespace dray::report {

namespace {

using engine::Unit;
using Json = nlohmann::ordered_json;

// "cells.count" -> "/cells/count".
Json::json_pointer pointer_of(std::string_view key) {
    std::string path = "/";
    for (const char c : key)
        path += c == '.' ? '/' : c;
    return Json::json_pointer(path);
}

std::string figure_text(Unit unit, double value, int decimals) {
    switch (unit) {
        case Unit::Share:
            return fmt::format("{:.{}f} %", 100 * value, std::max(0, decimals));
        case Unit::Accuracy:
            return fmt::format("{:.3f} %", 100 * value);
        case Unit::Seconds:
            return duration_text(value);
        case Unit::Hours:
            return fmt::format("{:.1f} h", value);
        case Unit::Metres:
            return fmt::format("{:.4g} m", value);
        case Unit::Ratio:
            return fmt::format("{:.{}f}", value, decimals < 0 ? 3 : decimals);
        case Unit::Count:
        case Unit::Rate:
        case Unit::Text:
            break;
    }
    return grouped(value);
}

// What stands between braces: see engine::Part.
std::string filled(std::string_view hole, const engine::AreaResult& area) {
    if (hole == "name") return area.name;
    const std::size_t colon = hole.find(':');
    const std::string_view key = hole.substr(0, colon), how = colon == std::string_view::npos ? "" : hole.substr(colon + 1);
    const Unit unit = area.sheet->unit_of(key);
    if (unit == Unit::Text) return area.text(key);
    if (const std::size_t bar = how.find('|'); bar != std::string_view::npos)
        return std::string(area[key] == 1 ? how.substr(0, bar) : how.substr(bar + 1));
    int decimals = -1;
    std::from_chars(how.data(), how.data() + how.size(), decimals);
    return figure_text(unit, area[key], decimals);
}

bool is_told(const engine::Part& part, const engine::AreaResult& area) {
    if (part.only_if.empty()) return true;
    for (std::string_view rest = part.only_if; !rest.empty();) {
        const std::string_view key = rest.substr(0, rest.find('|'));
        rest.remove_prefix(std::min(rest.size(), key.size() + 1));
        if (area[key] > 0) return true;
    }
    return false;
}

std::string part_text(std::string_view text, const engine::AreaResult& area) {
    std::string out;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
        const std::size_t close = text.find('}', open);
        out += text.substr(0, open);
        out += filled(text.substr(open + 1, close - open - 1), area);
        text.remove_prefix(close + 1);
    }
    return out += text;
}

}  // namespace

Json area_json(const engine::AreaResult& area) {
    Json out = Json::object();
    for (const auto& [type, value] : area.values) {
        if (!type->in_summary) continue;
        Json& at = out[pointer_of(type->key)];
        if (const auto* q = std::get_if<engine::Quantiles>(&value)) {
            at = {{"p50", q->p50}, {"p95", q->p95}, {"max", q->max}};
        } else {
            std::visit(
                [&]<class Value>(const Value& v) {
                    if constexpr (!std::is_same_v<Value, engine::Quantiles>) at = v;
                },
                value);
        }
    }
    return out;
}

std::vector<std::string> area_lines(const engine::AreaResult& area) {
    std::vector<std::string> lines;
    for (const engine::Sentence& sentence : area.sheet->lines) {
        std::string line;
        for (const engine::Part& part : sentence)
            if (is_told(part, area)) line += part_text(part.text, area);
        if (!line.empty()) lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace dray::report
