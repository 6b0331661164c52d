// Who can get where on a floor: reachability over its edges, without and with the slots. Lanes are left out, since only robots
// with a place drive them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "floor/floor.hpp"

namespace dray::floor {

/// A flag per cell.
using CellSet = std::vector<std::uint8_t>;

/// The largest set of aisle and buffer cells in which every cell is reached from every other one by a loaded robot with all
/// slots full (strongly connected component; Tarjan 1972). Of equally large ones the one with the lowest cell.
[[nodiscard]] CellSet core(const Floor& floor);

/// Cells that a robot reaches from any of the seeds, the seeds included.
[[nodiscard]] CellSet reached_from(const Floor& floor, std::span<const CellId> seeds, bool loaded);

/// Cells from which a robot reaches any of the seeds, the seeds included.
[[nodiscard]] CellSet reaching(const Floor& floor, std::span<const CellId> seeds, bool loaded);

/// The cells of a set in ascending order.
[[nodiscard]] std::vector<CellId> members(const CellSet& set);

}  // namespace dray::floor
