#include "operations/zone_faults.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"

namespace dray::operations {

namespace {

std::vector<ZoneFault> faults_of(const FaultsConfig& config, const floor::Floor& floor) {
    std::vector<ZoneFault> out;
    for (const FaultConfig& fault : config.scheduled) {
        if (!fault.names_zone()) continue;
        const auto zone = std::ranges::find(floor.zones(), fault.zone, &floor::Zone::name);
        DRAY_CHECK(zone != floor.zones().end(), "there is no zone '{}'", fault.zone);
        out.push_back({.closed = fault.kind == "closed_aisle",
                       .speed_limit_mps = fault.kind == "people" ? fault.speed_limit_mps : 0,
                       .zone = static_cast<std::uint32_t>(zone - floor.zones().begin()),
                       .cells = cells_of_zone(floor, fault.zone)});
    }
    return out;
}

// What a floor cannot do without while robots may not enter the cells; empty: nothing.
std::string needed(const floor::Floor& floor, const std::vector<CellId>& cells) {
    const auto inside = [&](CellId cell) { return std::ranges::binary_search(cells, cell); };
    if (!floor.lanes().empty() && std::ranges::all_of(floor.lanes(), [&](const floor::Lane& l) { return inside(l.service); }))
        return "every station";
    if (!floor.slots().empty() && std::ranges::all_of(floor.slots(), [&](const floor::Slot& s) { return inside(s.cell); }))
        return "every slot";
    return "";
}

}  // namespace

std::vector<CellId> cells_of_zone(const floor::Floor& floor, const std::string& name) {
    std::vector<CellId> cells;
    for (const floor::Zone& zone : floor.zones()) {
        if (zone.name != name) continue;
        for (int row = zone.row; row < zone.row + zone.rows; ++row)
            for (int column = zone.column; column < zone.column + zone.columns; ++column)
                cells.push_back(floor.at(row, column));
    }
    std::ranges::sort(cells);
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    return cells;
}

ZoneFaults::ZoneFaults(const FaultsConfig& config, const floor::Floor& floor, const Clock& clock)
    : faults_(faults_of(config, floor)), outages_(faults_.size(), clock) {
    std::uint32_t thing = 0;
    for (const FaultConfig& fault : config.scheduled)
        if (fault.names_zone()) outages_.schedule(thing++, fault.at_s, fault.duration_s, fault.every_h * 3600);
}

void check_zone_faults(const FaultsConfig& config, const floor::Floor& floor, const config::Document& document,
                       const std::string& path, config::Diagnostics& faults) {
    std::vector<std::string> names;
    for (const floor::Zone& zone : floor.zones())
        names.push_back(zone.name);
    for (std::size_t i = 0; i < config.scheduled.size(); ++i) {
        const FaultConfig& fault = config.scheduled[i];
        if (!fault.names_zone()) continue;
        const std::string field = fmt::format("{}.scheduled[{}].zone", path, i);
        const auto tell = [&](const std::string& words) {
            faults.push_back(config::fault_at(document.place_of(field), fmt::format("{}: {}", field, words)));
        };
        if (fault.zone.empty()) {
            tell(fmt::format("kind {} needs the name of one of the floor's zones", fault.kind));
            continue;
        }
        if (std::ranges::find(names, fault.zone) == names.end()) {
            const std::string nearest = config::nearest_name(fault.zone, names);
            tell(names.empty()
                     ? fmt::format("there is no zone '{}'; the floor has none, name them in its field zones", fault.zone)
                     : fmt::format("there is no zone '{}'{}", fault.zone,
                                   nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
            continue;
        }
        if (fault.kind == "people" && fault.speed_limit_mps > 0) continue;
        const std::string lost = needed(floor, cells_of_zone(floor, fault.zone));
        if (!lost.empty())
            tell(fmt::format("zone '{}' holds {} of the floor: nothing could be done while it is closed", fault.zone, lost));
    }
}

}  // namespace dray::operations
