// The fields of conveyors and lifts, and what follows from them.
#include <cmath>

#include "primitives/conveyance/conveyance.hpp"

namespace dray::primitives {

using enum config::Grade;

namespace {

// The same words as those of a loop sorter's belt.
template <class C>
config::Describe<C>& add_stops(config::Describe<C>& table) {
    return table
        .number("stop_mtbf_h", static_cast<double C::*>(&C::stop_mtbf_h), {0, 1e6}, "h",
                "Mean running time between stops (exponential); 0: none.", {"", Assumed})
        .number("stop_mttr_s", static_cast<double C::*>(&C::stop_mttr_s), {1, 86400}, "s", "Mean time of a stop (exponential).",
                {"", Assumed})
        .list("outages", static_cast<std::vector<StandstillConfig> C::*>(&C::outages), standstill_table(), {0, 1000},
              "When it stands still by plan.");
}

}  // namespace

const config::Table& standstill_table() {
    using C = StandstillConfig;
    static const config::Table table =
        config::Describe<C>("standstill", "A time in which the whole conveyor or lift stands still.")
            .number("at_s", &C::at_s, {0, 31536000}, "s", "When it begins.")
            .number("duration_s", &C::duration_s, {1, 31536000}, "s", "How long.")
            .build();
    return table;
}

const config::Table& conveyor_table() {
    using C = ConveyorConfig;
    config::Describe<C> fields(
        "conveyor", "An accumulating line: units travel at its speed, queue at the end, and hold it up only when it is full.");
    fields.number("length_m", &C::length_m, {0.5, 5000}, "m", "From end to end.", {"", Assumed})
        .number("speed_mps", &C::speed_mps, {0.05, 3}, "m/s", "Of what travels on it.",
                {"makers of accumulating roller conveyors: 0.3 to 0.6 m/s", Vendor})
        .number("pitch_m", &C::pitch_m, {0.1, 5}, "m",
                "From one unit to the next, moving or queued; speed over pitch is the most it can carry.",
                {"zones of 30 inches, usual for totes", Vendor});
    static const config::Table table = add_stops(fields).build();
    return table;
}

std::int64_t places_of(const ConveyorConfig& config) {
    return static_cast<std::int64_t>(std::ceil(config.length_m / config.pitch_m - 1e-9));
}

double travel_s(const ConveyorConfig& config) {
    return config.length_m / config.speed_mps;
}

double most_units_per_h(const ConveyorConfig& config) {
    return 3600 * config.speed_mps / config.pitch_m;
}

const config::Table& lift_table() {
    using C = LiftConfig;
    config::Describe<C> fields("lift",
                               "A vertical reciprocating conveyor: brings a batch to another level and comes back empty.");
    fields.integer("units", &C::units, {1, 1000}, "units", "Load units on one trip at most.", {"", Assumed})
        .number("trip_s", &C::trip_s, {0.1, 3600}, "s", "One way, with load or empty.", {"", Assumed})
        .number("transfer_s", &C::transfer_s, {0.05, 600}, "s", "To roll one unit aboard, and as long to roll it off.",
                {"", Assumed})
        .number("wait_s", &C::wait_s, {0, 86400}, "s",
                "A car that is not full leaves so long after its first unit; 0: as soon as nothing waits before it.",
                {"", Assumed})
        .integer("queue_units", &C::queue_units, {1, 10000}, "units",
                 "Units that may wait before it; more wait in the area that gives them.", {"", Assumed});
    static const config::Table table = add_stops(fields).build();
    return table;
}

double most_units_per_h(const LiftConfig& config) {
    const auto units = static_cast<double>(config.units);
    return 3600 * units / (2 * config.trip_s + 2 * units * config.transfer_s);
}

}  // namespace dray::primitives
