// The fields of a scenario's section about identification.
#include "primitives/identification/identification.hpp"

namespace dray::primitives {

using enum config::Grade;

const config::Table& catalogue_table() {
    using C = CatalogueConfig;
    static const config::Table table =
        config::Describe<C>("catalogue", "Articles (SKUs) with box, weight and appearance, some in families of look-alikes.")
            .integer("skus", &C::skus, {2, 1e6}, "SKUs", "Articles of the catalogue.")
            .number("edge_m", &C::edge_m, {0.005, 2}, "m", "Median over SKUs of the geometric mean of a box's edges.",
                    {"", Assumed})
            .number("edge_spread", &C::edge_spread, {0, 2}, "", "Deviation of the natural logarithm of that mean edge.",
                    {"", Assumed})
            .number("aspect_spread", &C::aspect_spread, {0, 2}, "",
                    "Deviation of the natural logarithm of each edge relative to the mean edge.", {"", Assumed})
            .number("density_kg_m3", &C::density_kg_m3, {1, 20000}, "kg/m3", "Median density of a packed article.", {"", Assumed})
            .number("density_spread", &C::density_spread, {0, 2}, "", "Deviation of the natural logarithm of the density.",
                    {"", Assumed})
            .number("family_share", &C::family_share, {0, 1}, "", "Share of the SKUs that belong to families of look-alikes.",
                    {"", Assumed})
            .number("family_size_mean", &C::family_size_mean, {2, 100}, "SKUs",
                    "Mean number of SKUs of a family: 2 and a geometrically distributed rest.", {"", Assumed})
            .number("variants_share", &C::variants_share, {0, 1}, "",
                    "Families whose members share box and weight and differ in print; members of the others share the print and "
                    "differ in size.",
                    {"", Assumed})
            .number("print_spread", &C::print_spread, {0, 1}, "",
                    "Deviation of each component of a variant's appearance within its family; between unrelated SKUs it is 1.",
                    {"", Assumed})
            .number("size_spread", &C::size_spread, {0, 2}, "",
                    "Deviation of the natural logarithm of the edges within a family of sizes.", {"", Assumed})
            .number("likeness_spread", &C::likeness_spread, {0, 1}, "",
                    "Deviation, within a family, of what its members have in common.", {"", Assumed})
            .build();
    return table;
}

const config::Table& sensor_table() {
    using C = SensorConfig;
    static const config::Table table =
        config::Describe<C>("sensors", "What a read attempt sees: code, weight, edges and appearance, each with its noise.")
            .number("no_read", &C::no_read, {0, 1}, "", "Share of attempts at a sound label that read no code.",
                    {"scanner vendors: 98 to 99.5 % read in service, damaged labels included", Vendor})
            .number("damaged_label", &C::damaged_label, {0, 1}, "", "Share of units whose label no attempt can read.",
                    {"", Assumed})
            .number("wrong_read", &C::wrong_read, {0, 1}, "", "Share of attempts that read the code of another SKU.",
                    {"1e-5 to 1e-4 a read", Assumed})
            .number("neighbour_read", &C::neighbour_read, {0, 1}, "",
                    "Share of wrong reads whose code is that of a unit lying beside; the others are any code of the catalogue.",
                    {"", Assumed})
            .number("noise_scale", &C::noise_scale, {0.01, 100}, "",
                    "Multiplies the noise of weight, edges and appearance. The default is found by a search on a training "
                    "catalogue, so that 77.5 % of units are identified against the whole catalogue without a code.",
                    {"Amazon Science on multimodal identification: 75 to 80 %", Measured})
            .number("weight_noise_kg", &C::weight_noise_kg, {0, 10}, "kg", "Deviation of one weighing, before noise_scale.",
                    {"", Assumed})
            .number("edge_noise_m", &C::edge_noise_m, {0, 1}, "m",
                    "Deviation of one measured edge of a box in full view, before noise_scale; it grows as less is visible.",
                    {"", Assumed})
            .number("appearance_noise", &C::appearance_noise, {0.01, 10}, "",
                    "Deviation of each component of appearance in one view, before noise_scale.", {"", Assumed})
            .number("weight_unit_spread", &C::weight_unit_spread, {0.0001, 1}, "",
                    "Relative deviation of weight between units of one SKU.", {"", Assumed})
            .number("edge_unit_spread", &C::edge_unit_spread, {0.0001, 1}, "",
                    "Relative deviation of edges between units of one SKU.", {"", Assumed})
            .number("appearance_unit_spread", &C::appearance_unit_spread, {0, 10}, "",
                    "Deviation of each component of appearance between units of one SKU (wear, wrapping).", {"", Assumed})
            .number("hidden_share", &C::hidden_share, {0, 0.9}, "",
                    "Mean share of a unit that is occluded in a view; exponentially distributed, at most 0.95.", {"", Assumed})
            .number("hidden_error", &C::hidden_error, {0, 1}, "",
                    "Deviation of the share that the sensor takes for occluded from the one that is.", {"", Assumed})
            .number("clutter_share", &C::clutter_share, {0, 1}, "",
                    "Share of occlusions that show a unit lying beside; the others show something unrelated.", {"", Assumed})
            .build();
    return table;
}

const config::Table& reader_table() {
    using C = ReaderConfig;
    static const config::Table table =
        config::Describe<C>("reader", "A reader station: cues, confidence threshold, rescans and exception desk.")
            .flag("use_code", &C::use_code, "Read the bar code.")
            .flag("use_weight", &C::use_weight, "Weigh the unit.")
            .flag("use_dimensions", &C::use_dimensions, "Measure the edges.")
            .flag("use_appearance", &C::use_appearance, "Look at the unit.")
            .number("accept", &C::accept, {0, 1}, "",
                    "Stated confidence from which an identity is accepted; below it the unit is read again or goes to the desk.",
                    {"", Assumed})
            .number("unexpected", &C::unexpected, {0, 0.5}, "", "Prior probability that a unit is none of those expected.",
                    {"", Assumed})
            .integer("attempts", &C::attempts, {1, 8}, "reads", "Reads of one unit at most.", {"", Assumed})
            .number("attempt_s", &C::attempt_s, {0.05, 3600}, "s", "Mean time of one read.", {"", Assumed})
            .number("attempt_cv", &C::attempt_cv, {0, 3}, "",
                    "Coefficient of variation of that time (lognormal); 0: each takes its mean.", {"", Assumed})
            .integer("queue_units", &C::queue_units, {1, 10000}, "units", "Places before the reader.", {"", Assumed})
            .integer("desk_people", &C::desk_people, {1, 1000}, "people", "People at the exception desk.", {"", Assumed})
            .integer("desk_queue_units", &C::desk_queue_units, {1, 10000}, "units",
                     "Places before the desk; the reader waits while they are taken.", {"", Assumed})
            .number("desk_s", &C::desk_s, {0.1, 86400}, "s", "Mean labour of one exception.",
                    {"MHL News: 3 min of labour a no-read", Vendor})
            .number("desk_cv", &C::desk_cv, {0, 3}, "",
                    "Coefficient of variation of that labour (lognormal); 0: each takes its mean.", {"", Assumed})
            .number("desk_wrong", &C::desk_wrong, {0, 1}, "",
                    "Share of exceptions that a person settles wrongly, for the wrong SKU that looks most like the unit.",
                    {"", Assumed})
            .integer("outlet_units", &C::outlet_units, {1, 10000}, "units",
                     "Identified units that may wait for their way onwards; the station is blocked when they are as many.",
                     {"", Assumed})
            .build();
    return table;
}

const config::Table& identification_table() {
    using C = IdentificationConfig;
    static const config::Table table =
        config::Describe<C>("identification", "Automatic identification of units by code, weight, edges and appearance.")
            .section("catalogue", &C::catalogue, catalogue_table(), "The articles.")
            .section("sensors", &C::sensors, sensor_table(), "The noise of the cues.")
            .section("reader", &C::reader, reader_table(), "The station.")
            .build();
    return table;
}

}  // namespace dray::primitives
