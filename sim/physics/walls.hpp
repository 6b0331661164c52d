// Static bodies for what robots must not leave: the wall cells beside the drivable ones, and the floor's border.
// Internal to the room.
#pragma once

#include <box2d/b2_world.h>

#include "floor/floor.hpp"

namespace dray::physics {

/// Adds one static body with a box for every horizontal run of wall cells that a body could reach, and four around the floor.
void build_walls(const floor::Floor& floor, b2World& world);

}  // namespace dray::physics
