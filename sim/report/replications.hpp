// The replications of a scenario as documents: their summary.json and the table for the terminal.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "experiment/replicate.hpp"
#include "experiment/run_statistics.hpp"

namespace dray::report {

/// What the replications have in common and what the process knows.
struct ReplicationsContext {
    std::string scenario;
    std::uint64_t seed = 0;         ///< of the scenario; those of the replications derive from it
    double planned_duration_s = 0;  ///< of each run
    double warm_up_s = 0;
    double precision = 0;  ///< asked for; meaningless when the number was fixed
    std::size_t jobs = 1;
    double wall_s = 0;
    double memory_peak_mb = 0;  ///< of the largest process
    std::vector<std::string> assumed_fields;
    experiment::WarmUpCheck warm_up;
};

/// An interval as JSON: mean, low, high, half_width, relative_half_width, deviation, count. What is not bounded is null.
[[nodiscard]] nlohmann::ordered_json interval_json(const insight::Interval& interval);
/// What `WarmUpCheck` says.
[[nodiscard]] nlohmann::ordered_json warm_up_json(const experiment::WarmUpCheck& check);
/// Intervals of a single run and its warm-up, for summary.json: "intervals" by metric name, "warm_up_check".
[[nodiscard]] nlohmann::ordered_json run_statistics_json(const experiment::RunStatistics& statistics);

/// The summary over replications, with the fields of a run's summary.json where a mean or a sum has the same meaning, and
/// `intervals` by metric name.
[[nodiscard]] nlohmann::ordered_json replications_json(const experiment::ReplicateResult& result,
                                                       const ReplicationsContext& context);

/// What a single run says of its certainty, as lines of its summary: its warm-up, and intervals where the run is long enough for
/// them.
[[nodiscard]] std::string run_certainty(const experiment::RunStatistics& statistics);

/// The summary for people. `colour` adds escape codes.
[[nodiscard]] std::string replications_summary(const experiment::ReplicateResult& result, const ReplicationsContext& context,
                                               bool colour);

}  // namespace dray::report
