// The figures of a run that are repeated, compared and swept: what they are called, their unit, and which way is better.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/figures.hpp"

namespace dray::experiment {

using engine::Better;

/// One figure, named after its place in summary.json: "throughput.lines_per_hour", "sorting.NAME.sort_time_s.p95".
struct Metric {
    std::string name;
    std::string title;  ///< for people: "lines", "order cycle time, 95 %"
    std::string unit;   ///< "lines/h", "s", "cages"; empty for a share of 1
    Better better = Better::Neither;

    [[nodiscard]] bool is_share() const { return unit.empty(); }
};

/// Name and value of each figure of one run.
using Figures = std::vector<std::pair<std::string, double>>;

/// The figures of a summary.json in a fixed order; those that the run does not have are left out.
[[nodiscard]] Figures figures_of(const nlohmann::ordered_json& summary);

/// What is known of a figure by its name. An unknown name is its own title, without unit.
[[nodiscard]] Metric metric_named(std::string_view name);

/// Whether a figure is one of the few that a comparison judges by; the others are near copies of them.
[[nodiscard]] bool is_headline(std::string_view name);

/// The rate that the site is for: lines, else sorted parcels, else cages, else identified parcels; the first that is not 0. Empty
/// when there is none.
[[nodiscard]] std::string main_rate(const Figures& figures);

/// Puts figures into the order of `figures_of`, those of unknown names last.
void arrange(Figures& figures);

/// The value of a figure, or not-a-number.
[[nodiscard]] double value_of(const Figures& figures, std::string_view name);

}  // namespace dray::experiment
