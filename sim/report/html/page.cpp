#include "report/html/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "report/html/assets.hpp"
#include "report/json_numbers.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kChartHeight_px = 260, kBar_px = 26, kBarFrame_px = 90;

const char* word_of(ChartKind kind) {
    switch (kind) {
        case ChartKind::Lines:
            return "lines";
        case ChartKind::Area:
            return "area";
        case ChartKind::Columns:
            return "columns";
        case ChartKind::StackedBars:
            return "stacked_bars";
        case ChartKind::Intervals:
            break;
    }
    return "intervals";
}

Json numbers_json(const std::vector<double>& values) {
    Json out = Json::array();
    for (const double v : values)
        out.push_back(std::isfinite(v) ? Json(v) : Json(nullptr));
    return out;
}

Json chart_json(const Chart& chart) {
    Json out = {{"kind", word_of(chart.kind)}, {"x_title", chart.x_title}, {"y_title", chart.y_title},
                {"x_unit", chart.x_unit},      {"y_unit", chart.y_unit},   {"markers", chart.markers}};
    if (chart.kind == ChartKind::Lines || chart.kind == ChartKind::Area) {
        out["x"] = numbers_json(chart.x);
    } else {
        out["labels"] = chart.labels;
    }
    if (chart.y_max > 0) out["y_max"] = chart.y_max;
    out["series"] = Json::array();
    for (const Series& series : chart.series) {
        Json one = {{"name", series.name}, {"values", numbers_json(series.values)}};
        if (!series.low.empty()) {
            one["low"] = numbers_json(series.low);
            one["high"] = numbers_json(series.high);
        }
        if (!series.colour.empty()) one["colour"] = series.colour;
        if (!series.colours.empty()) one["colours"] = series.colours;
        if (!series.x.empty()) one["x"] = numbers_json(series.x);
        if (series.points) one["points"] = true;
        out["series"].push_back(one);
    }
    round_numbers(out);
    return out;
}

// JSON inside a page: no text in it may end its element.
std::string embedded(const Json& json) {
    std::string out;
    for (const char c : json.dump(-1, ' ', false, Json::error_handler_t::replace))
        out += c == '<' ? std::string("\\u003c") : std::string(1, c);
    return out;
}

