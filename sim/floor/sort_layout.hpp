// The generator for sort floors.
#pragma once

#include <optional>

#include "floor/build.hpp"
#include "floor/faults.hpp"

namespace dray::floor {

/// Draws the floor: chutes three cells apart in both directions, each with a one-way lane on each of its four sides, so that
/// neighbouring lanes run in opposite directions and a robot reaches a chute without blocking the lane beside it:
///
///     v < ^ v < ^
///     v O ^ v O ^      O chute
///     v > ^ v > ^
///
/// Round the field runs a ring highway with the induct stations outside (ring_site.hpp). Appends faults and returns nothing when
/// numbers are out of range or the edge has no room.
[[nodiscard]] std::optional<FloorPlan> draw_sort(const SortLayout& layout, double cell_m, Faults& faults);

}  // namespace dray::floor
