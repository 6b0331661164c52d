// Changes of a scenario that give one group of resources more capacity.
#pragma once

#include <string>
#include <vector>

#include "engine/scenario.hpp"

namespace dray::experiment {

struct Relief {
    std::string group;                   ///< as the bottleneck ranking names it: "pick stations"
    std::string what;                    ///< for people: "+1 pick station"
    double factor = 1;                   ///< capacity of the group afterwards over that before; 0: not to be told
    std::vector<std::string> overrides;  ///< fields to replace, as --set takes them
};

/// What a site's owner could do: one more station, a tenth more robots, a fifth less time for a service ... Some may be
/// impossible on the floor; building the site then says so.
[[nodiscard]] std::vector<Relief> practical_reliefs(const engine::Scenario& scenario);

/// A tenth less service time, or a tenth more speed or capacity, of each group that has such a figure: what sensitivity is
/// measured by. Robots are whole, so a small fleet grows by more; `factor` says by how much.
[[nodiscard]] std::vector<Relief> marginal_reliefs(const engine::Scenario& scenario);

}  // namespace dray::experiment
