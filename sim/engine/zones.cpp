#include "engine/zones.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::engine {

namespace {

bool shuts(const Zone& zone) {
    return zone.closed || zone.speed_limit_mps <= 0;
}

}  // namespace

Zones::Zones(const floor::Floor& floor) : cells_(floor.cell_count()), shut_(cells_, 0), stop_(cells_, 0) {}

void Zones::begin(const Zone& zone) {
    DRAY_CHECK(zone.cells.empty() || zone.cells.back().index() < cells_, "a zone reaches cell {} of {}", zone.cells.back().value,
               cells_);
    now_.push_back(zone);
    renew();
}

bool Zones::end(const Zone& zone) {
    const auto found = std::ranges::find(now_, zone);
    if (found == now_.end()) return false;
    now_.erase(found);
    renew();
    return true;
}

void Zones::renew() {
    ++version_;
    std::ranges::fill(shut_, 0);
    std::ranges::fill(stop_, 0);
    limits_.clear();
    any_shut_ = any_stop_ = false;
    for (const Zone& zone : now_) {
        const bool stop = !zone.closed && zone.speed_limit_mps <= 0;
        any_shut_ |= shuts(zone);
        any_stop_ |= stop;
        if (!shuts(zone)) limits_.resize(cells_, 0);
        for (const CellId cell : zone.cells) {
            if (shuts(zone)) shut_[cell.index()] = 1;
            if (stop) stop_[cell.index()] = 1;
            if (shuts(zone)) continue;
            const auto limit = static_cast<float>(zone.speed_limit_mps);
            float& least = limits_[cell.index()];
            least = least > 0 ? std::min(least, limit) : limit;
        }
    }
}

std::uint32_t Zones::shutting(CellId cell) const {
    const Zone* any = nullptr;
    for (const Zone& zone : now_) {
        if (!shuts(zone)) continue;
        if (any == nullptr || !std::ranges::binary_search(any->cells, cell) || std::ranges::binary_search(zone.cells, cell))
            any = &zone;
    }
    DRAY_CHECK(any != nullptr, "no zone is shut");
    return any->zone;
}

void Zones::add_to(StateHash& hash) const {
    if (version_ == 0) return;
    hash.add(version_);
    for (const Zone& zone : now_) {
        hash.add(static_cast<std::uint8_t>(zone.closed));
        hash.add(zone.speed_limit_mps);
        hash.add(std::span<const CellId>(zone.cells));
    }
}

const char* kind_of_incident(const Zone& zone) {
    return zone.closed ? "closed_aisle" : "people";
}

Zone marked_out(const floor::Floor& floor, int row, int column, int rows, int columns, bool closed, double speed_limit_mps) {
    Zone zone{.closed = closed,
              .speed_limit_mps = closed ? 0 : speed_limit_mps,
              .zone = static_cast<std::uint32_t>(floor.zones().size()),
              .cells = {}};
    for (int r = std::max(0, row); r < std::min(row + rows, floor.height()); ++r)
        for (int c = std::max(0, column); c < std::min(column + columns, floor.width()); ++c)
            zone.cells.push_back(floor.at(r, c));
    return zone;
}

}  // namespace dray::engine
