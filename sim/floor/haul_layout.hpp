// The generator for floors on which cages travel far.
#pragma once

#include <optional>

#include "floor/build.hpp"
#include "floor/faults.hpp"

namespace dray::floor {

/// Draws the floor: blocks of slots two deep between one-way streets that alternate in direction and run through from the chutes
/// to the docks, cross streets between the blocks, a ring highway round all (ring_site.hpp). The doors share the staging slots in
/// bands: door 1 has the uppermost. Appends faults and returns nothing when the doors are more than the bands hold or the edge
/// has no room.
[[nodiscard]] std::optional<FloorPlan> draw_haul(const HaulLayout& layout, double cell_m, Faults& faults);

}  // namespace dray::floor
