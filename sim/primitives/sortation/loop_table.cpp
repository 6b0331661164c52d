// The fields of a scenario's loop sorters.
#include "primitives/sortation/loop.hpp"

namespace dray::primitives {

using enum config::Grade;

const config::Table& belt_table() {
    using C = BeltConfig;
    static const config::Table table =
        config::Describe<C>("belt",
                            "An endless belt of carriers; speed over pitch is the most it can carry past one induct zone.")
            .number("length_m", &C::length_m, {5, 5000}, "m", "Once round.",
                    {"knowledge base on cross-belt sorters: 100 to 400 m", Vendor})
            .number("pitch_m", &C::pitch_m, {0.1, 5}, "m", "From carrier to carrier: one parcel on each.",
                    {"Modern Materials Handling: cross-belt 200 a minute, which is this at 2 m/s", Vendor})
            .number("speed_mps", &C::speed_mps, {0.1, 5}, "m/s", "Of the belt.", {"makers of loop sorters: 2 to 3 m/s", Vendor})
            .integer("zones", &C::zones, {1, 8}, "zones",
                     "Induct zones, evenly over the loop, each with its scanner and its part of the chutes: carriers that are "
                     "emptied before the next zone are used twice.",
                     {"", Assumed})
            .number("stop_mtbf_h", &C::stop_mtbf_h, {0, 1e6}, "h", "Mean running time between stops (exponential); 0: none.",
                    {"", Assumed})
            .number("stop_mttr_s", &C::stop_mttr_s, {1, 86400}, "s", "Mean time of a stop (exponential).", {"", Assumed})
            .build();
    return table;
}

const config::Table& loop_induct_table() {
    using C = LoopInductConfig;
    static const config::Table table =
        config::Describe<C>("loop induct", "Stations that merge parcels on to empty carriers.")
            .integer("count", &C::count, {1, 200}, "stations", "All zones together.", {"", Assumed})
            .number("spacing_m", &C::spacing_m, {0.1, 100}, "m",
                    "Along the belt, also from the last one to the scanner and from there to the first chute.", {"", Assumed})
            .number("load_s", static_cast<double C::*>(&C::load_s), {0.1, 600}, "s",
                    "Mean time to lay one parcel ready; then it waits for an empty carrier.",
                    {"knowledge base on cross-belt sorters: 1,200 to 2,000 parcels an hour by hand", Vendor})
            .number("service_cv", static_cast<double C::*>(&C::service_cv), {0, 3}, "",
                    "Coefficient of variation of that time, which is lognormal; 0: each takes its mean.", {"", Assumed})
            .integer("queue_parcels", static_cast<std::int64_t C::*>(&C::queue_parcels), {1, 10000}, "parcels",
                     "Parcels that may wait at one station; more wait before the area.", {"", Assumed})
            .choice("merge", &C::merge,
                    {{"fair", "each is booked ahead for the station of its zone whose parcel will have lain ready longest"},
                     {"greedy", "the first station with a parcel ready takes it; near capacity the last ones get little"}},
                    "Who may take an empty carrier.")
            .build();
    return table;
}

const config::Table& scanner_table() {
    using C = ScannerConfig;
    static const config::Table table =
        config::Describe<C>("scanner",
                            "Reads the code of every parcel that passes and is not known yet; what is not read goes round again.")
            .number("no_read", &C::no_read, {0, 1}, "", "Share of passes that read nothing of a sound label.",
                    {"scanner vendors: 98 to 99.5 % read in service, damaged labels included", Vendor})
            .number("damaged_label", &C::damaged_label, {0, 1}, "", "Share of parcels whose label no pass can read.",
                    {"", Assumed})
            .number("wrong_read", &C::wrong_read, {0, 1}, "", "Share of reads that give another route than the parcel's.",
                    {"1e-5 to 1e-4 a read", Assumed})
            .build();
    return table;
}

const config::Table& loop_chute_table() {
    using C = LoopChuteConfig;
    static const config::Table table =
        config::Describe<C>("loop chutes", "Chutes beside the belt: the first one of its route that has room takes a parcel.")
            .integer("count", &C::count, {1, 2000}, "chutes",
                     "All zones together; with a transport area below one for each slot.", {"", Assumed})
            .integer("max_laps", &C::max_laps, {1, 1000}, "laps",
                     "Full rounds of a parcel that finds no chute; then the reject chute at the end of the loop takes it.",
                     {"", Assumed})
            .number("tilt_s", static_cast<double C::*>(&C::tilt_s), {0.05, 60}, "s", "Until a parcel has left its carrier.",
                    {"", Assumed})
            .integer("slide_parcels", static_cast<std::int64_t C::*>(&C::slide_parcels), {0, 1000}, "parcels",
                     "Parcels that a chute holds itself while no cage stands beneath it.", {"", Assumed})
            .integer("cage_parcels", static_cast<std::int64_t C::*>(&C::cage_parcels), {1, 10000}, "parcels",
                     "Parcels after which the cage beneath is swapped; with a transport area its cages count.", {"", Assumed})
            .number("swap_s", static_cast<double C::*>(&C::swap_s), {0, 86400}, "s",
                    "Time of a swap by a person; with a transport area its movers swap cages.", {"", Assumed})
            .number("jam_mtbf_h", static_cast<double C::*>(&C::jam_mtbf_h), {0, 1e6}, "h",
                    "Mean time between jams of one chute; 0: none.", {"", Assumed})
            .number("jam_mttr_s", static_cast<double C::*>(&C::jam_mttr_s), {1, 86400}, "s", "Mean time until a jam is cleared.",
                    {"", Assumed})
            .flag("reassign", static_cast<bool C::*>(&C::reassign),
                  "An empty chute is given to a route whose chutes are all full.")
            .build();
    return table;
}

const config::Table& outage_table() {
    using C = OutageConfig;
    static const config::Table table =
        config::Describe<C>("outage", "Something of the loop that is down at a set time.")
            .choice("what", &C::what,
                    {{"belt", "the whole loop stands still"},
                     {"induct", "one station works on nothing"},
                     {"scanner", "one scanner reads nothing"},
                     {"chute", "one chute takes nothing: jammed, or closed"}},
                    "What is down.")
            .integer("number", &C::number, {1, 2000}, "", "Which one, from 1 along the belt; the belt itself is 1.")
            .number("at_s", &C::at_s, {0, 31536000}, "s", "From when on.")
            .number("duration_s", &C::duration_s, {0.1, 31536000}, "s", "For how long.")
            .build();
    return table;
}

}  // namespace dray::primitives
