// The fields of a scenario's section about goods inbound.
#include "operations/receiving/inbound.hpp"

namespace dray::operations {

const config::Table& inbound_table() {
    using enum config::Grade;
    using Config = InboundConfig;
    static const config::Table table =
        config::Describe<Config>("inbound",
                                 "Trucks that bring what the stock policy orders, in totes of one article each. The run starts "
                                 "with each SKU somewhere "
                                 "between its reorder point and its target. Port: totes (out), which must lead to "
                                 "storage.totes, straight or through areas that handle and identify totes.")
            .integer(
                "doors", &Config::doors, {0, 200}, "doors",
                "Receiving doors, each with a crew that unloads one tote after the other. 0: there are no trucks, and what is "
                "ordered is at the stow stations at once.",
                {"", Assumed})
            .number("truck_every_s", &Config::truck_every_s, {1, 1e6}, "s",
                    "Time between two trucks of the schedule; one that would be empty does not come.", {"", Assumed})
            .number("first_truck_s", &Config::first_truck_s, {0, 1e7}, "s", "When the first truck of the schedule is due.",
                    {"", Assumed})
            .integer("truck_totes", &Config::truck_totes, {1, 100000}, "totes", "Totes that one truck brings at most.",
                     {"", Assumed})
            .integer("tote_units", &Config::tote_units, {1, 100000}, "units", "Units that one tote holds at most.", {"", Assumed})
            .number("lead_time_s", &Config::lead_time_s, {0, 1e7}, "s",
                    "A truck brings what was ordered at least this long before it is due.", {"", Assumed})
            .number("late_share", &Config::late_share, {0, 1}, "", "Share of the trucks that come after their time.",
                    {"", Assumed})
            .number("late_s", &Config::late_s, {0.1, 1e6}, "s", "How late these are: mean of an exponential distribution.",
                    {"", Assumed})
            .number("unload_tote_s", &Config::unload_tote_s, {0.1, 3600}, "s", "Mean time of a crew to unload one tote.",
                    {"", Assumed})
            .number("unload_cv", &Config::unload_cv, {0, 3}, "",
                    "Coefficient of variation of that time (lognormal); 0: each takes its mean.", {"", Assumed})
            .number("change_s", &Config::change_s, {0, 86400}, "s", "Time between two trucks at one door.", {"", Assumed})
            .integer("dock_totes", &Config::dock_totes, {1, 1e6}, "totes",
                     "Places for totes behind the doors; when they are taken the crews wait.", {"", Assumed})
            .integer("stow_totes", &Config::stow_totes, {1, 1e6}, "totes",
                     "Places before the stow stations, for totes that no pod has been chosen for.", {"", Assumed})
            .number(
                "wrong_item_s", &Config::wrong_item_s, {0, 3600}, "s",
                "Mean time that a picker takes longer for a line when some of the units in the hand are not what the pod should "
                "hold; they are set aside.",
                {"", Assumed})
            .number(
                "set_aside_s", &Config::set_aside_s, {0, 86400}, "s",
                "Mean labour of the person at the exception desk who finds out what a line has set aside and brings it back to "
                "the stow stations as what it is, one article after the other.",
                {"MHL News: 3 min of labour a no-read", Vendor})
            .build();
    return table;
}

}  // namespace dray::operations
