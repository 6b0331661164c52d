#include "floor/storage_layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "floor/limits.hpp"
#include "floor/site_edge.hpp"
#include "floor/sketch.hpp"

namespace dray::floor {

namespace {

/// Directions of the one-way aisles, counted from the top and from the left. The innermost highway lane runs east above the field
/// and north on its left: the aisles next to it go the other way.
Heading aisle_heading(int number) {
    return number % 2 == 0 ? Heading::West : Heading::East;
}
Heading cross_aisle_heading(int number) {
    return number % 2 == 0 ? Heading::South : Heading::North;
}

/// Draws one site whose places are known to fit.
class Site {
  public:
    Site(const StorageLayout& layout, const EdgePlan& edge, int field_rows, int field_columns)
        : layout_(layout),
          edge_(edge),
          lanes_(static_cast<int>(layout.highway_lanes)),
          rows_(field_rows + 4 * lanes_),
          columns_(field_columns + 4 * lanes_),
          top_(edge.depth[static_cast<std::size_t>(Side::Top)]),
          left_(edge.depth[static_cast<std::size_t>(Side::Left)]),
          two_way_(layout.aisles == "two_way"),
          sketch_(columns_ + left_ + edge.depth[static_cast<std::size_t>(Side::Right)],
                  rows_ + top_ + edge.depth[static_cast<std::size_t>(Side::Bottom)]) {}

    FloorPlan draw(double cell_m) {
        for (int row = 0; row < rows_; ++row)
            for (int column = 0; column < columns_; ++column)
                draw_inner(row, column);
        draw_stations();
        for (const EdgePlace place : edge_.buffers)
            draw_bay(place, CellKind::Buffer);
        for (const EdgePlace place : edge_.chargers)
            draw_bay(place, CellKind::Charger);
        return sketch_.plan(cell_m, std::move(stations_));
    }

  private:
    /// A cell of ring or storage field; (0, 0) is the outer corner of the ring.
    void draw_inner(int row, int column) {
        const CellId cell = sketch_.at(top_ + row, left_ + column);
        const int depth = std::min({row, column, rows_ - 1 - row, columns_ - 1 - column});
        if (depth < 2 * lanes_) {
            sketch_.set(cell, CellKind::Aisle, two_way_ ? kAllHeadings : highway_rule(row, column, depth));
            return;
        }
        const int pitch_down = static_cast<int>(layout_.block_rows) + 1,
                  pitch_across = static_cast<int>(layout_.block_columns) + 1;
        const int down = row - 2 * lanes_, across = column - 2 * lanes_;
        const bool aisle = down % pitch_down == pitch_down - 1, cross_aisle = across % pitch_across == pitch_across - 1;
        if (!aisle && !cross_aisle) {
            sketch_.set(cell, CellKind::Slot);
            return;
        }
        const Heading along = aisle_heading(down / pitch_down), cross = cross_aisle_heading(across / pitch_across);
        std::uint8_t rule = 0;
        if (aisle) rule = static_cast<std::uint8_t>(rule | ways(along));
        if (cross_aisle) rule = static_cast<std::uint8_t>(rule | ways(cross));
        sketch_.set(cell, CellKind::Aisle, rule);
    }

    [[nodiscard]] std::uint8_t ways(Heading h) const {
        return static_cast<std::uint8_t>(two_way_ ? bit(h) | bit(opposite(h)) : bit(h));
    }

    /// Onwards round the ring, and sideways to the neighbouring lanes except in the lane's corners.
    [[nodiscard]] std::uint8_t highway_rule(int row, int column, int depth) const {
        const bool top = row == depth, bottom = row == rows_ - 1 - depth;
        const bool left = column == depth, right = column == columns_ - 1 - depth;
        Heading along = Heading::East;
        if (depth < lanes_)
            along = bottom && !right ? Heading::East
                    : right && !top  ? Heading::North
                    : top && !left   ? Heading::West
                                     : Heading::South;
        else
            along = top && !right      ? Heading::East
                    : right && !bottom ? Heading::South
                    : bottom && !left  ? Heading::West
                                       : Heading::North;
        const std::uint8_t sideways =
            (top || bottom) && (left || right)
                ? 0
                : (top || bottom ? bit(Heading::North) | bit(Heading::South) : bit(Heading::East) | bit(Heading::West));
        return bit(along) | sideways;
    }

