// How full the ways of a floor are: the share of time in which a cell belongs to robots that drive.
//
// A cell that one robot has left is free for the next one only when that has been granted it and has driven there, so a crossing
// or an aisle has a capacity. Where it is used up, a cell is all but always granted to a robot that drives. Robots that stand in
// the jam before it count nothing: their cells are held, not used.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "floor/floor.hpp"

namespace dray::insight {

/// One floor. Not for several threads at once; add() and end_sample() allocate nothing.
class WayLoad {
  public:
    explicit WayLoad(const floor::Floor& floor);

    /// Cells that are granted to one driving robot in this sample; slots, chargers and station lanes count nothing.
    void add(std::span<const CellId> cells);
    /// The sample is complete; `dt_s` is the time since the one before.
    void end_sample(double dt_s);

    /// The fullest cell, and the share of the last minutes in which it was in use, 0 to 1.
    [[nodiscard]] CellId fullest() const { return fullest_; }
    [[nodiscard]] double load() const { return load_; }
    /// The cell that was the fullest for the longest time since the start; invalid: nothing drove.
    [[nodiscard]] CellId usual() const;

    /// Places: squares of kPlace cells that hold ways, row by row. The load of one is that of its fullest cell.
    static constexpr int kPlace = 16;
    [[nodiscard]] std::size_t places() const { return place_load_.size(); }
    [[nodiscard]] double load_of(std::size_t place) const { return std::min(1.0, static_cast<double>(place_load_[place])); }
    [[nodiscard]] CellId middle_of(std::size_t place) const { return middle_[place]; }

  private:
    void renew();

    std::vector<std::uint8_t> counts_;     // by cell: whether it is a way
    std::vector<std::uint16_t> in_block_;  // samples of the running block in which the cell was in use
    std::vector<float> load_of_;           // smoothed over the last minutes
    std::vector<std::uint32_t> times_fullest_;
    std::vector<std::uint32_t> place_of_;  // by cell
    std::vector<float> place_load_;        // by place
    std::vector<CellId> middle_;           // by place
    double block_s_ = 0;
    int samples_ = 0;
    bool first_ = true;
    CellId fullest_;
    double load_ = 0;
};

}  // namespace dray::insight
