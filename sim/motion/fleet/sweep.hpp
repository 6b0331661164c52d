// Prices of the cheapest ways to eight goals at once, by sweeping over the floor.
//
// The fast sweeping method (Zhao, "A fast sweeping method for Eikonal equations", Math. Comp. 2005) on the graph of places and
// headings: one pass in reading order settles every way that leads only west and north, and so on for the four pairs of
// directions; passes are repeated until nothing changes, so the result is exact. Stretches of a row whose surroundings did not
// change are left out. Eight goals share each pass as the lanes of one vector, and there is no queue: several times faster than
// one search per goal.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "motion/fleet/roads.hpp"

namespace dray::motion {

inline constexpr std::size_t kSweepLanes = 8;
/// Prices from here on mean: no way.
inline constexpr std::int16_t kSweepFar = 16000;

/// Scratch space of one thread. Results do not depend on what it was used for before.
class Sweep {
  public:
    /// Finds the prices to `goals` (one to eight) from everywhere. Ways dearer than kSweepFar count as none.
    void run(const Roads& roads, std::span<const Place> goals);
    /// The price from a place and heading to goal number `lane` of the last run.
    [[nodiscard]] std::int16_t price(Place place, std::uint32_t heading, std::size_t lane) const {
        return prices_[place][heading][lane];
    }
    /// The prices of a place by heading and lane.
    using Lanes = std::array<std::int16_t, kSweepLanes>;
    [[nodiscard]] const std::array<Lanes, 4>& prices(Place place) const { return prices_[place]; }

  private:
    bool relax(const Roads& roads, Place place);
    bool pass(const Roads& roads, bool southwards, bool eastwards);

    std::vector<std::array<Lanes, 4>> prices_;
    // By stretch of kStretch columns, row by row, with an empty one at each side: the pass in which it last changed, and in which
    // it was last looked at.
    std::vector<std::int32_t> changed_, looked_;
    std::int32_t number_ = 0;
};

}  // namespace dray::motion
