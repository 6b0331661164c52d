#include "motion/fleet/way_lengths.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <algorithm>
#include <cstdlib>
#include <span>

#include "base/parallel.hpp"
#include "motion/fleet/sweep.hpp"

namespace dray::motion {

namespace {

constexpr std::size_t kMostPairsPlaces = 4096;

std::int16_t least(const Sweep& sweep, Place place, std::size_t lane) {
    std::int16_t best = kSweepFar;
    for (std::uint32_t h = 0; h < 4; ++h)
        best = std::min(best, sweep.price(place, h, lane));
    return best;
}

}  // namespace

WayLengths::WayLengths(const floor::Floor& floor) : roads_(floor) {
    if (roads_.size() <= kMostPairsPlaces)
        find_all_pairs();
    else
        find_landmarks();
}

void WayLengths::find_all_pairs() {
    const std::size_t n = roads_.size();
    pairs_.resize(n * n);
    tbb::enumerable_thread_specific<Sweep> sweeps;
    for_each_number((n + kSweepLanes - 1) / kSweepLanes, [&](std::size_t batch) {
        std::array<Place, kSweepLanes> goals{};
        const std::size_t first = batch * kSweepLanes, count = std::min(kSweepLanes, n - first);
        for (std::size_t lane = 0; lane < count; ++lane)
            goals[lane] = static_cast<Place>(first + lane);
        Sweep& sweep = sweeps.local();
        sweep.run(roads_, std::span(goals).first(count));
        for (std::size_t lane = 0; lane < count; ++lane) {
            for (Place p = 0; p < n; ++p) {
                const std::int16_t ticks = least(sweep, p, lane);
                pairs_[p * n + first + lane] = static_cast<std::uint16_t>(ticks >= kSweepFar ? kFar : ticks);
            }
        }
    });
}

// Each landmark is the place that is farthest from those before it.
void WayLengths::find_landmarks() {
    to_landmark_.resize(roads_.size());
    std::vector<std::int16_t> nearest(roads_.size(), kSweepFar);
    Sweep sweep;
    Place landmark = 0;
    for (std::size_t k = 0; k < kLandmarks; ++k) {
        sweep.run(roads_, std::span(&landmark, 1));
        for (Place p = 0; p < roads_.size(); ++p) {
            to_landmark_[p][k] = least(sweep, p, 0);
            // A place without a way to any landmark is never the farthest.
            if (to_landmark_[p][k] < kSweepFar) nearest[p] = std::min(nearest[p], to_landmark_[p][k]);
        }
        std::int16_t most = -1;
        for (Place p = 0; p < roads_.size(); ++p)
            if (nearest[p] < kSweepFar && nearest[p] > most) most = nearest[p], landmark = p;
    }
}

int WayLengths::ticks(Place from, Place to) const {
    if (!pairs_.empty()) return pairs_[static_cast<std::size_t>(from) * roads_.size() + to];
    int most = std::abs(roads_.row(from) - roads_.row(to)) + std::abs(roads_.column(from) - roads_.column(to));
    const auto &a = to_landmark_[from], &b = to_landmark_[to];
    for (std::size_t k = 0; k < kLandmarks; ++k)
        most = std::max(most, std::abs(a[k] - b[k]));
    return most;
}

}  // namespace dray::motion
