// Ports of areas and the connections between them, checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "config/document.hpp"
#include "engine/scenario.hpp"

namespace dray::engine {

/// Kinds of areas, in the order in which goods pass through them. Stow is the storage area as totes see it, before the stow
/// stations. Carriers stand between areas.
enum class AreaKind : std::uint8_t {
    Inbound,
    Stow,
    Storage,
    PutWall,
    Handling,
    Identification,
    Sorting,
    Transport,
    Carrier,
    None
};

/// One area; areas are numbered within their kind, in the order of the scenario: loop sorters after all sort floors.
struct AreaRef {
    AreaKind kind = AreaKind::None;
    std::size_t area = 0;
    [[nodiscard]] bool valid() const { return kind != AreaKind::None; }
    friend bool operator==(const AreaRef&, const AreaRef&) = default;
};

/// A conveyor or lift between two areas.
struct Carriage {
    std::size_t connection = 0;  ///< of the scenario
    AreaRef from, to;
};

/// A road from a door to an area.
struct Road {
    std::size_t transport = 0;
    DoorId door;
    AreaRef to;
};

/// What passes through which connection.
struct Links {
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    AreaRef inbound;                                ///< where totes go that came by truck: "inbound.totes"
    AreaRef storage;                                ///< where completed orders go as parcels: "storage.orders"
    AreaRef items;                                  ///< where picked units go instead: "storage.items"
    std::vector<AreaRef> put_walls;                 ///< where the packed orders of each go: "WALL.parcels"
    std::vector<AreaRef> handling, identification;  ///< where parcels or totes go from each: "AREA.handled", "AREA.identified"
    std::vector<std::size_t> sorting_to_transport;  ///< by sorting area: "SORTING.chutes" -> "TRANSPORT.chutes"

    std::vector<Carriage> carriers;  ///< each stands between its two areas: what is behind the first is the carrier
    std::vector<Road> roads;         ///< by line haul

    /// Where the parcels or totes of an area go; none from a sort floor, and where nothing is connected.
    [[nodiscard]] AreaRef behind(AreaRef area) const;
    /// Whether something is connected to the area's port for parcels, or for cages where it has that.
    [[nodiscard]] bool feeds(AreaKind kind, std::size_t area) const;
    /// The sort floor or loop sorter at which the parcels of an area end; kNone: they leave the site before.
    [[nodiscard]] std::size_t sorting_behind(AreaRef area) const;
    /// The sorting area whose chutes stand over a transport area; kNone: its parcels come by themselves.
    [[nodiscard]] std::size_t sorting_above(std::size_t transport) const;
    /// Whether totes come to the area from trucks, straight or through others.
    [[nodiscard]] bool carries_totes(AreaRef area) const;
    /// Whether parcels come to the area from the storage area, straight or through others.
    [[nodiscard]] bool comes_from_storage(AreaRef area) const;
};

/// Resolves the scenario's connections. Faults (no such area or port, other load units, a port connected twice, parcels that go
/// round in a circle, two carriers, or one for what none can carry) name the field with line and column and the nearest name.
/// Ports that are not connected are fed and emptied by the scenario's sources and sinks.
[[nodiscard]] Links resolve_connections(const Scenario& scenario, const config::Document& document, config::Diagnostics& faults);

}  // namespace dray::engine
