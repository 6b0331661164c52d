// The transport primitive's figures: cages, chutes above a transport floor, dock doors and their trucks.
#pragma once

#include <cstdint>
#include <vector>

#include "config/table.hpp"

namespace dray::primitives {

/// Roll containers.
struct CageConfig {
    double empty_kg = 60;
    double parcel_kg = 4.75;             ///< mean; 40 of them make a cage of 250 kg
    std::int64_t parcels_per_cage = 40;  ///< a cage with so many must be swapped
    double half_width_m = 0.6;           ///< of the square that a cage covers
    double store_fill = 0.6;             ///< share of the store's slots that hold an empty cage at the start
};
[[nodiscard]] const config::Table& cage_table();

/// Dock doors and the trucks that come to them. Every door serves one route; its first truck comes at a time of its own, so that
/// departures spread over the period.
struct DockConfig {
    double truck_every_s = 3600;    ///< from one departure of a route to the next
    double truck_stay_s = 2700;     ///< from arrival to scheduled departure
    std::int64_t truck_cages = 24;  ///< full cages that a truck takes; as many empty ones it brings
    double load_cage_s = 45;        ///< rolling one full cage aboard and an empty one out, for the one loader of a door
    double service_cv = 0.2;        ///< coefficient of variation of that time (lognormal); 0: fixed
    double pull_s = 900;            ///< critical pull time: so long before departure the route's open cages leave the chutes
    double hold_s = 0;              ///< a truck waits at most so long beyond its time for cages pulled in time
    double returned_after_s =
        21600;  ///< a parcel on the wrong truck is found where it is unloaded, and is back so long after it left
};
[[nodiscard]] const config::Table& dock_table();

/// What fills the cages when no sortation area does: parcels that fall into the chutes by themselves.
struct ParcelSourceConfig {
    double parcels_per_h = 3000;
    std::vector<double> route_weights;  ///< share of each door's route, in the order of doors; empty: equal
};
[[nodiscard]] const config::Table& parcel_source_table();

}  // namespace dray::primitives
