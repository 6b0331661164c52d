#include "operations/station_faults.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"

namespace dray::operations {

namespace {

std::vector<std::string> names_of(const floor::Floor& floor) {
    std::vector<std::string> names;
    for (const floor::Lane& lane : floor.lanes())
        names.push_back(lane.name);
    return names;
}

}  // namespace

void check_station_faults(const FaultsConfig& config, const floor::Floor& floor, const config::Document& document,
                          const std::string& path, config::Diagnostics& faults) {
    const std::vector<std::string> names = names_of(floor);
    if (names.empty() && config.station_mtbf_h > 0) {
        const std::string field = path + ".station_mtbf_h";
        faults.push_back(config::fault_at(document.place_of(field), field + ": the area has no stations"));
    }
    for (std::size_t i = 0; i < config.scheduled.size(); ++i) {
        const FaultConfig& fault = config.scheduled[i];
        if (fault.kind != "station" || std::ranges::find(names, fault.station) != names.end()) continue;
        const std::string field = fmt::format("{}.scheduled[{}].station", path, i);
        const std::string nearest = config::nearest_name(fault.station, names);
        faults.push_back(config::fault_at(document.place_of(field),
                                          fmt::format("{}: there is no station '{}'{}", field, fault.station,
                                                      nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest))));
    }
}

StationFaults::StationFaults(const FaultsConfig& config, const floor::Floor& floor, const Clock& clock, std::uint64_t seed)
    : outages_(floor.lanes().size(), clock), closed_(floor.lanes().size(), 0) {
    const std::vector<std::string> names = names_of(floor);
    for (const FaultConfig& fault : config.scheduled) {
        if (fault.kind != "station") continue;
        const auto found = std::ranges::find(names, fault.station);
        DRAY_CHECK(found != names.end(), "there is no station '{}'", fault.station);
        outages_.schedule(static_cast<std::uint32_t>(found - names.begin()), fault.at_s, fault.duration_s, fault.every_h * 3600);
    }
    outages_.draw(config.station_mtbf_h * 3600, config.station_mttr_s, "station_faults", seed);
}

void StationFaults::close(LaneId lane, bool closed, Step now) {
    if (this->closed(lane) == closed) return;
    closed_[lane.index()] = closed ? 1 : 0;
    outages_.change(lane.value, closed, now);
}

std::span<const StationChange> StationFaults::due(Step now) {
    due_.clear();
    for (const OutageChange& change : outages_.due(now))
        due_.push_back({LaneId(change.thing), change.out});
    return due_;
}

}  // namespace dray::operations
