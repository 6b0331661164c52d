// The joint plan of all robots over the window: which option each has chosen and who is where in each tick.
#pragma once

#include <cstdint>
#include <vector>

#include "motion/fleet/options.hpp"

namespace dray::motion {

/// Chosen options never conflict: no two robots in one place at the end of a tick, no two that swap places, and where rings are
/// not allowed no robots that all step into each other's places at once. Threads may change it at once when the robots they
/// change cannot come to the same places within the window.
class Formation {
  public:
    static constexpr std::int32_t kNobody = -1, kSeveral = -2;

    Formation(const Roads& roads, const Options& options, std::size_t robots, bool rings_allowed);

    /// Puts a robot on the map with nothing chosen; its place must be free.
    void enter(std::size_t robot, Place place);
    /// Takes everybody off the map.
    void clear();

    /// Whom an option of a robot that has nothing chosen would hinder: nobody, one robot, or several.
    [[nodiscard]] std::int32_t hindered(std::size_t robot, std::size_t rank) const {
        const Place* places = options_->places(robot, rank);
        const auto self = static_cast<std::int32_t>(robot);
        Place before = place_[robot];
        std::int32_t other = kNobody;
        for (int t = 1; t <= ticks_; ++t) {
            const Place here = places[t - 1];
            const std::int32_t holder = at(here, t);
            if (holder != kNobody && holder != other) {
                if (other != kNobody) return kSeveral;
                other = holder;
            }
            if (here != before) {
                const std::int32_t comes = at(before, t);
                if (comes != kNobody && comes != self && comes != other && at(here, t - 1) == comes) {
                    if (other != kNobody) return kSeveral;
                    other = comes;
                }
            }
            before = here;
        }
        return other;
    }
    /// Whether a robot that hinders nobody with an option may not choose it all the same, since that would close a ring.
    [[nodiscard]] bool forbidden(std::size_t robot, std::size_t rank) const {
        return !rings_allowed_ && closes_ring(robot, rank);
    }
    /// Whether an option of a robot makes a ring with what the others have chosen.
    [[nodiscard]] bool closes_ring(std::size_t robot, std::size_t rank) const;
    void choose(std::size_t robot, std::size_t rank) {
        choice_[robot] = static_cast<std::uint16_t>(rank);
        const Place* places = options_->places(robot, rank);
        for (int t = 1; t <= ticks_; ++t)
            used_[slot(places[t - 1], t)] = static_cast<std::int32_t>(robot);
    }
    /// Forgets a robot's choice; `choice` still tells it.
    void release(std::size_t robot) {
        const Place* places = options_->places(robot, choice_[robot]);
        for (int t = 1; t <= ticks_; ++t)
            used_[slot(places[t - 1], t)] = kNobody;
    }
    [[nodiscard]] std::size_t choice(std::size_t robot) const { return choice_[robot]; }
    [[nodiscard]] Place place(std::size_t robot) const { return place_[robot]; }
    [[nodiscard]] std::int32_t at(Place place, int tick) const { return used_[slot(place, tick)]; }

  private:
    // A place's ticks lie in half a cache line, or in one where there are many.
    [[nodiscard]] std::size_t slot(Place place, int tick) const {
        return (static_cast<std::size_t>(place) << shift_) + static_cast<std::size_t>(tick);
    }

    const Options* options_;
    int ticks_, shift_;
    bool rings_allowed_;
    std::vector<std::int32_t> used_;  // by place and tick; tick 0 is now
    std::vector<Place> place_;        // by robot
    std::vector<std::uint16_t> choice_;
};

}  // namespace dray::motion
