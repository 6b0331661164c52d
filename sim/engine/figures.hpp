// Figures of areas that describe themselves: what each is called, its unit and meaning, and where it is told. summary.json, the
// terminal summary, the tables of the report, and comparisons are made from these descriptions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/time.hpp"

namespace dray::engine {

struct Quantiles {
    double p50 = 0, p95 = 0, max = 0;
};

/// How a figure is told to people.
enum class Unit : std::uint8_t {
    Count,     ///< whole in one run
    Rate,      ///< per hour, whole
    Share,     ///< of 1, told in percent
    Accuracy,  ///< of 1, told to a thousandth of a percent
    Seconds,   ///< told as "1 min 05 s"
    Hours,     ///< to a tenth
    Metres,
    Ratio,  ///< a number of its own, to a thousandth
    Text,   ///< a word
};

/// Which way a figure is better; neither: it only tells more.
enum class Better : std::uint8_t { Higher, Lower, Neither };

/// One figure. Counts are of the whole run unless the meaning says otherwise.
struct FigureType {
    std::string key;  ///< in the area's part of summary.json; '.' goes a level down: "cells.occupied_share"
    Unit unit = Unit::Count;
    std::string doc;         ///< what it means
    bool in_summary = true;  ///< false: only sentences tell it
};

/// A piece of a sentence. "{key}" stands for a figure, with quantiles "{key.p95}"; "{key:2}" tells a share to 2 decimals, and
/// "{key:stop|stops}" is the word that fits the number. "{name}" is the area's name.
struct Part {
    std::string text;
    std::string only_if = {};  ///< told only where this figure is above 0; several with '|' between: any of them
};
/// One line on the terminal; left out when none of its parts is told.
using Sentence = std::vector<Part>;

/// A column of the report's table of such areas. The key is one of a figure, with quantiles also that of one of them.
struct Column {
    std::string title, key;
};

/// A figure by which runs are compared: summary.json's SECTION.AREA.KEY.
struct MetricType {
    std::string key, title, unit;  ///< unit: empty for a share
    Better better = Better::Neither;
    bool headline = false;  ///< one of the few that a comparison judges by
};

/// What waits for the people of a group, in words: "putters", "totes wait for them".
struct QueueWords {
    std::string group, words;
};

/// The figure that tells how much a site gives which ends with such areas.
struct Yield {
    std::string key, words;     ///< "parcels_per_hour", "parcels handled"; empty: none
    bool side_by_side = false;  ///< areas give together, also where storage gives lines; else the last one tells, where none does
};

/// All that areas of one kind tell.
struct FigureSheet {
    std::string section;    ///< of summary.json: areas by name
    std::size_t stage = 0;  ///< place in the flow of a site, as in the order of sections: see engine/stage.hpp
    std::vector<FigureType> figures;
    std::vector<Sentence> lines;
    std::string label = {};            ///< before the first area's line, instead of each area's name
    std::string title = {};            ///< of the report's table; empty: there is none
    std::string only = {};             ///< that table has only areas of the section with this key
    std::vector<Column> columns = {};  ///< of that table
    std::vector<MetricType> metrics = {};
    std::vector<QueueWords> queues = {};
    Yield yield = {};

    /// By its key; null: there is none.
    [[nodiscard]] const FigureType* find(std::string_view key) const;
    /// The unit of "time_s" or "time_s.p95".
    [[nodiscard]] Unit unit_of(std::string_view key) const;
};

using FigureValue = std::variant<std::int64_t, double, Quantiles, std::string>;

/// What one area measured: figures of its sheet in their order; those that it does not have are left out.
struct AreaResult {
    const FigureSheet* sheet = nullptr;
    std::string name;
    std::vector<std::pair<const FigureType*, FigureValue>> values = {};

    /// A number by its key, with quantiles "KEY.p50", "KEY.p95" or "KEY.max". Nothing where the area does not have it.
    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    /// The same, 0 where the area does not have it; throws BugError for a key that its sheet does not know.
    [[nodiscard]] double operator[](std::string_view key) const;
    /// A word by its key, empty where the area does not have it.
    [[nodiscard]] std::string text(std::string_view key) const;
};

/// When an area is measured, and since when.
struct Occasion {
    Step now = 0;
    double steps_per_s = 20;
    bool warm = false;          ///< the warm-up is over
    double hours = 0;           ///< since then
    std::int64_t upstream = 0;  ///< load units that the storage area has ready for this area
    std::int64_t returned = 0;  ///< parcels that came back to it after they had left by a wrong truck
};

/// Takes the figures of one area at one moment, and helps to compute them.
class Measure {
  public:
    /// The sheet outlives the result.
    Measure(const FigureSheet& sheet, std::string name, const Occasion& occasion = {});

    [[nodiscard]] const Occasion& occasion() const { return occasion_; }
    /// The next figure: a whole number, a number, quantiles or a word. Keys come in the order of the sheet, some may be left out;
    /// throws BugError otherwise.
    template <class Value>
    void operator()(std::string_view key, const Value& value) {
        if constexpr (std::is_integral_v<Value>) {
            add(key, static_cast<std::int64_t>(value));
        } else {
            add(key, FigureValue(value));
        }
    }

    /// Counted since the warm-up, over the hours since then; 0 inside the warm-up.
    [[nodiscard]] double per_hour(std::int64_t now_count, std::int64_t then_count) const;
    /// Of values in the order of time, those from number `from` on; all 0 inside the warm-up.
    [[nodiscard]] Quantiles since(const std::vector<double>& values, std::int64_t from) const;
    /// A time as share of the whole run.
    [[nodiscard]] double share(Step time) const;
    [[nodiscard]] double seconds(Step time) const { return static_cast<double>(time) / occasion_.steps_per_s; }
    [[nodiscard]] AreaResult take() && { return std::move(result_); }

  private:
    void add(std::string_view key, FigureValue value);

    Occasion occasion_;
    AreaResult result_;
    std::size_t next_ = 0;
};

}  // namespace dray::engine