std::size_t height_of(const Chart& chart) {
    const bool bars = chart.kind == ChartKind::StackedBars || chart.kind == ChartKind::Intervals;
    return bars ? kBarFrame_px + kBar_px * chart.labels.size() : kChartHeight_px;
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

void Page::leave_charts() {
    if (in_charts_) body_ += "</div>\n";
    in_charts_ = false;
}

void Page::section(const std::string& title) {
    leave_charts();
    fmt::format_to(std::back_inserter(body_), "<h2>{}</h2>\n", escaped(title));
}

void Page::text(const std::string& text) {
    leave_charts();
    fmt::format_to(std::back_inserter(body_), "<p class=\"soft\">{}</p>\n", escaped(text));
}

void Page::mind(const std::string& text) {
    leave_charts();
    fmt::format_to(std::back_inserter(body_), "<p class=\"mind\">{}</p>\n", escaped(text));
}

void Page::figures(const std::vector<Figure>& figures) {
    leave_charts();
    body_ += "<div class=\"figures\">\n";
    for (const Figure& f : figures) {
        fmt::format_to(std::back_inserter(body_),
                       "<div class=\"figure\"><div class=\"label\">{}</div><div class=\"value\">{}</div><div "
                       "class=\"interval\">{}</div></div>\n",
                       escaped(f.label), escaped(f.value), escaped(f.interval));
    }
    body_ += "</div>\n";
}

void Page::add_canvas(const std::string& title, const std::string& note, bool wide, std::size_t height_px) {
    if (!in_charts_) body_ += "<div class=\"charts\">\n";
    in_charts_ = true;
    fmt::format_to(
        std::back_inserter(body_),
        "<div class=\"chart{}\"><h3>{}</h3><div class=\"note\">{}</div><div class=\"canvas\" style=\"height:{}px\"><canvas "
        "data-chart=\"{}\" role=\"img\" aria-label=\"{}\"></canvas></div></div>\n",
        wide ? " wide" : "", escaped(title), escaped(note), height_px, charts_.size(), escaped(title));
}

void Page::chart(const Chart& chart) {
    add_canvas(chart.title, chart.note, chart.wide, height_of(chart));
    charts_.push_back(chart_json(chart));
}

void Page::heat_map(const HeatMap& map) {
    // As high as its cells are square at half the page's width, within what a screen shows.
    constexpr double kWidth_px = 540;
    const double height_px =
        kWidth_px * static_cast<double>(map.height) / static_cast<double>(std::max<std::size_t>(1, map.width));
    add_canvas(map.title, map.note, false, static_cast<std::size_t>(std::clamp(height_px, 120.0, 900.0)));
    Json one = {{"kind", "heat"}, {"width", map.width}, {"height", map.height}, {"kinds", map.kinds}, {"y_unit", map.unit}};
    one["values"] = Json::array();
    for (const double value : map.values)
        one["values"].push_back(value == 0 ? Json(0) : Json(std::round(value)));
    round_numbers(one);
    charts_.push_back(one);
}

void Page::drawing(const std::string& title, const std::string& note, const std::string& svg) {
    if (!in_charts_) body_ += "<div class=\"charts\">\n";
    in_charts_ = true;
    fmt::format_to(std::back_inserter(body_), "<div class=\"chart wide\"><h3>{}</h3><div class=\"note\">{}</div>{}</div>\n",
                   escaped(title), escaped(note), svg);
}

void Page::table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
                 const TableOptions& options) {
    leave_charts();
    const std::string id = fmt::format("table-{}", tables_++);
    const auto class_of = [&](std::size_t column) {
        return column < options.numbers.size() && options.numbers[column] ? " class=\"number\"" : "";
    };
    auto out = std::back_inserter(body_);
    if (options.folded) fmt::format_to(out, "<details><summary>{}</summary>\n", escaped(options.summary));
    if (options.filter)
        fmt::format_to(
            out, "<input class=\"filter\" type=\"search\" placeholder=\"search\" aria-label=\"search\" data-table=\"{}\">\n", id);
    fmt::format_to(out, "<div class=\"scroll\"><table id=\"{}\"><thead><tr>", id);
    for (std::size_t i = 0; i < header.size(); ++i)
        fmt::format_to(out, "<th{}>{}</th>", class_of(i), escaped(header[i]));
    body_ += "</tr></thead><tbody>\n";
    for (const std::vector<std::string>& row : rows) {
        body_ += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i)
            fmt::format_to(out, "<td{}>{}</td>", class_of(i), options.markup ? row[i] : escaped(row[i]));
        body_ += "</tr>\n";
    }
    body_ += "</tbody></table></div>\n";
    if (options.folded) body_ += "</details>\n";
}

std::string Page::html() const {
    std::string out;
    auto add = std::back_inserter(out);
    fmt::format_to(add,
                   "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                   "content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n",
                   escaped(title_));
    out += report_css();
    fmt::format_to(add, "</style>\n</head>\n<body>\n<header><h1>{}</h1><p class=\"soft\">{}</p></header>\n", escaped(title_),
                   escaped(subtitle_));
    out += body_;
    if (in_charts_) out += "</div>\n";
    out +=
        "<footer>Made by Dray. The file holds everything it shows; it needs no network. Charts: Chart.js (MIT "
        "licence).</footer>\n";
    fmt::format_to(add, "<script type=\"application/json\" id=\"charts\">{}</script>\n<script>\n", embedded(charts_));
    out += chart_js();
    out += "\n</script>\n<script>\n";
    out += report_js();
    out += "</script>\n</body>\n</html>\n";
    return out;
}

}  // namespace dray::report
