#include "operations/station_breaks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dray::operations {

StationBreaks::StationBreaks(const std::vector<primitives::StationAbsenceConfig>& absences, const floor::Floor& floor,
                             const Clock& clock) {
    if (absences.empty()) return;
    for (const floor::Lane& lane : floor.lanes()) {
        std::vector<primitives::AbsenceConfig> own;
        for (const primitives::StationAbsenceConfig& absence : absences)
            if (absence.station.empty() || absence.station == lane.name)
                own.push_back({.at_s = absence.at_s, .duration_s = absence.duration_s, .every_s = absence.every_s, .workers = 1});
        rosters_.emplace_back(own, clock);
    }
}

void check_station_absences(const std::vector<primitives::StationAbsenceConfig>& absences, const floor::Floor& floor,
                            const config::Document& document, config::Diagnostics& faults) {
    std::vector<std::string> names;
    for (const floor::Lane& lane : floor.lanes())
        names.push_back(lane.name);
    for (std::size_t i = 0; i < absences.size(); ++i) {
        const auto fault = [&](const char* field, const std::string& message) {
            const std::string path = fmt::format("stations.absences[{}].{}", i, field);
            faults.push_back(config::fault_at(document.place_of(path), path + ": " + message));
        };
        const std::string& name = absences[i].station;
        if (!name.empty() && std::ranges::find(names, name) == names.end()) {
            const std::string nearest = config::nearest_name(name, names);
            fault("station", fmt::format("there is no station '{}'{}", name,
                                         nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
        }
        if (const std::string why = primitives::endless(absences[i].duration_s, absences[i].every_s); !why.empty())
            fault("duration_s", why);
    }
}

}  // namespace dray::operations
