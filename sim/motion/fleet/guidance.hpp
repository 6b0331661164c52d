// Prices that lead traffic apart: streets with a direction, found from the map and the traffic that it carries.
//
// A traffic assignment by averaged best responses (Frank and Wolfe 1956, in the form used for robots by Chen, Harabor, Li and
// Stuckey, "Traffic flow optimisation for lifelong multi-agent path finding", AAAI 2024): ways between random ends are laid
// under the prices of the moment, the flow of many rounds is averaged, and a step is priced by how much traffic comes against it
// and how crowded the place is that it leads to.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "motion/fleet/roads.hpp"

namespace dray::motion {

struct GuidanceConfig {
    int rounds = 20;
    int goals_per_round = 256;
    int ways_per_goal = 64;
    double step_price = 2;  ///< of a step nobody comes against, in quarter turns
    double against = 4;     ///< added when all traffic comes against it
    double crowd = 1;       ///< added for a place that is always occupied
    double robots = 1;      ///< on the floor at once
    std::uint64_t seed = 1;
};

/// Ends of ways: they lead from a place of one kind to a place of the other, in either direction.
struct TrafficEnds {
    std::vector<Place> here, there;
};

/// What did best for so many robots on such a floor: on small ones ways are short and turns weigh more.
[[nodiscard]] GuidanceConfig guidance_for(const Roads& roads, std::size_t robots);

/// Sets the prices of all steps. In parallel; the result does not depend on the number of threads.
void guide(Roads& roads, const TrafficEnds& ends, const GuidanceConfig& config);

}  // namespace dray::motion
