// What each robot can do in the window, judged and sorted: the options that the joint plan is made of.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "motion/fleet/maneuvers.hpp"
#include "motion/fleet/roads.hpp"

namespace dray::motion {

/// How good an option is: price of the way that is left after it, in 1/kCostScale of the price of a tick, relative to staying
/// where the robot is now. Less is better.
using OptionCost = std::int32_t;
inline constexpr OptionCost kCostScale = 64;

/// Where a robot begins.
struct Start {
    Place place = kNoPlace;
    std::uint32_t heading = 0;
    int busy_ticks = 0;    ///< it cannot begin anything before
    std::size_t kind = 0;  ///< index of its list of maneuvers
};

/// Options of all robots, by robot and rank (0: the best). Different robots may be judged by different threads.
class Options {
  public:
    /// `kinds`: the lists of maneuvers that there are, all of the same number of ticks; they outlive this.
    Options(std::span<const Maneuvers> kinds, std::size_t robots);

    /// Lists what the robot can do, best first. A Journey says where it may go and what that is worth:
    /// - `State` with members place and heading, and `State start(const Start&)`;
    /// - `Place step(const State&, heading)`: the place one step on in that heading, kNoPlace where it may not go there;
    /// - `void arrive(State&)`: notes what being at its place means, after each step and after a tick of staying;
    /// - `bool over(const State&)`: it goes no further from there;
    /// - `OptionCost cost(const State&, spare, turn*)`: worth of a state with `spare` ticks left; sets the best turn before it
    ///   goes on, where asked to.
    template <class Journey>
    void judge(std::size_t robot, const Start& start, const Journey& journey);
    /// Lists staying only, for a robot whose first choice that is; judge() fills in the rest when somebody pushes it.
    void rest(std::size_t robot, const Start& start);
    [[nodiscard]] bool resting(std::size_t robot) const { return resting_[robot] != 0; }

    [[nodiscard]] int ticks() const { return ticks_; }
    [[nodiscard]] const Maneuvers& kind(std::size_t kind) const { return kinds_[kind]; }
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
    /// Orders by cost, then by maneuver; one number, since sorting is a good part of the work.
    struct Key {
        std::int64_t both;
        Key() = default;
        Key(OptionCost cost, ManeuverId maneuver) : both(static_cast<std::int64_t>(cost) << 16 | maneuver) {}
        [[nodiscard]] OptionCost cost() const { return static_cast<OptionCost>(both >> 16); }
        [[nodiscard]] ManeuverId maneuver() const { return static_cast<ManeuverId>(both & 0xffff); }
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    void put(std::size_t robot, const Start& start, std::span<Key> keys, const std::array<Place, kMostManeuvers>& ends);

    std::span<const Maneuvers> kinds_;
    int ticks_;
    std::size_t stride_ = 0;
    std::vector<std::uint16_t> count_;
    std::vector<std::uint8_t> best_turn_, resting_;
    std::vector<OptionCost> cost_;
    std::vector<ManeuverId> maneuver_;
    std::vector<Place> places_;
};

template <class Journey>
void Options::judge(std::size_t robot, const Start& start, const Journey& journey) {
    const Maneuvers& maneuvers = kinds_[start.kind];
    std::array<typename Journey::State, kMostManeuvers> states;
    std::array<Place, kMostManeuvers> ends;
    std::array<Key, kMostManeuvers> keys;
    std::size_t count = 0;

    // A robot that stands at its goal has been there only when it still is at the end of the first tick.
    states[0] = journey.start(start);
    auto stayed = states[0];
    journey.arrive(stayed);
    std::uint32_t turn = 0;
    keys[count++] = Key(journey.cost(stayed, std::max(0, ticks_ - start.busy_ticks), &turn), 0);
    best_turn_[robot] = static_cast<std::uint8_t>(turn == 2 ? 1 : turn);
    const auto all = static_cast<ManeuverId>(start.busy_ticks >= ticks_ ? 1 : maneuvers.size());
    for (ManeuverId m = 1; m < all;) {
        const Maneuver& maneuver = maneuvers[m];
        const bool first = maneuver.parent == 0;
        const auto& parent = first && maneuver.pause > 0 ? stayed : states[maneuver.parent];
        const std::uint32_t heading = (parent.heading + maneuver.turn) & 3u;
        Place place = kNoPlace;
        if (first ? maneuver.pause - maneuvers.turning(maneuver.turn) >= start.busy_ticks : !journey.over(parent))
            place = journey.step(parent, heading);
        if (place == kNoPlace) {
            m = maneuver.end;
            continue;
        }
        auto& state = states[m];
        state = parent;
        state.place = ends[m] = place;
        state.heading = static_cast<std::uint8_t>(heading);
        journey.arrive(state);
        keys[count++] = Key(journey.cost(state, ticks_ - maneuver.ticks, nullptr), m);
        ++m;
    }
    put(robot, start, {keys.data(), count}, ends);
}

}  // namespace dray::motion
