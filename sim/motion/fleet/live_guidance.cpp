#include "motion/fleet/live_guidance.hpp"

#include <algorithm>
#include <cmath>

namespace dray::motion {

namespace {

constexpr int kBlock = 8;            // cells of a block's edge
constexpr int kPeriod = 25;          // ticks between two settings of the prices
constexpr float kFade = 0.6f;        // what counts of earlier periods
constexpr float kFreeSpeed = 0.85f;  // steps a tick of a robot that nobody hinders, turns included
constexpr float kFewRobots = 4;      // a tick in a block, below which their speed says little

}  // namespace

LiveGuidance::LiveGuidance(const Roads& roads, std::size_t robots)
    : block_columns_((roads.columns() + kBlock - 1) / kBlock),
      block_rows_((roads.rows() + kBlock - 1) / kBlock),
      block_(roads.size()),
      before_(robots, kNoPlace) {
    const auto blocks = static_cast<std::size_t>(block_columns_ * block_rows_);
    present_.assign(blocks, 0);
    moved_.assign(blocks, 0);
    factor_.assign(blocks, 1);
    free_.reserve(roads.size());
    for (Place p = 0; p < roads.size(); ++p) {
        free_.push_back(roads.prices(p));
        block_[p] = static_cast<std::uint32_t>(block_of(roads, p));
    }
}

std::size_t LiveGuidance::block_of(const Roads& roads, Place place) const {
    return static_cast<std::size_t>(roads.row(place) / kBlock * block_columns_ + roads.column(place) / kBlock);
}

void LiveGuidance::note(std::size_t robot, Place place) {
    present_[block_[place]] += 1;
    if (before_[robot] != kNoPlace && before_[robot] != place) moved_[block_[place]] += 1;
    before_[robot] = place;
}

void LiveGuidance::end_tick(Roads& roads) {
    if (++ticks_ % kPeriod != 0) return;
    for (std::size_t b = 0; b < factor_.size(); ++b) {
        const float few = kFewRobots * kPeriod;
        const float speed = (moved_[b] + kFreeSpeed * few) / (present_[b] + few);
        factor_[b] = std::max(1.0f, kFreeSpeed / std::max(0.1f, speed));
        present_[b] *= kFade;
        moved_[b] *= kFade;
    }
    for (Place p = 0; p < roads.size(); ++p) {
        for (std::uint32_t h = 0; h < 4; ++h) {
            const Place to = roads.next(p, h);
            if (to == kNoPlace) continue;
            roads.set_price(p, h, static_cast<int>(std::lround(static_cast<float>(free_[p][h]) * factor_[block_[to]])));
        }
    }
}

}  // namespace dray::motion
