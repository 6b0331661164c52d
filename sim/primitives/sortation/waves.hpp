// Sorting in waves by truck departure: which truck a parcel is for, and where it waits until that truck's wave opens.
//
// A route's wave for a truck opens some time before the truck's pull time and closes shortly before it, since sorting takes a
// while: what comes after the close is for the route's next truck. Of the parcels whose waves are open those of the earliest
// truck go first, so that a parcel never waits behind one that has more time; and no more of a route than its chutes take, so
// that the sorter does not fill up with the parcels of one truck. What is still there at the pull time has missed its truck and
// goes with the next one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/time.hpp"
#include "primitives/parcel.hpp"
#include "primitives/sortation/sortation.hpp"
#include "primitives/transport/truck_times.hpp"

namespace dray::primitives {

using RouteId = DoorId;  ///< a destination; with a transport area below the door that its trucks leave from

/// The trucks of all routes as a sorter sees them. Immutable.
class TruckPlan {
  public:
    TruckPlan() = default;  ///< nobody knows of any truck
    /// By route; `close`: what comes later than so long before a pull time is for the truck after it.
    TruckPlan(std::vector<TruckTimes> times, Step close) : times_(std::move(times)), close_(close) {}

    [[nodiscard]] bool known() const { return !times_.empty(); }
    /// The truck with which a parcel goes that comes now, and the last moment at which it may come for it.
    [[nodiscard]] std::int64_t truck_of(RouteId route, Step came) const { return times_[route.index()].truck_for(came + close_); }
    [[nodiscard]] Step close(RouteId route, std::int64_t truck) const { return pull(route, truck) - close_; }
    [[nodiscard]] Step pull(RouteId route, std::int64_t truck) const { return times_[route.index()].pull(truck); }
    /// The truck of a parcel that came then and is not in its chute yet.
    [[nodiscard]] std::int64_t truck_left(RouteId route, Step came, Step now) const {
        return std::max(truck_of(route, came), times_[route.index()].truck_for(now));
    }
    /// Whether a parcel that came then and falls into its chute now goes with the truck that it came for, or an earlier one.
    [[nodiscard]] bool in_time(RouteId route, Step came, Step now) const {
        return times_[route.index()].truck_for(now) <= truck_of(route, came);
    }
    [[nodiscard]] Step period(RouteId route) const { return times_[route.index()].period(); }

  private:
    std::vector<TruckTimes> times_;
    Step close_ = 0;
};

/// Where parcels wait for their waves, before the induct stations. Not for several threads at once.
class WaveBuffer {
  public:
    /// A config that is on needs a plan that knows trucks, by route.
    WaveBuffer(const WaveConfig& config, TruckPlan plan, std::size_t routes, const Clock& clock);

    [[nodiscard]] bool on() const { return config_.on(); }
    [[nodiscard]] const TruckPlan& plan() const { return plan_; }
    void put(const Parcel& parcel);
    /// The parcel that goes on next: of the open waves the one of the earliest truck, the lower route of two at once, the first
    /// that came. When the buffer is full the next wave opens early. Only of routes with room, by route: parcels that their
    /// chutes still take beside those on their way; what goes on uses it up. Nothing: all wait for their waves, or for chutes.
    [[nodiscard]] std::optional<Parcel> take(Step now, std::span<std::int64_t> room);

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t room() const;                  ///< parcels that still fit in
    [[nodiscard]] std::size_t open_parcels(Step now) const;  ///< those whose wave is open
    void add_to(StateHash& hash) const;

  private:
    [[nodiscard]] bool is_open(const Parcel& parcel, Step now) const { return pull(parcel, now) - open_ <= now; }
    [[nodiscard]] Step pull(const Parcel& parcel, Step now) const;
    [[nodiscard]] bool full() const { return size_ >= static_cast<std::size_t>(config_.buffer_parcels); }

    WaveConfig config_;
    TruckPlan plan_;
    Step open_;
    std::vector<std::deque<Parcel>> of_route_;  ///< in the order in which they came
    std::size_t size_ = 0;
};

}  // namespace dray::primitives
