// An open floor of aisle cells with one station at its upper edge, for tests of the flow on it.
#pragma once

#include "floor/floor.hpp"
#include "insight/lost_time.hpp"

namespace dray::test {

/// `width` by `height` cells of 1 m; the lane of pick-1 is row 0, columns 2 to 5, entered from column 1; its service cell is
/// column 5. Cell (3, 3) is a slot.
inline floor::Floor open_floor(int width, int height, std::vector<floor::Zone> zones = {}) {
    floor::FloorPlan plan;
    plan.width = width;
    plan.height = height;
    plan.cell_m = 1;
    const auto cells = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    plan.kind.assign(cells, floor::CellKind::Aisle);
    plan.exits.assign(cells, 0b1111);
    for (std::size_t column = 2; column <= 5; ++column)
        plan.kind[column] = floor::CellKind::Lane;
    plan.kind[static_cast<std::size_t>(3 * width + 3)] = floor::CellKind::Slot;
    plan.lanes = {{.name = "pick-1",
                   .entry = CellId(1),
                   .queue = {CellId(2), CellId(3), CellId(4)},
                   .service = CellId(5),
                   .exit = CellId(6)}};
    plan.zones = std::move(zones);
    return floor::Floor(std::move(plan));
}

inline insight::RobotMoment drives(CellId cell, float load_kg = 0) {
    return {.doing = insight::Doing::Drives, .cell = cell, .load_kg = load_kg};
}
inline insight::RobotMoment waits(CellId cell, RobotId behind = {}) {
    return {.doing = insight::Doing::Waits, .behind = behind, .cell = cell};
}
inline insight::RobotMoment served(const floor::Floor& floor) {
    return {.doing = insight::Doing::Served, .lane = LaneId(0), .cell = floor.lane(LaneId(0)).service};
}

}  // namespace dray::test
