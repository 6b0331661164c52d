#include "floor/floor.hpp"

#include <array>
#include <limits>

#include "base/check.hpp"
#include "floor/dead_ends.hpp"
#include "floor/reach.hpp"

namespace dray::floor {

namespace {

Heading heading_between(const Floor& floor, CellId from, CellId to) {
    for (const Heading h : kHeadings)
        if (floor.row(from) + row_step(h) == floor.row(to) && floor.column(from) + column_step(h) == floor.column(to)) return h;
    DRAY_CHECK(false, "lane cells {} and {} are not neighbours", from.value, to.value);
    return Heading::East;
}

}  // namespace

const char* word_of(StationKind kind) {
    return std::array{"pick", "stow", "induct"}[static_cast<std::size_t>(kind)];
}

Floor::Floor(FloorPlan plan) : plan_(std::move(plan)) {
    const std::size_t cells = static_cast<std::size_t>(plan_.width) * static_cast<std::size_t>(plan_.height);
    DRAY_CHECK(plan_.kind.size() == cells && plan_.exits.size() == cells, "{} x {} cells, {} kinds, {} exits", plan_.width,
               plan_.height, plan_.kind.size(), plan_.exits.size());
    const auto width = static_cast<std::uint32_t>(plan_.width);
    step_ = {1u, width, 0u - 1u, 0u - width};
    derive_edges();
    derive_places();
    derive_zones();
    dead_ends_ = find_dead_ends(*this);
    dead_end_of_.assign(cells, -1);
    for (std::size_t i = 0; i < dead_ends_.size(); ++i)
        for (const CellId c : dead_ends_[i].cells)
            dead_end_of_[c.index()] = static_cast<std::int32_t>(i);
}

void Floor::add_edge(CellId from, CellId to, Heading h) {
    edges_[from.index()] |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(h));
    edges_in_[to.index()] |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(h));
}

void Floor::derive_edges() {
    const std::size_t cells = cell_count();
    edges_.assign(cells, 0), edges_in_.assign(cells, 0);
    for (std::size_t i = 0; i < cells; ++i) {
        const CellId c(i);
        if (kind(c) == CellKind::Wall || kind(c) == CellKind::Lane) continue;
        for (const Heading h : kHeadings) {
            const int to_row = row(c) + row_step(h), to_column = column(c) + column_step(h);
            if (to_row < 0 || to_row >= plan_.height || to_column < 0 || to_column >= plan_.width) continue;
            const CellId to = at(to_row, to_column);
            const bool allowed = (plan_.exits[i] >> static_cast<int>(h) & 1) != 0;
            if (allowed && kind(to) != CellKind::Wall && kind(to) != CellKind::Lane) add_edge(c, to, h);
        }
    }
    // Lane cells know their own chain only, so that nothing else gets in or out.
    lane_of_.assign(cells, LaneId());
    for (std::size_t l = 0; l < plan_.lanes.size(); ++l) {
        const Lane& lane = plan_.lanes[l];
        CellId from = lane.entry;
        const auto join = [&](CellId to) {
            add_edge(from, to, heading_between(*this, from, to));
            from = to;
        };
        for (const CellId c : lane.queue) {
            join(c);
            lane_of_[c.index()] = LaneId(l);
        }
        join(lane.service);
        lane_of_[lane.service.index()] = LaneId(l);
        join(lane.exit);
    }
}

void Floor::derive_places() {
    const std::size_t cells = cell_count();
    loaded_ok_.assign(cells, 0), unloaded_ok_.assign(cells, 0);
    for (std::size_t i = 0; i < cells; ++i) {
        const CellKind k = plan_.kind[i];
        loaded_ok_[i] = k == CellKind::Aisle || k == CellKind::Buffer || k == CellKind::Lane;
        unloaded_ok_[i] = k != CellKind::Wall;
        if (k == CellKind::Charger) chargers_.push_back(CellId(i));
        if (k == CellKind::Buffer) buffers_.push_back(CellId(i));
    }
    slot_of_.assign(cells, SlotId());
    // A slot is reached from the part of the floor where everything reaches everything; any neighbour serves where none does,
    // and the check of the floor tells the user.
    const CellSet inner = core(*this);
    for (std::size_t i = 0; i < cells; ++i) {
        if (plan_.kind[i] != CellKind::Slot) continue;
        slot_of_[i] = SlotId(slots_.size());
        CellId best, any;
        for (const Heading h : kHeadings) {
            const CellId n = next(CellId(i), h);
            if (!n.valid() || n != previous(CellId(i), opposite(h)) || kind(n) == CellKind::Slot || !drivable(n, true)) continue;
            any = std::min(any, n);
            if (inner[n.index()] != 0) best = std::min(best, n);
        }
        slots_.push_back({CellId(i), best.valid() ? best : any});
    }
}

void Floor::derive_zones() {
    speed_limit_mps_.assign(cell_count(), 0), grip_.assign(cell_count(), 0);
    for (const Zone& zone : plan_.zones) {
        if (zone.speed_limit_mps <= 0 && zone.grip <= 0) continue;
        for (int r = zone.row; r < zone.row + zone.rows; ++r) {
            for (int c = zone.column; c < zone.column + zone.columns; ++c) {
                speed_limit_mps_[at(r, c).index()] = static_cast<float>(zone.speed_limit_mps);
                grip_[at(r, c).index()] = static_cast<float>(zone.grip);
            }
        }
    }
}

}  // namespace dray::floor
