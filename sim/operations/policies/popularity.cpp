#include "operations/policies/popularity.hpp"

#include <algorithm>

namespace dray::operations {

double popularity_of(const Site& site, PodId pod) {
    double sum = 0;
    for (const primitives::Stock& stock : site.storage.stock(pod)) {
        const auto all = static_cast<double>(std::max<std::int64_t>(1, site.storage.units(stock.sku)));
        sum += site.book.demand().sku_popularity[stock.sku.index()] * static_cast<double>(stock.units) / all;
    }
    return sum;
}

// One sweep over the grid from all stations at once.
std::vector<SlotId> slots_by_distance(const Site& site) {
    const floor::Floor& floor = site.floor;
    std::vector<int> apart(floor.cell_count(), -1);
    std::vector<CellId> front;
    for (const LaneId lane : site.pick_stations) {
        front.push_back(floor.lane(lane).service);
        apart[front.back().index()] = 0;
    }
    for (std::size_t i = 0; i < front.size(); ++i) {
        const int row = floor.row(front[i]), column = floor.column(front[i]);
        for (const floor::Heading h : floor::kHeadings) {
            const int r = row + floor::row_step(h), c = column + floor::column_step(h);
            if (r < 0 || r >= floor.height() || c < 0 || c >= floor.width()) continue;
            const CellId next = floor.at(r, c);
            if (apart[next.index()] >= 0) continue;
            apart[next.index()] = apart[front[i].index()] + 1;
            front.push_back(next);
        }
    }
    std::vector<SlotId> slots;
    for (std::size_t s = 0; s < floor.slots().size(); ++s)
        slots.emplace_back(s);
    std::stable_sort(slots.begin(), slots.end(),
                     [&](SlotId a, SlotId b) { return apart[site.cell_of(a).index()] < apart[site.cell_of(b).index()]; });
    return slots;
}

}  // namespace dray::operations
