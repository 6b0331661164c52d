// Corridors with one way in and out, found by peeling cells with a single neighbour off the floor until none is left.
#pragma once

#include <vector>

#include "floor/floor.hpp"

namespace dray::floor {

/// The dead ends of a floor, in order of their mouths. Slots do not count as ways on, since a loaded robot cannot use them; a
/// lane does, since it leads out at its other end. A bay of one cell is a dead end of one cell; a pocket that branches is one
/// dead end as a whole, because a robot in the stem shuts in those in the branches. Of a part of the floor without any ring
/// one cell in its middle stays outside as the mouth. Only edges and kinds of `floor` are read.
[[nodiscard]] std::vector<DeadEnd> find_dead_ends(const Floor& floor);

}  // namespace dray::floor
