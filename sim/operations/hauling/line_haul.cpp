#include "operations/hauling/line_haul.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/check.hpp"

namespace dray::operations {

LineHaul::LineHaul(const LineHaulTimes& times, std::size_t number, std::span<const double> shares, std::int64_t articles,
                   const Clock& clock, std::uint64_t seed)
    : times_(times), number_(number), shares_(shares.begin(), shares.end()), articles_(articles), clock_(clock), seed_(seed) {}

void LineHaul::take(const primitives::Departure& departure) {
    const std::int64_t parcels = std::accumulate(departure.cages.begin(), departure.cages.end(), std::int64_t{0});
    for (const primitives::Departure::Remembered& r : departure.remembered) {
        if (!r.parcel.astray()) continue;
        astray_.push_back({.cage = figures_.cages + static_cast<std::int64_t>(r.cage), .parcel = r.parcel});
        ++figures_.astray;
    }
    ++figures_.trucks;
    figures_.cages += static_cast<std::int64_t>(departure.cages.size());
    figures_.taken += parcels;
    figures_.on_road += parcels;
    road_.push_back({departure.at + travel(), departure.cages});
}

// The time of a cage is drawn from a stream of its own, so that variants share the times of the cages that they share.
void LineHaul::begin_cage(Step now) {
    Stream stream(seed_, "unload_cage",
                  (static_cast<std::uint64_t>(number_) << 40) + static_cast<std::uint64_t>(figures_.cages_unloaded));
    busy_ = true;
    cage_ends_ = now + std::max<Step>(1, clock_.steps(stream.lognormal(times_.unload_cage_s, times_.unload_cv)));
}

void LineHaul::advance(Step now) {
    for (;;) {
        const bool arrives = !road_.empty() && road_.front().arrives <= now;
        if (arrives && (!busy_ || road_.front().arrives <= cage_ends_)) {
            for (const std::int64_t parcels : road_.front().cages) {
                ramp_.push_back(parcels);
                figures_.on_road -= parcels;
                figures_.unloading += parcels;
            }
            ++figures_.trucks_arrived;
            if (!busy_ && !ramp_.empty()) begin_cage(std::max(free_since_, road_.front().arrives));
            road_.pop_front();
            continue;
        }
        if (!busy_ || cage_ends_ > now) break;
        end_cage();
        if (!ramp_.empty()) begin_cage(cage_ends_);
    }
}

void LineHaul::end_cage() {
    figures_.unloading -= ramp_.front();
    figures_.waiting += ramp_.front();
    for (; !astray_.empty() && astray_.front().cage == figures_.cages_unloaded; astray_.pop_front()) {
        found_.push_back({.parcel = astray_.front().parcel, .at = cage_ends_});
        --figures_.waiting;
        ++figures_.sent_back;
    }
    ++figures_.cages_unloaded;
    ramp_.pop_front();
    busy_ = false;
    free_since_ = cage_ends_;
}

std::vector<LineHaul::Found> LineHaul::take_found() {
    return std::exchange(found_, {});
}

// What a parcel is and where it goes is known only where it is read: it is drawn when it comes out.
primitives::Parcel LineHaul::give() {
    DRAY_CHECK(ready(), "a road gives a parcel that it does not have");
    Stream stream(seed_, "line_haul_parcel", (static_cast<std::uint64_t>(number_) << 40) + given_++);
    const DoorId route(stream.weighted(shares_));
    --figures_.waiting;
    ++figures_.delivered;
    return {.route = route,
            .true_route = route,
            .sku = articles_ > 0 ? SkuId(static_cast<std::size_t>(stream.integer(0, articles_ - 1))) : SkuId()};
}

void LineHaul::check() const {
    const LineHaulFigures& f = figures_;
    DRAY_CHECK(
        f.taken == f.on_road + f.unloading + f.waiting + f.delivered + f.sent_back,
        "{} parcels left by truck, but {} are on the road, {} at the unloader, {} wait, {} were delivered and {} sent back",
        f.taken, f.on_road, f.unloading, f.waiting, f.delivered, f.sent_back);
    DRAY_CHECK(f.astray == std::ssize(astray_) + f.sent_back, "{} parcels left astray, {} are not found and {} sent back",
               f.astray, astray_.size(), f.sent_back);
}

void LineHaul::add_to(StateHash& hash) const {
    for (const std::int64_t count : {figures_.trucks, figures_.on_road, figures_.unloading, figures_.waiting, figures_.delivered})
        hash.add(count);
    hash.add(cage_ends_);
    if (figures_.astray > 0) hash.add(figures_.sent_back);
}

}  // namespace dray::operations
