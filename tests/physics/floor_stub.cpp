// Stands in for floor.cpp and document.cpp until they land.
#include "config/document.hpp"
#include "floor/floor.hpp"
namespace dray::floor {
Floor::Floor(FloorPlan plan) : plan_(std::move(plan)) {
    speed_limit_mps_.assign(cell_count(), 0);
    grip_.assign(cell_count(), 0);
    for (const Zone& z : plan_.zones)
        for (int r = z.row; r < z.row + z.rows; ++r)
            for (int c = z.column; c < z.column + z.columns; ++c) {
                if (z.speed_limit_mps > 0) speed_limit_mps_[at(r, c).index()] = static_cast<float>(z.speed_limit_mps);
                if (z.grip > 0) grip_[at(r, c).index()] = static_cast<float>(z.grip);
            }
}
}  // namespace dray::floor
namespace dray::config {
Place Document::place_of(std::string_view) const {
    return root.place;
}
}  // namespace dray::config
