// What areas tell of themselves, as JSON and as lines on the terminal: both come from their figure sheets.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/figures.hpp"

namespace dray::report {

/// The area's part of summary.json.
[[nodiscard]] nlohmann::ordered_json area_json(const engine::AreaResult& area);
/// Its lines on the terminal, without those that it has nothing to say in.
[[nodiscard]] std::vector<std::string> area_lines(const engine::AreaResult& area);

}  // namespace dray::report
