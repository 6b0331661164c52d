// What a robot can do in the next few ticks: every way to spread forward steps, turns and pauses over them.
//
// A maneuver is a list of forward steps, each after a pause in which the robot turns to where the step leads. What it turns to
// after the last step is left open: it turns as its way ahead wants. Two maneuvers differ in the cells they use at some tick.
// Where a quarter turn takes one tick there are 17, 48, 136 and 385 of 3 to 6 ticks (the operations of Yukhnevich and Andreychuk,
// "Enhancing PIBT via multi-action operations", 2025, arXiv 2511.09193).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace dray::motion {

inline constexpr int kMostTicks = 15;               ///< longest maneuver
inline constexpr std::size_t kMostManeuvers = 512;  ///< in one list

/// Index into Maneuvers::all(). 0: stays.
using ManeuverId = std::uint16_t;

/// A maneuver as its last forward step and the maneuver before it.
struct Maneuver {
    ManeuverId parent = 0;   ///< without the last step
    ManeuverId end = 0;      ///< one past the last maneuver that begins with this one; they follow it in the list
    ManeuverId shifted = 0;  ///< what is left of it after its first tick, in which it began a turn that it needs
    ManeuverId waited = 0;   ///< what is left of it after a tick of waiting; 0: nothing that it could still do
    std::uint8_t pause = 0;  ///< ticks between the parent's last step and the last step's beginning
    std::uint8_t turn = 0;   ///< quarter turns to the right in that pause, 0 to 3
    std::uint8_t ticks = 0;  ///< until the last step is done; 0: none
    std::uint8_t first_pause = 0, first_turn = 0;  ///< before the first step; that of no maneuver lasts all ticks
};

class Maneuvers {
  public:
    /// All maneuvers of `ticks` ticks, 1 to kMostTicks, of robots that need `turn_ticks` for a quarter turn. Where that is more
    /// than one, a pause after the first step lasts just as long as its turn. Beyond 6, 8 and 9 ticks for turns of 1, 2 and more
    /// there is no such pause: others would make the list long for little.
    /// BugError when there are more than kMostManeuvers.
    explicit Maneuvers(int ticks, int turn_ticks = 1);
    [[nodiscard]] int ticks() const { return ticks_; }
    [[nodiscard]] int turn_ticks() const { return turn_ticks_; }
    /// Ticks that so many quarter turns to the right take, 0 to 3; three are one to the left.
    [[nodiscard]] int turning(std::uint32_t turn) const { return turn_ticks_ * (turn == 3 ? 1 : static_cast<int>(turn)); }
    [[nodiscard]] std::size_t size() const { return all_.size(); }
    /// In an order in which each comes after its parent, and right after it those that begin with it.
    [[nodiscard]] const Maneuver& operator[](std::size_t i) const { return all_[i]; }

  private:
    void extend(ManeuverId parent, std::vector<std::array<std::uint8_t, 2>>& steps);
    [[nodiscard]] ManeuverId find(const std::vector<std::array<std::uint8_t, 2>>& steps) const;

    int ticks_, turn_ticks_;
    std::vector<Maneuver> all_;
    std::vector<std::vector<std::array<std::uint8_t, 2>>> steps_;  // of each: pause and turn before each step
};

}  // namespace dray::motion
