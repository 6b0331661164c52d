// Prices that lead traffic round jams: where robots are slow now, steps cost more.
//
// The floor is cut into blocks. The mean speed of the robots in a block, in steps a tick and smoothed over time, against the
// speed of free traffic tells by how much the way through it takes longer. Tables that are made from then on lead round it where
// that is shorter; those in use keep the prices that they were made with.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "motion/fleet/roads.hpp"

namespace dray::motion {

/// Not for several threads at once.
class LiveGuidance {
  public:
    /// The prices that `roads` has now are those of free traffic.
    LiveGuidance(const Roads& roads, std::size_t robots);

    /// A robot's place in this tick; once a tick for each robot on the floor.
    void note(std::size_t robot, Place place);
    /// Ends a tick; now and then sets all prices anew.
    void end_tick(Roads& roads);

  private:
    [[nodiscard]] std::size_t block_of(const Roads& roads, Place place) const;

    int block_columns_, block_rows_;
    std::int64_t ticks_ = 0;
    std::vector<std::array<Price, 4>> free_;  // by place: prices of free traffic
    std::vector<std::uint32_t> block_;        // by place
    std::vector<Place> before_;               // by robot
    std::vector<float> present_, moved_;      // by block: robots and steps, smoothed
    std::vector<float> factor_;               // by block
};

}  // namespace dray::motion
