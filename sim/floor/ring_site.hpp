// A floor with a ring highway: a field of any kind inside, stations, waiting bays and chargers along the outside.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "floor/faults.hpp"
#include "floor/site_edge.hpp"
#include "floor/sketch.hpp"

namespace dray::floor {

/// Draws one cell of the field; (0, 0) is its upper left cell.
using DrawField = std::function<void(Sketch& sketch, CellId cell, int row, int column)>;

/// The numbers of a ring site.
struct RingSite {
    int field_rows = 1, field_columns = 1;
    int highway_lanes = 1;  ///< cells of the ring highway in each direction
    bool two_way = false;   ///< every highway cell may be driven both ways
    EdgeNeeds needs;
    std::vector<StationKind> kinds;                           ///< of the stations, in order along the edge
    std::array<std::vector<int>, 4> feeders{}, collectors{};  ///< see EdgeShape; offsets count from the ring's corner

    [[nodiscard]] int rows() const { return field_rows + 4 * highway_lanes; }
    [[nodiscard]] int columns() const { return field_columns + 4 * highway_lanes; }
};

/// Draws the site, or appends a fault and returns nothing when its edge has no room for everything that is to stand there.
///
/// The ring highway has `highway_lanes` cells in each direction: the outer ones run anticlockwise, the inner ones clockwise, and
/// a robot may change lanes anywhere. Stations stand outside: a robot drives from the outermost highway cell straight into the
/// queue, turns once into the service cell, drives straight out of it and returns to the highway three cells further on:
///
///     > > > > > >      highway (outer lane)
///       q B ^          queue, waiting bay, exit
///       q # ^
///       q P ^          queue, service, exit
///
/// `origin`, when asked for, becomes the cell of the field's upper left corner.
[[nodiscard]] std::optional<FloorPlan> draw_ring_site(const RingSite& site, double cell_m, const DrawField& field, Faults& faults,
                                                      CellId* origin = nullptr);

}  // namespace dray::floor
