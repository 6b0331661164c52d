// Where a robot of a benchmark run stands.
#pragma once

#include "base/id.hpp"
#include "floor/heading.hpp"

namespace dray::motion::lorr {

/// Cell and heading at the end of a step. All robots start facing east.
struct Pose {
    CellId cell;
    floor::Heading heading = floor::Heading::East;
    friend bool operator==(const Pose&, const Pose&) = default;
};

}  // namespace dray::motion::lorr
