// Stands in for the floor room until it lands: edges only.
#include "floor/floor.hpp"

namespace dray::floor {

Floor::Floor(FloorPlan plan) : plan_(std::move(plan)) {
    step_ = {1u, static_cast<std::uint32_t>(plan_.width), ~0u, -static_cast<std::uint32_t>(plan_.width)};
    edges_.resize(cell_count());
    for (std::size_t i = 0; i < cell_count(); ++i) {
        for (const Heading h : kHeadings) {
            const int r = row(CellId(i)) + row_step(h), c = column(CellId(i)) + column_step(h);
            if (r < 0 || c < 0 || r >= height() || c >= width()) continue;
            if (plan_.kind[i] == CellKind::Wall || kind(at(r, c)) == CellKind::Wall) continue;
            if ((plan_.exits[i] >> static_cast<int>(h) & 1) != 0)
                edges_[i] = static_cast<std::uint8_t>(edges_[i] | 1 << static_cast<int>(h));
        }
    }
}

}  // namespace dray::floor
