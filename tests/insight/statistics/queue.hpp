// Customers of a queue with one server, as data whose truth is known: M/M/1 with service at rate 1.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/random.hpp"

namespace dray::test {

/// Waits before service of successive customers at the utilisation `load`. The first customer comes to a queue in its steady
/// state, or to an empty one when `from_empty`.
inline std::vector<double> mm1_waits(std::uint64_t seed, double load, std::size_t customers, bool from_empty = false) {
    Stream arrivals(seed, "arrivals"), services(seed, "services"), first(seed, "first");
    double wait = !from_empty && first.chance(load) ? first.exponential(1 / (1 - load)) : 0;
    std::vector<double> waits;
    waits.reserve(customers);
    for (std::size_t i = 0; i < customers; ++i) {
        waits.push_back(wait);
        wait = std::max(0.0, wait + services.exponential(1) - arrivals.exponential(1 / load));
    }
    return waits;
}

/// Mean of those waits in the steady state.
inline double mm1_mean_wait(double load) {
    return load / (1 - load);
}

}  // namespace dray::test
