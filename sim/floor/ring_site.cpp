#include "floor/ring_site.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dray::floor {

namespace {

/// Draws one site whose places are known to fit.
class Drawer {
  public:
    Drawer(const RingSite& site, const EdgePlan& edge, const DrawField& field)
        : site_(site),
          edge_(edge),
          field_(field),
          lanes_(site.highway_lanes),
          rows_(site.rows()),
          columns_(site.columns()),
          top_(edge.depth[static_cast<std::size_t>(Side::Top)]),
          left_(edge.depth[static_cast<std::size_t>(Side::Left)]),
          two_way_(site.two_way),
          sketch_(columns_ + left_ + edge.depth[static_cast<std::size_t>(Side::Right)],
                  rows_ + top_ + edge.depth[static_cast<std::size_t>(Side::Bottom)]) {}

    [[nodiscard]] CellId origin() const { return sketch_.at(top_ + 2 * lanes_, left_ + 2 * lanes_); }

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
        field_(sketch_, cell, row - 2 * lanes_, column - 2 * lanes_);
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
        std::array<std::int64_t, 3> number{};
        for (std::size_t k = 0; k < edge_.stations.size(); ++k) {
            const StationKind kind = site_.kinds[k];
            draw_station(edge_.stations[k], kind, ++number[static_cast<std::size_t>(kind)]);
        }
    }

    void draw_station(EdgePlace place, StationKind kind, std::int64_t number) {
        const auto [side, offset] = place;
        const int depth = std::max(static_cast<int>(site_.needs.queue_cells), 1);
        const bool queue = site_.needs.queue_cells > 0;
        Lane lane;
        lane.name = fmt::format("{}-{}", word_of(kind), number);
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

    const RingSite& site_;
    const EdgePlan& edge_;
    const DrawField& field_;
    int lanes_;           ///< highway cells in each direction
    int rows_, columns_;  ///< of ring and field
    int top_, left_;      ///< cells outside the ring
    bool two_way_;
    Sketch sketch_;
    std::vector<Lane> stations_;
};

}  // namespace

std::optional<FloorPlan> draw_ring_site(const RingSite& site, double cell_m, const DrawField& field, Faults& faults,
                                        CellId* origin) {
    const EdgeShape shape{.length = {site.columns() - 2, site.columns() - 2, site.rows() - 2, site.rows() - 2},
                          .feeders = site.feeders,
                          .collectors = site.collectors};
    const auto edge = share_edge(site.needs, shape, faults);
    if (!edge) return std::nullopt;
    Drawer drawer(site, *edge, field);
    if (origin != nullptr) *origin = drawer.origin();
    return drawer.draw(cell_m);
}

}  // namespace dray::floor
