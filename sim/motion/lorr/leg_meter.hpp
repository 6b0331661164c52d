// How directly robots get to their errands: the time of a leg if nobody were in the way against the time it took.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "motion/fleet/sweep.hpp"
#include "motion/lorr/run.hpp"

namespace dray::motion::lorr {

/// Watches a run. A leg begins when a robot gets a goal and counts when it arrives there; legs whose goal is changed on the way
/// begin anew. Costs a search on the map for every eight legs, so only measurements use it. One thread.
class LegMeter {
  public:
    /// `run` outlives it; call before its first step.
    explicit LegMeter(const Run& run);
    /// Call after each step.
    void observe();
    /// Shortest ways over ways driven, of all legs so far, both in steps; 1 before the first.
    [[nodiscard]] double efficiency() const;

  private:
    struct Leg {
        CellId goal;
        int since = 0;
        int shortest = 0;
    };
    void begin_legs();

    const Run* run_;
    Roads roads_;
    Sweep sweep_;
    std::vector<Leg> legs_;             // by robot
    std::vector<std::uint32_t> begun_;  // robots with a new leg
    std::int64_t shortest_ = 0, driven_ = 0;
};

}  // namespace dray::motion::lorr
