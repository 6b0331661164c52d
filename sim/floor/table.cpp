#include "floor/build.hpp"

namespace dray::floor {

namespace {

using config::Grade;

const config::Table& storage_table() {
    static const config::Table table =
        config::Describe<StorageLayout>("storage layout", "A storage site made from a handful of numbers.")
            .integer("block_columns", &StorageLayout::block_columns, {1, 100}, "slots", "Slots along a block of pods.",
                     {"no published figure found", Grade::Assumed})
            .integer("block_rows", &StorageLayout::block_rows, {1, 2}, "slots",
                     "Slots across a block; at most two, so that every pod stands at an aisle.")
            .integer("blocks_across", &StorageLayout::blocks_across, {1, 1000}, "blocks",
                     "Blocks side by side, a cross-aisle between two.")
            .integer("blocks_down", &StorageLayout::blocks_down, {1, 1000}, "blocks",
                     "Blocks one below the other, an aisle between two.")
            .integer("pick_stations", &StorageLayout::pick_stations, {1, 10000}, "stations",
                     "Stations where people pick from pods; about 5.8 drives and 250 pods per station are usual.",
                     {"Zappos site: 12 stations, 70 drives, 3,000 pods", Grade::Vendor})
            .integer("stow_stations", &StorageLayout::stow_stations, {0, 10000}, "stations",
                     "Stations where people fill pods, spread evenly among the pick stations.")
            .integer("queue_cells", &StorageLayout::queue_cells, {0, 20}, "cells", "Waiting places in each station's lane.",
                     {"no published figure found", Grade::Assumed})
            .integer("highway_lanes", &StorageLayout::highway_lanes, {1, 4}, "cells",
                     "Cells of the ring highway round the storage area in each direction; two from about 500 drives.",
                     {"no published figure found", Grade::Assumed})
            .integer("chargers", &StorageLayout::chargers, {0, 10000}, "cells", "Charging bays along the edges of the site.")
            .integer("buffer_cells", &StorageLayout::buffer_cells, {0, 10000}, "cells",
                     "Bays beside the highway where robots wait for a place at a station.")
            .choice("aisles", &StorageLayout::aisles,
                    {{"one_way", "aisles and highway lanes have one direction each, alternating"},
                     {"two_way", "every aisle and highway cell may be driven both ways"}},
                    "Directions of the aisles.")
            .build();
    return table;
}

const config::Table& sort_table() {
    static const config::Table table =
        config::Describe<SortLayout>("sort layout", "A sort floor made from a handful of numbers.")
            .integer("chutes_across", &SortLayout::chutes_across, {1, 300}, "chutes", "Chutes in a row, three cells apart.")
            .integer("chutes_down", &SortLayout::chutes_down, {1, 300}, "chutes", "Rows of chutes, three cells apart.")
            .integer("induct_stations", &SortLayout::induct_stations, {1, 1000}, "stations",
                     "Stations where parcels are put on sort robots.")
            .integer("queue_cells", &SortLayout::queue_cells, {0, 20}, "cells", "Waiting places in each station's lane.",
                     {"no published figure found", Grade::Assumed})
            .integer("highway_lanes", &SortLayout::highway_lanes, {1, 4}, "cells",
                     "Cells of the ring highway round the chutes in each direction.",
                     {"no published figure found", Grade::Assumed})
            .integer("chargers", &SortLayout::chargers, {0, 10000}, "cells", "Charging bays along the edges.")
            .integer("buffer_cells", &SortLayout::buffer_cells, {0, 10000}, "cells",
                     "Bays beside the highway where robots wait for work or for a chute.")
            .build();
    return table;
}

const config::Table& haul_table() {
    static const config::Table table =
        config::Describe<HaulLayout>("haul layout", "A floor for cages that travel far, made from a handful of numbers.")
            .integer("block_columns", &HaulLayout::block_columns, {1, 100}, "slots", "Slots along a block; it is two slots deep.")
            .integer("blocks_down", &HaulLayout::blocks_down, {1, 200}, "blocks",
                     "Blocks one below the other, a street between two.")
            .integer("chute_blocks", &HaulLayout::chute_blocks, {1, 100}, "blocks",
                     "Columns of blocks whose slots lie beneath chutes, at the left.")
            .integer("highway_blocks", &HaulLayout::highway_blocks, {0, 100}, "blocks",
                     "Length of the streets through the building, in blocks.")
            .integer("store_blocks", &HaulLayout::store_blocks, {1, 100}, "blocks", "Columns of blocks for empty cages.")
            .integer("dock_blocks", &HaulLayout::dock_blocks, {1, 100}, "blocks",
                     "Columns of blocks of staging slots, at the right, shared evenly among the doors.")
            .integer("doors", &HaulLayout::doors, {1, 200}, "doors", "Dock doors, each with staging slots of its own.")
            .number("highway_speed_mps", &HaulLayout::highway_speed_mps, {0, 20}, "m/s",
                    "Speed limit in the streets through the building; 0: none.")
            .integer("highway_lanes", &HaulLayout::highway_lanes, {1, 4}, "cells", "Cells of the ring highway in each direction.",
                     {"no published figure found", Grade::Assumed})
            .integer("chargers", &HaulLayout::chargers, {0, 10000}, "cells", "Charging bays along the edges.")
            .integer("buffer_cells", &HaulLayout::buffer_cells, {0, 10000}, "cells", "Bays where movers wait for work.")
            .build();
    return table;
}

const config::Table& legend_table() {
    static const config::Table table =
        config::Describe<DrawnLayout::Entry>("legend entry", "What one symbol of the drawing means.")
            .text("symbol", &DrawnLayout::Entry::symbol, "One printable ASCII character.")
            .required()
            .text("means", &DrawnLayout::Entry::means,
                  "aisle, slot, wall, charger, buffer, pick, stow, induct, chute, queue, one_way_east, one_way_south, "
                  "one_way_west, "
                  "one_way_north, or "
                  "zone:NAME for an aisle cell with the properties of that entry of zones.")
            .required()
            .build();
    return table;
}

const config::Table& drawn_table() {
    static const config::Table table =
        config::Describe<DrawnLayout>("drawn layout", "A floor drawn as text, one character a cell.")
            .text("rows", &DrawnLayout::rows,
                  "The drawing: lines of equal length in a text block (|). Built-in symbols: # wall, . aisle, S slot, > < ^ v "
                  "one-way "
                  "aisle, B buffer, C charger, q queue, P pick station, W stow station, I induct station, O chute.")
            .list("legend", &DrawnLayout::legend, legend_table(), {0, 95},
                  "More symbols, or other meanings for the built-in ones.")
            .build();
    return table;
}

const config::Table& map_table() {
    static const config::Table table =
        config::Describe<MapLayout>("map layout",
                                    "A movingai or League of Robot Runners map: @ beside S becomes a slot, E a station.")
            .text("path", &MapLayout::path, "The .map file, relative to the scenario.")
            .integer("stow_every", &MapLayout::stow_every, {0, 1000000}, "",
                     "Every n-th station stows, the others pick; 0: none stows.")
            .integer("max_stations", &MapLayout::max_stations, {0, 1000000}, "stations",
                     "So many stations, evenly spread; 0: all of the map.")
            .build();
    return table;
}

const config::Table& zone_table() {
    static const config::Table table =
        config::Describe<ZoneConfig>(
            "zone",
            "A part of the floor with properties of its own, or with a name for faults to use; later zones "
            "win where they overlap.")
            .text("name", &ZoneConfig::name, "Unique on the floor.")
            .required()
            .integer("row", &ZoneConfig::row, {0, 4000000}, "cells", "First row, from 0 at the top.")
            .integer("column", &ZoneConfig::column, {0, 4000000}, "cells", "First column, from 0 at the left.")
            .integer("rows", &ZoneConfig::rows, {1, 4000000}, "cells", "Height in cells.")
            .integer("columns", &ZoneConfig::columns, {1, 4000000}, "cells", "Width in cells.")
            .number("speed_limit_mps", &ZoneConfig::speed_limit_mps, {0, 20}, "m/s", "Highest speed; 0: none.")
            .number("grip", &ZoneConfig::grip, {0, 2}, "", "Friction coefficient of wheel on floor; 0: the robot's own.")
            .build();
    return table;
}

}  // namespace

const config::Table& floor_table() {
    static const config::Table table =
        config::Describe<FloorConfig>("floor", "The grid of cells on which the robots drive.")
            .choice("layout", &FloorConfig::layout,
                    {{"storage", "generated from the numbers in storage"},
                     {"sort", "generated from the numbers in sort"},
                     {"haul", "generated from the numbers in haul"},
                     {"drawn", "drawn as text in drawn"},
                     {"map", "imported from the file in map"}},
                    "Where the floor comes from.")
            .number("cell_m", &FloorConfig::cell_m, {0.2, 10}, "m", "Side of a cell: storage 1.2, sort floor 0.8, yard 2.0.",
                    {"RAWSim-O uses 1.0 m with pods of 0.9 m", Grade::Assumed})
            .section("storage", &FloorConfig::storage, storage_table(), "The numbers of a storage floor.")
            .section("sort", &FloorConfig::sort, sort_table(), "The numbers of a sort floor.")
            .section("haul", &FloorConfig::haul, haul_table(), "The numbers of a floor for cages.")
            .section("drawn", &FloorConfig::drawn, drawn_table(), "The drawing.")
            .section("map", &FloorConfig::map, map_table(), "The file to import.")
            .list("zones", &FloorConfig::zones, zone_table(), {0, 1000},
                  "Parts with a speed limit or another grip, and parts that faults name.")
            .build();
    return table;
}

}  // namespace dray::floor
