// The drawing board of generators and importers: kinds and driving rules per cell, from which the exits of a plan follow.
#pragma once

#include <cstdint>
#include <vector>

#include "floor/floor.hpp"

namespace dray::floor {

/// Bit of one heading in a rule.
[[nodiscard]] constexpr std::uint8_t bit(Heading h) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(h));
}
inline constexpr std::uint8_t kAllHeadings = 0b1111;

/// A floor being made. A new sketch is all wall.
class Sketch {
  public:
    Sketch(int width, int height);

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] bool inside(int row, int column) const { return row >= 0 && row < height_ && column >= 0 && column < width_; }
    [[nodiscard]] CellId at(int row, int column) const { return CellId(static_cast<std::size_t>(row) * width_ + column); }
    [[nodiscard]] int row(CellId c) const { return static_cast<int>(c.value) / width_; }
    [[nodiscard]] int column(CellId c) const { return static_cast<int>(c.value) % width_; }
    [[nodiscard]] CellKind kind(CellId c) const { return kind_[c.index()]; }
    /// The cell beside `c`, whatever its kind, or invalid beyond the border.
    [[nodiscard]] CellId beside(CellId c, Heading h) const;

    /// Makes a cell. `rule` holds the headings in which an aisle, buffer or charger cell may be left along the aisle; of slots it
    /// is ignored, since a slot may be left to all sides.
    void set(CellId c, CellKind kind, std::uint8_t rule = kAllHeadings);
    /// Lets an aisle cell be left to both sides of its one-way rule too: a robot may turn off or change lanes. The rule alone
    /// stays what decides who drives against an arrow.
    void open_sides(CellId c, Heading along);
    /// The plan. Aisle cells enter the slots beside them from any rule; nobody may enter a cell from which the only way on is
    /// back, so a one-way aisle is never entered against its arrow.
    [[nodiscard]] FloorPlan plan(double cell_m, std::vector<Lane> lanes) const;

  private:
    [[nodiscard]] bool may_leave(CellId from, CellId to, Heading h) const;

    int width_, height_;
    std::vector<CellKind> kind_;
    std::vector<std::uint8_t> rule_;  ///< headings along the aisle
    std::vector<std::uint8_t> also_;  ///< headings besides
};

}  // namespace dray::floor
