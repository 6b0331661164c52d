// The fields of a scenario's section about stations.
#include "primitives/handling/station.hpp"

namespace dray::primitives {

namespace {

const config::Table& station_absence_table() {
    using Config = StationAbsenceConfig;
    static const config::Table table =
        config::Describe<Config>("station absence",
                                 "A break at a station, or a shift without people: no new pod is let in, and what has come is "
                                 "finished first.")
            .text("station", &Config::station, "Name of the station, such as pick-1 or stow-2; empty: all stations.")
            .number("at_s", &Config::at_s, {0, 31536000}, "s", "When it begins.")
            .number("duration_s", &Config::duration_s, {1, 31536000}, "s", "How long the station is closed.")
            .number("every_s", &Config::every_s, {0, 31536000}, "s", "It comes again after so long; 0: once.")
            .build();
    return table;
}

}  // namespace

const config::Table& station_table() {
    using enum config::Grade;
    static const config::Table table = [] {
        config::Describe<StationConfig> stations(
            "stations", "People or robot arms at pick and stow stations: order slots and service times.");
        stations
            .integer("order_slots", &StationConfig::order_slots, {1, 1000}, "orders",
                     "Orders open at a pick station at once; a further one is given to the station when one is complete.",
                     {"RAWSim-O: 12 to 18", Measured})
            .number("pick_line_s", &StationConfig::pick_line_s, {0.1, 3600}, "s",
                    "Mean time for the first unit (or first case) of an order line at the pod.",
                    {"RAWSim-O item transfer", Measured})
            .number("pick_further_unit_s", &StationConfig::pick_further_unit_s, {0, 3600}, "s",
                    "Mean time for each further unit of the line.", {"RAWSim-O item pick", Measured})
            .integer("case_units", &StationConfig::case_units, {0, 1e6}, "units",
                     "A line above this quantity is picked in full cases of this size and single units for the rest; 0: never.",
                     {"", Assumed})
            .number("pick_case_s", &StationConfig::pick_case_s, {0, 3600}, "s", "Mean time for each further case of the line.",
                    {"", Assumed})
            .number("stow_s", &StationConfig::stow_s, {0.1, 3600}, "s", "Mean time to stow one bundle of one SKU into a pod.",
                    {"RAWSim-O; people in a reported stow study reach 243 units/h", Measured})
            .number("service_cv", &StationConfig::service_cv, {0, 3}, "",
                    "Coefficient of variation of service times, which are lognormal; 0: each takes its mean.", {"", Assumed});
        describe_grips(stations)
            .integer("exception_people", &StationConfig::exception_people, {0, 1000}, "people",
                     "Who handle what robot arms leave, at all stations together, one at a time each; the pod waits for them. "
                     "0: one is always there at once.",
                     {"", Assumed})
            .list("absences", &StationConfig::absences, station_absence_table(), {0, 100}, "Breaks and shifts.");
        return stations.build();
    }();
    return table;
}

}  // namespace dray::primitives
