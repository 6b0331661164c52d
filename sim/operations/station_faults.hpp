// When stations are down and when people work there again.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "floor/floor.hpp"
#include "operations/operations.hpp"

namespace dray::operations {

/// A station that goes down, or comes back.
struct StationChange {
    LaneId lane;
    bool down = false;
};

/// Faults of stations that the scenario names, and random ones: exponential running times (mean station_mtbf_h) and lengths (mean
/// station_mttr_s) from a stream per station, so that variants of a site share them. A station with two faults at once is down
/// until the last one ends.
class StationFaults {
  public:
    /// Stations that the scenario names exist: check_station_faults.
    StationFaults(const FaultsConfig& config, const floor::Floor& floor, const Clock& clock, std::uint64_t seed);

    /// People close a station, or open one that they have closed; the change falls due at `now`.
    void close(LaneId lane, bool closed, Step now);
    [[nodiscard]] bool closed(LaneId lane) const { return closed_[lane.index()] != 0; }  ///< by people
    /// Changes up to `now`, in order of time, then station; at most one a station. Valid until the next call.
    [[nodiscard]] std::span<const StationChange> due(Step now);

  private:
    struct Event {
        Step at = 0;
        std::uint32_t lane = 0;
        std::int32_t faults = 1;  ///< that begin with it; -1: one ends
        bool by_chance = false;
    };
    [[nodiscard]] static bool later(const Event& a, const Event& b);
    void push(const Event& event);

    double mtbf_s_, mttr_s_;
    Clock clock_;
    std::vector<Stream> streams_;       // by lane
    std::vector<std::int32_t> faults_;  // by lane: going on now
    std::vector<std::uint8_t> down_;    // by lane: as told
    std::vector<std::uint8_t> closed_;  // by lane: by people
    std::vector<Event> heap_;           // earliest first
    std::vector<StationChange> due_;
};

/// Tells scheduled faults of stations that the floor has not, with place and nearest name. `path` is that of the section, such as
/// "sorting[0].faults".
void check_station_faults(const FaultsConfig& config, const floor::Floor& floor, const config::Document& document,
                          const std::string& path, config::Diagnostics& faults);

}  // namespace dray::operations
