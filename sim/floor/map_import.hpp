// Import of movingai / League of Robot Runners `.map` files as storage sites.
#pragma once

#include <optional>
#include <string>

#include "floor/build.hpp"
#include "floor/faults.hpp"

namespace dray::floor {

/// Reads the map at `layout.path` (relative to the scenario's directory) and makes a plan of it. Throws EnvironmentError when the
/// file cannot be read; everything wrong with its text becomes a fault with line and column, and nothing is returned.
[[nodiscard]] std::optional<FloorPlan> import_map(const MapLayout& layout, double cell_m, Faults& faults);

/// The same from the map's text; `name` stands for the file in messages.
///
/// `@`, `T`, `O` and `W` are obstacles. An `@` beside (not diagonal to) an `S` becomes a slot; `S`, `.`
/// and `G` stay aisle in both directions. An `E` becomes a station: its cell is the service cell; where a neighbour of it is a
/// pocket
/// (`.`, its only other way out is one aisle cell) that neighbour becomes its queue cell, entered from there; without a pocket
/// the lane has no queue cell and is entered and left over neighbouring aisle cells, opposite ones where possible. Stations are
/// numbered by rows; with `max_stations` the others' cells stay aisle. Aisle cells that nobody can reach become walls.
[[nodiscard]] std::optional<FloorPlan> import_map_text(const std::string& text, const std::string& name, const MapLayout& layout,
                                                       double cell_m, Faults& faults);

}  // namespace dray::floor
