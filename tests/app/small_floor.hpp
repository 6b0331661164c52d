// The floor of small storage sites that the program's tests run.
#pragma once

#include <string>

namespace dray::test {

inline const std::string kSmallFloor = R"(
floor:
  layout: storage
  storage: {block_columns: 5, block_rows: 2, blocks_across: 2, blocks_down: 2, pick_stations: 2, stow_stations: 1, queue_cells: 2,
            chargers: 2, buffer_cells: 2}
storage: {fill: 0.8, pod_capacity_units: 100}
)";

}  // namespace dray::test
