#include "floor/build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "floor/check_floor.hpp"
#include "floor/drawn_layout.hpp"
#include "floor/haul_layout.hpp"
#include "floor/limits.hpp"
#include "floor/map_import.hpp"
#include "floor/sort_layout.hpp"
#include "floor/storage_layout.hpp"

namespace dray::floor {

namespace {

constexpr double kMaxSpeed_mps = 20.0;
constexpr double kMaxGrip = 2.0;

/// A floor that can be asked anything, for callers that got faults.
Floor empty_floor() {
    FloorPlan plan;
    plan.width = plan.height = 1;
    plan.kind = {CellKind::Wall};
    plan.exits = {0};
    return Floor(std::move(plan));
}

std::optional<FloorPlan> lay_out(const FloorConfig& config, Faults& faults) {
    if (config.layout == "storage") return draw_storage(config.storage, config.cell_m, faults);
    if (config.layout == "sort") return draw_sort(config.sort, config.cell_m, faults);
    if (config.layout == "haul") return draw_haul(config.haul, config.cell_m, faults);
    if (config.layout == "drawn") return read_drawing(config.drawn, config.zones, config.cell_m, faults);
    if (config.layout == "map") return import_map(config.map, config.cell_m, faults);
    faults.field("layout", fmt::format("\"{}\" is none of storage, sort, haul, drawn, map", config.layout));
    return std::nullopt;
}

void check_number(const std::string& field, double value, double high, Faults& faults) {
    if (!(value >= 0 && value <= high)) faults.field(field, fmt::format("{} is not within 0 to {}", value, high));
}

/// Adds the zones that are rectangles; those that a drawing has laid out cell by cell are in the plan already.
void add_zones(const FloorConfig& config, FloorPlan& plan, Faults& faults) {
    std::set<std::string> names, drawn;
    for (const Zone& zone : plan.zones)
        drawn.insert(zone.name);
    for (std::size_t i = 0; i < config.zones.size(); ++i) {
        const ZoneConfig& zone = config.zones[i];
        const std::string path = fmt::format("zones[{}]", i);
        if (zone.name.empty()) faults.field(path + ".name", "a zone needs a name");
        if (!names.insert(zone.name).second) faults.field(path + ".name", fmt::format("two zones are called \"{}\"", zone.name));
        check_number(path + ".speed_limit_mps", zone.speed_limit_mps, kMaxSpeed_mps, faults);
        check_number(path + ".grip", zone.grip, kMaxGrip, faults);
        if (drawn.contains(zone.name)) {
            if (config.layout != "drawn")
                faults.field(path + ".name", fmt::format("the layout has a zone \"{}\" of its own", zone.name));
            continue;
        }
        const bool inside = zone.row >= 0 && zone.column >= 0 && zone.rows >= 1 && zone.columns >= 1 && zone.row < plan.height &&
                            zone.column < plan.width && zone.rows <= plan.height - zone.row &&
                            zone.columns <= plan.width - zone.column;
        if (!inside) {
            faults.field(path, fmt::format("zone \"{}\" (row {}, column {}, {} rows, {} columns) is not inside the floor of {} "
                                           "rows and {} columns",
                                           zone.name, zone.row, zone.column, zone.rows, zone.columns, plan.height, plan.width));
            continue;
        }
        plan.zones.push_back({zone.name, static_cast<int>(zone.row), static_cast<int>(zone.column), static_cast<int>(zone.rows),
                              static_cast<int>(zone.columns), zone.speed_limit_mps, zone.grip});
    }
}

void tell(const std::vector<FloorFault>& found, int width, Faults& faults) {
    for (const FloorFault& fault : found)
        faults.cell(static_cast<int>(fault.cell.value) / width, static_cast<int>(fault.cell.value) % width, fault.message);
}

}  // namespace

Floor build(const FloorConfig& config, Purpose purpose, const config::Document& document, const std::string& prefix,
            config::Diagnostics& diagnostics) {
    Faults faults(document, prefix, diagnostics);
    const std::size_t before = faults.count();
    if (!(config.cell_m >= kMinCell_m && config.cell_m <= kMaxCell_m)) {
        faults.field("cell_m", fmt::format("{} is not within {} to {} m", config.cell_m, kMinCell_m, kMaxCell_m));
        return empty_floor();
    }
    auto plan = lay_out(config, faults);
    if (!plan) return empty_floor();
    add_zones(config, *plan, faults);
    const int width = plan->width;
    const std::vector<FloorFault> found = check_plan(*plan, purpose);
    tell(found, width, faults);
    if (!found.empty()) return empty_floor();
    Floor floor(std::move(*plan));
    tell(check_reach(floor), width, faults);
    return faults.count() == before ? std::move(floor) : empty_floor();
}

}  // namespace dray::floor
