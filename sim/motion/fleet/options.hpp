// What each robot can do in the window, judged and sorted: the options that the joint plan is made of.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "motion/fleet/goal_table.hpp"
#include "motion/fleet/maneuvers.hpp"
#include "motion/fleet/roads.hpp"

namespace dray::motion {

/// How good an option is: price of the way that is left after it, in 1/kCostScale of a price, relative to staying where the
/// robot is now. Less is better.
using OptionCost = std::int32_t;
inline constexpr OptionCost kCostScale = 64;

/// What the options of a robot depend on.
struct OptionInput {
    Place place = kNoPlace;
    std::uint32_t heading = 0;
    Place goal = kNoPlace;   ///< kNoPlace: nowhere to go, every place is as good
    GoalTable to_goal;       ///< invalid: not known, the robot goes by rows and columns
    GoalTable to_next_goal;  ///< the way from `goal` on; invalid: not known
    bool fixed = false;      ///< can only stay
};

/// Options of all robots, by robot and rank (0: the best). Different robots may be judged by different threads.
class Options {
  public:
    Options(const Roads& roads, const Maneuvers& maneuvers, std::size_t robots);

    void judge(std::size_t robot, const OptionInput& input);

    [[nodiscard]] int ticks() const { return ticks_; }
    [[nodiscard]] std::size_t count(std::size_t robot) const { return count_[robot]; }
    [[nodiscard]] OptionCost cost(std::size_t robot, std::size_t rank) const { return cost_[robot * stride_ + rank]; }
    [[nodiscard]] ManeuverId maneuver(std::size_t robot, std::size_t rank) const { return maneuver_[robot * stride_ + rank]; }
    /// The places at the end of each tick of the window.
    [[nodiscard]] const Place* places(std::size_t robot, std::size_t rank) const {
        return places_.data() + (robot * stride_ + rank) * static_cast<std::size_t>(ticks_);
    }
    /// The rank of a maneuver, or that of staying where the robot cannot do it.
    [[nodiscard]] std::size_t rank_of(std::size_t robot, ManeuverId maneuver) const;
    /// Quarter turn that a robot makes best when it stays: 0, 1 to the right, 3 to the left.
    [[nodiscard]] std::uint32_t best_turn(std::size_t robot) const { return best_turn_[robot]; }

  private:
    const Roads* roads_;
    const Maneuvers* maneuvers_;
    int ticks_;
    std::size_t stride_;
    std::vector<std::uint16_t> count_;
    std::vector<std::uint8_t> best_turn_;
    std::vector<OptionCost> cost_;
    std::vector<ManeuverId> maneuver_;
    std::vector<Place> places_;
};

}  // namespace dray::motion
