// When people at stations have a break, and when they have gone to it.
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "config/document.hpp"
#include "floor/floor.hpp"
#include "primitives/handling/roster.hpp"
#include "primitives/handling/station.hpp"

namespace dray::operations {

/// Breaks and shifts of every station of a floor. A station that closes for a break lets no further robot into its lane; its
/// people finish what has come and are away from then until the end of the absence.
class StationBreaks {
  public:
    /// Stations that the absences name exist: check_station_absences.
    StationBreaks(const std::vector<primitives::StationAbsenceConfig>& absences, const floor::Floor& floor, const Clock& clock);

    [[nodiscard]] bool any() const { return !rosters_.empty(); }
    [[nodiscard]] bool closed(LaneId lane, Step now) const { return any() && rosters_[lane.index()].away(0, now); }

  private:
    std::vector<primitives::Roster> rosters_;  // by lane; empty: nobody is ever away
};

/// Tells absences of stations that the floor has not, with place and nearest name, and those that never end.
void check_station_absences(const std::vector<primitives::StationAbsenceConfig>& absences, const floor::Floor& floor,
                            const config::Document& document, config::Diagnostics& faults);

}  // namespace dray::operations
