#include "motion/fleet/formation.hpp"

#include <algorithm>

namespace dray::motion {

static_assert(kMostTicks + 1 <= 8);

Formation::Formation(const Roads& roads, const Options& options, std::size_t robots)
    : options_(&options),
      ticks_(options.ticks()),
      used_(roads.size() * kStride, kNobody),
      place_(robots, kNoPlace),
      choice_(robots, 0) {}

void Formation::enter(std::size_t robot, Place place) {
    place_[robot] = place;
    used_[place * kStride] = static_cast<std::int32_t>(robot);
}

void Formation::clear() {
    for (std::size_t robot = 0; robot < place_.size(); ++robot) {
        if (place_[robot] == kNoPlace) continue;
        release(robot);
        used_[place_[robot] * kStride] = kNobody;
        place_[robot] = kNoPlace;
    }
}

}  // namespace dray::motion