    static Heading outwards(Side side) {
        return std::array{Heading::South, Heading::North, Heading::West, Heading::East}[static_cast<std::size_t>(side)];
    }

    /// The cell `out` cells outside the highway (-1: its outermost lane) at an offset along a side.
    [[nodiscard]] CellId outside(Side side, int offset, int out) const {
        switch (side) {
            case Side::Bottom:
                return sketch_.at(top_ + rows_ + out, left_ + offset);
            case Side::Top:
                return sketch_.at(top_ - 1 - out, left_ + columns_ - 1 - offset);
            case Side::Left:
                return sketch_.at(top_ + offset, left_ - 1 - out);
            case Side::Right:
                break;
        }
        return sketch_.at(top_ + rows_ - 1 - offset, left_ + columns_ + out);
    }

    void draw_stations() {
        const auto all = static_cast<std::int64_t>(edge_.stations.size());
        std::int64_t stow = 0;
        for (std::int64_t k = 0; k < all; ++k) {
            // Stow stations stand evenly among the others: one wherever their rounded share steps up.
            const std::int64_t before = (2 * k * layout_.stow_stations + all) / (2 * all);
            const std::int64_t after = (2 * (k + 1) * layout_.stow_stations + all) / (2 * all);
            const StationKind kind = after > before ? StationKind::Stow : StationKind::Pick;
            stow += kind == StationKind::Stow ? 1 : 0;
            const std::int64_t number = kind == StationKind::Stow ? stow : k + 1 - stow;
            draw_station(edge_.stations[static_cast<std::size_t>(k)], kind, number);
        }
    }

    void draw_station(EdgePlace place, StationKind kind, std::int64_t number) {
        const auto [side, offset] = place;
        const int depth = std::max(static_cast<int>(layout_.queue_cells), 1);
        const bool queue = layout_.queue_cells > 0;
        Lane lane;
        lane.name = fmt::format("{}-{}", kind == StationKind::Stow ? "stow" : "pick", number);
        lane.kind = kind;
        lane.entry = outside(side, offset, -1);
        for (int out = 0; queue && out < depth; ++out)
            lane.queue.push_back(outside(side, offset, out));
        lane.service = outside(side, queue ? offset + 1 : offset, depth - 1);
        lane.exit = outside(side, queue ? offset + 2 : offset + 1, depth - 1);
        for (const CellId c : lane.queue)
            sketch_.set(c, CellKind::Lane, 0);
        sketch_.set(lane.service, CellKind::Lane, 0);
        for (int out = 0; out < depth; ++out)
            sketch_.set(outside(side, queue ? offset + 2 : offset + 1, out), CellKind::Aisle, bit(opposite(outwards(side))));
        stations_.push_back(std::move(lane));
    }

    void draw_bay(EdgePlace place, CellKind kind) {
        sketch_.set(outside(place.side, place.offset, 0), kind, bit(opposite(outwards(place.side))));
    }

