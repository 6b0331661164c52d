// The sortation primitive's figures: induct stations, chutes, and the parcels that a source brings.
#pragma once

#include <cstdint>
#include <vector>

#include "config/table.hpp"

namespace dray::primitives {

struct InductConfig {
    double load_s = 3;                ///< one parcel onto the tray of the robot at the service cell
    double service_cv = 0.3;          ///< coefficient of variation of that time (lognormal); 0: fixed
    std::int64_t queue_parcels = 12;  ///< parcels that may wait at one station
};
[[nodiscard]] const config::Table& induct_table();

struct ChuteConfig {
    double tilt_s = 1;               ///< tipping the tray beside a chute
    std::int64_t slide_parcels = 4;  ///< parcels that the chute itself holds while no cage stands beneath it
    std::int64_t cage_parcels = 40;  ///< without a transport area below: parcels after which the cage is swapped
    double swap_s = 90;              ///< and how long that takes a person
    double parcel_kg = 4.75;         ///< mean mass
    double jam_mtbf_h = 0;           ///< mean time between jams of one chute; 0: none
    double jam_mttr_s = 300;         ///< mean time until a jam is cleared
    bool reassign = true;            ///< an empty chute is given to a route whose chutes are all full
};
[[nodiscard]] const config::Table& chute_table();

/// Parcels that come by themselves when nothing is connected to the area's inlet.
struct InletConfig {
    double parcels_per_h = 6000;
    std::int64_t routes = 12;           ///< destinations; with a transport area below its doors count instead
    std::vector<double> route_weights;  ///< share of each route; empty: falling as 1 / (rank + 2)
    double wave_s = 0;                  ///< those for a truck come within so long before its wave closes; 0: evenly
};
[[nodiscard]] const config::Table& inlet_table();

/// Sorting in waves by truck departure (waves.hpp); with a transport area below.
struct WaveConfig {
    double open_s = 0;                   ///< a wave opens so long before its truck's pull time; 0: no waves
    double close_s = 120;                ///< what comes later than so long before the pull time is for the next truck
    std::int64_t buffer_parcels = 2000;  ///< parcels that may wait for their waves
    [[nodiscard]] bool on() const { return open_s > 0; }
};
[[nodiscard]] const config::Table& wave_table();

/// Shares of `routes` routes that sum to 1: the given weights (missing ones are 0), or the falling default.
[[nodiscard]] std::vector<double> route_shares(const InletConfig& config, std::size_t routes);

}  // namespace dray::primitives
