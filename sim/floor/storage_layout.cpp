#include "floor/storage_layout.hpp"

#include <fmt/format.h>

#include "floor/limits.hpp"
#include "floor/ring_site.hpp"

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

/// A cell of the storage field.
void draw_field(const StorageLayout& layout, bool two_way, Sketch& sketch, CellId cell, int row, int column) {
    const int pitch_down = static_cast<int>(layout.block_rows) + 1, pitch_across = static_cast<int>(layout.block_columns) + 1;
    const bool aisle = row % pitch_down == pitch_down - 1, cross_aisle = column % pitch_across == pitch_across - 1;
    if (!aisle && !cross_aisle) {
        sketch.set(cell, CellKind::Slot);
        return;
    }
    const auto ways = [&](Heading h) { return static_cast<std::uint8_t>(two_way ? bit(h) | bit(opposite(h)) : bit(h)); };
    std::uint8_t rule = 0;
    if (aisle) rule = static_cast<std::uint8_t>(rule | ways(aisle_heading(row / pitch_down)));
    if (cross_aisle) rule = static_cast<std::uint8_t>(rule | ways(cross_aisle_heading(column / pitch_across)));
    sketch.set(cell, CellKind::Aisle, rule);
}

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

/// Which aisles of the field end at which place of the ring.
void add_aisle_ends(const StorageLayout& layout, RingSite& site) {
    const int ring = 2 * site.highway_lanes, rows = site.rows(), columns = site.columns();
    const auto add = [&](Side towards, int offset, Side from, int offset_from) {
        site.feeders[static_cast<std::size_t>(towards)].push_back(offset);
        site.collectors[static_cast<std::size_t>(from)].push_back(offset_from);
        if (!site.two_way) return;
        site.feeders[static_cast<std::size_t>(from)].push_back(offset_from);
        site.collectors[static_cast<std::size_t>(towards)].push_back(offset);
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
}

/// Stow stations stand evenly among the others: one wherever their rounded share steps up.
std::vector<StationKind> kinds_of(const StorageLayout& layout) {
    const std::int64_t all = layout.pick_stations + layout.stow_stations;
    std::vector<StationKind> kinds;
    for (std::int64_t k = 0; k < all; ++k) {
        const std::int64_t before = (2 * k * layout.stow_stations + all) / (2 * all);
        const std::int64_t after = (2 * (k + 1) * layout.stow_stations + all) / (2 * all);
        kinds.push_back(after > before ? StationKind::Stow : StationKind::Pick);
    }
    return kinds;
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
    RingSite site{
        .field_rows = static_cast<int>(rows),
        .field_columns = static_cast<int>(columns),
        .highway_lanes = static_cast<int>(layout.highway_lanes),
        .two_way = layout.aisles == "two_way",
        .needs = {.stations = layout.pick_stations + layout.stow_stations,
                  .queue_cells = layout.queue_cells,
                  .buffer_cells = layout.buffer_cells,
                  .chargers = layout.chargers,
                  .section = "storage",
                  .stations_field = "pick_stations",
                  .stations_text = fmt::format("{} pick and {} stow stations", layout.pick_stations, layout.stow_stations)},
        .kinds = kinds_of(layout)};
    add_aisle_ends(layout, site);
    const auto field = [&](Sketch& sketch, CellId cell, int row, int column) {
        draw_field(layout, site.two_way, sketch, cell, row, column);
    };
    return draw_ring_site(site, cell_m, field, faults);
}

}  // namespace dray::floor
