// Scenarios whose fields are sound and whose site cannot be built, and those with bad files beside them.
#include "malformed_cases.hpp"

namespace dray::test {

// clang-format off
std::vector<MalformedCase> malformed_sites() {
    return {
        {"more stations than fit round the field",
         R"(floor: {storage: {pick_stations: 500}}
fleets: [{count: 6}]
)",
         "in.yaml:1:19: floor.storage.pick_stations: 500 pick and 2 stow stations do not fit round the storage area, at most 42 do; enlarge the area or take stations away\n"},
        {"more chargers than fit",
         R"(floor: {storage: {chargers: 5000}}
fleets: [{count: 6}]
)",
         "in.yaml:1:19: floor.storage.chargers: 8 buffer cells and 5000 chargers do not fit beside the stations, at most 108 together do\n"},
        {"a floor of too many cells",
         R"(floor: {storage: {blocks_across: 1000, blocks_down: 1000}}
fleets: [{count: 6}]
)",
         "in.yaml:1:19: floor.storage.blocks_across: 1000 x 1000 blocks make a floor of more than 4000000 cells\n"},
        {"more robots than cells",
         R"(floor: {storage: {block_columns: 2, blocks_across: 1, blocks_down: 1, pick_stations: 1, stow_stations: 0, chargers: 0, buffer_cells: 0}}
storage: {fill: 0.5}
fleets: [{count: 500}]
)",
         "in.yaml:3:1: fleets: 500 robots do not fit on the floor, which has room for 39\n"},
        {"stations that break at random where none is",
         R"(transport: [{floor: {layout: haul, haul: {doors: 2}}, fleets: [{count: 2}], faults: {station_mtbf_h: 3}}]
)",
         "in.yaml:1:86: transport[0].faults.station_mtbf_h: the area has no stations\n"},
        {"a zone outside the floor",
         R"(floor:
  zones:
    - {name: ice, row: 200, column: 0}
fleets: [{count: 6}]
)",
         R"(in.yaml:3:7: floor.zones[0]: zone "ice" (row 200, column 0, 1 rows, 1 columns) is not inside the floor of 27 rows and 49 columns
)"},
        {"two zones of one name",
         R"(floor:
  zones:
    - {name: ice}
    - {name: ice}
fleets: [{count: 6}]
)",
         R"(in.yaml:4:8: floor.zones[1].name: two zones are called "ice"
)"},
        {"a drawn layout without a drawing",
         R"(floor: {layout: drawn}
fleets: [{count: 6}]
)",
         "in.yaml:1:1: floor.drawn.rows: the drawing is empty\n"},
        {"a drawing with rows of different length",
         R"(fleets: [{count: 2}]
floor:
  layout: drawn
  drawn:
    rows: |
      ..........
      .SSSS.SS
)",
         "in.yaml:7:15: row 1 of the drawing has 8 cells, row 0 has 10\n"},
        {"a drawing with an unknown symbol",
         R"(fleets: [{count: 2}]
floor:
  layout: drawn
  drawn:
    rows: |
      ..........
      .SSSSxSSSS
)",
         "in.yaml:7:12: 'x' at row 1, column 5 of the drawing has no meaning; the symbols are # . < > B C I O P S W ^ q v\n"},
        {"a drawing without a station",
         R"(fleets: [{count: 2}]
floor:
  layout: drawn
  drawn:
    rows: |
      ..........
      .SSSS.SSSS
      ..........
)",
         "in.yaml:6:7: the floor has no pick station\n"},
        {"a drawing without a slot",
         R"(fleets: [{count: 2}]
floor:
  layout: drawn
  drawn:
    rows: |
      ..........
      ..........
      ..........
      ...qPv....
      ..........
)",
         "in.yaml:6:7: the floor has no slot for a pod or cage\n"},
        {"a drawn station that cannot be reached",
         R"(fleets: [{count: 2}]
floor:
  layout: drawn
  drawn:
    rows: |
      ..........
      .SSSS.SSSS
      ..........
      ..........
      ##########
      ...qPv....
      ..........
)",
         R"(in.yaml:11:9: the entry of station "pick-1" at row 5, column 2 cannot be reached from the slots with a pod
