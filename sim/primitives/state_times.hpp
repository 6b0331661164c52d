// What a station, a worker, a chute or a door is doing, and how long it has done each so far.
#pragma once

#include <array>
#include <cstdint>

#include "base/time.hpp"

namespace dray::primitives {

/// Blocked: it has work and cannot go on because of what is behind it, such as a pod that is served but whose robot cannot leave.
enum class StationState : std::uint8_t { Working, Starved, Blocked, Down };

/// The state now and the books of all: each step belongs to exactly one state.
struct StateTimes {
    StationState state = StationState::Starved;
    Step since = 0;              ///< in it without a break
    std::array<Step, 4> past{};  ///< by state, up to `since`

    /// Time never goes back; the state that it has already changes nothing.
    void enter(StationState next, Step now) {
        if (state == next) return;
        past[static_cast<std::size_t>(state)] += now - since;
        state = next;
        since = now;
    }
    /// Time in a state; over all states exactly `now`.
    [[nodiscard]] Step in(StationState wanted, Step now) const {
        return past[static_cast<std::size_t>(wanted)] + (state == wanted ? now - since : 0);
    }
};

}  // namespace dray::primitives
