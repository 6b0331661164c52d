#include "motion/search.hpp"

#include <algorithm>

namespace dray::motion {

namespace {

// Forward and turn as integers up to `kLargestTurnUnits`, by trying all.
std::pair<std::uint32_t, std::uint32_t> best_ratio(double forward, double turn) {
    std::pair<std::uint32_t, std::uint32_t> best{1, 1};
    double least = 1e300;
    for (std::uint32_t f = 1; f <= 8; ++f) {
        const double exact = f * turn / forward;
        const auto t = static_cast<std::uint32_t>(std::clamp(exact + 0.5, 1.0, static_cast<double>(kLargestTurnUnits)));
        const double error = std::abs(t - exact) / f;
        if (error < least - 1e-9) least = error, best = {f, t};
    }
    return best;
}

}  // namespace

UnitCosts::UnitCosts(const ActionCosts& costs) : forward_steps(static_cast<std::uint64_t>(std::max(1, costs.forward_steps))) {
    std::tie(forward, turn) = best_ratio(static_cast<double>(forward_steps), std::max(0, costs.turn_steps));
}

void Searcher::push(std::uint32_t state, Units time) {
    if (time >= times_[state] || time > kLongestWay) return;
    times_[state] = static_cast<std::uint16_t>(time);
    buckets_[time & 15].push_back(state);
    ++queued_;
}

// Settles states in order of time; a state whose time fell after it was queued is met again in an earlier bucket.
void Searcher::run(std::uint32_t turn, std::uint32_t forward, std::span<const std::uint8_t> into,
                   const std::array<std::int32_t, 4>& step) {
    for (Units time = 0; queued_ > 0; ++time) {
        std::vector<std::uint32_t>& bucket = buckets_[time & 15];
        for (const std::uint32_t state : bucket) {
            if (times_[state] != time) continue;
            const std::uint32_t cell = state >> 2, heading = state & 3;
            push(cell << 2 | ((heading + 1) & 3), time + turn);
            push(cell << 2 | ((heading + 3) & 3), time + turn);
            if ((into[cell] >> heading & 1) != 0)
                push((cell - static_cast<std::uint32_t>(step[heading])) << 2 | heading, time + forward);
        }
        queued_ -= bucket.size();
        bucket.clear();
    }
}

void Searcher::load_masks(const Graph& graph, const Target& target, const Rect& area) {
    const floor::Floor& floor = graph.floor();
    into_.resize(area.cells());
    const auto width = static_cast<std::size_t>(area.columns);
    for (int r = 0; r < area.rows; ++r) {
        const std::size_t first = floor.at(area.row + r, area.column).index();
        std::uint8_t* row = into_.data() + static_cast<std::size_t>(r) * width;
        for (std::size_t c = 0; c < width; ++c)
            row[c] = graph.passing(first + c, target.loaded);
    }
    const auto allow = [&](CellId cell) {
        const int r = floor.row(cell), c = floor.column(cell);
        if (!area.contains(r, c)) return;
        into_[static_cast<std::size_t>(r - area.row) * width + static_cast<std::size_t>(c - area.column)] =
            graph.entering(cell.index());
    };
    if (target.goal.valid()) allow(target.goal);
    if (target.lane.valid()) {
        for (const CellId c : floor.lane(target.lane).queue)
            allow(c);
        allow(floor.lane(target.lane).service);
    }
    // Steps from outside the area do not count: east enters the left column, south the top row, and so on.
    for (int r = 0; r < area.rows; ++r) {
        std::uint8_t* row = into_.data() + static_cast<std::size_t>(r) * width;
        row[0] &= static_cast<std::uint8_t>(~1u);
        row[width - 1] &= static_cast<std::uint8_t>(~4u);
    }
    for (std::size_t c = 0; c < width; ++c) {
        into_[c] &= static_cast<std::uint8_t>(~2u);
        into_[into_.size() - width + c] &= static_cast<std::uint8_t>(~8u);
    }
}

void Searcher::fill(const Graph& graph, const UnitCosts& costs, const Target& target, const Rect& area, std::span<Word> table) {
    const floor::Floor& floor = graph.floor();
    load_masks(graph, target, area);
    times_.assign(4 * area.cells(), kFar);
    const auto start = [&](int r, int c) {
        const auto cell = static_cast<std::uint32_t>((r - area.row) * area.columns + c - area.column);
        for (std::uint32_t h = 0; h < 4; ++h)
            push(cell << 2 | h, 0);
    };
    if (target.goal.valid()) {
        start(floor.row(target.goal), floor.column(target.goal));
    } else {
        for (int r = target.region.row; r < target.region.row + target.region.rows; ++r)
            for (int c = target.region.column; c < target.region.column + target.region.columns; ++c)
                if (graph.in_main(floor.at(r, c).index(), target.loaded)) start(r, c);
    }
    run(costs.turn, costs.forward, into_, {1, area.columns, -1, -area.columns});
    for (std::size_t c = 0; c < area.cells(); ++c)
        table[c] = pack(&times_[4 * c]);
    held_.clear();
}

}  // namespace dray::motion
