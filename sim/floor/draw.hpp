// A floor as text, one character a cell: for documents, error hunting and tests.
#pragma once

#include <string>

#include "floor/floor.hpp"

namespace dray::floor {

/// The drawing in the symbols of drawn layouts: `#` wall, `.` aisle with several ways on, `>` `<` `^` `v` aisle with one way on
/// along the aisle, `S` slot, `B` buffer, `C` charger, `q` queue, `P` pick service, `W` stow service. Each row ends with a line
/// feed.
[[nodiscard]] std::string draw(const Floor& floor);

}  // namespace dray::floor
