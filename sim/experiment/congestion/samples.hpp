// Runs of sites from which the forecast of congestion is learned, and by which it is judged.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "experiment/whatif/trial.hpp"
#include "insight/forecast/training.hpp"

namespace dray::experiment {

/// A site whose runs are wanted.
struct CongestionRun {
    std::string site;    ///< its runs are judged together
    std::string family;  ///< of sites that are alike: see learn()
    ScenarioSource source;
    std::uint64_t seed = 1;
};

/// What was seen in one run, moment by moment.
struct CongestionSamples {
    std::string site, family;
    std::vector<insight::GroupSample> groups;
    std::vector<insight::SeriesSample> zones, stations;
};

/// Runs to the end on the calling thread alone; a moment each half minute, from five minutes on. Samples weigh so that every run
/// weighs the same, and errors of zones and stations in proportion to those of persistence in this run. `stop` ends it early.
[[nodiscard]] CongestionSamples congestion_samples(const CongestionRun& run, const std::function<bool()>& stop);

/// All runs side by side, each of their samples in the order of `runs`. `progress` is told how many are done.
[[nodiscard]] std::vector<CongestionSamples> congestion_samples(const std::vector<CongestionRun>& runs, int threads,
                                                                const std::function<bool()>& stop,
                                                                const std::function<void(std::size_t)>& progress);

}  // namespace dray::experiment
