#include "operations/door_faults.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"

namespace dray::operations {

namespace {

std::vector<std::string> names_of_doors(std::size_t doors) {
    std::vector<std::string> names;
    for (std::size_t d = 0; d < doors; ++d)
        names.push_back(fmt::format("door-{}", d + 1));
    return names;
}

}  // namespace

void check_door_faults(const FaultsConfig& config, std::size_t doors, const config::Document& document, const std::string& path,
                       config::Diagnostics& faults) {
    const std::vector<std::string> names = names_of_doors(doors);
    if (doors == 0 && config.door_mtbf_h > 0) {
        const std::string field = path + ".door_mtbf_h";
        faults.push_back(config::fault_at(document.place_of(field), field + ": the area has no doors"));
    }
    for (std::size_t i = 0; i < config.scheduled.size(); ++i) {
        const FaultConfig& fault = config.scheduled[i];
        if (fault.kind != "door" || std::ranges::find(names, fault.door) != names.end()) continue;
        const std::string field = fmt::format("{}.scheduled[{}].door", path, i);
        const std::string there = names.empty() ? "the area has none" : fmt::format("there are door-1 to {}", names.back());
        faults.push_back(
            config::fault_at(document.place_of(field), fmt::format("{}: there is no door '{}'; {}", field, fault.door, there)));
    }
}

DoorFaults::DoorFaults(const FaultsConfig& config, std::size_t doors, const Clock& clock, std::uint64_t seed)
    : outages_(doors, clock) {
    const std::vector<std::string> names = names_of_doors(doors);
    for (const FaultConfig& fault : config.scheduled) {
        if (fault.kind != "door") continue;
        const auto found = std::ranges::find(names, fault.door);
        DRAY_CHECK(found != names.end(), "there is no door '{}'", fault.door);
        outages_.schedule(static_cast<std::uint32_t>(found - names.begin()), fault.at_s, fault.duration_s, fault.every_h * 3600);
    }
    outages_.draw(config.door_mtbf_h * 3600, config.door_mttr_s, "door_faults", seed);
}

std::span<const DoorChange> DoorFaults::due(Step now) {
    due_.clear();
    for (const OutageChange& change : outages_.due(now))
        due_.push_back({DoorId(change.thing), change.out});
    return due_;
}

}  // namespace dray::operations
