// When the trucks of one route leave: their timetable, which a dock door keeps and a sorter works to.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "primitives/transport/transport.hpp"

namespace dray::primitives {

/// Truck n of door d, from 0 on, departs at stay + (d / doors + n) periods. So long before that as the pull time says, its
/// route's open cages leave the chutes: what falls into a chute later goes with the next truck. Immutable.
class TruckTimes {
  public:
    TruckTimes(const DockConfig& config, DoorId door, std::size_t doors, const Clock& clock);

    [[nodiscard]] Step departure(std::int64_t truck) const { return first_departure_ + truck * period_; }
    [[nodiscard]] Step pull(std::int64_t truck) const { return departure(truck) - pull_; }
    /// The truck with which goes what leaves its chute now: the next one whose pull time has not passed.
    [[nodiscard]] std::int64_t truck_for(Step now) const;
    /// The pull time that lies in (before, now], as the number of its truck; -1: none does.
    [[nodiscard]] std::int64_t pulled_between(Step before, Step now) const;
    [[nodiscard]] Step period() const { return period_; }

  private:
    Step first_departure_, period_, pull_;
};

/// Of all doors of a yard, by route.
[[nodiscard]] std::vector<TruckTimes> truck_times(const DockConfig& config, std::size_t doors, const Clock& clock);

}  // namespace dray::primitives
