// Zones of a floor that are closed or have people in them for a time, as the scenario names them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "floor/floor.hpp"
#include "operations/operations.hpp"
#include "operations/outages.hpp"

namespace dray::operations {

/// A zone in which for a time other rules hold than elsewhere.
struct ZoneFault {
    bool closed = false;         ///< nobody enters; who is inside goes about its work and may leave
    double speed_limit_mps = 0;  ///< of a zone that is not closed; 0: robots inside stand and nobody enters
    std::uint32_t zone = 0;      ///< the first of the floor's zones with its name; their number: people marked it out in the run
    std::vector<CellId> cells;   ///< ascending
    friend bool operator==(const ZoneFault&, const ZoneFault&) = default;
};

/// The zone faults of a scenario.
class ZoneFaults {
  public:
    /// Zones that the scenario names exist: check_zone_faults.
    ZoneFaults(const FaultsConfig& config, const floor::Floor& floor, const Clock& clock);

    /// Changes up to `now`; things are numbers of `fault`. Valid until the next call.
    [[nodiscard]] std::span<const OutageChange> due(Step now) { return outages_.due(now); }
    [[nodiscard]] const ZoneFault& fault(std::uint32_t thing) const { return faults_[thing]; }

  private:
    std::vector<ZoneFault> faults_;  ///< in the scenario's order
    Outages outages_;
};

/// The cells of all zones of a name, ascending.
[[nodiscard]] std::vector<CellId> cells_of_zone(const floor::Floor& floor, const std::string& name);

/// Tells scheduled faults of zones that the floor has not, or that leave it without a station, with place and nearest name.
/// `path` is that of the section, such as "sorting[0].faults".
void check_zone_faults(const FaultsConfig& config, const floor::Floor& floor, const config::Document& document,
                       const std::string& path, config::Diagnostics& faults);

}  // namespace dray::operations
