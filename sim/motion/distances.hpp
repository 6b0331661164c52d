// Travel times to goals on one floor, by cell, heading and load state, in bounded memory.
//
// Stations (few, fixed) have a table each. Slots are many: far away they resolve through the table of the region they lie in,
// near by through a small window around the goal, so that memory does not grow with slots times cells.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "floor/floor.hpp"
#include "motion/planner.hpp"
#include "motion/way_field.hpp"

namespace dray::motion {

/// Travel time in physics steps. kUnreachable: there is no way.
using Cost = std::uint32_t;
inline constexpr Cost kUnreachable = 0xffffffffu;

class Distances {
  public:
    /// Travel times by load state: `costs[0]` for robots without a pod, `costs[1]` with one, of the fleet's slowest class (a
    /// table per class would multiply memory and hardly change a choice). `budget_bytes` bounds all tables; the goals of one
    /// `warm` are held even where they exceed it. Times are kept in small integer units with the ratio of turn to forward as
    /// near as 15 units for a turn allow (exact for 16 and 60 steps). Ways beyond 32,736 units (4,000 cells or more) count as
    /// none. Throws InputError when the budget holds fewer than eight tables of the floor.
    Distances(const floor::Floor& floor, std::array<ActionCosts, 2> costs, std::size_t budget_bytes);
    ~Distances();

    /// The smallest budget for a floor of so many cells: eight tables, and what comes with every floor.
    [[nodiscard]] static std::size_t least_bytes(std::size_t cells);

    /// Makes every table that stations and regions need, in parallel; result independent of the number of threads.
    void prepare();

    /// Travel time from a pose to a goal cell. Exact for lanes and inside the goal's window; elsewhere the time to the goal's
    /// region plus the way inside it, always such that following the descent of `descend` reaches the goal. Lane cells count as
    /// drivable only for the goal's own lane. Not for concurrent use with itself (it builds missing tables) unless the goal was
    /// given to `warm` before; then any number of threads may read.
    [[nodiscard]] Cost cost(CellId from, floor::Heading heading, CellId goal, bool loaded);

    /// Travel time from standing in `from` (already turned to `h` and driving) via its neighbour in `h`, for each of the four
    /// headings; the turn needed first is included. kUnreachable where there is no edge.
    [[nodiscard]] std::array<Cost, 4> via(CellId from, floor::Heading heading, CellId goal, bool loaded);

    /// The times to a goal for reading many of them, as `cost` gives them one by one, in units of `unit_costs`. It reads the
    /// tables as they are: valid until the next `warm`, `cost`, `via` or `set_closed`. Concurrent calls as for `cost`.
    [[nodiscard]] WayField field(CellId goal, bool loaded);

    /// Quick estimate for dispatch: never builds a table for the exact goal, uses its region; good to a few cells. Nobody outside
    /// reaches a shut cell.
    /// Any number of threads at once after prepare(), but not beside `warm`, `cost`, `via` or `set_closed`.
    [[nodiscard]] Cost estimate(CellId from, CellId goal, bool loaded) const;

    /// Makes tables that the goals of this tick need, in parallel; (goal, loaded) pairs, any order, duplicates allowed.
    void warm(std::span<const std::pair<CellId, bool>> goals);

    /// Tells which cells are closed or shut now, as in a snapshot; tables that lead through them are renewed when next needed.
    void set_closed(std::span<const std::uint8_t> closed, std::uint64_t version);
    /// Whether a cell lies in a closed zone: told as kShut.
    [[nodiscard]] bool shut(CellId cell) const;

    /// The action costs it was made with.
    [[nodiscard]] const ActionCosts& costs(bool loaded) const;
    [[nodiscard]] const UnitCosts& unit_costs(bool loaded) const;  ///< the same in table units
    [[nodiscard]] std::size_t bytes() const;                       ///< held by tables now
    [[nodiscard]] double core_ms() const;  ///< wall time of table work summed over threads since construction, after prepare()

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dray::motion
