// A transport floor drawn by hand: four chute slots, four store slots, two doors of two staging slots.
#pragma once

#include <algorithm>
#include <vector>

#include "floor/floor.hpp"

namespace dray::test {

inline floor::Floor yard_floor(std::vector<floor::Zone> zones = {{"chutes", 0, 0, 1, 4, 0, 0},
                                                                 {"store", 0, 4, 1, 4, 0, 0},
                                                                 {"door-1", 0, 8, 1, 2, 0, 0},
                                                                 {"door-2", 0, 10, 1, 2, 0, 0}}) {
    floor::FloorPlan plan;
    plan.width = 12;
    plan.height = 2;
    plan.cell_m = 2;
    plan.kind.assign(24, floor::CellKind::Slot);
    std::fill(plan.kind.begin() + 12, plan.kind.end(), floor::CellKind::Aisle);
    plan.exits.assign(24, 0xf);
    plan.zones = std::move(zones);
    return floor::Floor(std::move(plan));
}

}  // namespace dray::test
