#include "floor/reach.hpp"

#include <algorithm>

namespace dray::floor {

namespace {

bool open_cell(const Floor& floor, CellId c, bool loaded) {
    return floor.kind(c) != CellKind::Lane && floor.drivable(c, loaded);
}

/// Tarjan's algorithm with its recursion kept in a vector, since a floor may have millions of cells.
class Components {
  public:
    explicit Components(const Floor& floor)
        : floor_(floor), order_(floor.cell_count(), 0), low_(floor.cell_count(), 0), done_(floor.cell_count(), 0) {}

    CellSet largest() {
        for (std::size_t i = 0; i < floor_.cell_count(); ++i)
            if (order_[i] == 0 && open_cell(floor_, CellId(i), true)) visit(CellId(i));
        CellSet set(floor_.cell_count(), 0);
        for (const CellId c : best_)
            set[c.index()] = 1;
        return set;
    }

  private:
    struct Frame {
        CellId cell;
        int heading = 0;  ///< next one to look at
    };

    void enter(CellId c) {
        order_[c.index()] = low_[c.index()] = ++count_;
        open_.push_back(c);
        frames_.push_back({c});
    }

    void visit(CellId root) {
        enter(root);
        while (!frames_.empty()) {
            const CellId c = frames_.back().cell;
            if (frames_.back().heading == 4) {
                leave(c);
                continue;
            }
            const CellId n = floor_.next(c, kHeadings[static_cast<std::size_t>(frames_.back().heading++)]);
            if (!n.valid() || !open_cell(floor_, n, true) || done_[n.index()] != 0) continue;
            if (order_[n.index()] == 0)
                enter(n);
            else
                low_[c.index()] = std::min(low_[c.index()], order_[n.index()]);
        }
    }

    void leave(CellId c) {
        frames_.pop_back();
        if (!frames_.empty()) {
            std::uint32_t& parent = low_[frames_.back().cell.index()];
            parent = std::min(parent, low_[c.index()]);
        }
        if (low_[c.index()] != order_[c.index()]) return;
        const auto first = std::find(open_.rbegin(), open_.rend(), c).base() - 1;
        keep_if_best(first);
        open_.erase(first, open_.end());
    }

    void keep_if_best(std::vector<CellId>::iterator first) {
        for (auto it = first; it != open_.end(); ++it)
            done_[it->index()] = 1;
        const auto size = static_cast<std::size_t>(open_.end() - first);
        const bool lower =
            size == best_.size() && *std::min_element(first, open_.end()) < *std::min_element(best_.begin(), best_.end());
        if (size > best_.size() || lower) best_.assign(first, open_.end());
    }

    const Floor& floor_;
    std::vector<std::uint32_t> order_, low_;
    std::vector<std::uint8_t> done_;
    std::vector<Frame> frames_;
    std::vector<CellId> open_, best_;
    std::uint32_t count_ = 0;
};

template <class Step>
CellSet flood(const Floor& floor, std::span<const CellId> seeds, bool loaded, Step step) {
    CellSet seen(floor.cell_count(), 0);
    std::vector<CellId> todo(seeds.begin(), seeds.end());
    for (const CellId c : seeds)
        seen[c.index()] = 1;
    while (!todo.empty()) {
        const CellId c = todo.back();
        todo.pop_back();
        for (const Heading h : kHeadings) {
            const CellId n = step(c, h);
            if (!n.valid() || seen[n.index()] != 0 || !open_cell(floor, n, loaded)) continue;
            seen[n.index()] = 1;
            todo.push_back(n);
        }
    }
    return seen;
}

}  // namespace

CellSet core(const Floor& floor) {
    return Components(floor).largest();
}

CellSet reached_from(const Floor& floor, std::span<const CellId> seeds, bool loaded) {
    return flood(floor, seeds, loaded, [&](CellId c, Heading h) { return floor.next(c, h); });
}

CellSet reaching(const Floor& floor, std::span<const CellId> seeds, bool loaded) {
    return flood(floor, seeds, loaded, [&](CellId c, Heading h) { return floor.previous(c, h); });
}

std::vector<CellId> members(const CellSet& set) {
    std::vector<CellId> cells;
    for (std::size_t i = 0; i < set.size(); ++i)
        if (set[i] != 0) cells.push_back(CellId(i));
    return cells;
}

}  // namespace dray::floor
