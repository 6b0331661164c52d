// From a scenario's `floor:` section to a checked Floor.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "config/table.hpp"
#include "floor/check_floor.hpp"
#include "floor/floor.hpp"

namespace dray::floor {

/// The generator for a storage site. All counts are in cells or pieces.
struct StorageLayout {
    std::int64_t block_columns = 10;  ///< slots along a block
    std::int64_t block_rows = 2;      ///< slots across a block, 1 or 2
    std::int64_t blocks_across = 4;
    std::int64_t blocks_down = 6;
    std::int64_t pick_stations = 8;
    std::int64_t stow_stations = 2;
    std::int64_t queue_cells = 3;
    std::int64_t highway_lanes = 1;  ///< cells of the ring highway in each direction, 1 to 4
    std::int64_t chargers = 8;
    std::int64_t buffer_cells = 8;
    std::string aisles = "one_way";  ///< one_way (alternating directions) or two_way
};

/// The generator for a sort floor: a field of chutes, one in each square of three by three cells, between two-lane streets;
/// induct stations along the edges.
struct SortLayout {
    std::int64_t chutes_across = 12;
    std::int64_t chutes_down = 8;
    std::int64_t induct_stations = 8;
    std::int64_t queue_cells = 3;
    std::int64_t highway_lanes = 1;
    std::int64_t chargers = 4;
    std::int64_t buffer_cells = 8;
};

/// The generator for a floor on which cages travel far. From left to right: blocks of slots beneath chutes, streets through the
/// building, blocks of slots for empty cages, and blocks of staging slots before the dock doors. Its zones "chutes", "store" and
/// "door-1", "door-2" ... tell which slots are which; a drawn floor names zones of its own so.
struct HaulLayout {
    std::int64_t block_columns = 6;
    std::int64_t blocks_down = 6;
    std::int64_t chute_blocks = 1;
    std::int64_t highway_blocks = 4;
    std::int64_t store_blocks = 1;
    std::int64_t dock_blocks = 1;
    std::int64_t doors = 6;
    double highway_speed_mps = 0;  ///< limit in the streets between; 0: none
    std::int64_t highway_lanes = 1;
    std::int64_t chargers = 4;
    std::int64_t buffer_cells = 4;
};

/// A layout drawn as text: one character a cell, explained by the legend.
struct DrawnLayout {
    std::string rows;  ///< the drawing, lines of equal length
    struct Entry {
        std::string symbol;  ///< one character
        std::string
            means;  ///< aisle, slot, wall, charger, buffer, pick, stow, induct, chute, queue, one_way_east ... , zone:NAME
    };
    std::vector<Entry> legend;
};

/// Import of a movingai / LoRR `.map`: `@` beside `S` becomes a slot, `S` and `.` are aisle, `E` becomes a station.
struct MapLayout {
    std::string path;               ///< relative to the scenario's directory
    std::int64_t stow_every = 6;    ///< every n-th station stows, the others pick; 0: none stows
    std::int64_t max_stations = 0;  ///< use that many stations, evenly spread; 0: all
};

struct ZoneConfig {
    std::string name;
    std::int64_t row = 0, column = 0, rows = 1, columns = 1;
    double speed_limit_mps = 0;
    double grip = 0;
};

struct FloorConfig {
    std::string layout = "storage";  ///< storage, sort, haul, drawn or map
    double cell_m = 1.2;
    StorageLayout storage;
    SortLayout sort;
    HaulLayout haul;
    DrawnLayout drawn;
    MapLayout map;
    std::vector<ZoneConfig> zones;
};

[[nodiscard]] const config::Table& floor_table();

/// Builds and checks the floor. Every fault is appended to `faults` with the place of the field that causes it (`prefix` is the
/// dotted path of the section in the document, "floor"); the returned floor is meaningless when there was one.
/// Checked: sizes, lanes whole and one-way, every slot reachable by a loaded robot with all other slots full and every station
/// reachable from every slot and back, clearances are checked by the physics room.
[[nodiscard]] Floor build(const FloorConfig& config, Purpose purpose, const config::Document& document, const std::string& prefix,
                          config::Diagnostics& faults);

}  // namespace dray::floor
