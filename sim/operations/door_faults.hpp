// When dock doors are down and when they work again.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "operations/operations.hpp"
#include "operations/outages.hpp"

namespace dray::operations {

/// Faults of doors that the scenario names, and random ones with a stream per door.
class DoorFaults {
  public:
    /// Doors that the scenario names exist: check_door_faults.
    DoorFaults(const FaultsConfig& config, std::size_t doors, const Clock& clock, std::uint64_t seed);

    /// Changes up to `now`, in order of time, then door; at most one a door. Valid until the next call.
    std::span<const DoorChange> due(Step now);
    [[nodiscard]] std::span<const DoorChange> told() const { return due_; }  ///< what the last call of due() gave

  private:
    Outages outages_;  // things are doors
    std::vector<DoorChange> due_;
};

/// Tells scheduled faults of doors that are not there: they are called "door-1" to "door-N". `path` is that of the section, such
/// as "transport[0].faults".
void check_door_faults(const FaultsConfig& config, std::size_t doors, const config::Document& document, const std::string& path,
                       config::Diagnostics& faults);

}  // namespace dray::operations
