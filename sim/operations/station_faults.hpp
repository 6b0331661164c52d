// When stations are down and when people work there again.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "floor/floor.hpp"
#include "operations/operations.hpp"
#include "operations/outages.hpp"

namespace dray::operations {

/// A station that goes down, or comes back.
struct StationChange {
    LaneId lane;
    bool down = false;
};

/// Faults of stations that the scenario names, and random ones with a stream per station.
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
    Outages outages_;                   // things are lanes
    std::vector<std::uint8_t> closed_;  // by lane: by people
    std::vector<StationChange> due_;
};

/// Tells scheduled faults of stations that the floor has not, with place and nearest name. `path` is that of the section, such as
/// "sorting[0].faults".
void check_station_faults(const FaultsConfig& config, const floor::Floor& floor, const config::Document& document,
                          const std::string& path, config::Diagnostics& faults);

}  // namespace dray::operations
