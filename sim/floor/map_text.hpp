// The text of a movingai `.map` file, read strictly.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "floor/faults.hpp"

namespace dray::floor {

/// The grid of a map and where it stands in its file.
struct MapText {
    int width = 0, height = 0;
    std::vector<std::string> rows;  ///< `height` strings of `width` known characters
    int first_line = 0;             ///< line of row 0 in the file, from 1
};

/// Reads the four header lines and the grid: `type octile`, `height N`, `width N` (in either order) and `map`. Every fault is
/// appended with file, line and column; nothing is returned when there was one. Line ends may be LF or CRLF.
[[nodiscard]] std::optional<MapText> read_map_text(const std::string& text, const std::string& name, Faults& faults);

}  // namespace dray::floor
