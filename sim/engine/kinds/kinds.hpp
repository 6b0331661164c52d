// The types of areas that are part of the program: each a file of this folder.
#pragma once

#include "engine/area_type.hpp"

namespace dray::engine {

[[nodiscard]] const AreaType& put_wall_type();
[[nodiscard]] const AreaType& handling_type();
[[nodiscard]] const AreaType& identification_type();
[[nodiscard]] const AreaType& loop_sorter_type();
[[nodiscard]] const AreaType& conveyor_type();
[[nodiscard]] const AreaType& lift_type();

}  // namespace dray::engine
