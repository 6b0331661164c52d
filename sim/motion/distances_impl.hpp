// Internals of Distances: which tables there are and how a goal finds its own.
//
// The time from a state to a goal is read from the goal's window where that knows a way, and elsewhere from the table of the
// goal's region plus the window's offset. Each window is made so that every passable cell of the region has a way in it, and the
// offset is the most that a state at the window's edge is further from the goal than from the region. Then each state
// has a step to a state with a smaller time, on either side of the edge, and descent ends at the goal.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <atomic>

#include "motion/distances.hpp"
#include "motion/search.hpp"

namespace dray::motion {

/// A table of the whole floor.
struct Table {
    Target target;
    std::vector<Word> words;  ///< empty: not made yet
    std::size_t applied = 0;  ///< how much of the log of closures it has seen
};

/// The table of one goal, of the cells around it.
struct Window {
    Target target;
    Rect area;
    std::vector<Word> words;      ///< keeps its storage when the window is dropped
    Units offset = 0;             ///< added to the region's time outside
    std::int32_t region = -1;     ///< table that leads here from outside; -1: none, the window is the whole floor
    std::size_t applied = 0;      ///< as for Table
    std::uint64_t last_used = 0;  ///< number of the last `warm` that asked for it
    bool live = false;
};

struct Distances::Impl {
    Impl(const floor::Floor& floor, std::array<ActionCosts, 2> costs, std::size_t budget_bytes);

    // distances.cpp
    [[nodiscard]] std::int32_t region_of(CellId cell) const;
    [[nodiscard]] Rect region_rect(std::int32_t region) const;
    [[nodiscard]] Table* station_table(CellId goal, bool loaded);
    void choose_regions();
    void prepare();
    WayField field(CellId goal, bool loaded);
    /// The way into `next` by `heading`, for a robot under way to `goal`.
    [[nodiscard]] bool may_step(CellId next, std::uint32_t heading, CellId goal, LaneId lane, bool loaded) const {
        return (graph.into(next.index(), goal, lane, loaded) >> heading & 1) != 0;
    }

    // windows.cpp
    void warm(std::span<const std::pair<CellId, bool>> goals);
    void note(CellId goal, bool loaded);
    void bring_up_to_date();
    [[nodiscard]] std::int32_t new_window(CellId goal, bool loaded);
    void fill_window(Searcher& searcher, Window& window);
    void fill_all(Searcher& searcher, Window& window);
    bool set_offset(Window& window) const;
    [[nodiscard]] bool leads_region(const Window& window) const;
    void evict();

    // closures.cpp
    void set_closed(std::span<const std::uint8_t> closed);
    void renew(CellId cell);
    void changed_since(std::size_t applied, std::vector<CellId>& cells) const;
    void update_table(Searcher& searcher, Table& table);
    void update_window(Searcher& searcher, Window& window);
    /// Brings the listed tables, then the listed windows up to date, in parallel.
    void update(std::span<Table* const> stale_tables, std::span<const std::int32_t> stale_windows);

    Graph graph;
    std::array<ActionCosts, 2> steps;
    std::array<UnitCosts, 2> costs;
    std::size_t budget;
    bool exact = false;  ///< small floor: every goal has a table of the whole floor

    int region_edge = 0, region_columns = 0, region_rows = 0;
    std::array<std::vector<Table>, 2> regions;           ///< by load state and region
    std::vector<Table> stations;                         ///< by lane: to its service cell, loaded; empty when the budget is short
    std::array<std::vector<std::int32_t>, 2> window_of;  ///< by load state and cell, -1: none
    std::vector<Window> windows;
    std::vector<std::int32_t> free_windows;

    /// A cell into which other steps are possible since then, with those that were before.
    struct Change {
        std::uint32_t cell_and_gate = 0;
        [[nodiscard]] CellId cell() const { return CellId(cell_and_gate >> 4); }
        [[nodiscard]] std::uint8_t gate() const { return cell_and_gate & 15; }
    };
    std::vector<Change> log;      ///< in the order in which cells were closed or opened
    std::vector<CellId> changed;  ///< scratch of set_closed
    std::uint64_t closed_version = 0;
    std::uint64_t warm_count = 0;
    std::size_t table_bytes = 0;
    std::atomic<std::int64_t> work_ns{0};
    tbb::enumerable_thread_specific<Searcher> searchers;

    std::vector<Table*> stale_tables;  ///< scratch of bring_up_to_date
    std::vector<std::int32_t> stale_windows;
    std::vector<std::pair<std::uint64_t, std::int32_t>> by_age;  ///< scratch of evict
    std::vector<std::uint8_t> listed;                            ///< scratch: region tables already in stale_tables
};

}  // namespace dray::motion
