// Ports of areas and the connections between them, checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "engine/scenario.hpp"

namespace dray::engine {

/// Kinds of areas. Stow is the storage area as totes see it, before the stow stations. Models are areas without a floor, and what
/// stands on connections.
enum class AreaKind : std::uint8_t { Inbound, Stow, Storage, Sorting, Transport, Model, None };

/// One area; areas are numbered within their kind, in the order of the scenario.
struct AreaRef {
    AreaKind kind = AreaKind::None;
    std::size_t area = 0;
    [[nodiscard]] bool valid() const { return kind != AreaKind::None; }
    friend bool operator==(const AreaRef&, const AreaRef&) = default;
};

/// An area without a floor, and where what it gives goes.
struct ModelLink {
    const AreaType* type = nullptr;
    std::size_t number = 0;  ///< in its section; of what stands on a connection that of the connection
    std::string name;        ///< "packing", "packing > tunnel"
    AreaRef to;              ///< invalid: out of the site; of what sorts the transport area below
    AreaRef from = {};       ///< of what stands on a connection
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
    std::vector<ModelLink> models;                  ///< those of sections by type and number, then those on connections
    std::vector<std::size_t> sorting_to_transport;  ///< by sort floor: "SORTING.chutes" -> "TRANSPORT.chutes"
    std::vector<AreaRef> sorting;                   ///< all that sort: sort floors, then models
    std::vector<Road> roads;                        ///< by line haul

    /// Where the parcels or totes of an area go; none from what sorts, and where nothing is connected.
    [[nodiscard]] AreaRef behind(AreaRef area) const;
    /// Whether something is connected to a port where it takes load units.
    [[nodiscard]] bool feeds(AreaRef area) const;
    [[nodiscard]] bool sorts(AreaRef area) const;  ///< a sort floor, or a model that sorts
    /// The transport area below one that sorts; kNone: there is none.
    [[nodiscard]] std::size_t below(AreaRef area) const;
    /// The one that sorts whose chutes stand over a transport area; invalid: its parcels come by themselves.
    [[nodiscard]] AreaRef above(std::size_t transport) const;
    /// The one that sorts at which the parcels of an area end; invalid: they leave the site before.
    [[nodiscard]] AreaRef sorting_behind(AreaRef area) const;
    /// Whether totes come to the area from trucks, straight or through others.
    [[nodiscard]] bool carries_totes(AreaRef area) const;
    /// Whether parcels come to the area from the storage area, straight or through others.
    [[nodiscard]] bool comes_from_storage(AreaRef area) const;
    /// The stage in which an area works: kReceivingStage with totes, and that of the next area for what stands before it.
    [[nodiscard]] std::size_t stage_of(AreaRef area) const;
};

/// Resolves the scenario's connections. Faults (no such area or port, other load units, a port connected twice, parcels that go
/// round in a circle, two carriers, or one for what none can carry) name the field with line and column and the nearest name.
/// Ports that are not connected are fed and emptied by the scenario's sources and sinks.
[[nodiscard]] Links resolve_connections(const Scenario& scenario, const config::Document& document, config::Diagnostics& faults);

/// What the scenario says of a model.
[[nodiscard]] const AreaConfig& config_of(const Scenario& scenario, const ModelLink& model);

}  // namespace dray::engine
