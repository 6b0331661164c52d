#include "engine/put_wall_config.hpp"

namespace dray::engine {

const config::Table& put_wall_area_table() {
    using enum config::Grade;
    using Config = PutWallConfig;
    static const config::Table table =
        config::Describe<Config>(
            "put wall",
            "A wall of cells in which people bring together orders that are picked in batches, and pack them. "
            "Ports: items (in), parcels (out).")
            .text("name", &Config::name, "Name in reports and connections; unique in the site.")
            .integer("tote_units", &Config::tote_units, {1, 1000}, "units",
                     "A tote leaves the place where it is filled with so many.", {"", Assumed})
            .number("tote_wait_s", &Config::tote_wait_s, {0, 86400}, "s", "Or so long after its first item.", {"", Assumed})
            .number("travel_s", &Config::travel_s, {0, 86400}, "s", "From there to the wall.", {"", Assumed})
            .number("orders_per_h", &Config::orders_per_h, {0, 1e6}, "orders/h",
                    "Orders that come by themselves when nothing is connected: mean of a Poisson stream.", {"", Assumed})
            .numbers("lines_per_order", &Config::lines_per_order, {0, 1e6}, {1, 200}, "",
                     "Weights of such orders of 1, 2, 3 ... lines.", {"", Assumed})
            .numbers("units_per_line", &Config::units_per_line, {0, 1e6}, {1, 1000}, "",
                     "Weights of such lines of 1, 2, 3 ... units.", {"", Assumed})
            .integer("zones", &Config::zones, {1, 1000}, "zones", "Places where their lines are picked, at random.",
                     {"", Assumed})
            .number("pick_s", &Config::pick_s, {0, 86400}, "s",
                    "Mean time from the opening of such an order until one of its lines is picked (exponential).", {"", Assumed})
            .integer("routes", &Config::routes, {1, 1000}, "routes", "Their destinations.", {"", Assumed})
            .section("wall", static_cast<primitives::PutWallConfig Config::*>(&Config::wall), primitives::put_wall_table(),
                     "Its cells, and the people before and behind it.")
            .build();
    return table;
}

}  // namespace dray::engine
