// Simulated time is a whole number of physics steps; seconds exist only at the edges.
#pragma once

#include <cmath>
#include <cstdint>

namespace dray {

using Step = std::int64_t;  ///< physics steps since the start of the run
using Tick = std::int64_t;  ///< planning ticks since the start of the run

/// The two clocks of a run. Both counts are fixed for a run; all conversions are exact or rounded here, in one place.
struct Clock {
    int steps_per_second = 20;  ///< physics steps per simulated second, 1 to 1000
    int steps_per_tick = 16;    ///< physics steps per planning tick, at least 1

    [[nodiscard]] constexpr double step_s() const { return 1.0 / steps_per_second; }
    [[nodiscard]] constexpr double tick_s() const { return static_cast<double>(steps_per_tick) / steps_per_second; }
    [[nodiscard]] constexpr double seconds(Step step) const { return static_cast<double>(step) / steps_per_second; }
    /// Steps that a duration takes, to the nearest step; a positive duration takes at least one.
    [[nodiscard]] Step steps(double seconds_s) const {
        const auto n = static_cast<Step>(std::llround(seconds_s * steps_per_second));
        return n == 0 && seconds_s > 0 ? 1 : n;
    }
    /// Planning ticks that cover a number of steps, rounded up.
    [[nodiscard]] constexpr Tick ticks_covering(Step steps) const { return (steps + steps_per_tick - 1) / steps_per_tick; }
};

}  // namespace dray
