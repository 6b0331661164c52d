// Ways to rank the groups of one run, and how a ranking is judged.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/results.hpp"
#include "experiment/bottleneck_bench/run_cache.hpp"

namespace dray::experiment {

/// The detector and the classical rules.
enum class Rule : std::uint8_t { Detector, Utilisation, LongestQueue, MeanActivePeriod };
inline constexpr std::size_t kRules = 4;
[[nodiscard]] const char* name_of(Rule rule);

/// A group's value by a rule; the group with the largest is the bottleneck. Rules that know nothing of a group give it 0.
[[nodiscard]] double value_by(Rule rule, const GroupFigures& group);

/// Names of the groups of a run in the order of a rule.
[[nodiscard]] std::vector<std::string> ranked_by(Rule rule, const RunFigures& run);

/// What the scorecard keeps of a run's results. Utilisation is the classical one: the share of time in which a station works, a
/// robot is in use, a chute is full, a person or reader is busy; arrivals and ways have none, nor queues, nor active periods.
[[nodiscard]] std::vector<GroupFigures> group_figures_of(const engine::Results& results);

/// Spearman's correlation of two equally long series; equal values share their ranks. 0 when one of them does not vary.
[[nodiscard]] double rank_correlation(std::span<const double> a, std::span<const double> b);

}  // namespace dray::experiment
