// The fields of a scenario's put walls.
#include "primitives/handling/put_wall.hpp"

namespace dray::primitives {

const config::Table& put_wall_table() {
    using enum config::Grade;
    using Config = PutWallConfig;
    static const config::Table table = [] {
        config::Describe<Config> wall("wall", "Cells of a put wall, and the people before and behind it.");
        wall.integer("cells", &Config::cells, {1, 100000}, "cells", "Orders that are at the wall at once, each in its own.",
                     {"", Assumed})
            .integer("columns", &Config::columns, {1, 10000}, "cells", "Side by side; the others lie above them.", {"", Assumed})
            .number("column_m", &Config::column_m, {0.1, 5}, "m", "From the middle of one column to the next.", {"", Assumed})
            .number("walk_mps", &Config::walk_mps, {0, 3}, "m/s", "Of people along the wall; 0: nobody has to walk.",
                    {"", Assumed})
            .integer("queue_totes", &Config::queue_totes, {1, 1000000}, "totes", "Places before the putters.", {"", Assumed})
            .integer("putters", &Config::putters, {1, 1000}, "people", "At the front; each puts away one tote at a time.",
                     {"", Assumed})
            .number("put_s", &Config::put_s, {0.1, 3600}, "s",
                    "Mean time of an attempt to put the first unit of a line into its cell.", {"", Assumed})
            .number("put_further_unit_s", &Config::put_further_unit_s, {0, 3600}, "s", "More for each further unit of the line.",
                    {"", Assumed});
        describe_grips(wall)
            .integer("packers", &Config::packers, {1, 1000}, "people", "At the back.", {"", Assumed})
            .number("take_s", &Config::take_s, {0.1, 3600}, "s",
                    "Mean time to take a complete order out of its cell, which is free then.", {"", Assumed})
            .number("pack_s", &Config::pack_s, {0.1, 3600}, "s", "Mean time to pack an order of one unit.", {"", Assumed})
            .number("pack_further_unit_s", &Config::pack_further_unit_s, {0, 3600}, "s", "More for each further unit.",
                    {"", Assumed})
            .choice("time_law", &Config::time_law,
                    {{"lognormal", "with time_cv"}, {"exponential", "as queueing theory likes it"}, {"fixed", "always the mean"}},
                    "How times of putting, taking and packing vary.")
            .number("time_cv", &Config::time_cv, {0, 3}, "", "Coefficient of variation of lognormal times.", {"", Assumed})
            .integer("outlet_parcels", &Config::outlet_parcels, {1, 1000000}, "parcels",
                     "Places behind the packers; while these are taken, who has packed is blocked.", {"", Assumed})
            .list("putter_absences", &Config::putter_absences, absence_table(), {0, 100}, "Breaks and shifts at the front.")
            .list("packer_absences", &Config::packer_absences, absence_table(), {0, 100}, "Breaks and shifts at the back.");
        return wall.build();
    }();
    return table;
}

}  // namespace dray::primitives
