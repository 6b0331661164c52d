#include "floor/sketch.hpp"

#include "base/check.hpp"

namespace dray::floor {

Sketch::Sketch(int width, int height) : width_(width), height_(height) {
    DRAY_CHECK(width > 0 && height > 0, "a floor of {} x {} cells", width, height);
    const std::size_t cells = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    kind_.assign(cells, CellKind::Wall);
    rule_.assign(cells, 0);
    also_.assign(cells, 0);
}

CellId Sketch::beside(CellId c, Heading h) const {
    const int r = row(c) + row_step(h), col = column(c) + column_step(h);
    return inside(r, col) ? at(r, col) : CellId();
}

void Sketch::set(CellId c, CellKind kind, std::uint8_t rule) {
    kind_[c.index()] = kind;
    rule_[c.index()] = rule;
}

void Sketch::open_sides(CellId c, Heading along) {
    also_[c.index()] = static_cast<std::uint8_t>(bit(right_of(along)) | bit(left_of(along)));
}

bool Sketch::may_leave(CellId from, CellId to, Heading h) const {
    const CellKind a = kind(from), b = kind(to);
    if (a == CellKind::Wall || b == CellKind::Wall) return false;
    if (a == CellKind::Slot || b == CellKind::Slot) return true;
    if (((rule_[from.index()] | also_[from.index()]) & bit(h)) == 0) return false;
    const bool bay = b == CellKind::Buffer || b == CellKind::Charger;
    return bay || (rule_[to.index()] & ~bit(opposite(h))) != 0;
}

FloorPlan Sketch::plan(double cell_m, std::vector<Lane> lanes) const {
    FloorPlan plan;
    plan.width = width_;
    plan.height = height_;
    plan.cell_m = cell_m;
    plan.kind = kind_;
    plan.exits.assign(kind_.size(), 0);
    for (std::size_t i = 0; i < kind_.size(); ++i) {
        for (const Heading h : kHeadings) {
            const CellId to = beside(CellId(i), h);
            if (to.valid() && may_leave(CellId(i), to, h)) plan.exits[i] |= bit(h);
        }
    }
    plan.lanes = std::move(lanes);
    return plan;
}

}  // namespace dray::floor
