// Measuring a reader station: what its confidence threshold costs in throughput, labour and wrong identities.
#pragma once

#include <cstddef>
#include <cstdint>

#include "primitives/identification/reader.hpp"

namespace dray::primitives {

/// A source that always has a unit for the station, and a sink that takes all.
struct StationTrialSetup {
    std::size_t units = 20000;
    std::size_t candidates = 40;  ///< SKUs expected in the tote that a unit comes from
    double look_alikes = 0;       ///< as in draw_tote
    double strays = 0.002;        ///< units that are none of those expected
    std::uint64_t seed = 1;
};

/// What the station did with them.
struct StationTrial {
    std::int64_t units = 0;
    double units_per_hour = 0;  ///< given on per simulated hour while the source had units
    double reads_per_unit = 0;
    double desk_share = 0;       ///< units settled at the exception desk
    double desk_s_per_unit = 0;  ///< labour of the desk, over all units
    double blocked_share = 0;    ///< time in which the reader waited for a place at desk or outlet
    std::int64_t wrong = 0;      ///< units that left with a wrong identity
    std::int64_t wrong_by_desk = 0;
    std::int64_t strays = 0, strays_found = 0;  ///< found: left with what they are
};

/// Runs the station until all units have left it. Unit number n is the same for every configuration. Deterministic.
[[nodiscard]] StationTrial run_station(const ReaderConfig& config, const Classifier& classifier, const StationTrialSetup& setup);

}  // namespace dray::primitives