    const StorageLayout& layout_;
    const EdgePlan& edge_;
    int lanes_;           ///< highway cells in each direction
    int rows_, columns_;  ///< of ring and field
    int top_, left_;      ///< cells outside the ring
    bool two_way_;
    Sketch sketch_;
    std::vector<Lane> stations_;
};

bool within(Faults& faults, const char* field, std::int64_t value, std::int64_t low, std::int64_t high) {
    if (value >= low && value <= high) return true;
    faults.field(std::string("storage.") + field, fmt::format("{} is not within {} to {}", value, low, high));
    return false;
}

bool check_ranges(const StorageLayout& layout, Faults& faults) {
    const std::size_t before = faults.count();
    within(faults, "block_columns", layout.block_columns, 1, 100);
    within(faults, "block_rows", layout.block_rows, 1, 2);
    within(faults, "blocks_across", layout.blocks_across, 1, 1000);
    within(faults, "blocks_down", layout.blocks_down, 1, 1000);
    within(faults, "pick_stations", layout.pick_stations, 1, 10000);
    within(faults, "stow_stations", layout.stow_stations, 0, 10000);
    within(faults, "queue_cells", layout.queue_cells, 0, 20);
    within(faults, "highway_lanes", layout.highway_lanes, 1, 4);
    within(faults, "chargers", layout.chargers, 0, 10000);
    within(faults, "buffer_cells", layout.buffer_cells, 0, 10000);
    if (layout.aisles != "one_way" && layout.aisles != "two_way")
        faults.field("storage.aisles", fmt::format("\"{}\" is neither one_way nor two_way", layout.aisles));
    return faults.count() == before;
}

/// The sides of the ring round a field, and which aisles of the field end where.
EdgeShape shape_of(const StorageLayout& layout, int field_rows, int field_columns) {
    const int ring = 2 * static_cast<int>(layout.highway_lanes), rows = field_rows + 2 * ring, columns = field_columns + 2 * ring;
    const bool two_way = layout.aisles == "two_way";
    EdgeShape shape;
    shape.length = {columns - 2, columns - 2, rows - 2, rows - 2};
    const auto add = [&](Side towards, int offset, Side from, int offset_from) {
        shape.feeders[static_cast<std::size_t>(towards)].push_back(offset);
        shape.collectors[static_cast<std::size_t>(from)].push_back(offset_from);
        if (!two_way) return;
        shape.feeders[static_cast<std::size_t>(from)].push_back(offset_from);
        shape.collectors[static_cast<std::size_t>(towards)].push_back(offset);
    };
    // Offsets count in the driving direction of the outermost lane: rightwards at the bottom, upwards on the right and so on.
    for (int i = 0; i + 1 < layout.blocks_across; ++i) {
        const int column = ring + (i + 1) * (static_cast<int>(layout.block_columns) + 1) - 1;
        if (cross_aisle_heading(i) == Heading::South)
            add(Side::Bottom, column, Side::Top, columns - 1 - column);
        else
            add(Side::Top, columns - 1 - column, Side::Bottom, column);
    }
    for (int i = 0; i + 1 < layout.blocks_down; ++i) {
        const int row = ring + (i + 1) * (static_cast<int>(layout.block_rows) + 1) - 1;
        if (aisle_heading(i) == Heading::West)
            add(Side::Left, row, Side::Right, rows - 1 - row);
        else
            add(Side::Right, rows - 1 - row, Side::Left, row);
    }
    return shape;
}

}  // namespace

std::optional<FloorPlan> draw_storage(const StorageLayout& layout, double cell_m, Faults& faults) {
    if (!check_ranges(layout, faults)) return std::nullopt;
    const std::int64_t rows = layout.blocks_down * (layout.block_rows + 1) - 1;
    const std::int64_t columns = layout.blocks_across * (layout.block_columns + 1) - 1;
    const std::int64_t margin = 4 * layout.highway_lanes + 2 * std::max<std::int64_t>(layout.queue_cells, 1);
    if ((rows + margin) * (columns + margin) > kMaxCells) {
        faults.field("storage.blocks_across", fmt::format("{} x {} blocks make a floor of more than {} cells",
                                                          layout.blocks_across, layout.blocks_down, kMaxCells));
        return std::nullopt;
    }
    const auto edge = share_edge(layout, shape_of(layout, static_cast<int>(rows), static_cast<int>(columns)), faults);
    if (!edge) return std::nullopt;
    return Site(layout, *edge, static_cast<int>(rows), static_cast<int>(columns)).draw(cell_m);
}

}  // namespace dray::floor
