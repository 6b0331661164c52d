#include "operations/sorting/loop_area.hpp"

namespace dray::operations {

LoopArea::LoopArea(const LoopAreaConfig& config, std::size_t routes, bool fed, bool linked, const Clock& clock,
                   std::uint64_t seed)
    : clock_(clock),
      shares_(primitives::route_shares(config.inlet, routes)),
      sorter_(config, shares_, linked, clock, seed),
      arrivals_(seed, "loop_source") {
    if (fed || config.inlet.parcels_per_h <= 0) return;
    mean_gap_s_ = 3600 / config.inlet.parcels_per_h;
    next_arrival_s_ = arrivals_.exponential(mean_gap_s_);
}

void LoopArea::advance(Step now) {
    while (mean_gap_s_ > 0 && clock_.steps(next_arrival_s_) <= now) {
        const Step arrival = clock_.steps(next_arrival_s_);
        const primitives::RouteId route(arrivals_.weighted(shares_));
        sorter_.advance(arrival);
        sorter_.put({.route = route, .true_route = route}, arrival);
        next_arrival_s_ += arrivals_.exponential(mean_gap_s_);
    }
    sorter_.advance(now);
}

}  // namespace dray::operations
