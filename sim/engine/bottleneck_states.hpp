// Small helpers for telling states of resources. Internal to the room.
#pragma once

#include "insight/resource.hpp"
#include "primitives/handling/station.hpp"

namespace dray::engine {

/// The share that is in a state.
inline double& at(insight::StateShares& shares, insight::ResourceState state) {
    return shares[static_cast<std::size_t>(state)];
}

/// A station's state as insight names it.
[[nodiscard]] insight::ResourceState state_of(primitives::StationState state);

/// Arrivals work while they limit the site and are blocked while what has come waits: `limiting` is the share of the former.
[[nodiscard]] insight::StateShares arrivals(double limiting);

}  // namespace dray::engine
