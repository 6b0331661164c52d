// A part of a floor that people close or slow down while the site runs: one of its zones, or a rectangle that they mark out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/frame.hpp"
#include "engine/zones.hpp"

namespace dray::engine {

/// Either the number of a zone, or a rectangle of cells.
struct ZonePlace {
    std::int32_t zone = -1;                                   ///< the first of the floor's zones with its name; -1: a rectangle
    std::int32_t row = 0, column = 0, rows = 0, columns = 0;  ///< of the rectangle; 0 for a zone
    friend bool operator==(const ZonePlace&, const ZonePlace&) = default;
};

/// The rectangle from one cell to another, cut to the floor.
[[nodiscard]] ZonePlace rectangle(const floor::Floor& floor, int row, int column, int other_row, int other_column);
[[nodiscard]] ZonePlace whole_floor(const floor::Floor& floor);
/// Whether the floor has it: a zone that is the first of its name, or a rectangle of one cell or more inside the floor.
[[nodiscard]] bool exists(const floor::Floor& floor, const ZonePlace& place);
/// Whether a cell is in it; needs one that exists.
[[nodiscard]] bool contains(const floor::Floor& floor, const ZonePlace& place, int row, int column);

/// What the engine begins and ends there. `closed` and `speed_limit_mps` are those of Zone.
[[nodiscard]] Zone zone_at(const floor::Floor& floor, const ZonePlace& place, bool closed, double speed_limit_mps);
/// The place of such a zone, and of one in a frame.
[[nodiscard]] ZonePlace place_of(const floor::Floor& floor, const Zone& zone);
[[nodiscard]] ZonePlace place_of(const ZoneFrame& zone);

/// The zone's name, "all" for the whole floor, or "row:column:rows:columns"; `parse_place` reads the same back.
[[nodiscard]] std::string place_text(const floor::Floor& floor, const ZonePlace& place);
struct ParsedPlace {
    ZonePlace place;
    std::string fault;   ///< what is wrong with the text; empty: nothing
    std::size_t at = 0;  ///< where in the text
};
/// "all" is read where `all` is set.
[[nodiscard]] ParsedPlace parse_place(const floor::Floor& floor, std::string_view text, bool all);

}  // namespace dray::engine
