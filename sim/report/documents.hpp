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
[[nodiscard]] std::string bottlenecks_csv(const engine::Results& results);
[[nodiscard]] std::string resources_csv(const engine::Results& results);
/// One row a stretch of time that a station, worker, reader, desk, chute, door or the chargers of a floor were in one state.
[[nodiscard]] std::string states_csv(const engine::Results& results);

/// Why a group holds the site back as much as it does, in half a sentence: "in use 97 % of the time, 3.2 robots wait for them".
[[nodiscard]] std::string bottleneck_reason(const engine::BottleneckResult& bottleneck);
/// The ranking for people, a group and its evidence after the other; groups that never mattered share a line.
[[nodiscard]] std::string bottlenecks_text(const std::vector<engine::BottleneckResult>& bottlenecks);
/// "pick stations 62 % of the time, because ...; arrivals 30 %": one line.
[[nodiscard]] std::string bottleneck_line(const std::vector<engine::BottleneckResult>& bottlenecks);
/// The entry `bottlenecks` of summary.json, and back.
[[nodiscard]] nlohmann::ordered_json bottlenecks_json(const std::vector<engine::BottleneckResult>& bottlenecks);
[[nodiscard]] std::vector<engine::BottleneckResult> bottlenecks_of(const nlohmann::ordered_json& summary);
/// One row a cell that is no wall: how long robots drove on it and waited on it, all together; and the passages that led out of
/// it with the free-flow and the real time of them all.
[[nodiscard]] std::string cells_csv(const engine::Results& results);
/// One row an order completed after the warm-up, in the order of completion.
[[nodiscard]] std::string cycle_times_csv(const engine::Results& results);

/// The summary for people: some twenty lines. `colour` adds escape codes.
[[nodiscard]] std::string terminal_summary(const engine::Results& results, const ProcessFigures& process, bool colour);

}  // namespace dray::report
