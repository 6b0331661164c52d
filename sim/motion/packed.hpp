// One table entry: the travel times of one cell for all four headings in 32 bits.
//
// Turning in place is always possible, so the four times of a cell differ by at most two quarter turns. Stored are the smallest
// time, which heading has it, and what the three others cost more: 15 + 2 + 3 x 5 bits.
#pragma once

#include <array>
#include <cstdint>

#include "motion/planner.hpp"

namespace dray::motion {

using Word = std::uint32_t;
using Units = std::uint32_t;                             ///< travel time in table units, see UnitCosts
inline constexpr Word kNoWay = 0xffffffffu;              ///< no way from this cell, whatever the heading
inline constexpr std::uint16_t kFar = 0xffffu;           ///< no way, in an unpacked table
inline constexpr Units kLongestWay = (1u << 15) - 2;     ///< ways that are longer count as no way
inline constexpr Units kNoUnits = 0xffffffffu;           ///< no way, in units
inline constexpr std::uint32_t kLargestTurnUnits = 15u;  ///< two turns fit five bits

/// Action costs as small integers whose ratio is that of the steps, as near as a turn of at most 15 units allows.
struct UnitCosts {
    std::uint32_t forward = 1, turn = 1;
    std::uint64_t forward_steps = 1;

    UnitCosts() = default;
    explicit UnitCosts(const ActionCosts& costs);
    [[nodiscard]] std::uint32_t steps(Units units) const {
        return units == kNoUnits ? kNoUnits : static_cast<std::uint32_t>(units * forward_steps / forward);
    }
};

/// Packs the times of the four headings. None exceeds the least by more than two turns, but where the longest way cuts it off.
[[nodiscard]] inline Word pack(const std::uint16_t* times) {
    std::uint32_t best = 0;
    for (std::uint32_t h = 1; h < 4; ++h)
        if (times[h] < times[best]) best = h;
    if (times[best] > kLongestWay - 2 * kLargestTurnUnits) return kNoWay;
    Word word = static_cast<Word>(times[best]) << 17 | best;
    for (std::uint32_t d = 1; d < 4; ++d)
        word |= static_cast<Word>(times[(best + d) & 3] - times[best]) << (5 * d - 3);
    return word;
}

/// Time of one heading; the word must not be kNoWay.
[[nodiscard]] inline Units unpack(Word word, std::uint32_t heading) {
    const std::uint32_t d = (heading - word) & 3;
    const std::uint32_t more = d == 0 ? 0 : word >> (5 * d - 3) & 31;
    return (word >> 17) + more;
}

}  // namespace dray::motion
