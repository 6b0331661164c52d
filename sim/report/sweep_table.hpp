// The results of a sweep as tables, and a fleet-size curve for the terminal.
#pragma once

#include <string>
#include <vector>

#include "experiment/fleet_curve.hpp"
#include "experiment/sweep_store.hpp"

namespace dray::report {

/// A row a point: its settings, runs, and the main figures with their intervals; failed runs below it with their messages.
[[nodiscard]] std::string sweep_text(const std::vector<experiment::PointResult>& results);
/// A row a point and figure: settings, metric, unit, mean, half-width, deviation, runs, failed runs.
[[nodiscard]] std::string sweep_csv(const std::vector<experiment::PointResult>& results);
/// The curve with a bar a size, and where its knee and its collapse lie. `metric` is what the rates are of.
[[nodiscard]] std::string curve_text(const experiment::Curve& curve, const experiment::Metric& metric);

}  // namespace dray::report
