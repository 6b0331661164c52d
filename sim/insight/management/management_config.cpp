#include "insight/management/management_config.hpp"

namespace dray::insight {

const char* name_of(Rule rule) {
    static constexpr std::array<const char*, kRules> kNames = {"limit_robots", "steer_stations", "meter_zones", "reassign_chutes",
                                                               "flex_stations"};
    return kNames[static_cast<std::size_t>(rule)];
}

const config::Table& management_table() {
    using Config = ManagementConfig;
    using enum config::Grade;
    static const config::Table table =
        config::Describe<Config>("management",
                                 "Rules that act on what holds the site back while it runs; each is switched on by itself.")
            .choice("mode", &Config::mode,
                    {{"none", "nobody interferes"},
                     {"reactive", "the rules act on the present state"},
                     {"predictive", "steer_stations and meter_zones act on the state that is forecast for five minutes ahead"}},
                    "Whether the rules act, and on what.")
            .flag("limit_robots", &Config::limit_robots,
                  "No more robots work at once than the measured curve of flow over robots has at its peak; the others park, on "
                  "a sort floor in the lanes of induct stations.")
            .flag("steer_stations", &Config::steer_stations,
                  "New orders, pods and parcels go to other stations than those with a much longer wait.")
            .flag("meter_zones", &Config::meter_zones,
                  "Into a zone in which most robots stand, only as many are sent as it can pass.")
            .flag("reassign_chutes", &Config::reassign_chutes,
                  "A route most of whose chutes are full gets an unused one of a route that has room.")
            .integer("flex_pick_stations", &Config::flex_pick_stations, {0, 10000}, "stations",
                     "Pick stations, the last by number, where people only work while many orders wait; 0: all always.")
            .integer("flex_induct_stations", &Config::flex_induct_stations, {0, 1000}, "stations",
                     "The same for the induct stations of each sorting area.")
            .number("flex_open_above", &Config::flex_open_above, {0, 1e6}, "",
                    "Orders (parcels) that wait for each open station before one more opens.", {"", Assumed})
            .number("flex_close_below", &Config::flex_close_below, {0, 1e6}, "", "And below which one closes.", {"", Assumed})
            .number("flex_hold_s", &Config::flex_hold_s, {1, 86400}, "s", "Time between two changes.",
                    {"people need to walk there", Assumed})
            .text("model", &Config::model,
                  "Model file of the forecast (dray train congestion), relative to the scenario; empty: the shipped one.")
            .build();
    return table;
}

}  // namespace dray::insight
