// Prices of the cheapest way to one goal from every place and heading, in 12 bits a place.
//
// Turning in place is always possible and a quarter turn costs 1, so the prices of a place's four headings differ from the least
// of them by 0, 1 or 2, and neighbouring headings by at most 1: 19 patterns, 5 bits. Of the least price the lowest 7 bits are
// kept: what a planner compares lies few steps apart, and there the difference of two prices is known from its remainder.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

#include "motion/fleet/roads.hpp"

namespace dray::motion {

/// The 12 bits of one place.
using PriceWord = std::uint32_t;
inline constexpr PriceWord kNoPrice = 0xfff;  ///< no way from here
inline constexpr int kPriceModulus = 128;

[[nodiscard]] constexpr std::size_t goal_table_bytes(std::size_t places) {
    return (places + 1) / 2 * 3;
}

/// What the headings of a pattern cost more than the cheapest one, two bits each.
extern const std::array<std::uint8_t, 32> kHeadingPatterns;
/// The number of each pattern; 0 for what is none.
extern const std::array<std::uint8_t, 256> kPatternCodes;

/// Read access to one table.
class GoalTable {
  public:
    GoalTable() = default;
    explicit GoalTable(const std::uint8_t* bytes) : bytes_(bytes) {}
    [[nodiscard]] bool valid() const { return bytes_ != nullptr; }

    [[nodiscard]] PriceWord word(Place place) const {
        std::uint16_t two;
        std::memcpy(&two, bytes_ + (place * 3 >> 1), 2);
        return two >> ((place & 1) * 4) & 0xfffu;
    }
    /// The remainder of a price; the word is not kNoPrice.
    [[nodiscard]] static int price(PriceWord word, std::uint32_t heading) {
        return static_cast<int>(word >> 5) + (kHeadingPatterns[word & 31] >> (2 * heading) & 3);
    }
    /// `price - reference` of two prices that are less than 64 apart, from their remainders.
    [[nodiscard]] static int difference(int price, int reference) {
        return ((price - reference + kPriceModulus / 2) & (kPriceModulus - 1)) - kPriceModulus / 2;
    }

  private:
    const std::uint8_t* bytes_ = nullptr;
};

/// The word of a place: its least price, and what headings 0 to 3 cost more, two bits each from the lowest.
[[nodiscard]] inline PriceWord price_word(int least, unsigned more) {
    return static_cast<PriceWord>(least & (kPriceModulus - 1)) << 5 | kPatternCodes[more];
}

/// Writes the words of two places, the first of even number, into a table.
inline void put_words(std::uint8_t* table, Place even_place, PriceWord first, PriceWord second) {
    std::uint8_t* at = table + even_place / 2 * 3;
    at[0] = static_cast<std::uint8_t>(first);
    at[1] = static_cast<std::uint8_t>(first >> 8 | second << 4);
    at[2] = static_cast<std::uint8_t>(second >> 4);
}

}  // namespace dray::motion
