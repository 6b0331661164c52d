// The flow on a run's floors and its jams as documents: three CSV tables, entries of summary.json, and lines for people.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/results.hpp"

namespace dray::report {

/// One row an edge with passages; times are means of a passage in seconds.
[[nodiscard]] std::string edges_csv(const engine::Results& results);
/// One row a zone with robots and minute; of a very long run two, four, ... minutes.
[[nodiscard]] std::string zones_csv(const engine::Results& results);
/// One row a jam, the one that cost most robot hours first: of each floor the 200 that did.
[[nodiscard]] std::string jams_csv(const engine::Results& results);

/// The entry `flow` of summary.json: by area passages, their times, the fundamental diagram with its peak, the zones that were
/// overcrowded and the edges on which most was lost.
[[nodiscard]] nlohmann::ordered_json flow_json(const engine::Results& results);
/// The entry `jams`: totals and the jams that cost most; and back from a summary, where a run has written it.
[[nodiscard]] nlohmann::ordered_json jams_json(const engine::JamsResult& jams);
[[nodiscard]] engine::JamsResult jams_of(const nlohmann::ordered_json& summary);

/// "12 lasting 48 s in the median, 3.1 % of robot time; worst: station pick-3, 14 robots, 22 cells back, 6 min 20 s". Empty when
/// robots waited in jams for less than half a percent of their time.
[[nodiscard]] std::string jams_line(const engine::JamsResult& jams, double robot_h);
/// The jams that cost most with their evidence, some lines each; one line when there were none.
[[nodiscard]] std::string jams_text(const engine::JamsResult& jams);

}  // namespace dray::report
