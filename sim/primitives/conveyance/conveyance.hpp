// The figures of what carries load units from one area to another: accumulating conveyors, and lifts between levels.
#pragma once

#include <cstdint>
#include <vector>

#include "config/table.hpp"

namespace dray::primitives {

/// A planned standstill of a whole conveyor or lift.
struct StandstillConfig {
    double at_s = 1800;
    double duration_s = 300;
};
[[nodiscard]] const config::Table& standstill_table();

/// When a carrier stands still, by chance and by plan.
struct StopsConfig {
    double stop_mtbf_h = 0;    ///< mean running time between stops; 0: none
    double stop_mttr_s = 180;  ///< mean time of a stop
    std::vector<StandstillConfig> outages;
};

/// A line on which load units travel at one speed, keep a pitch from each other, and queue without pressure at the end.
struct ConveyorConfig : StopsConfig {
    double length_m = 30;
    double speed_mps = 0.5;
    double pitch_m = 0.76;  ///< from front to front of two units that follow each other, moving or queued
};
[[nodiscard]] const config::Table& conveyor_table();
/// Units that the line holds, queued from end to end.
[[nodiscard]] std::int64_t places_of(const ConveyorConfig& config);
[[nodiscard]] double travel_s(const ConveyorConfig& config);          ///< of a unit that nothing holds up
[[nodiscard]] double most_units_per_h(const ConveyorConfig& config);  ///< speed over pitch

/// A vertical reciprocating conveyor: a car that takes a batch, brings it to the other level and comes back empty.
struct LiftConfig : StopsConfig {
    std::int64_t units = 4;   ///< that the car holds
    double trip_s = 12;       ///< one way
    double transfer_s = 1.5;  ///< to roll one unit aboard, and as long to roll it off
    double wait_s = 20;       ///< after its first unit a car that is not full waits so long for others
    std::int64_t queue_units = 12;
};
[[nodiscard]] const config::Table& lift_table();
[[nodiscard]] double most_units_per_h(const LiftConfig& config);  ///< with a full car on every trip

}  // namespace dray::primitives
