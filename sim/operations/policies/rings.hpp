// Search outwards from a cell: cells in order of distance, ring by ring.
#pragma once

#include <algorithm>
#include <cstdlib>

#include "floor/floor.hpp"

namespace dray::operations {

/// Calls `visit(cell)` for all cells of the floor in order of their distance in cells from `centre` (west to east within a ring)
/// until it returns true. Returns whether it did.
template <class Visit>
bool outwards(const floor::Floor& floor, CellId centre, Visit visit) {
    const int row = floor.row(centre), column = floor.column(centre);
    const int reach = std::max(row, floor.height() - 1 - row) + std::max(column, floor.width() - 1 - column);
    const auto try_cell = [&](int r, int c) {
        return r >= 0 && r < floor.height() && c >= 0 && c < floor.width() && visit(floor.at(r, c));
    };
    for (int radius = 0; radius <= reach; ++radius) {
        for (int dc = -radius; dc <= radius; ++dc) {
            const int dr = radius - std::abs(dc);
            if (try_cell(row - dr, column + dc)) return true;
            if (dr != 0 && try_cell(row + dr, column + dc)) return true;
        }
    }
    return false;
}

}  // namespace dray::operations
