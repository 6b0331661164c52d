// Reading the travel times to one goal: near by from the window around it, elsewhere from the table of its region.
#pragma once

#include <cstddef>

#include "motion/packed.hpp"

namespace dray::motion {

/// A rectangle of cells; tables are row-major within it.
struct Rect {
    int row = 0, column = 0, rows = 0, columns = 0;
    [[nodiscard]] bool contains(int r, int c) const { return r >= row && r < row + rows && c >= column && c < column + columns; }
    [[nodiscard]] std::size_t cells() const { return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns); }
    friend bool operator==(const Rect&, const Rect&) = default;
};

/// Valid until the tables it reads change, see Distances::field. Any thread may read.
struct WayField {
    const Word* near = nullptr;
    Rect area;
    Units offset = 0;
    const Word* far = nullptr;
    int width = 0;

    /// The times of one cell; kNoWay: none. `added` gets what comes on top of each.
    [[nodiscard]] Word word(int row, int column, Units& added) const {
        added = 0;
        if (area.contains(row, column)) {
            const Word w = near[static_cast<std::size_t>((row - area.row) * area.columns + column - area.column)];
            if (w != kNoWay) return w;
        }
        added = offset;
        return far == nullptr ? kNoWay : far[static_cast<std::size_t>(row * width + column)];
    }
    /// Travel time from a pose, in table units; kNoUnits: no way.
    [[nodiscard]] Units at(int row, int column, std::uint32_t heading) const {
        Units added = 0;
        const Word w = word(row, column, added);
        return w == kNoWay ? kNoUnits : unpack(w, heading) + added;
    }
};

}  // namespace dray::motion
