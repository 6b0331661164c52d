#include "floor/haul_layout.hpp"

#include <fmt/format.h>

#include "floor/limits.hpp"
#include "floor/ring_site.hpp"

namespace dray::floor {

namespace {

constexpr int kBlockRows = 2;

/// The field in numbers.
struct Field {
    explicit Field(const HaulLayout& layout)
        : pitch_across(static_cast<int>(layout.block_columns) + 1),
          chutes_end(static_cast<int>(layout.chute_blocks)),
          highway_end(chutes_end + static_cast<int>(layout.highway_blocks)),
          store_end(highway_end + static_cast<int>(layout.store_blocks)),
          blocks(store_end + static_cast<int>(layout.dock_blocks)),
          rows(static_cast<int>(layout.blocks_down) * (kBlockRows + 1) - 1),
          columns(blocks * pitch_across - 1) {}

    int pitch_across;
    int chutes_end, highway_end, store_end;  ///< first block column behind each part
    int blocks;                              ///< block columns
    int rows, columns;                       ///< cells
};

void draw_cell(const Field& field, Sketch& sketch, CellId cell, int row, int column) {
    constexpr int kPitchDown = kBlockRows + 1;
    const bool street = row % kPitchDown == kPitchDown - 1;
    const bool cross_street = column % field.pitch_across == field.pitch_across - 1;
    if (!street && !cross_street) {
        const int block = column / field.pitch_across;
        const bool slot = block < field.chutes_end || block >= field.highway_end;
        sketch.set(cell, slot ? CellKind::Slot : CellKind::Wall);
        return;
    }
    std::uint8_t rule = 0;
    if (street) rule |= bit(row / kPitchDown % 2 == 0 ? Heading::West : Heading::East);
    if (cross_street) rule |= bit(column / field.pitch_across % 2 == 0 ? Heading::South : Heading::North);
    sketch.set(cell, CellKind::Aisle, rule);
}

/// The parts of the field as zones, from its upper left corner at (row, column).
void add_zones(const HaulLayout& layout, const Field& field, int row, int column, FloorPlan& plan) {
    const auto part = [&](const std::string& name, int from_block, int to_block, double speed_limit_mps) {
        if (from_block == to_block) return;
        plan.zones.push_back({name, row, column + from_block * field.pitch_across, field.rows,
                              (to_block - from_block) * field.pitch_across - 1, speed_limit_mps, 0});
    };
    part("chutes", 0, field.chutes_end, 0);
    part("highway", field.chutes_end, field.highway_end, layout.highway_speed_mps);
    part("store", field.highway_end, field.store_end, 0);
    // Doors take the block rows one after another, and share a row between them once all rows are given.
    const int down = static_cast<int>(layout.blocks_down), doors = static_cast<int>(layout.doors);
    const int shares = (doors + down - 1) / down, first = field.store_end * field.pitch_across, width = field.columns - first;
    for (int door = 0; door < doors; ++door) {
        const int band = door / shares, share = door % shares;
        const int left = share * width / shares, right = (share + 1) * width / shares;
        plan.zones.push_back({fmt::format("door-{}", door + 1), row + band * (kBlockRows + 1), column + first + left, kBlockRows,
                              right - left, 0, 0});
    }
}

}  // namespace

std::optional<FloorPlan> draw_haul(const HaulLayout& layout, double cell_m, Faults& faults) {
    const Field field(layout);
    if (static_cast<std::int64_t>(field.rows + 10) * (field.columns + 10) > kMaxCells) {
        faults.field("haul.blocks_down", fmt::format("{} rows of {} blocks make a floor of more than {} cells",
                                                     layout.blocks_down, field.blocks, kMaxCells));
        return std::nullopt;
    }
    const std::int64_t most_doors = layout.blocks_down * layout.dock_blocks * layout.block_columns;
    if (layout.doors > most_doors) {
        faults.field("haul.doors", fmt::format("{} doors, but the staging blocks hold at most {}", layout.doors, most_doors));
        return std::nullopt;
    }
    const RingSite site{.field_rows = field.rows,
                        .field_columns = field.columns,
                        .highway_lanes = static_cast<int>(layout.highway_lanes),
                        .needs = {.buffer_cells = layout.buffer_cells,
                                  .chargers = layout.chargers,
                                  .section = "haul",
                                  .stations_field = "doors",
                                  .stations_text = ""}};
    CellId origin;
    const auto draw = [&](Sketch& sketch, CellId cell, int row, int column) { draw_cell(field, sketch, cell, row, column); };
    std::optional<FloorPlan> plan = draw_ring_site(site, cell_m, draw, faults, &origin);
    if (!plan) return std::nullopt;
    add_zones(layout, field, static_cast<int>(origin.value) / plan->width, static_cast<int>(origin.value) % plan->width, *plan);
    return plan;
}

}  // namespace dray::floor
