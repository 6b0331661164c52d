// Repair of a table after closures: first every state whose way is lost, then their new ways, together with shorter ones.
#include <algorithm>

#include "motion/search.hpp"

namespace dray::motion {

/// One repair under way: the table, unpacked cell by cell where it is touched.
struct Searcher::Patch {
    Searcher& s;
    const Graph& graph;
    const UnitCosts& costs;
    const Target& target;
    std::span<Word> table;

    std::uint16_t& time(std::uint32_t state) {
        const std::uint32_t cell = state >> 2;
        if (s.held_[cell] == 0) {
            s.held_[cell] = 1;
            s.touched_.push_back(cell);
            for (std::uint32_t h = 0; h < 4; ++h)
                s.times_[4 * cell + h] = table[cell] == kNoWay ? kFar : static_cast<std::uint16_t>(unpack(table[cell], h));
        }
        return s.times_[state];
    }
    // The state one step back in the state's own heading, if that step is allowed now.
    bool before(std::uint32_t state, std::uint32_t& result) const {
        const std::uint32_t cell = state >> 2, heading = state & 3;
        if ((graph.into(cell, target.goal, target.lane, target.loaded) >> heading & 1) == 0) return false;
        result = (cell - static_cast<std::uint32_t>(graph.step(heading))) << 2 | heading;
        return true;
    }
    // The least time that the states after this one give it now.
    Units offered(std::uint32_t state) {
        const std::uint32_t cell = state >> 2, heading = state & 3;
        Units best = kNoUnits;
        const auto offer = [&](std::uint32_t next, Units cost) {
            if (const std::uint16_t t = time(next); t != kFar) best = std::min(best, t + cost);
        };
        offer(cell << 2 | ((heading + 1) & 3), costs.turn);
        offer(cell << 2 | ((heading + 3) & 3), costs.turn);
        const CellId next = graph.floor().next(CellId(cell), static_cast<floor::Heading>(heading));
        if (next.valid() && (graph.into(next.index(), target.goal, target.lane, target.loaded) >> heading & 1) != 0)
            offer(next.value << 2 | heading, costs.forward);
        return best;
    }
    void queue(std::uint32_t state, Units t) {
        s.heap_.push_back(static_cast<std::uint64_t>(t) << 32 | state);
        std::push_heap(s.heap_.begin(), s.heap_.end(), std::greater<>());
    }
    std::pair<Units, std::uint32_t> take() {
        std::pop_heap(s.heap_.begin(), s.heap_.end(), std::greater<>());
        const std::uint64_t entry = s.heap_.back();
        s.heap_.pop_back();
        return {static_cast<Units>(entry >> 32), static_cast<std::uint32_t>(entry)};
    }

    // In order of time, so that a state's successors are judged before it: who has no successor that explains its time lost its
    // way. All costs are above zero, so that no two states explain each other.
    void drop_lost(std::vector<std::uint32_t>& lost) {
        while (!s.heap_.empty()) {
            const auto [t, state] = take();
            if (time(state) != t || t == 0 || offered(state) <= t) continue;
            time(state) = kFar;
            lost.push_back(state);
            const std::uint32_t cell = state >> 2, heading = state & 3;
            const auto doubt = [&](std::uint32_t other) {
                if (const std::uint16_t o = time(other); o != kFar && o > t) queue(other, o);
            };
            doubt(cell << 2 | ((heading + 1) & 3));
            doubt(cell << 2 | ((heading + 3) & 3));
            if (std::uint32_t back = 0; before(state, back)) doubt(back);
        }
    }
    void improve() {
        while (!s.heap_.empty()) {
            const auto [t, state] = take();
            if (time(state) <= t || t > kLongestWay) continue;
            time(state) = static_cast<std::uint16_t>(t);
            const std::uint32_t cell = state >> 2, heading = state & 3;
            const auto relax = [&](std::uint32_t other, Units reached) {
                if (reached < time(other)) queue(other, reached);
            };
            relax(cell << 2 | ((heading + 1) & 3), t + costs.turn);
            relax(cell << 2 | ((heading + 3) & 3), t + costs.turn);
            if (std::uint32_t back = 0; before(state, back)) relax(back, t + costs.forward);
        }
    }
};

void Searcher::repair(const Graph& graph, const UnitCosts& costs, const Target& target, std::span<const CellId> changed,
                      std::span<Word> table) {
    times_.resize(std::max(times_.size(), 4 * table.size()));
    held_.assign(table.size(), 0);
    touched_.clear();
    heap_.clear();
    Patch patch{*this, graph, costs, target, table};
    std::vector<std::uint32_t> lost;

    // Only steps into the changed cells came or went; the states before them are the ones to doubt.
    const auto each_before = [&](const auto& act) {
        for (const CellId c : changed)
            for (const floor::Heading h : floor::kHeadings)
                if (const CellId from = graph.floor().previous(c, h); from.valid())
                    act(from.value << 2 | static_cast<std::uint32_t>(h));
    };
    each_before([&](std::uint32_t state) {
        if (const std::uint16_t t = patch.time(state); t != kFar) patch.queue(state, t);
    });
    patch.drop_lost(lost);
    const auto reconsider = [&](std::uint32_t state) {
        if (const Units t = patch.offered(state); t < patch.time(state)) patch.queue(state, t);
    };
    for (const std::uint32_t state : lost)
        reconsider(state);
    each_before(reconsider);
    patch.improve();
    for (const std::uint32_t cell : touched_)
        table[cell] = pack(&times_[4 * cell]);
    held_.clear();
}

}  // namespace dray::motion
