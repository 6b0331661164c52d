// The floor as a road network for one fleet: which step into which cell is allowed for whom, with what is closed now.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "floor/floor.hpp"
#include "motion/planner.hpp"

namespace dray::motion {

/// Steps are kept as bits by the cell that is entered: bit h says that driving in heading h into the cell is allowed.
/// Readable by any thread while closures do not change.
class Graph {
  public:
    explicit Graph(const floor::Floor& floor);

    [[nodiscard]] const floor::Floor& floor() const { return *floor_; }
    [[nodiscard]] std::int32_t step(std::uint32_t heading) const { return step_[heading]; }
    /// Steps into `cell` for a robot that passes through.
    [[nodiscard]] std::uint8_t passing(std::size_t cell, bool loaded) const { return passing_[loaded][cell]; }
    /// Steps into `cell` for a robot whose goal it is, or whose goal lies in the same lane. A lane is entered at its first cell.
    [[nodiscard]] std::uint8_t entering(std::size_t cell) const { return entering_[cell]; }
    /// Steps into `cell` on the way to `goal`, which lies in `lane` (invalid: in none).
    [[nodiscard]] std::uint8_t into(std::size_t cell, CellId goal, LaneId lane, bool loaded) const {
        const bool own = cell == goal.value || (lane.valid() && floor_->lane_of(CellId(cell)) == lane);
        return own ? entering_[cell] : passing_[loaded][cell];
    }
    /// Whether robots in passing may stand there at all, closures aside.
    [[nodiscard]] bool passable(CellId cell, bool loaded) const {
        return floor_->kind(cell) != floor::CellKind::Lane && floor_->drivable(cell, loaded);
    }
    /// Whether the cell belongs to the largest set of passable cells that reach each other, closures aside.
    [[nodiscard]] bool in_main(std::size_t cell, bool loaded) const { return main_[loaded][cell] != 0; }
    /// A cell of that set from which `goal` is entered (the goal itself where it may be passed), or invalid.
    [[nodiscard]] CellId anchor(CellId goal, bool loaded) const;

    /// kOpen, kClosed or kShut.
    [[nodiscard]] std::uint8_t closure(CellId cell) const { return closure_[cell.index()] & kClosure; }
    /// Bit h: closures allow the step into `cell` in heading h, from whatever lies there.
    [[nodiscard]] std::uint8_t gate(CellId cell) const { return static_cast<std::uint8_t>(closure_[cell.index()] >> kGateShift); }
    /// Says what a cell is now. The steps into it and into its neighbours change with `renew`.
    void set_closure(CellId cell, std::uint8_t closure);
    void renew(CellId cell);
    static constexpr std::size_t kBytesPerCell = 6;
    [[nodiscard]] std::size_t bytes() const { return kBytesPerCell * closure_.size(); }

  private:
    static constexpr std::uint8_t kClosure = 15, kEverySide = 15;
    static constexpr int kGateShift = 4;

    [[nodiscard]] std::uint8_t gate_now(CellId cell) const;
    void derive(CellId cell);
    void find_main(bool loaded);

    const floor::Floor* floor_;
    std::array<std::int32_t, 4> step_;
    std::array<std::vector<std::uint8_t>, 2> passing_, main_;
    std::vector<std::uint8_t> entering_;
    std::vector<std::uint8_t> closure_;  // closure, and above it the gate
};

}  // namespace dray::motion
