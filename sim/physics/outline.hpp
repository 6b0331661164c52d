// The outline of a robot seen from above: the square body and the square load on its turntable, as one convex polygon.
//
// The load keeps its orientation while the body turns beneath it, so the outline changes its form with the body's angle. One
// polygon (the convex hull of both squares, at most eight corners) costs the collision detection half of what two shapes would.
// Box2D adds a skin around every polygon; the corners lie inside by its thickness, so that bodies touch exactly where their sides
// are. Internal to the room.
#pragma once

#include <box2d/b2_math.h>
#include <box2d/b2_polygon_shape.h>

#include "floor/heading.hpp"

namespace dray::physics {

/// Half widths of the two squares, metres; load 0: none.
struct Footprint {
    double body_m = 0;
    double load_m = 0;
};

/// Angle of the body against the nearest grid axis, radians, within a quarter pi.
[[nodiscard]] double axis_offset_rad(double angle_rad);

/// Half extent along either grid axis of the true outline of a body at `angle_rad`, metres.
[[nodiscard]] double half_extent_m(const Footprint& footprint, double angle_rad);

/// Writes the outline of a body at `angle_rad` into `shape`, in the body's frame. The shape has no other owner's data.
void write_outline(const Footprint& footprint, double angle_rad, b2PolygonShape& shape);

/// Gap between two convex polygons with their skins, metres; 0 where they overlap.
/// b2Distance is not used: it counts its calls in global variables without a lock.
[[nodiscard]] double polygon_gap_m(const b2PolygonShape& a, const b2Transform& at, const b2PolygonShape& b,
                                   const b2Transform& bt);

}  // namespace dray::physics
