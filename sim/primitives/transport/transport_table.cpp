// The fields of a scenario's section about a transport area.
#include "primitives/transport/transport.hpp"

namespace dray::primitives {

using enum config::Grade;

const config::Table& cage_table() {
    static const config::Table table =
        config::Describe<CageConfig>("cages", "Roll containers: mass, size, content.")
            .number("empty_kg", &CageConfig::empty_kg, {1, 2000}, "kg", "Mass of an empty cage.", {"", Assumed})
            .number("parcel_kg", &CageConfig::parcel_kg, {0.01, 200}, "kg", "Mean mass of a parcel.",
                    {"press on sort drives: mean under 11 kg", Vendor})
            .integer("parcels_per_cage", &CageConfig::parcels_per_cage, {1, 10000}, "parcels",
                     "Parcels after which a cage is full and must be swapped.", {"", Assumed})
            .number("half_width_m", &CageConfig::half_width_m, {0.1, 3}, "m", "Half the side of the square that a cage covers.",
                    {"roll container of 1.2 x 1.0 m", Assumed})
            .number("store_fill", &CageConfig::store_fill, {0, 1}, "",
                    "Share of the store's slots with an empty cage at the start.", {"", Assumed})
            .build();
    return table;
}

const config::Table& dock_table() {
    static const config::Table table =
        config::Describe<DockConfig>("docks", "Dock doors, their trucks and the people who load them.")
            .number("truck_every_s", &DockConfig::truck_every_s, {60, 604800}, "s",
                    "Time from one departure of a route to the next; routes start one after another within it.", {"", Assumed})
            .number("truck_stay_s", &DockConfig::truck_stay_s, {30, 604800}, "s", "Time from a truck's arrival to its departure.",
                    {"45 min truck turn", Assumed})
            .integer("truck_cages", &DockConfig::truck_cages, {1, 200}, "cages",
                     "Full cages that a truck takes; it brings as many empty ones.", {"24 to 30 cages per truck", Assumed})
            .number("load_cage_s", &DockConfig::load_cage_s, {1, 3600}, "s",
                    "Mean time to roll one full cage aboard and an empty one out.", {"", Assumed})
            .number("service_cv", &DockConfig::service_cv, {0, 3}, "",
                    "Coefficient of variation of loading times, which are lognormal; 0: each takes its mean.", {"", Assumed})
            .number("pull_s", &DockConfig::pull_s, {0, 86400}, "s",
                    "Critical pull time: so long before departure the route's cages leave the chutes, full or not.",
                    {"", Assumed})
            .number("hold_s", &DockConfig::hold_s, {0, 86400}, "s",
                    "Longest time that a truck waits beyond its departure for cages pulled in time.", {"", Assumed})
            .number(
                "returned_after_s", &DockConfig::returned_after_s, {60, 2592000}, "s",
                "Time from the departure of a truck to the moment at which a parcel that it took astray, found where the truck "
                "is unloaded, is back at the sorting area; over a line haul that one's travel time counts instead.",
                {"", Assumed})
            .build();
    return table;
}

const config::Table& parcel_source_table() {
    static const config::Table table =
        config::Describe<ParcelSourceConfig>("source", "Parcels that fall into the chutes when no sortation area feeds them.")
            .number("parcels_per_h", &ParcelSourceConfig::parcels_per_h, {0, 1e6}, "parcels/h", "Mean of a Poisson stream.",
                    {"", Assumed})
            .numbers("route_weights", &ParcelSourceConfig::route_weights, {0, 1e6}, {0, 200}, "",
                     "Share of each door's route, in the order of doors; empty: equal.")
            .build();
    return table;
}

}  // namespace dray::primitives