in.yaml:11:12: from the exit of station "pick-1" at row 5, column 5 a robot with a pod cannot return to the slots
in.yaml:11:7: the aisle cell at row 5, column 0 is a trap: no way leads back to the rest of the floor
in.yaml:11:8: the aisle cell at row 5, column 1 is a trap: no way leads back to the rest of the floor
in.yaml:11:9: the aisle cell at row 5, column 2 is a trap: no way leads back to the rest of the floor
in.yaml:11:12: the aisle cell at row 5, column 5 is a trap: no way leads back to the rest of the floor
in.yaml:11:13: the aisle cell at row 5, column 6 is a trap: no way leads back to the rest of the floor (and 13 more)
)"},
        {"a drawn slot that cannot be reached",
         R"(fleets: [{count: 2}]
floor:
  layout: drawn
  drawn:
    rows: |
      SSSSSSSSSS
      SSSSSSSSSS
      ..........
      ...qPv....
      ..........
)",
         R"(in.yaml:6:7: the slot at row 0, column 0 touches no aisle cell
in.yaml:6:8: the slot at row 0, column 1 touches no aisle cell
in.yaml:6:9: the slot at row 0, column 2 touches no aisle cell
in.yaml:6:10: the slot at row 0, column 3 touches no aisle cell
in.yaml:6:11: the slot at row 0, column 4 touches no aisle cell (and 5 more)
)"},
        {"a drawn queue without a station",
         R"(fleets: [{count: 2}]
floor:
  layout: drawn
  drawn:
    rows: |
      ..........
      .SSSS.SSSS
      ..........
      ...qPv.q..
      ..........
)",
         "in.yaml:9:14: the queue cell at row 3, column 7 belongs to no station\n"},
        {"a legend that means nothing",
         R"(fleets: [{count: 2}]
floor:
  layout: drawn
  drawn:
    rows: |
      ..........
      .SSSS.SSSS
      ..........
      ...qPv....
      ..........
    legend: [{symbol: x, means: ailse}, {symbol: yy, means: aisle}, {symbol: z, means: 'zone:ice'}]
)",
         R"(in.yaml:11:26: floor.drawn.legend[0].means: "ailse" is not one of wall, aisle, slot, buffer, charger, queue, pick, stow, induct, chute, one_way_east, one_way_south, one_way_west, one_way_north or zone:NAME; did you mean "aisle"?
in.yaml:11:42: floor.drawn.legend[1].symbol: "yy" is not one printable ASCII character
in.yaml:11:81: floor.drawn.legend[2].means: there is no zone "ice" in zones
)"},
        {"a layout from a map that is not named",
         R"(floor: {layout: map}
fleets: [{count: 6}]
)",
         R"(in.yaml:1:1: floor.map.path: the layout "map" needs the path of a .map file
)"},
        {"a map that is missing",
         R"(floor: {layout: map, map: {path: m.map}}
fleets: [{count: 6}]
)",
         "in.yaml:1:28: floor.map.path: cannot read the map m.map: No such file or directory\n"},
        {"a map that is none",
         R"(floor: {layout: map, map: {path: m.map}}
fleets: [{count: 6}]
)",
         R"(m.map:1:1: expected "type octile", found "hello"
)",
         {{"m.map", "hello\n"}}},
        {"a map with a wrong row",
         R"(floor: {layout: map, map: {path: m.map}}
fleets: [{count: 6}]
)",
         "m.map:6:1: the row has 2 characters, the map's width is 3\n",
         {{"m.map", R"(type octile
height 2
width 3
map
...
..
)"}}},
        {"a map without a station",
         R"(floor: {layout: map, map: {path: m.map}}
fleets: [{count: 6}]
)",
         "m.map:5:1: the floor has no pick station\n",
         {{"m.map", R"(type octile
height 3
width 3
map
.@.
.S.
...
)"}}},
        {"cells too small for the drive",
         R"(floor: {cell_m: 0.9}
fleets: [{count: 6}]
)",
         R"(in.yaml:2:10: fleets[0].drive: a load of half width 0.450 m makes a footprint of 0.900 m, which with 0.15 m to spare needs cells of at least 1.050 m; floor.cell_m is 0.9
in.yaml:2:10: fleets[0].drive.half_width_m: a drive of half width 0.35 m sweeps 0.495 m around its centre when it turns; to stay 0.1 m clear of a neighbour that turns or carries a load it needs cells of at least 1.090 m; floor.cell_m is 0.9
)"},
        {"cells too small for the pod",
         R"(storage: {pod_half_width_m: 0.6}
fleets: [{count: 6}]
)",
         "in.yaml:2:10: fleets[0].drive: a load of half width 0.600 m makes a footprint of 1.200 m, which with 0.15 m to spare needs cells of at least 1.350 m; floor.cell_m is 1.2\n"},
        {"a drive too wide to turn",
         R"(fleets:
  - count: 6
    drive: {half_width_m: 0.52}
)",
         "in.yaml:3:13: fleets[0].drive.half_width_m: a drive of half width 0.52 m sweeps 0.735 m around its centre when it turns; to stay 0.1 m clear of a neighbour that turns or carries a load it needs cells of at least 1.571 m; floor.cell_m is 1.2\n"},
        {"a pod too heavy for the drive",
         R"(storage: {unit_mass_kg: 2}
fleets: [{count: 6}]
)",
         "in.yaml:2:10: fleets[0].drive.payload_kg: a full pod weighs 900 kg (storage.pod_mass_kg and pod_capacity_units times unit_mass_kg), but the drive carries 340 kg\n"},
        {"a floor too slippery to brake on",
         R"(floor: {zones: [{name: oil, row: 3, column: 3, grip: 1e-6}]}
fleets: [{count: 6}]
)",
         "in.yaml:2:10: fleets[0].drive: with a full pod on the floor's lowest grip of 1e-06 it needs 143349 m to brake from 1.5 m/s; at most 100 cells of 1.2 m are possible, so lower top_speed_mps or raise the grip or the acceleration\n"},
        {"tables too small for the floor",
         R"(planner: {table_budget_mb: 1}
floor: {storage: {blocks_across: 20, blocks_down: 72}}
fleets: [{count: 6}]
)",
         "in.yaml:1:11: planner.table_budget_mb: 1 is too little for a floor of 50175 cells; it needs at least 2.3 MB\n"},
        {"too few slots for one pod",
         R"(storage: {fill: 0.01}
floor: {storage: {block_columns: 2, blocks_across: 1, blocks_down: 1, pick_stations: 1, stow_stations: 0, chargers: 0, buffer_cells: 0}}
fleets: [{count: 6}]
)",
         "in.yaml:1:11: storage.fill: 0.01 of 4 slots on the floor makes 0 pods; at least one pod and one free slot are needed\n"},
        {"SKUs that are never stocked",
         R"(duration_s: 3600
storage: {pod_capacity_units: 1, initial_stock: 0.001, fill: 0.9, reorder_point: 0}
fleets: [{count: 6}]
)",
         R"(in.yaml:2:34: storage.initial_stock: SKU 'SKU-00002' is ordered (1 units) but never stocked, and nothing is replenished; raise storage.initial_stock or storage.pod_capacity_units, or set storage.reorder_point above 0 on a floor with a stow station
