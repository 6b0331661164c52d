// The few numbers that say how a site does at a moment.
#pragma once

#include <string>
#include <vector>

#include "view/tape.hpp"

namespace dray::view {

/// A number with what it counts: "1 244", "lines/h".
struct Figure {
    std::string number, unit;
};

/// Rates are of the ten minutes before `step`, or of what there is of them. Throws EnvironmentError for a damaged chunk.
[[nodiscard]] std::vector<Figure> headline(Tape& tape, double step);

}  // namespace dray::view
