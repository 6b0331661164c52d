// The small sites of the bottleneck scorecard, each with a bottleneck planted by its numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dray::experiment {

/// Sites of equal names in different sets differ in all their numbers, so that what was tuned on one set is judged on another.
struct SiteSet {
    const char* name;
    std::uint64_t site_seed;  ///< draws the numbers of the sites
    std::uint64_t run_seed;   ///< of the first run of each site; the others follow
};
inline constexpr SiteSet kTuning = {"tuning", 1001, 11001};
inline constexpr SiteSet kScorecard = {"scorecard", 2002, 22001};

/// A bottleneck that moves while the site runs.
struct PlantedShift {
    std::string to;    ///< group that limits afterwards
    double at_s = 0;   ///< when; 0: when the orders that are open no longer fill half of the stations' slots
    double slots = 0;  ///< order slots of all pick stations, for that
};

struct PlantedSite {
    std::string name;   ///< "pick-1"
    std::string group;  ///< what is planted, as the ranking names it; of a shift what limits at first
    std::string yaml;
    std::string trace;                     ///< CSV of orders that the scenario names as `trace.csv`; empty: none
    std::vector<PlantedShift> shift = {};  ///< at most one
};

/// The sites of a set: at most 20 robots and 30 simulated minutes each. Equal seeds give equal sites.
[[nodiscard]] std::vector<PlantedSite> planted_sites(std::uint64_t site_seed);

}  // namespace dray::experiment
