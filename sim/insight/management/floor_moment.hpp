// What management sees of one floor in one second: plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "insight/resource.hpp"

namespace dray::insight {

struct StationMoment {
    GroupKind kind = GroupKind::Pick;
    bool flex = false;  ///< only open while needed
    bool down = false;
    std::uint32_t waiting = 0;  ///< robots with a place in its lane and not served, and those that wait for one
    std::int64_t served = 0;    ///< robots, since the start of the run
};

/// Robots at work in one zone (operations/advice.hpp).
struct ZoneMoment {
    std::uint32_t working = 0;  ///< drive, are served, or wait
    std::uint32_t held = 0;     ///< of them, kept from driving on by others
    friend bool operator==(const ZoneMoment&, const ZoneMoment&) = default;
};

struct ChuteMoment {
    std::uint32_t route = 0;
    bool full = false;    ///< no place can be reserved, or jammed
    bool unused = false;  ///< nothing in it or bound for it
};

struct FloorMoment {
    std::size_t working = 0;                  ///< robots that are not idle, at a charger or down
    std::size_t driving = 0;                  ///< of them, on their way
    std::size_t held = 0;                     ///< of them, kept from driving on by others
    std::size_t waiting = 0;                  ///< orders or parcels that no station has taken up yet
    std::span<const StationMoment> stations;  ///< by lane
    std::span<const ZoneMoment> zones;
    std::span<const ChuteMoment> chutes;
};

/// What is expected of a floor in some minutes. Empty: the present state stands for it.
struct FloorExpectation {
    std::span<const float> held;     ///< by zone: mean number of held robots
    std::span<const float> waiting;  ///< by lane: mean number of robots that wait
};

}  // namespace dray::insight
