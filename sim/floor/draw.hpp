// A floor as text, one character a cell: for documents, error hunting and tests.
#pragma once

#include <string>

#include "floor/floor.hpp"

namespace dray::floor {

/// The drawing in the symbols of drawn layouts: `#` wall, `S` slot, `B` buffer, `C` charger, `q` queue, `P` pick service, `W`
/// stow service. An aisle cell is `>` `<` `^` or `v` when exactly one of the ways on to another aisle cell has no way back (so a
/// highway shows its direction although robots may change lanes), else `.`. Each row ends with a line feed.
[[nodiscard]] std::string draw(const Floor& floor);

}  // namespace dray::floor
