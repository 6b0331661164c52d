#include "insight/way_load.hpp"

#include <algorithm>
#include <cmath>

namespace dray::insight {

namespace {

// Loads are renewed after each block of samples and fade with this time constant, as those of other groups do.
constexpr double kBlock_s = 15;
constexpr double kMemory_s = 90;

}  // namespace

WayLoad::WayLoad(const floor::Floor& floor)
    : counts_(floor.cell_count()),
      in_block_(floor.cell_count()),
      load_of_(floor.cell_count()),
      times_fullest_(floor.cell_count()),
      place_of_(floor.cell_count()) {
    const int across = (floor.width() + kPlace - 1) / kPlace, down = (floor.height() + kPlace - 1) / kPlace;
    constexpr std::uint32_t kNone = 0xffffffff;
    std::vector<std::uint32_t> number(static_cast<std::size_t>(across) * static_cast<std::size_t>(down), kNone);
    for (std::size_t c = 0; c < counts_.size(); ++c) {
        const floor::CellKind kind = floor.kind(CellId(c));
        counts_[c] = kind == floor::CellKind::Aisle || kind == floor::CellKind::Buffer ? 1 : 0;
        if (counts_[c] == 0) continue;
        const int row = floor.row(CellId(c)) / kPlace, column = floor.column(CellId(c)) / kPlace;
        std::uint32_t& place = number[static_cast<std::size_t>(row * across + column)];
        if (place == kNone) {
            place = static_cast<std::uint32_t>(middle_.size());
            middle_.push_back(floor.at(std::min(row * kPlace + kPlace / 2, floor.height() - 1),
                                       std::min(column * kPlace + kPlace / 2, floor.width() - 1)));
        }
        place_of_[c] = place;
    }
    place_load_.assign(middle_.size(), 0);
}

void WayLoad::add(std::span<const CellId> cells) {
    for (const CellId cell : cells)
        in_block_[cell.index()] = static_cast<std::uint16_t>(in_block_[cell.index()] + counts_[cell.index()]);
}

void WayLoad::end_sample(double dt_s) {
    block_s_ += dt_s;
    ++samples_;
    if (block_s_ >= kBlock_s) renew();
}

void WayLoad::renew() {
    const double fresh = first_ ? 1 : 1 - std::exp(-block_s_ / kMemory_s);
    std::size_t best = 0;
    std::fill(place_load_.begin(), place_load_.end(), 0.0F);
    for (std::size_t c = 0; c < load_of_.size(); ++c) {
        if (counts_[c] == 0) continue;
        const float now = static_cast<float>(in_block_[c]) / static_cast<float>(samples_);
        load_of_[c] += static_cast<float>(fresh) * (now - load_of_[c]);
        in_block_[c] = 0;
        place_load_[place_of_[c]] = std::max(place_load_[place_of_[c]], load_of_[c]);
        if (load_of_[c] > load_of_[best]) best = c;
    }
    load_ = std::min(1.0, static_cast<double>(load_of_[best]));
    fullest_ = load_ > 0 ? CellId(best) : CellId();
    if (fullest_.valid()) ++times_fullest_[best];
    block_s_ = 0;
    samples_ = 0;
    first_ = false;
}

CellId WayLoad::usual() const {
    const auto most = std::max_element(times_fullest_.begin(), times_fullest_.end());
    return most == times_fullest_.end() || *most == 0 ? CellId()
                                                      : CellId(static_cast<std::size_t>(most - times_fullest_.begin()));
}

}  // namespace dray::insight
