// Keeping tables true when cells close and open again: lazily, each table when it is next needed, and only what changed.
#include <algorithm>

#include "base/parallel.hpp"
#include "base/stopwatch.hpp"
#include "motion/distances_impl.hpp"

namespace dray::motion {

void Distances::Impl::set_closed(std::span<const std::uint8_t> closed) {
    changed.clear();
    for (std::size_t c = 0; c < graph.floor().cell_count(); ++c) {
        const std::uint8_t now = c < closed.size() ? closed[c] : kOpen;
        if (now == graph.closure(CellId(c))) continue;
        graph.set_closure(CellId(c), now);
        changed.emplace_back(c);
    }
    // A shut cell is entered from shut ones, so that its neighbours change with it.
    for (const CellId cell : changed) {
        renew(cell);
        for (const floor::Heading h : floor::kHeadings)
            if (const CellId next = graph.floor().next(cell, h); next.valid()) renew(next);
    }
}

void Distances::Impl::renew(CellId cell) {
    const std::uint8_t before = graph.gate(cell);
    graph.renew(cell);
    if (graph.gate(cell) != before) log.push_back({cell.value << 4 | before});
}

// Those that are not as they were, ascending.
void Distances::Impl::changed_since(std::size_t applied, std::vector<CellId>& cells) const {
    // By cell, then in the order of the log; a stable sort would take memory of its own besides.
    std::vector<std::uint64_t> order;
    order.reserve(log.size() - applied);
    for (std::size_t i = applied; i < log.size(); ++i)
        order.push_back(std::uint64_t{log[i].cell().value} << 32 | (i - applied));
    std::sort(order.begin(), order.end());
    cells.clear();
    CellId last;
    for (const std::uint64_t key : order) {
        const Change& change = log[applied + (key & 0xffffffff)];
        if (change.cell() != last && graph.gate(change.cell()) != change.gate()) cells.push_back(change.cell());
        last = change.cell();
    }
}

void Distances::Impl::update_table(Searcher& searcher, Table& table) {
    const UnitCosts& unit_costs = costs[table.target.loaded];
    if (table.words.empty()) {
        const floor::Floor& floor = graph.floor();
        table.words.resize(floor.cell_count());
        searcher.fill(graph, unit_costs, table.target, {0, 0, floor.height(), floor.width()}, table.words);
    } else {
        std::vector<CellId> lately;
        changed_since(table.applied, lately);
        if (!lately.empty()) searcher.repair(graph, unit_costs, table.target, lately, table.words);
    }
    table.applied = log.size();
}

// A window with a changed cell in it is made anew; another one keeps its times but its way there may have changed.
void Distances::Impl::update_window(Searcher& searcher, Window& window) {
    std::vector<CellId> lately;
    const bool filled = window.live && !window.words.empty();
    if (filled) changed_since(window.applied, lately);
    const floor::Floor& floor = graph.floor();
    const bool inside =
        std::any_of(lately.begin(), lately.end(), [&](CellId c) { return window.area.contains(floor.row(c), floor.column(c)); });
    if (!filled || inside)
        fill_window(searcher, window);
    else if (!lately.empty() && window.region >= 0 && !set_offset(window))
        fill_all(searcher, window);
    window.live = true;
    window.applied = log.size();
}

void Distances::Impl::update(std::span<Table* const> tables, std::span<const std::int32_t> stale) {
    const auto timed = [&](const auto& work) {
        const Stopwatch watch;
        work(searchers.local());
        work_ns += static_cast<std::int64_t>(watch.elapsed_ms() * 1e6);
    };
    // Each task writes its own table, so that the result is the same on any number of threads.
    for_each_number(tables.size(),
                    [&](std::size_t i) { timed([&](Searcher& searcher) { update_table(searcher, *tables[i]); }); });
    for_each_number(stale.size(), [&](std::size_t i) {
        timed([&](Searcher& searcher) { update_window(searcher, windows[static_cast<std::size_t>(stale[i])]); });
    });
    table_bytes = 2 * window_of[0].size() * sizeof(std::int32_t) + graph.bytes() + log.capacity() * sizeof(Change);
    for (const auto* list : {&stations, &regions[0], &regions[1]})
        for (const Table& table : *list)
            table_bytes += sizeof(Table) + table.words.capacity() * sizeof(Word);
    for (const Window& window : windows)
        table_bytes += sizeof(Window) + window.words.capacity() * sizeof(Word);
}

}  // namespace dray::motion
