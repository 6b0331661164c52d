// What must hold on every floor, whoever made it.
#pragma once

#include <string>
#include <vector>

#include "floor/floor.hpp"

namespace dray::floor {

/// One thing wrong with a floor, at a cell of it.
struct FloorFault {
    CellId cell;
    std::string message;  ///< one sentence; names the cell by row and column, counted from 0
};

/// What a floor is for decides what must be on it.
enum class Purpose : std::uint8_t {
    Storage,  ///< a slot and a pick station
    Sorting,  ///< a chute and an induct station
    Hauling,  ///< a slot
};

/// Faults of form: sizes agree, the cell's side and the zones are in range, lanes are whole (neighbouring cells, entry and exit
/// on aisle or buffer cells, each lane cell in exactly one lane), station names are unique, each chute
/// touches an aisle cell, and there is what the purpose asks for. A plan without these faults may be made a Floor. A fault of the
/// plan as a whole stands at cell 0.
[[nodiscard]] std::vector<FloorFault> check_plan(const FloorPlan& plan, Purpose purpose);

/// Faults of traffic, with all slots full: a loaded robot gets from every slot to every station's entry and from every station's
/// exit to every slot; an unloaded robot gets to every slot and charger and back; no aisle cell is a trap or out of reach. At
/// most `kNamedOffenders` cells are named per kind of fault, the last with the number of those left out.
[[nodiscard]] std::vector<FloorFault> check_reach(const Floor& floor);
inline constexpr std::size_t kNamedOffenders = 5;

}  // namespace dray::floor
