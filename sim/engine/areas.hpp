// Areas of a site with a floor and fleets of their own, beside its storage area, and what joins all areas: what the scenario says
// of each. Areas without a floor are described by their types, see engine/area_type.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/table.hpp"
#include "engine/area_type.hpp"
#include "engine/fleet_config.hpp"
#include "floor/build.hpp"
#include "operations/hauling/line_haul.hpp"
#include "operations/operations.hpp"
#include "primitives/sortation/sortation.hpp"
#include "primitives/transport/transport.hpp"

namespace dray::engine {

/// Tray robots that sort parcels: small, fast, light loads.
struct SortFleetConfig : FleetConfig {
    SortFleetConfig();
};
/// Heavy movers for cages: slow, long braking, large mass.
struct MoverFleetConfig : FleetConfig {
    MoverFleetConfig();
};

/// A sort floor.
struct SortAreaConfig {
    SortAreaConfig();
    std::string name = "sorting";
    floor::FloorConfig floor;
    std::vector<SortFleetConfig> fleets;
    primitives::InductConfig induct;
    primitives::ChuteConfig chutes;
    primitives::InletConfig inlet;
    primitives::WaveConfig waves;
    operations::FaultsConfig faults;
};
[[nodiscard]] const config::Table& sort_area_table();

/// A floor on which cages travel from chutes to dock doors.
struct TransportAreaConfig {
    TransportAreaConfig();
    std::string name = "transport";
    floor::FloorConfig floor;
    std::vector<MoverFleetConfig> fleets;
    primitives::CageConfig cages;
    primitives::DockConfig docks;
    primitives::ParcelSourceConfig source;
    operations::FaultsConfig faults;
};
[[nodiscard]] const config::Table& transport_area_table();

/// A connection of two ports, each "AREA.PORT". What passes through it does so in no time, unless something carries it.
struct ConnectionConfig {
    std::string from, to;
    AreaLists carriers{AreaType::Place::Connection};  ///< what stands on it: at most one

    [[nodiscard]] bool carried() const { return !carriers.empty(); }
    /// "packing > tunnel": the areas that it joins; no two connections that carry something are called alike.
    [[nodiscard]] std::string name() const;
};
[[nodiscard]] const config::Table& connection_table();

/// Trucks of one door that go to another area of the network.
struct LineHaulConfig : operations::LineHaulTimes {
    std::string from;  ///< "YARD.door-1"
    std::string to;    ///< "AREA.parcels"
};
[[nodiscard]] const config::Table& line_haul_table();

}  // namespace dray::engine
