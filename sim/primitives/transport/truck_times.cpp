#include "primitives/transport/truck_times.hpp"

namespace dray::primitives {

TruckTimes::TruckTimes(const DockConfig& config, DoorId door, std::size_t doors, const Clock& clock)
    : first_departure_(0), period_(clock.steps(config.truck_every_s)), pull_(clock.steps(config.pull_s)) {
    first_departure_ = clock.steps(config.truck_stay_s) + period_ * static_cast<Step>(door.index()) / static_cast<Step>(doors);
}

std::int64_t TruckTimes::truck_for(Step now) const {
    // The first n with pull(n) >= now.
    const Step ahead = now + pull_ - first_departure_;
    return ahead <= 0 ? 0 : (ahead + period_ - 1) / period_;
}

std::int64_t TruckTimes::pulled_between(Step before, Step now) const {
    const std::int64_t truck = truck_for(now);
    // Pull times up to now are those of the trucks before that one, and its own when it falls on this very step.
    const std::int64_t last = pull(truck) == now ? truck : truck - 1;
    return last >= 0 && pull(last) > before ? last : -1;
}

std::vector<TruckTimes> truck_times(const DockConfig& config, std::size_t doors, const Clock& clock) {
    std::vector<TruckTimes> times;
    for (std::size_t door = 0; door < doors; ++door)
        times.emplace_back(config, DoorId(door), doors, clock);
    return times;
}

}  // namespace dray::primitives