in.yaml:2:34: storage.initial_stock: SKU 'SKU-00008' is ordered (1 units) but never stocked, and nothing is replenished; raise storage.initial_stock or storage.pod_capacity_units, or set storage.reorder_point above 0 on a floor with a stow station
in.yaml:2:34: storage.initial_stock: SKU 'SKU-00010' is ordered (1 units) but never stocked, and nothing is replenished; raise storage.initial_stock or storage.pod_capacity_units, or set storage.reorder_point above 0 on a floor with a stow station
in.yaml:2:34: storage.initial_stock: SKU 'SKU-00012' is ordered (1 units) but never stocked, and nothing is replenished; raise storage.initial_stock or storage.pod_capacity_units, or set storage.reorder_point above 0 on a floor with a stow station
in.yaml:2:34: storage.initial_stock: SKU 'SKU-00014' is ordered (1 units) but never stocked, and nothing is replenished; raise storage.initial_stock or storage.pod_capacity_units, or set storage.reorder_point above 0 on a floor with a stow station
in.yaml:2:34: storage.initial_stock: 367 further SKUs are ordered but never stocked
)"},
        {"faults of drive and stock at once",
         R"(storage: {unit_mass_kg: 2, fill: 0.01}
floor: {storage: {block_columns: 2, blocks_across: 1, blocks_down: 1, pick_stations: 1, stow_stations: 0, chargers: 0, buffer_cells: 0}}
fleets: [{count: 6}]
)",
         R"(in.yaml:3:10: fleets[0].drive.payload_kg: a full pod weighs 900 kg (storage.pod_mass_kg and pod_capacity_units times unit_mass_kg), but the drive carries 340 kg
in.yaml:1:28: storage.fill: 0.01 of 4 slots on the floor makes 0 pods; at least one pod and one free slot are needed
)"},
        {"faults of drive and demand at once",
         R"(demand: {orders_per_h: 0}
storage: {unit_mass_kg: 2}
fleets: [{count: 6}]
)",
         R"(in.yaml:3:10: fleets[0].drive.payload_kg: a full pod weighs 900 kg (storage.pod_mass_kg and pod_capacity_units times unit_mass_kg), but the drive carries 340 kg
