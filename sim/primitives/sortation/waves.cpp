#include "primitives/sortation/waves.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::primitives {

WaveBuffer::WaveBuffer(const WaveConfig& config, TruckPlan plan, std::size_t routes, const Clock& clock)
    : config_(config), plan_(std::move(plan)), open_(clock.steps(config.open_s)), of_route_(config.on() ? routes : 0) {
    DRAY_CHECK(!config.on() || plan_.known(), "waves by the departure of trucks that nobody knows");
}

// Of the truck with which it still can go.
Step WaveBuffer::pull(const Parcel& parcel, Step now) const {
    return plan_.pull(parcel.route, plan_.truck_left(parcel.route, parcel.came, now));
}

void WaveBuffer::put(const Parcel& parcel) {
    DRAY_CHECK(parcel.route.index() < of_route_.size(), "a parcel for route {} of {}", parcel.route.value, of_route_.size());
    of_route_[parcel.route.index()].push_back(parcel);
    ++size_;
}

std::optional<Parcel> WaveBuffer::take(Step now, std::span<std::int64_t> room) {
    std::size_t best = of_route_.size();
    Step best_pull = 0;
    for (std::size_t r = 0; r < of_route_.size(); ++r) {
        if (of_route_[r].empty() || room[r] <= 0) continue;
        const Step of_front = pull(of_route_[r].front(), now);
        if (best < of_route_.size() && of_front >= best_pull) continue;
        best = r;
        best_pull = of_front;
    }
    if (best == of_route_.size() || (best_pull - open_ > now && !full())) return std::nullopt;
    const Parcel parcel = of_route_[best].front();
    of_route_[best].pop_front();
    --size_;
    --room[best];
    return parcel;
}

std::size_t WaveBuffer::room() const {
    return static_cast<std::size_t>(config_.buffer_parcels) - std::min(size_, static_cast<std::size_t>(config_.buffer_parcels));
}

std::size_t WaveBuffer::open_parcels(Step now) const {
    // The front ones of each route are for the earliest trucks.
    std::size_t parcels = 0;
    for (const std::deque<Parcel>& queue : of_route_)
        parcels += static_cast<std::size_t>(
            std::ranges::partition_point(queue, [&](const Parcel& p) { return is_open(p, now); }) - queue.begin());
    return parcels;
}

void WaveBuffer::add_to(StateHash& hash) const {
    if (on()) hash.add(size_);
}

}  // namespace dray::primitives
