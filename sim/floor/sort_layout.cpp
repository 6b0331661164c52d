#include "floor/sort_layout.hpp"

#include <fmt/format.h>

#include "floor/limits.hpp"
#include "floor/ring_site.hpp"

namespace dray::floor {

namespace {

constexpr int kPitch = 3;  ///< cells from chute to chute

/// A cell of the field; tells whether it is a chute.
bool draw_field(Sketch& sketch, CellId cell, int row, int column) {
    const int down = row % kPitch, across = column % kPitch;
    if (down == 1 && across == 1) return true;
    std::uint8_t rule = 0;
    if (down == 0) rule = static_cast<std::uint8_t>(rule | bit(Heading::West));
    if (down == 2) rule = static_cast<std::uint8_t>(rule | bit(Heading::East));
    if (across == 0) rule = static_cast<std::uint8_t>(rule | bit(Heading::South));
    if (across == 2) rule = static_cast<std::uint8_t>(rule | bit(Heading::North));
    sketch.set(cell, CellKind::Aisle, rule);
    return false;
}

}  // namespace

std::optional<FloorPlan> draw_sort(const SortLayout& layout, double cell_m, Faults& faults) {
    const std::int64_t rows = kPitch * layout.chutes_down, columns = kPitch * layout.chutes_across;
    const std::int64_t margin = 4 * layout.highway_lanes + 2 * std::max<std::int64_t>(layout.queue_cells, 1);
    if ((rows + margin) * (columns + margin) > kMaxCells) {
        faults.field("sort.chutes_across", fmt::format("{} x {} chutes make a floor of more than {} cells", layout.chutes_across,
                                                       layout.chutes_down, kMaxCells));
        return std::nullopt;
    }
    const RingSite site{.field_rows = static_cast<int>(rows),
                        .field_columns = static_cast<int>(columns),
                        .highway_lanes = static_cast<int>(layout.highway_lanes),
                        .needs = {.stations = layout.induct_stations,
                                  .queue_cells = layout.queue_cells,
                                  .buffer_cells = layout.buffer_cells,
                                  .chargers = layout.chargers,
                                  .section = "sort",
                                  .stations_field = "induct_stations",
                                  .stations_text = fmt::format("{} induct stations", layout.induct_stations)},
                        .kinds = std::vector(static_cast<std::size_t>(layout.induct_stations), StationKind::Induct)};
    std::vector<CellId> chutes;
    const auto field = [&](Sketch& sketch, CellId cell, int row, int column) {
        if (draw_field(sketch, cell, row, column)) chutes.push_back(cell);
    };
    std::optional<FloorPlan> plan = draw_ring_site(site, cell_m, field, faults);
    if (plan) plan->chutes = std::move(chutes);
    return plan;
}

}  // namespace dray::floor
