// Backward shortest-path searches over (cell, heading) that fill and repair packed tables.
//
// Costs are small integers, so the queue is a ring of buckets (Dial, "Algorithm 360", CACM 1969). A repair touches only what a
// closure changes (Ramalingam and Reps, "An incremental algorithm for a generalization of the shortest-path problem", 1996).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "motion/graph.hpp"
#include "motion/packed.hpp"
#include "motion/way_field.hpp"

namespace dray::motion {

/// What a table leads to: one cell, or every passable cell of a region.
struct Target {
    CellId goal;  ///< invalid: the region
    LaneId lane;  ///< the lane the goal lies in, or invalid
    Rect region;
    bool loaded = false;
};

/// Scratch space of one thread; results do not depend on what it was used for before.
class Searcher {
  public:
    /// Fills `table` (row-major over `area`) with the times to the target by ways within `area`.
    void fill(const Graph& graph, const UnitCosts& costs, const Target& target, const Rect& area, std::span<Word> table);

    /// Brings a table of the whole floor up to date after the cells of `changed` were closed or opened (the graph knows which).
    void repair(const Graph& graph, const UnitCosts& costs, const Target& target, std::span<const CellId> changed,
                std::span<Word> table);

  private:
    void push(std::uint32_t state, Units time);
    void run(std::uint32_t turn, std::uint32_t forward, std::span<const std::uint8_t> into,
             const std::array<std::int32_t, 4>& step);
    void load_masks(const Graph& graph, const Target& target, const Rect& area);

    struct Patch;

    std::vector<std::uint16_t> times_;  // by 4 * cell + heading
    std::vector<std::uint8_t> into_;    // by cell of the area: steps into it
    std::array<std::vector<std::uint32_t>, 16> buckets_;
    std::size_t queued_ = 0;

    std::vector<std::uint8_t> held_;  // repair: by cell, whether times_ holds it
    std::vector<std::uint32_t> touched_;
    std::vector<std::uint64_t> heap_;
};

}  // namespace dray::motion
