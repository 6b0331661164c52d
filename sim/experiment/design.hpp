// Which variants a sweep runs: fields with values, combined as a grid, at random or as a Latin hypercube.
//
//   Axis count = axis_of("fleets[0].count=40..80:20");       // 40, 60, 80
//   Axis rate = axis_of("demand.orders_per_h=500,700");
//   for (const Point& p : grid({count, rate})) ...           // 6 points
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dray::experiment {

/// One field that is varied: values to choose from, or an interval.
struct Axis {
    std::string field;                ///< dotted path, as --set takes it
    std::vector<std::string> values;  ///< as written; empty for an interval
    double low = 0, high = 0;         ///< of an interval, both included
    bool whole = false;               ///< the interval holds whole numbers only

    [[nodiscard]] bool is_interval() const { return values.empty(); }
};

/// A point of a sweep: what --set would be given, "field=value", one for each axis in the order of the axes.
using Point = std::vector<std::string>;

/// Reads "field=a,b,c" (values may hold commas inside brackets or quotes), "field=a..b:step" (b is included when the steps meet
/// it) or "field=a..b", an interval: of whole numbers when both ends are written without a point. Throws UsageError that names
/// the text.
[[nodiscard]] Axis axis_of(const std::string& text);

inline constexpr std::size_t kMostPoints = 100000;

/// Every combination; the last axis runs fastest. Throws UsageError for an interval without step and for more than kMostPoints.
[[nodiscard]] std::vector<Point> grid(const std::vector<Axis>& axes);

/// Independent points, each axis uniform over its values or interval. Point i depends on the seed and i alone.
[[nodiscard]] std::vector<Point> random_points(const std::vector<Axis>& axes, std::size_t count, std::uint64_t seed);

/// Points that visit each of `count` equal parts of every axis once (McKay, Beckman and Conover, Technometrics 21, 1979).
[[nodiscard]] std::vector<Point> latin_hypercube(const std::vector<Axis>& axes, std::size_t count, std::uint64_t seed);

}  // namespace dray::experiment
