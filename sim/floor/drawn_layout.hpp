// Floors drawn as text.
#pragma once

#include <optional>
#include <vector>

#include "floor/build.hpp"
#include "floor/faults.hpp"

namespace dray::floor {

/// Makes a plan of a drawing. Faults are told with row and column of the drawing (counted from 0) and with the line of the file:
/// the text of a YAML block begins on the line after its key, indented by two.
///
/// Symbols unless the legend says otherwise: `#` wall, `.` aisle, `S` slot, `>` `<` `^` `v` one-way aisle, `B` buffer, `C`
/// charger, `q` queue cell, `P` pick and `W` stow service cell. The legend means: aisle, slot, wall, charger, buffer, pick, stow,
/// queue, one_way_east, one_way_south, one_way_west, one_way_north, or `zone:NAME`, an aisle cell with the speed limit and grip
/// of the entry NAME of `zones`, whose own rectangle is then not used.
///
/// An arrow forbids driving against it: the cell may be left ahead and to both sides, so robots turn off and change lanes as on a
/// road, never backwards, and it is never entered from ahead.
///
/// A station is a service cell and the unbranched row of queue cells that ends at it. The aisle cell beside the far end is the
/// entry, the aisle cell beside the service cell the exit; without queue cells both lie beside the service cell. Where several
/// aisle cells could be meant, the only one whose arrow points into the lane is the entry and the only one whose arrow points out
/// of it the exit; failing that, the one straight in line with the lane's last step. Where neither decides it is a fault.
/// Stations are numbered by rows.
[[nodiscard]] std::optional<FloorPlan> read_drawing(const DrawnLayout& layout, const std::vector<ZoneConfig>& zones,
                                                    double cell_m, Faults& faults);

}  // namespace dray::floor
