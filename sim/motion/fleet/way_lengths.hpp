// How far places are apart, for choices that need no more than an estimate: who takes which task.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "motion/fleet/roads.hpp"

namespace dray::motion {

/// Ticks that a robot needs from place to place, turning where it must, when nobody is in its way. Exact on small floors, where
/// all pairs are held. On large ones a lower bound: the steps along rows and columns, or what the distances to sixteen places at
/// the floor's ends tell by the triangle inequality (Goldberg and Harrelson, "Computing the shortest path: A* search meets graph
/// theory", SODA 2005), whichever is more. Any number of threads may ask.
class WayLengths {
  public:
    /// Steps cost one tick each whatever they are priced at; ways are taken to be as long one way as the other.
    explicit WayLengths(const floor::Floor& floor);

    [[nodiscard]] const Roads& roads() const { return roads_; }
    /// kFar or more where the estimate knows that there is no way.
    [[nodiscard]] int ticks(Place from, Place to) const;
    static constexpr int kFar = 30000;

  private:
    static constexpr std::size_t kLandmarks = 16;
    void find_all_pairs();
    void find_landmarks();

    Roads roads_;
    std::vector<std::uint16_t> pairs_;                               // by from and to; empty on large floors
    std::vector<std::array<std::int16_t, kLandmarks>> to_landmark_;  // by place
};

}  // namespace dray::motion
