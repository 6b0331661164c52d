#include "operations/handling/handling_area.hpp"

#include <algorithm>

namespace dray::operations {

HandlingArea::HandlingArea(const HandlingAreaConfig& config, bool fed, std::span<const double> shares, std::int64_t articles,
                           const Clock& clock, std::uint64_t seed)
    : config_(config),
      clock_(clock),
      shares_(shares.begin(), shares.end()),
      articles_(articles),
      cell_(config.work, clock, seed),
      arrivals_(seed, "handling_source") {
    next_arrival_s_ = fed || config.parcels_per_h <= 0 ? 1e12 : arrivals_.exponential(3600 / config.parcels_per_h);
}

// Arrivals and ends of work happen in the order of their times.
void HandlingArea::advance(Step now) {
    for (;;) {
        const Step arrival = clock_.steps(next_arrival_s_);
        // What waits before the area comes in as soon as there is room, which only ends of work make.
        const Step next = std::min(arrival, before_.empty() ? arrival : cell_.next_event());
        if (next > now) break;
        cell_.advance(next);
        if (next == arrival) {
            const DoorId route(arrivals_.weighted(shares_));
            const SkuId sku = articles_ > 0 ? SkuId(arrivals_.integer(0, articles_ - 1)) : SkuId();
            before_.push_back({.route = route, .true_route = route, .sku = sku});
            next_arrival_s_ += arrivals_.exponential(3600 / config_.parcels_per_h);
        }
        for (; !before_.empty() && cell_.room() > 0; before_.pop_front())
            cell_.put(before_.front(), next);
    }
    cell_.advance(now);
}

}  // namespace dray::operations
