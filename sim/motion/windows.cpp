// The windows around goals: made when asked for, held while used, dropped when memory runs out.
#include <algorithm>

#include "motion/distances_impl.hpp"

namespace dray::motion {

namespace {

constexpr int kMargin = 12;  // cells around the region, enough for a robot to drive around a block of slots

Rect grown(const Rect& rect, int margin, const floor::Floor& floor) {
    const int row = std::max(0, rect.row - margin), column = std::max(0, rect.column - margin);
    return {row, column, std::min(floor.height(), rect.row + rect.rows + margin) - row,
            std::min(floor.width(), rect.column + rect.columns + margin) - column};
}

}  // namespace

std::int32_t Distances::Impl::new_window(CellId goal, bool loaded) {
    std::int32_t index = static_cast<std::int32_t>(windows.size());
    if (free_windows.empty()) {
        windows.emplace_back();
    } else {
        index = free_windows.back();
        free_windows.pop_back();
    }
    Window& window = windows[static_cast<std::size_t>(index)];
    window.target = {.goal = goal, .lane = graph.floor().lane_of(goal), .loaded = loaded};
    window.live = false;
    window_of[loaded][goal.index()] = index;
    return index;
}

// Lists what one goal needs and has not; nothing twice.
void Distances::Impl::note(CellId goal, bool loaded) {
    if (Table* station = station_table(goal, loaded); station != nullptr) {
        if ((station->words.empty() || station->applied != log.size()) &&
            std::find(stale_tables.begin(), stale_tables.end(), station) == stale_tables.end())
            stale_tables.push_back(station);
        return;
    }
    std::int32_t index = window_of[loaded][goal.index()];
    const bool missing = index < 0;
    if (missing) index = new_window(goal, loaded);
    Window& window = windows[static_cast<std::size_t>(index)];
    const bool seen = !missing && window.last_used == warm_count;
    window.last_used = warm_count;
    if (seen && (!window.live || window.applied == log.size())) return;
    if (!missing && window.live && window.applied == log.size()) return;
    stale_windows.push_back(index);
    if (exact) return;
    const CellId anchor = graph.anchor(goal, loaded);
    if (!anchor.valid()) return;
    const auto region = static_cast<std::size_t>(region_of(anchor));
    Table& table = regions[loaded][region];
    if (!table.words.empty() && table.applied == log.size()) return;
    std::uint8_t& mark = listed[2 * region + (loaded ? 1 : 0)];
    if (mark == 0) stale_tables.push_back(&table);
    mark = 1;
}

void Distances::Impl::warm(std::span<const std::pair<CellId, bool>> goals) {
    ++warm_count;
    stale_tables.clear();
    stale_windows.clear();
    for (const auto& [goal, loaded] : goals)
        note(goal, loaded);
    bring_up_to_date();
}

void Distances::Impl::bring_up_to_date() {
    if (stale_tables.empty() && stale_windows.empty()) return;
    std::sort(stale_windows.begin(), stale_windows.end());
    stale_windows.erase(std::unique(stale_windows.begin(), stale_windows.end()), stale_windows.end());
    update(stale_tables, stale_windows);
    std::fill(listed.begin(), listed.end(), std::uint8_t{0});
    if (table_bytes > budget) evict();
}

// The longest unused go first, until a tenth of what windows may hold is free; those of this `warm` stay.
void Distances::Impl::evict() {
    by_age.clear();
    std::size_t held = 0;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        held += windows[i].words.capacity() * sizeof(Word);
        if (windows[i].live && windows[i].last_used != warm_count)
            by_age.emplace_back(windows[i].last_used, static_cast<std::int32_t>(i));
    }
    std::sort(by_age.begin(), by_age.end());
    const std::size_t fixed = table_bytes - held, target = fixed >= budget ? 0 : (budget - fixed) / 10 * 9;
    for (const auto& [used, index] : by_age) {
        if (held <= target) break;
        Window& window = windows[static_cast<std::size_t>(index)];
        const std::size_t bytes = window.words.capacity() * sizeof(Word);
        held -= bytes;
        table_bytes -= bytes;
        window.words = {};
        window.live = false;
        window_of[window.target.loaded][window.target.goal.index()] = -1;
        free_windows.push_back(index);
    }
}

void Distances::Impl::fill_all(Searcher& searcher, Window& window) {
    const floor::Floor& floor = graph.floor();
    window.area = {0, 0, floor.height(), floor.width()};
    window.region = -1;
    window.offset = 0;
    window.words.resize(window.area.cells());
    searcher.fill(graph, costs[window.target.loaded], window.target, window.area, window.words);
}

void Distances::Impl::fill_window(Searcher& searcher, Window& window) {
    const floor::Floor& floor = graph.floor();
    const CellId anchor = exact ? CellId() : graph.anchor(window.target.goal, window.target.loaded);
    if (!anchor.valid()) return fill_all(searcher, window);
    window.region = region_of(anchor);
    const Rect whole{0, 0, floor.height(), floor.width()};
    for (const int margin : {kMargin, 4 * kMargin}) {
        window.area = grown(region_rect(window.region), margin, floor);
        if (window.area == whole) break;
        window.words.resize(window.area.cells());
        searcher.fill(graph, costs[window.target.loaded], window.target, window.area, window.words);
        if (leads_region(window) && set_offset(window)) return;
    }
    fill_all(searcher, window);
}

bool Distances::Impl::leads_region(const Window& window) const {
    const floor::Floor& floor = graph.floor();
    const Rect region = region_rect(window.region), &area = window.area;
    for (int r = region.row; r < region.row + region.rows; ++r)
        for (int c = region.column; c < region.column + region.columns; ++c) {
            const std::size_t cell = floor.at(r, c).index();
            const auto local = static_cast<std::size_t>((r - area.row) * area.columns + c - area.column);
            if (graph.in_main(cell, window.target.loaded) && graph.gate(CellId(cell)) != 0 && window.words[local] == kNoWay)
                return false;
        }
    return true;
}

// False when a robot could come in at a place from which the region's table knows no way: then only the whole floor will do.
bool Distances::Impl::set_offset(Window& window) const {
    const floor::Floor& floor = graph.floor();
    const std::vector<Word>& far = regions[window.target.loaded][static_cast<std::size_t>(window.region)].words;
    const Rect& area = window.area;
    window.offset = 0;
    for (int r = area.row; r < area.row + area.rows; ++r) {
        for (int c = area.column; c < area.column + area.columns; ++c) {
            const Word word = window.words[static_cast<std::size_t>((r - area.row) * area.columns + c - area.column)];
            if (word == kNoWay) continue;
            const CellId cell = floor.at(r, c);
            for (std::uint32_t h = 0; h < 4; ++h) {
                if (!may_step(cell, h, window.target.goal, window.target.lane, window.target.loaded)) continue;
                const int pr = r - floor::row_step(floor::kHeadings[h]), pc = c - floor::column_step(floor::kHeadings[h]);
                const bool from_inside = area.contains(pr, pc);
                if (from_inside &&
                    window.words[static_cast<std::size_t>((pr - area.row) * area.columns + pc - area.column)] != kNoWay)
                    continue;
                const Word there = far[cell.index()];
                if (there == kNoWay) return false;
                const Units near_time = unpack(word, h), far_time = unpack(there, h);
                if (near_time > far_time) window.offset = std::max(window.offset, near_time - far_time);
            }
        }
    }
    return true;
}

}  // namespace dray::motion
