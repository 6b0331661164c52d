#include "motion/fleet/options.hpp"

namespace dray::motion {

Options::Options(std::span<const Maneuvers> kinds, std::size_t robots)
    : kinds_(kinds), ticks_(kinds.front().ticks()), count_(robots, 0), best_turn_(robots, 0), resting_(robots, 0) {
    for (const Maneuvers& kind : kinds)
        stride_ = std::max(stride_, kind.size());
    cost_.resize(robots * stride_);
    maneuver_.resize(robots * stride_);
    places_.resize(robots * stride_ * static_cast<std::size_t>(ticks_));
}

// Sorts a robot's options and writes the places of each.
void Options::put(std::size_t robot, const Start& start, std::span<Key> keys, const std::array<Place, kMostManeuvers>& ends) {
    std::sort(keys.begin(), keys.end());
    resting_[robot] = 0;
    const Maneuvers& maneuvers = kinds_[start.kind];
    count_[robot] = static_cast<std::uint16_t>(keys.size());
    const std::size_t first = robot * stride_;
    for (std::size_t rank = 0; rank < keys.size(); ++rank) {
        const ManeuverId m = keys[rank].maneuver();
        cost_[first + rank] = keys[rank].cost();
        maneuver_[first + rank] = m;
        // Written backwards: each step's place from the tick in which it is done to the end or the next step.
        Place* places = places_.data() + (first + rank) * static_cast<std::size_t>(ticks_);
        int until = ticks_;
        for (ManeuverId step = m; step != 0; step = maneuvers[step].parent) {
            const int done = maneuvers[step].ticks;
            for (int t = done; t <= until; ++t)
                places[t - 1] = ends[step];
            until = done - 1;
        }
        for (int t = 1; t <= until; ++t)
            places[t - 1] = start.place;
    }
}

void Options::rest(std::size_t robot, const Start& start) {
    Key stay(0, 0);
    best_turn_[robot] = 0;
    put(robot, start, {&stay, 1}, {});
    resting_[robot] = 1;
}

std::size_t Options::rank_of(std::size_t robot, ManeuverId maneuver) const {
    const ManeuverId* first = maneuver_.data() + robot * stride_;
    const ManeuverId* last = first + count_[robot];
    const ManeuverId* found = std::find(first, last, maneuver);
    if (found == last) found = std::find(first, last, ManeuverId{0});
    return static_cast<std::size_t>(found - first);
}

}  // namespace dray::motion
