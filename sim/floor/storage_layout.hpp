// The generator for storage sites: blocks of pod slots, aisles between them, a ring highway round them, and stations, waiting
// bays and chargers along the outside of the ring.
#pragma once

#include <optional>

#include "floor/build.hpp"
#include "floor/faults.hpp"

namespace dray::floor {

/// Draws the site. Appends faults and returns nothing when the parameters are out of range or the edges of the site have no
/// room for everything that is to stand there; the message tells the most that fits.
[[nodiscard]] std::optional<FloorPlan> draw_storage(const StorageLayout& layout, double cell_m, Faults& faults);

}  // namespace dray::floor
