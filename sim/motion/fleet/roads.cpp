#include "motion/fleet/roads.hpp"

#include <algorithm>

namespace dray::motion {

Roads::Roads(const floor::Floor& floor, Price step_price)
    : place_(floor.cell_count(), kNoPlace), rows_(floor.height()), columns_(floor.width()) {
    for (int r = 0; r < floor.height(); ++r) {
        for (int c = 0; c < floor.width(); ++c) {
            if (c % kStretch == 0) stretch_.push_back(static_cast<Place>(cell_.size()));
            const CellId cell = floor.at(r, c);
            if (floor.kind(cell) == floor::CellKind::Wall) continue;
            place_[cell.index()] = static_cast<Place>(cell_.size());
            cell_.push_back(cell);
            row_.push_back(static_cast<std::int16_t>(r));
            column_.push_back(static_cast<std::int16_t>(c));
        }
    }
    stretch_.push_back(static_cast<Place>(cell_.size()));
    next_.resize(cell_.size());
    price_.assign(cell_.size(), {step_price, step_price, step_price, step_price});
    for (std::size_t p = 0; p < cell_.size(); ++p) {
        for (const floor::Heading h : floor::kHeadings) {
            const CellId to = floor.next(cell_[p], h);
            next_[p][static_cast<std::size_t>(h)] = to.valid() ? place_[to.index()] : kNoPlace;
        }
    }
}

void Roads::set_price(Place place, std::uint32_t heading, int price) {
    price_[place][heading] = static_cast<Price>(std::clamp(price, 1, static_cast<int>(kDearestStep)));
}

}  // namespace dray::motion
