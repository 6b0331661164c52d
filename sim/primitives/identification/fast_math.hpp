// Functions for inner loops, of which the compiler computes four at a time. Plain arithmetic without branches or library calls,
// so that every machine gets the same bits.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace dray::primitives {

/// exp(-q) for q from 0 to 1e9 with a relative error below 1e-6, and about 2^-126 where it would be smaller.
inline float exp_of_minus(float q) {
    const float y = -1.44269504f * q;
    const auto whole = static_cast<std::int32_t>(y - 0.5f);
    const float f = y - static_cast<float>(whole);
    float power = 1.5403530e-4f * f + 1.3333558e-3f;
    power = power * f + 9.6181291e-3f;
    power = power * f + 5.5504109e-2f;
    power = power * f + 2.4022651e-1f;
    power = power * f + 6.9314718e-1f;
    power = power * f + 1.0f;
    return power * std::bit_cast<float>((std::max(whole, -126) + 127) << 23);
}

/// 1 / sqrt(x) for x from 1e-37 to 1e37 with a relative error below 1e-6: three Newton steps from the well-known first guess.
inline float inverse_sqrt(float x) {
    const float half = 0.5f * x;
    float y = std::bit_cast<float>(0x5f3759df - (std::bit_cast<std::int32_t>(x) >> 1));
    y = y * (1.5f - half * y * y);
    y = y * (1.5f - half * y * y);
    return y * (1.5f - half * y * y);
}

}  // namespace dray::primitives
