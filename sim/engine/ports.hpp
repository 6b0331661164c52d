// Ports of areas and the connections between them, checked.
#pragma once

#include <cstddef>
#include <vector>

#include "config/document.hpp"
#include "engine/scenario.hpp"

namespace dray::engine {

/// What passes through which connection. Areas are numbered within their kind, in the order of the scenario.
struct Links {
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::size_t storage_to_identification = kNone;       ///< "storage.orders" -> "IDENTIFICATION.parcels": orders become parcels
    std::size_t storage_to_sorting = kNone;              ///< or straight to "SORTING.parcels"
    std::vector<std::size_t> identification_to_sorting;  ///< by area: "IDENTIFICATION.identified" -> "SORTING.parcels"
    std::vector<std::size_t> sorting_to_transport;       ///< by sorting area: "SORTING.chutes" -> "TRANSPORT.chutes"

    [[nodiscard]] bool feeds_sorting(std::size_t area) const {
        for (const std::size_t to : identification_to_sorting)
            if (to == area) return true;
        return storage_to_sorting == area;
    }
    [[nodiscard]] bool feeds_transport(std::size_t area) const {
        for (const std::size_t to : sorting_to_transport)
            if (to == area) return true;
        return false;
    }
};

/// Resolves the scenario's connections. Faults (no such area or port, other load units, a port connected twice) name the field
/// with line and column and the nearest name. Ports that are not connected are fed and emptied by the scenario's sources and
/// sinks.
[[nodiscard]] Links resolve_connections(const Scenario& scenario, const config::Document& document, config::Diagnostics& faults);

}  // namespace dray::engine
