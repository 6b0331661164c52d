// Chains of pushes: a robot takes an option and whoever that hinders finds another one, which may hinder the next.
//
// Priority inheritance with backtracking over maneuvers (Yukhnevich and Andreychuk 2025, see maneuvers.hpp). One push displaces
// one robot; options that would displace several are passed over.
#pragma once

#include <cstdint>
#include <span>

#include "motion/fleet/formation.hpp"
#include "motion/fleet/terrain.hpp"

namespace dray::motion {

/// A fast generator for choices that only have to be varied: xorshift64*, Vigna, "An experimental exploration of Marsaglia's
/// xorshift generators", ACM TOMS 2016.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed | 1) {}
    [[nodiscard]] std::uint32_t next() {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return static_cast<std::uint32_t>(state_ * 0x2545f4914f6cdd1dull >> 32);
    }
    /// Uniform in 0 .. n - 1 (to within n / 2^32).
    [[nodiscard]] std::uint32_t below(std::uint32_t n) {
        return static_cast<std::uint32_t>(static_cast<std::uint64_t>(next()) * n >> 32);
    }

  private:
    std::uint64_t state_;
};

/// What all threads share. `group` and `mark` are by robot; a robot belongs to one thread at a time.
struct ChainTeam {
    Formation* formation;
    Options* options;
    const Terrain* terrain;                ///< judges robots that rest when they are pushed
    std::span<const std::uint16_t> group;  ///< by robot: which group may move it now
    std::span<std::uint32_t> mark;         ///< by robot: number of the last chain that asked it
    std::span<std::uint32_t> settled;      ///< by robot: number of the last round of `advance` that settled it
};

/// The chains of one thread.
class Chains {
  public:
    /// Works for the robots of one group from now on. Chain numbers grow from `first_number`.
    void begin(const ChainTeam& team, std::uint16_t group, std::uint32_t first_number, std::uint64_t seed);

    /// Lets a robot take a better option, whatever that costs robots that are not settled. Afterwards it is settled, and so is
    /// whoever it pushed; nobody is before the first call.
    /// At most `calls` robots are asked for that.
    bool advance(std::size_t robot, int calls);

    /// Lets a robot take a better option when chains at random find one after which the sum of all costs has not grown by more
    /// than `tolerance`. A chain is given up as soon as its losses exceed its gains by more than that.
    bool vary(std::size_t robot, OptionCost tolerance);
    [[nodiscard]] Dice& dice() { return dice_; }
    [[nodiscard]] std::uint32_t number() const { return number_; }

  private:
    bool settle(std::size_t robot, std::size_t ranks, int depth, OptionCost means);

    ChainTeam team_{};
    Dice dice_{1};
    std::uint16_t group_ = 0;
    std::uint32_t number_ = 0;   // of the chain
    std::uint32_t round_ = 0;    // robots with this number are settled
    std::uint32_t refusal_ = 0;  // out of 2^32: how often a push is refused
    bool settles_ = false;       // a chain that succeeds settles its robots
    int calls_left_ = 0;
};

}  // namespace dray::motion
