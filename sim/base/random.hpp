// Named, counter-based random streams (DESIGN section 5).
//
// A stream is keyed by the run's seed, a purpose ("pick_time") and an entity (order line 4711), so that two variants of a site
// share the numbers of every entity that they share, whatever else happens and on any number of threads.
// Generator: Philox4x32-10, Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011 (Random123).
// Distributions use our own arithmetic: those of the standard library differ between implementations.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace dray {

/// One stream of random numbers. Cheap to make (no state but a counter), copyable; a copy repeats the same numbers.
class Stream {
  public:
    Stream(std::uint64_t seed, std::string_view purpose, std::uint64_t entity = 0);

    [[nodiscard]] std::uint64_t next();                                       ///< 64 uniform bits
    [[nodiscard]] double uniform();                                           ///< in [0, 1), 53 bits
    [[nodiscard]] double uniform(double low, double high);                    ///< in [low, high); low when the range is empty
    [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high);  ///< in [low, high], unbiased; needs low <= high
    [[nodiscard]] bool chance(double probability);                            ///< true with the probability, clamped to [0, 1]
    [[nodiscard]] double exponential(double mean);                            ///< of the given mean, above 0
    [[nodiscard]] double normal();                                            ///< mean 0, deviation 1 (Box-Muller, no carry-over)
    [[nodiscard]] double lognormal(double mean,
                                   double cv);  ///< of the given mean and coefficient of variation; mean when cv is 0
    /// Index drawn in proportion to the weights (none negative, sum above 0), by linear search.
    [[nodiscard]] std::size_t weighted(std::span<const double> weights);

  private:
    std::array<std::uint32_t, 4> counter_;
    std::array<std::uint32_t, 2> key_;
    std::array<std::uint32_t, 4> block_{};
    unsigned used_ = 4;  ///< 32-bit words of `block_` handed out
};

}  // namespace dray
