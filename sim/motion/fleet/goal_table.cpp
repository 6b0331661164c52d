#include "motion/fleet/goal_table.hpp"

namespace dray::motion {

namespace {

struct Patterns {
    std::array<std::uint8_t, 32> of_code{};
    std::array<std::uint8_t, 256> code_of{};
};

// Numbers the patterns in which some heading costs 0 more and neighbouring headings differ by at most 1.
constexpr Patterns make_patterns() {
    Patterns patterns;
    std::uint8_t count = 0;
    for (unsigned bits = 0; bits < 256; ++bits) {
        bool valid = false;
        for (unsigned h = 0; h < 4; ++h)
            if ((bits >> 2 * h & 3) == 0) valid = true;
        for (unsigned h = 0; h < 4; ++h) {
            const int here = bits >> 2 * h & 3, beside = bits >> 2 * ((h + 1) & 3) & 3;
            if (here == 3 || here - beside > 1 || beside - here > 1) valid = false;
        }
        if (!valid) continue;
        patterns.of_code[count] = static_cast<std::uint8_t>(bits);
        patterns.code_of[bits] = count++;
    }
    return patterns;
}

constexpr Patterns kPatterns = make_patterns();

}  // namespace

const std::array<std::uint8_t, 32> kHeadingPatterns = kPatterns.of_code;
const std::array<std::uint8_t, 256> kPatternCodes = kPatterns.code_of;

}  // namespace dray::motion
