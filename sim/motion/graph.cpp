#include "motion/graph.hpp"

#include <algorithm>

namespace dray::motion {

using floor::CellKind;
using floor::Heading;
using floor::kHeadings;

Graph::Graph(const floor::Floor& floor) : floor_(&floor), step_{1, floor.width(), -1, -floor.width()} {
    const std::size_t cells = floor.cell_count();
    closure_.assign(cells, kOpen | kEverySide << kGateShift);
    entering_.assign(cells, 0);
    for (auto& bits : passing_)
        bits.assign(cells, 0);
    for (std::size_t c = 0; c < cells; ++c)
        derive(CellId(c));
    find_main(false);
    find_main(true);
}

void Graph::derive(CellId cell) {
    std::uint8_t any = 0, within_lane = 0;
    const LaneId lane = floor_->lane_of(cell);
    for (const Heading h : kHeadings) {
        const CellId from = floor_->previous(cell, h);
        if (!from.valid()) continue;
        const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(h));
        any |= bit;
        if (lane.valid() && floor_->lane_of(from) == lane) within_lane |= bit;
    }
    if (lane.valid()) {
        // Robots that leave a lane follow it to its end; from outside only its first cell is entered.
        const floor::Lane& l = floor_->lane(lane);
        const CellId first = l.queue.empty() ? l.service : l.queue.front();
        if (cell != first) any = within_lane;
    }
    const std::uint8_t open = gate(cell);
    entering_[cell.index()] = any & open;
    for (const bool loaded : {false, true})
        passing_[loaded][cell.index()] = (passable(cell, loaded) ? any : within_lane) & open;
}

std::uint8_t Graph::gate_now(CellId cell) const {
    if (closure(cell) == kOpen) return kEverySide;
    std::uint8_t open = 0;
    if (closure(cell) == kClosed) return open;
    for (const Heading h : kHeadings) {
        const CellId from = floor_->previous(cell, h);
        if (from.valid() && closure(from) == kShut) open |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(h));
    }
    return open;
}

void Graph::set_closure(CellId cell, std::uint8_t closure) {
    closure_[cell.index()] = static_cast<std::uint8_t>((closure_[cell.index()] & ~kClosure) | closure);
}

void Graph::renew(CellId cell) {
    closure_[cell.index()] = static_cast<std::uint8_t>(closure(cell) | gate_now(cell) << kGateShift);
    derive(cell);
}

CellId Graph::anchor(CellId goal, bool loaded) const {
    if (in_main(goal.index(), loaded)) return goal;
    if (const LaneId lane = floor_->lane_of(goal); lane.valid()) {
        const CellId entry = floor_->lane(lane).entry;
        return entry.valid() && in_main(entry.index(), loaded) ? entry : CellId();
    }
    CellId best;
    for (const Heading h : kHeadings)
        if (const CellId from = floor_->previous(goal, h); from.valid() && in_main(from.index(), loaded))
            best = std::min(best, from);
    return best;
}

// Strongly connected components by Tarjan's algorithm (SIAM J. Computing 1972), with the recursion as a list of frames.
void Graph::find_main(bool loaded) {
    const std::size_t cells = closure_.size();
    std::vector<std::uint32_t> order(cells, 0), low(cells, 0), component(cells, 0), open, size{0};
    std::vector<std::pair<std::uint32_t, std::uint8_t>> frames;
    std::uint32_t seen = 0;
    for (std::size_t root = 0; root < cells; ++root) {
        if (order[root] != 0 || !passable(CellId(root), loaded)) continue;
        frames.emplace_back(static_cast<std::uint32_t>(root), std::uint8_t{0});
        while (!frames.empty()) {
            auto& [cell, heading] = frames.back();
            if (heading == 0 && order[cell] == 0) {
                order[cell] = low[cell] = ++seen;
                open.push_back(cell);
            }
            if (heading < 4) {
                const CellId next = floor_->next(CellId(cell), static_cast<Heading>(heading++));
                if (!next.valid() || !passable(next, loaded)) continue;
                if (order[next.index()] == 0)
                    frames.emplace_back(next.value, std::uint8_t{0});
                else if (component[next.index()] == 0)
                    low[cell] = std::min(low[cell], order[next.index()]);
                continue;
            }
            if (low[cell] == order[cell]) {
                size.push_back(0);
                for (std::uint32_t member = Id<void>::kInvalid; member != cell; ++size.back()) {
                    member = open.back();
                    open.pop_back();
                    component[member] = static_cast<std::uint32_t>(size.size() - 1);
                }
            }
            const std::uint32_t done = low[cell];
            frames.pop_back();
            if (!frames.empty()) low[frames.back().first] = std::min(low[frames.back().first], done);
        }
    }
    const auto largest = static_cast<std::uint32_t>(std::max_element(size.begin(), size.end()) - size.begin());
    main_[loaded].assign(cells, 0);
    for (std::size_t c = 0; c < cells; ++c)
        main_[loaded][c] = component[c] != 0 && component[c] == largest ? 1 : 0;
}

}  // namespace dray::motion
