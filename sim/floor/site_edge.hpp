// What stands along the outside of a floor's ring highway: which station, waiting bay and charger at which place.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

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

/// What the edge runs along, by side.
struct EdgeShape {
    std::array<int, 4> length{};                 ///< cells of the side between its corners
    std::array<std::vector<int>, 4> feeders;     ///< offsets at which an aisle of the field leads out to the side
    std::array<std::vector<int>, 4> collectors;  ///< offsets at which one leads from the side into the field
};

/// What is to stand along the edge.
struct EdgeNeeds {
    std::int64_t stations = 0, queue_cells = 0, buffer_cells = 0, chargers = 0;
    std::string section;         ///< of the layout's numbers, for faults: "storage"
    std::string stations_field;  ///< the field to which too many stations are told
    std::string stations_text;   ///< and what they are called: "8 pick and 2 stow stations"
};

/// Shares the places out. Stations take the bottom while they can
/// stand two station widths apart, then bottom and top, then all four sides in proportion to their length, and only then
/// move closer together. Each is moved a little where that puts its queue in line with a feeder or its exit in line with a
/// collector, since robots then cross the highway without a turn. Waiting bays lie where the highway leads past them to the next
/// station's entry, nearest first; chargers spread over the sides without stations. Appends a fault and returns nothing when not
/// everything fits.
[[nodiscard]] std::optional<EdgePlan> share_edge(const EdgeNeeds& needs, const EdgeShape& shape, Faults& faults);

}  // namespace dray::floor
