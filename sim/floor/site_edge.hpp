// What stands along the outside of a storage site's ring highway: which station, waiting bay and charger at which place.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "floor/build.hpp"
#include "floor/faults.hpp"

namespace dray::floor {

/// Sides in the order in which stations are given to them.
enum class Side : std::uint8_t { Bottom, Top, Left, Right };

/// A place along a side: `offset` cells along the outermost highway lane in its driving direction from the corner (corner: 0).
struct EdgePlace {
    Side side = Side::Bottom;
    int offset = 0;
    friend auto operator<=>(const EdgePlace&, const EdgePlace&) = default;
};

/// A station's width along the side: queue, service, exit.
inline constexpr int kStationCells = 3;

struct EdgePlan {
    std::vector<EdgePlace> stations;  ///< of their queue column; anticlockwise within a side
    std::vector<EdgePlace> buffers, chargers;
    std::array<int, 4> depth{};  ///< cells outside the highway, by side
};

/// Shares the places out. `length` holds the cells of each side between the corners. Stations take the bottom while they can
/// stand two station widths apart, then bottom and top, then all four sides in proportion to their length, and only then
/// move closer together. Waiting bays lie where the highway leads past them to the next station's entry, nearest first; chargers
/// spread over the sides without stations. Appends a fault and returns nothing when not everything fits.
[[nodiscard]] std::optional<EdgePlan> share_edge(const StorageLayout& layout, const std::array<int, 4>& length, Faults& faults);

}  // namespace dray::floor
