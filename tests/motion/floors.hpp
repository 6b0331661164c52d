// Floors for the tests of this room: drawn, random, and a storage site like the biggest one.
#pragma once

#include <string>
#include <vector>

#include "base/random.hpp"
#include "floor/floor.hpp"

namespace dray::test {

/// A floor from a drawing: `.` aisle, `#` wall, `S` slot, `C` charger, `B` buffer, `> v < ^` one-way aisles (left in that
/// direction and into slots only). The cells of `lanes` become lane cells.
[[nodiscard]] floor::Floor drawn(const std::vector<std::string>& rows, std::vector<floor::Lane> lanes = {});

/// Open aisle cells with random walls and slots, such that the aisles are biconnected: no blocked cell cuts them in two.
[[nodiscard]] floor::Floor random_biconnected(Stream& random, int width, int height, double walls, double slots);

/// A storage site: blocks of slots two deep in a grid of one-way aisles, alternating, with station lanes on the west and east.
struct SiteSize {
    int block_columns = 10, blocks_across = 26, blocks_down = 82, stations = 170;
};
[[nodiscard]] floor::Floor storage_site(const SiteSize& size);

/// A random cell that is no wall.
[[nodiscard]] CellId random_cell(Stream& random, const floor::Floor& floor);

}  // namespace dray::test
