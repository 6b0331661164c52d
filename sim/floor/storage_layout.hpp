// The generator for storage sites: blocks of pod slots, aisles between them, a ring highway round them, and stations, waiting
// bays and chargers along the outside of the ring.
#pragma once

#include <optional>

#include "floor/build.hpp"
#include "floor/faults.hpp"

namespace dray::floor {

/// Draws the site. Appends faults and returns nothing when the parameters are out of range or the edges of the site have no
/// room for everything that is to stand there; the message tells the most that fits.
///
/// The ring highway has `highway_lanes` cells in each direction: the outer ones run anticlockwise, the inner ones clockwise, and
/// a robot may change lanes anywhere. Stations stand outside: a robot drives from the outermost highway cell straight into the
/// queue, turns once into the service cell, drives straight out of it and returns to the highway three cells further on:
///
///     > > > > > >      highway (outer lane)
///       q B ^          queue, waiting bay, exit
///       q # ^
///       q P ^          queue, service, exit
[[nodiscard]] std::optional<FloorPlan> draw_storage(const StorageLayout& layout, double cell_m, Faults& faults);

}  // namespace dray::floor
