// Small helpers for telling states of resources. Internal to the room.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/stage.hpp"
#include "insight/resource.hpp"
#include "primitives/handling/station.hpp"

namespace dray::engine {

/// Arrivals limit a site while what has come does not even fill half of the places at its stations.
inline constexpr double kShortQueue = 0.5;
/// And people side by side, while fewer than this wait for each of them: what comes by chance makes queues of that length
/// although there is time to spare.
inline constexpr double kShortEach = 4;
/// Routes are watched over so long a time before the worst of them counts: it holds back the others, since what is bound for it
/// takes up robots and places.
inline constexpr double kRouteMemory_s = 60;

/// The largest smoothed load of the routes, each told by `load_of`.
template <class LoadOf>
double worst_route(std::vector<double>& route_load, double dt_s, const LoadOf& load_of) {
    const double fresh = 1 - std::exp(-dt_s / kRouteMemory_s);
    double worst = 0;
    for (std::size_t route = 0; route < route_load.size(); ++route) {
        route_load[route] += fresh * (load_of(route) - route_load[route]);
        worst = std::max(worst, route_load[route]);
    }
    return worst;
}

/// The share that is in a state.
inline double& at(insight::StateShares& shares, insight::ResourceState state) {
    return shares[static_cast<std::size_t>(state)];
}

/// A station's state as insight names it.
[[nodiscard]] insight::ResourceState state_of(primitives::StationState state);

/// One whose share at work is known, and that has nothing to do otherwise.
[[nodiscard]] inline insight::StateShares busy(double share) {
    insight::StateShares shares{};
    at(shares, insight::ResourceState::Working) = share;
    at(shares, insight::ResourceState::Starved) = 1 - share;
    return shares;
}

/// Arrivals work while they limit the site and are blocked while what has come waits: `limiting` is the share of the former.
[[nodiscard]] insight::StateShares arrivals(double limiting);

}  // namespace dray::engine
