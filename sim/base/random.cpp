#include "base/random.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.hpp"
#include "base/hash.hpp"

namespace dray {

Stream::Stream(std::uint64_t seed, std::string_view purpose, std::uint64_t entity) {
    // The entity fills the counter's upper half and the purpose is mixed into the key, so that streams never overlap.
    const std::uint64_t key = seed ^ hash_of(purpose);
    key_ = {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
    counter_ = {0, 0, static_cast<std::uint32_t>(entity), static_cast<std::uint32_t>(entity >> 32)};
}

std::uint64_t Stream::next() {
    if (used_ == 4) {
        const philox4x32_ctr_t counter = {{counter_[0], counter_[1], counter_[2], counter_[3]}};
        const philox4x32_key_t key = {{key_[0], key_[1]}};
        const philox4x32_ctr_t out = philox4x32(counter, key);
        block_ = {out.v[0], out.v[1], out.v[2], out.v[3]};
        if (++counter_[0] == 0) ++counter_[1];
        used_ = 0;
    }
    const std::uint64_t value = block_[used_] | (static_cast<std::uint64_t>(block_[used_ + 1]) << 32);
    used_ += 2;
    return value;
}

double Stream::uniform() {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double Stream::uniform(double low, double high) {
    return low < high ? low + (high - low) * uniform() : low;
}

std::int64_t Stream::integer(std::int64_t low, std::int64_t high) {
    DRAY_CHECK(low <= high, "empty range {}..{}", low, high);
    const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    if (range == 0) return static_cast<std::int64_t>(next());
    // Numbers above the largest multiple of the range would favour small results: draw again.
    const std::uint64_t limit = ~std::uint64_t{0} - (~std::uint64_t{0} % range + 1) % range;
    std::uint64_t value = next();
    while (value > limit)
        value = next();
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + value % range);
}

bool Stream::chance(double probability) {
    return uniform() < probability;
}

double Stream::exponential(double mean) {
    return -mean * std::log1p(-uniform());
}

double Stream::normal() {
    const double radius = std::sqrt(-2.0 * std::log1p(-uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

double Stream::lognormal(double mean, double cv) {
    if (cv <= 0) return mean;
    const double variance = std::log1p(cv * cv);
    return mean * std::exp(std::sqrt(variance) * normal() - variance / 2);
}

std::size_t Stream::weighted(std::span<const double> weights) {
    double total = 0;
    for (const double w : weights)
        total += w;
    DRAY_CHECK(total > 0, "weights of {} entries sum to {}", weights.size(), total);
    double rest = uniform() * total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        rest -= weights[i];
        if (rest < 0) return i;
    }
    // Rounding can leave a hair's breadth behind the last weight: take the last that can be drawn.
    std::size_t last = weights.size() - 1;
    while (weights[last] <= 0)
        --last;
    return last;
}

}  // namespace dray
