// The figures of a conveyor loop sorter (cross-belt or tilt-tray): belt, inducts, scanners, chutes, outages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/table.hpp"
#include "primitives/identification/identification.hpp"
#include "primitives/sortation/sortation.hpp"

namespace dray::primitives {

/// An endless belt of carriers, one parcel on each.
struct BeltConfig {
    double length_m = 240;  ///< once round
    double pitch_m = 0.6;   ///< from carrier to carrier
    double speed_mps = 2;
    std::int64_t zones = 1;    ///< induct zones spread over the loop, each with its scanner and its part of the chutes
    double stop_mtbf_h = 0;    ///< mean running time between stops of the belt; 0: none
    double stop_mttr_s = 180;  ///< mean time of a stop
};
[[nodiscard]] const config::Table& belt_table();

/// Stations where a parcel is put on a short belt, which merges it on to an empty carrier.
struct LoopInductConfig : InductConfig {
    LoopInductConfig() { load_s = 2.4; }
    std::int64_t count = 8;
    double spacing_m = 3;        ///< along the belt, also from the last one to the scanner and from there to the first chute
    std::string merge = "fair";  ///< or "greedy": who may take an empty carrier
};
[[nodiscard]] const config::Table& loop_induct_table();

/// Reads the code of each parcel that passes and is not known yet.
struct ScannerConfig {
    double no_read = SensorConfig{}.no_read;              ///< passes of a sound label that read nothing
    double damaged_label = SensorConfig{}.damaged_label;  ///< parcels whose label no pass can read
    double wrong_read = SensorConfig{}.wrong_read;        ///< reads that give the code of another route
};
[[nodiscard]] const config::Table& scanner_table();

/// Chutes beside the belt, and how long a parcel that finds none may go round.
struct LoopChuteConfig : ChuteConfig {
    LoopChuteConfig() {
        tilt_s = 0.5;
        slide_parcels = 10;
    }
    std::int64_t count = 48;
    std::int64_t max_laps = 3;  ///< full rounds of one parcel; then the reject chute at the end of the loop takes it
};
[[nodiscard]] const config::Table& loop_chute_table();

/// Something that stands still at a set time.
struct OutageConfig {
    std::string what = "belt";  ///< "belt", "induct", "scanner" or "chute"
    std::int64_t number = 1;    ///< which one, from 1
    double at_s = 1800;
    double duration_s = 300;
};
[[nodiscard]] const config::Table& outage_table();

struct LoopConfig {
    BeltConfig belt;
    LoopInductConfig induct;
    ScannerConfig scanner;
    LoopChuteConfig chutes;
    std::vector<OutageConfig> outages;
};

/// Where along the belt everything stands, counted in carriers from the first induct. Each zone has its inducts, then its
/// scanner, then its chutes, evenly over the rest; the reject chute is the last place of the loop.
struct LoopLayout {
    std::int64_t carriers = 0;
    std::vector<std::int64_t> inducts, scanners, chutes;  ///< places, ascending
    std::vector<std::size_t> first_inducts;               ///< by zone: the number of its first one
    std::int64_t reject = 0;
};
/// Why the loop cannot be built so: "a zone of 40 carriers ..."; empty when it can.
[[nodiscard]] std::string loop_misfit(const LoopConfig& config);
/// Of a loop without misfit.
[[nodiscard]] LoopLayout loop_layout(const LoopConfig& config);
/// Why an outage names nothing that is there; empty when it does.
[[nodiscard]] std::string outage_misfit(const OutageConfig& outage, const LoopConfig& config);

}  // namespace dray::primitives
