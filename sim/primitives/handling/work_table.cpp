// The fields of a scenario's handling areas.
#include "primitives/handling/work_cell.hpp"

namespace dray::primitives {

using enum config::Grade;

const config::Table& work_table() {
    static const config::Table table =
        config::Describe<WorkConfig>("work", "People or robot arms who do something with each parcel.")
            .integer("workers", &WorkConfig::workers, {1, 10000}, "workers", "Side by side behind one queue.", {"", Assumed})
            .integer("queue_parcels", &WorkConfig::queue_parcels, {1, 1000000}, "parcels", "Places before them.", {"", Assumed})
            .integer("outlet_parcels", &WorkConfig::outlet_parcels, {1, 1000000}, "parcels",
                     "Places behind them; while these are taken, who has finished is blocked.", {"", Assumed})
            .number("time_s", &WorkConfig::time_s, {0.1, 86400}, "s", "Mean time of one attempt.", {"", Assumed})
            .number("further_unit_s", &WorkConfig::further_unit_s, {0, 3600}, "s",
                    "More for each unit of the parcel beyond the first.", {"off by default", Choice})
            .choice("time_law", &WorkConfig::time_law,
                    {{"lognormal", "with time_cv"}, {"exponential", "as queueing theory likes it"}, {"fixed", "always the mean"}},
                    "How the times of attempts vary.")
            .number("time_cv", &WorkConfig::time_cv, {0, 3}, "", "Coefficient of variation of lognormal times.", {"", Assumed})
            .number("success_rate", &WorkConfig::success_rate, {0, 1}, "share", "Of attempts.", {"", Assumed})
            .integer("attempts", &WorkConfig::attempts, {1, 100}, "attempts", "After so many it goes to the exception desk.",
                     {"", Assumed})
            .number("refusal_rate", &WorkConfig::refusal_rate, {0, 1}, "share",
                    "Parcels that a worker declines at sight, as an arm does that finds no grip.", {"", Assumed})
            .number("refusal_s", &WorkConfig::refusal_s, {0.1, 3600}, "s", "Time that this takes.", {"", Assumed})
            .integer("desk_people", &WorkConfig::desk_people, {1, 1000}, "people", "At the exception desk.", {"", Assumed})
            .number("desk_s", &WorkConfig::desk_s, {0.1, 86400}, "s", "Mean time of one exception, lognormal with time_cv.",
                    {"", Assumed})
            .number("mtbf_h", &WorkConfig::mtbf_h, {0, 1e6}, "h", "Mean running time of a worker between failures; 0: none.",
                    {"", Assumed})
            .number("mttr_s", &WorkConfig::mttr_s, {1, 1e6}, "s", "Mean time of a failure.", {"", Assumed})
            .list("absences", &WorkConfig::absences, absence_table(), {0, 100}, "Breaks and shifts.")
            .build();
    return table;
}

}  // namespace dray::primitives
