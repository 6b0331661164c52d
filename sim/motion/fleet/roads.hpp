// A floor as the fleet planner sees it: the cells that anybody can stand on, numbered without gaps in reading order, with the
// neighbour and the price of driving into it in each heading.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "floor/floor.hpp"

namespace dray::motion {

/// Number of a cell that can be stood on, 0 to Roads::size() - 1, in reading order.
using Place = std::uint32_t;
inline constexpr Place kNoPlace = 0xffffffffu;

/// Price of an action in distance tables. A quarter turn costs 1; a step forward 1 to kDearestStep.
using Price = std::uint8_t;
inline constexpr Price kDearestStep = 10;

/// Any thread may read while nobody changes a price.
class Roads {
  public:
    /// Every cell but walls becomes a place; all steps cost `step_price` at first.
    explicit Roads(const floor::Floor& floor, Price step_price = 1);

    [[nodiscard]] std::size_t size() const { return cell_.size(); }
    [[nodiscard]] Place place(CellId cell) const { return place_[cell.index()]; }  ///< kNoPlace: a wall
    [[nodiscard]] CellId cell(Place place) const { return cell_[place]; }
    [[nodiscard]] int row(Place place) const { return row_[place]; }
    [[nodiscard]] int column(Place place) const { return column_[place]; }
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] int columns() const { return columns_; }
    /// Each row is cut into stretches of kStretch columns; the places of one, from west to east, are [first, second).
    static constexpr int kStretch = 32;
    [[nodiscard]] int stretches() const { return (columns_ + kStretch - 1) / kStretch; }
    [[nodiscard]] std::pair<Place, Place> stretch(int row, int number) const {
        const auto at = static_cast<std::size_t>(row * stretches() + number);
        return {stretch_[at], stretch_[at + 1]};
    }

    /// Where one step forward leads, or kNoPlace. `heading` 0 to 3 as floor::Heading.
    [[nodiscard]] Place next(Place place, std::uint32_t heading) const { return next_[place][heading]; }
    [[nodiscard]] const std::array<Place, 4>& next(Place place) const { return next_[place]; }
    [[nodiscard]] const std::array<Price, 4>& prices(Place place) const { return price_[place]; }
    /// `price` is clamped to 1 .. kDearestStep.
    void set_price(Place place, std::uint32_t heading, int price);

  private:
    std::vector<CellId> cell_;
    std::vector<Place> place_;  // by CellId
    std::vector<std::int16_t> row_, column_;
    std::vector<Place> stretch_;  // first place of each stretch, and one past the last
    std::vector<std::array<Place, 4>> next_;
    std::vector<std::array<Price, 4>> price_;
    int rows_ = 0, columns_ = 0;
};

}  // namespace dray::motion
