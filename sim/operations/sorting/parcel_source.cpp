#include "operations/sorting/parcel_source.hpp"

#include <algorithm>
#include <tuple>

namespace dray::operations {

ParcelSource::ParcelSource(const primitives::InletConfig& config, bool silent, std::vector<double> shares,
                           primitives::TruckPlan plan, const Clock& clock, Stream stream, double first_s)
    : shares_(std::move(shares)),
      plan_(std::move(plan)),
      clock_(clock),
      stream_(stream),
      mean_gap_s_(silent || config.parcels_per_h <= 0 ? 0 : 3600 / config.parcels_per_h),
      wave_s_(config.wave_s),
      next_s_(first_s) {}

ParcelSource::Arrival ParcelSource::draw() {
    const Arrival arrival{.at = clock_.steps(next_s_), .route = primitives::RouteId(stream_.weighted(shares_))};
    next_s_ += stream_.exponential(mean_gap_s_);
    return arrival;
}

// The time before the close of the truck's wave, shortened from a period to the length of a wave.
Step ParcelSource::gathered(const Arrival& even) const {
    const Step close = plan_.close(even.route, plan_.truck_of(even.route, even.at));
    const double part = wave_s_ / clock_.seconds(plan_.period(even.route));
    return close - static_cast<Step>(part * static_cast<double>(close - even.at));
}

std::optional<ParcelSource::Arrival> ParcelSource::next(Step now) {
    if (mean_gap_s_ <= 0) return std::nullopt;
    if (wave_s_ <= 0) return clock_.steps(next_s_) <= now ? std::optional(draw()) : std::nullopt;
    const auto comes_later = [](const Later& a, const Later& b) {
        return std::tie(a.arrival.at, a.number) > std::tie(b.arrival.at, b.number);
    };
    // Nothing comes before it would in the even stream, so all that come until now have been drawn.
    while (clock_.steps(next_s_) <= now) {
        Arrival arrival = draw();
        arrival.at = gathered(arrival);
        later_.push_back({arrival, drawn_++});
        std::ranges::push_heap(later_, comes_later);
    }
    if (later_.empty() || later_.front().arrival.at > now) return std::nullopt;
    std::ranges::pop_heap(later_, comes_later);
    const Arrival arrival = later_.back().arrival;
    later_.pop_back();
    return arrival;
}

}  // namespace dray::operations
