// Changes of a scenario that give one group of resources more capacity.
#pragma once

#include <vector>

#include "engine/reliefs.hpp"
#include "engine/scenario.hpp"

namespace dray::experiment {

using engine::Relief;

/// What a site's owner could do: one more station, a tenth more robots, a fifth less time for a service ... Some may be
/// impossible on the floor; building the site then says so.
[[nodiscard]] std::vector<Relief> practical_reliefs(const engine::Scenario& scenario);

/// A tenth less service time, or a tenth more speed or capacity, of each group that has such a figure: what sensitivity is
/// measured by. Robots are whole, so a small fleet grows by more; `factor` says by how much.
[[nodiscard]] std::vector<Relief> marginal_reliefs(const engine::Scenario& scenario);

}  // namespace dray::experiment
