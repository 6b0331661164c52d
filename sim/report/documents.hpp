// A run's results as documents: summary.json, the CSV tables, and the table for the terminal.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/results.hpp"

namespace dray::report {

/// What the process knows about itself, beside what the run measured.
struct ProcessFigures {
    double wall_s = 0;                        ///< since the process started
    double memory_peak_mb = 0;                ///< largest resident set
    std::vector<std::string> assumed_fields;  ///< scenario fields that still hold a default graded as assumed
};

/// summary.json as the contract of the run directory names its fields; definitions stand in engine/results.hpp.
[[nodiscard]] nlohmann::ordered_json summary_json(const engine::Results& results, const ProcessFigures& process);

[[nodiscard]] std::string timeseries_csv(const engine::Results& results);
[[nodiscard]] std::string stations_csv(const engine::Results& results);
[[nodiscard]] std::string robots_csv(const engine::Results& results);
[[nodiscard]] std::string incidents_csv(const engine::Results& results);
[[nodiscard]] std::string docks_csv(const engine::Results& results);
[[nodiscard]] std::string lost_time_csv(const engine::Results& results);
/// One row an order completed after the warm-up, in the order of completion.
[[nodiscard]] std::string cycle_times_csv(const engine::Results& results);

/// The summary for people: some twenty lines. `colour` adds escape codes.
[[nodiscard]] std::string terminal_summary(const engine::Results& results, const ProcessFigures& process, bool colour);

}  // namespace dray::report
