// What the tests of this room share: building a floor from a config without a file, and roads walked by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "floor/build.hpp"
#include "floor/draw.hpp"

namespace dray::floor::testing {

/// A floor with what was said about it.
struct Built {
    Floor floor;
    config::Diagnostics faults;
    /// All messages, one a line, with their places.
    [[nodiscard]] std::string text() const;
};

/// Builds as if the config had been read from "site.yaml", where `rows` of a drawing stands at line 4, column 5.
[[nodiscard]] Built build_floor(const FloorConfig& config, Purpose purpose = Purpose::Storage);
[[nodiscard]] Built build_storage(const StorageLayout& layout);
[[nodiscard]] Built build_drawn(const std::string& rows, std::vector<DrawnLayout::Entry> legend = {},
                                std::vector<ZoneConfig> zones = {});

/// Cells that a robot without a place in any lane reaches from `from`, found by a plain search over `next()`.
[[nodiscard]] std::vector<bool> walk(const Floor& floor, CellId from, bool loaded);

/// What must hold on every finished floor, checked cell by cell without the room's own checks. Empty when all is well.
[[nodiscard]] std::string broken_promise(const Floor& floor);

}  // namespace dray::floor::testing