in.yaml:1:10: demand.orders_per_h: the generator makes no order in this run
)"},
        {"a trace without a file",
         R"(demand: {source: trace}
fleets: [{count: 6}]
)",
         "in.yaml:1:1: demand.trace: the source is a trace, but no file is named\n"},
        {"a trace slower than time can be counted",
         R"(demand: {source: trace, trace: t.csv, time_scale: 1e-9}
fleets: [{count: 6}]
)",
         "in.yaml:1:39: demand.time_scale: 1e-09 is too small; allowed 0, or 0.001 and more\n"},
        {"a trace that is missing",
         R"(demand: {source: trace, trace: t.csv}
fleets: [{count: 6}]
)",
         "in.yaml:1:25: demand.trace: cannot open the trace t.csv: No such file or directory\n"},
        {"an empty trace",
         R"(demand: {source: trace, trace: t.csv}
fleets: [{count: 6}]
)",
         "t.csv:1:1: the trace is empty: it needs a header with order_id, placed_at, sku and quantity\n",
         {{"t.csv", ""}}},
        {"a trace without orders",
         R"(demand: {source: trace, trace: t.csv}
fleets: [{count: 6}]
)",
         "t.csv:1:1: the trace has a header but no orders\n",
         {{"t.csv", "order_id,placed_at,sku,quantity\n"}}},
        {"a trace without a column",
         R"(demand: {source: trace, trace: t.csv}
fleets: [{count: 6}]
)",
         R"(t.csv:1:1: the header has no column "quantity"; it needs order_id, placed_at, sku and quantity, once each
)",
         {{"t.csv", R"(order_id,placed_at,sku
A,2020-01-01T00:00:00,x
)"}}},
        {"a trace with bad rows",
         R"(demand: {source: trace, trace: t.csv}
fleets: [{count: 6}]
)",
         R"(t.csv:3:3: placed_at: "2020-01-01" is not a date and time such as 2010-12-01T08:26:00
t.csv:4:23: sku: is empty
t.csv:5:3: placed_at: "2020-13-01T00:00:00" is not a date and time such as 2010-12-01T08:26:00
t.csv:5:25: quantity: "0" is not a whole number from 1 to 1000000
t.csv:6:1: the row has 3 columns, the header 4
t.csv:7:25: quantity: "99999999999" is not a whole number from 1 to 1000000
)",
         {{"t.csv", R"(order_id,placed_at,sku,quantity
A,2020-01-01T00:00:00,x,1
A,2020-01-01,x,1
B,2020-01-01T00:00:00,,1
C,2020-13-01T00:00:00,y,0
D,2020-01-01T00:00:00,y
E,2020-01-01T00:00:00,y,99999999999
)"}}},
        {"a trace of which an order is spread over days",
         R"(demand: {source: trace, trace: t.csv}
fleets: [{count: 6}]
)",
         R"(t.csv:3:3: placed_at: order "A" is placed at 2020-01-03T00:00:00 here but at 2020-01-01T00:00:00 in line 2, more than 10 minutes apart
)",
         {{"t.csv", R"(order_id,placed_at,sku,quantity
A,2020-01-01T00:00:00,x,1
A,2020-01-03T00:00:00,y,1
)"}}},
        {"a file that extends itself",
         R"(extends: in.yaml
fleets: [{count: 6}]
)",
         "in.yaml:1:1: extends: the files extend each other in a circle: in.yaml -> in.yaml\n"},
        {"files that extend each other in a circle",
         R"(extends: b.yaml
fleets: [{count: 6}]
)",
         "c.yaml:1:1: extends: the files extend each other in a circle: in.yaml -> b.yaml -> c.yaml -> in.yaml\n",
         {{"b.yaml", "extends: c.yaml\n"}, {"c.yaml", "extends: in.yaml\n"}}},
        {"a file to extend that is missing",
         R"(extends: nowhere.yaml
fleets: [{count: 6}]
)",
         "cannot read 'nowhere.yaml': No such file or directory (extended by in.yaml:1:1)\n"},
        {"a fault in the extended file",
         R"(extends: b.yaml
fleets: [{count: 6}]
)",
         "b.yaml:1:1: duration_s: 0 is out of range; allowed 1 to 31536000 s\n",
         {{"b.yaml", "duration_s: 0\n"}}},
        {"a fault that both files make together",
         R"(extends: b.yaml
warm_up_s: 700
)",
         "in.yaml:2:1: warm_up_s: the warm-up of 700 s leaves nothing of a run of 600 s\n",
         {{"b.yaml", R"(duration_s: 600
fleets: [{count: 6}]
)"}}},
    };
}
// clang-format on

}  // namespace dray::test
