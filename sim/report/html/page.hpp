// One HTML file that holds everything it needs: headings, figures, tables and charts from top to bottom.
//
//   Page page("quickstart, seed 1", "1 h simulated");
//   page.section("Throughput");
//   page.chart({.title = "Lines", .kind = ChartKind::Lines, .x = {60, 120}, .x_unit = "s", .series = {{.name = "lines", .values =
//   {3, 4}}}}); write_file("report.html", page.html());
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace dray::report {

/// Text as it stands in HTML.
[[nodiscard]] std::string escaped(std::string_view text);

enum class ChartKind : std::uint8_t {
    Lines,        ///< over numbers
    Area,         ///< stacked, over numbers
    Columns,      ///< over labels
    StackedBars,  ///< a bar a label, side on
    Intervals,    ///< a point with its interval a label, side on; one series
};

struct Series {
    std::string name;
    std::vector<double> values;        ///< as many as `x` or `labels` of the chart; what is not finite is a gap
    std::vector<double> low, high;     ///< band around the values; empty: none
    std::string colour;                ///< of the style: "c1" to "c7", "good", "bad"; empty: by its number
    std::vector<std::string> colours;  ///< with Intervals: of each label
    std::vector<double> x = {};        ///< with Lines: of its own values; empty: the chart's
    bool points = false;               ///< with Lines: a small dot a value and no line
};

struct Chart {
    std::string title, note;  ///< note: what is drawn, in a sentence
    ChartKind kind = ChartKind::Lines;
    std::string x_title, y_title;
    std::string x_unit, y_unit;       ///< "s" is shown as a time, "share" in per cent
    std::vector<double> x;            ///< with Lines and Area, ascending
    std::vector<std::string> labels;  ///< with the others
    std::vector<Series> series;
    double y_max = 0;      ///< end of the axis; 0: by the values
    bool wide = false;     ///< takes the whole width
    bool markers = false;  ///< a dot a value
};

/// A floor seen from above, a value a cell.
struct HeatMap {
    std::string title, note;
    std::size_t width = 0, height = 0;  ///< cells
    std::string kinds;           ///< of each cell, row by row: '#' wall, '.' aisle, 'S' slot, 'L' lane, 'C' charger, 'B' buffer
    std::vector<double> values;  ///< likewise, 0 or more
    std::string unit;            ///< as for charts
};

struct Figure {
    std::string label, value, interval;
};

struct TableOptions {
    std::vector<bool> numbers;  ///< by column: stands to the right; missing: no
    bool filter = false;        ///< with a field to search
    bool folded = false;        ///< shut until it is asked for
    std::string summary;        ///< of a folded one
    bool markup = false;        ///< cells are HTML already
};

class Page {
  public:
    Page(std::string title, std::string subtitle) : title_(std::move(title)), subtitle_(std::move(subtitle)) {}

    void section(const std::string& title);
    void text(const std::string& text);  ///< a paragraph
    void mind(const std::string& text);  ///< a warning
    void figures(const std::vector<Figure>& figures);
    void chart(const Chart& chart);
    void heat_map(const HeatMap& map);
    void drawing(const std::string& title, const std::string& note, const std::string& svg);
    void table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows,
               const TableOptions& options = {});

    /// The whole file.
    [[nodiscard]] std::string html() const;

  private:
    void leave_charts();
    void add_canvas(const std::string& title, const std::string& note, bool wide, std::size_t height_px);

    std::string title_, subtitle_, body_;
    nlohmann::ordered_json charts_ = nlohmann::ordered_json::array();
    bool in_charts_ = false;  // charts in a row share a grid
    int tables_ = 0;
};

}  // namespace dray::report
