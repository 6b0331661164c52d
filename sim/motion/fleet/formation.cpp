#include "motion/fleet/formation.hpp"

namespace dray::motion {

static_assert(kMostTicks + 1 <= 16);

Formation::Formation(const Roads& roads, const Options& options, std::size_t robots, bool rings_allowed)
    : options_(&options),
      ticks_(options.ticks()),
      shift_(ticks_ + 1 <= 8 ? 3 : 4),
      rings_allowed_(rings_allowed),
      used_(roads.size() << shift_, kNobody),
      place_(robots, kNoPlace),
      choice_(robots, 0) {}

void Formation::enter(std::size_t robot, Place place) {
    place_[robot] = place;
    used_[slot(place, 0)] = static_cast<std::int32_t>(robot);
}

// From the place that the robot steps into to that which its occupant steps into in the same tick, and on. There is no ring but
// one through this robot, so that the walk ends. A robot that has nothing chosen leads nowhere yet.
bool Formation::closes_ring(std::size_t robot, std::size_t rank) const {
    const Place* places = options_->places(robot, rank);
    Place before = place_[robot];
    for (int t = 1; t <= ticks_; ++t) {
        const Place target = places[t - 1];
        Place here = target;
        while (here != before) {
            const std::int32_t occupant = at(here, t - 1);
            if (occupant == kNobody) break;
            const auto o = static_cast<std::size_t>(occupant);
            const Place next = options_->places(o, choice_[o])[t - 1];
            if (next == here || at(next, t) != occupant) break;
            here = next;
        }
        if (here == before && target != before) return true;
        before = target;
    }
    return false;
}

void Formation::clear() {
    for (std::size_t robot = 0; robot < place_.size(); ++robot) {
        if (place_[robot] == kNoPlace) continue;
        release(robot);
        used_[slot(place_[robot], 0)] = kNobody;
        place_[robot] = kNoPlace;
    }
}

}  // namespace dray::motion
