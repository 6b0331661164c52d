// Runs of sites from which the forecast of congestion is learned, and by which it is judged.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "experiment/whatif/trial.hpp"
#include "insight/forecast/training.hpp"

namespace dray::experiment {

/// What was seen in runs, moment by moment.
struct CongestionSamples {
    std::vector<insight::GroupSample> groups;
    std::vector<insight::SeriesSample> zones, stations;

    void add(const CongestionSamples& more);
};

/// A site whose runs are wanted.
struct CongestionRun {
    std::string name;  ///< for people
    ScenarioSource source;
    std::uint64_t seed = 1;
};

/// Runs to the end on the calling thread alone; a moment every ten simulated seconds, from five minutes on. `stop` ends it early.
[[nodiscard]] CongestionSamples congestion_samples(const CongestionRun& run, const std::function<bool()>& stop);

/// All runs side by side, each of their samples in the order of `runs`. `progress` is told how many are done.
[[nodiscard]] std::vector<CongestionSamples> congestion_samples(const std::vector<CongestionRun>& runs, int threads,
                                                                const std::function<bool()>& stop,
                                                                const std::function<void(std::size_t)>& progress);

/// How good a forecast was.
struct CongestionScore {
    std::size_t moments = 0;
    double hit_rate = 0;        ///< share of moments in which the likeliest group was the bottleneck five minutes later
    double shifts = 0;          ///< share of moments after which another group was
    double shift_hit_rate = 0;  ///< hit rate in those alone; of persistence 0
    double brier = 0;           ///< mean over moments of the sum over groups of (probability - outcome) squared, 0 to 2
    double delay_error = 0;     ///< mean absolute error of robots held in a zone, in robot-seconds a minute
    double station_error = 0;   ///< the same of robots waiting for a station
    // The same of the rule "what is now stays": all of its probability on the present bottleneck.
    double persistence_hit_rate = 0, persistence_brier = 0, persistence_delay_error = 0, persistence_station_error = 0;
    /// Brier score of a persistence that says how sure it is: the share of moments in which it held in training, the rest shared
    /// among the other groups.
    double sure_persistence_brier = 0;
};

/// `held_share`: of training moments in which the bottleneck stayed.
[[nodiscard]] CongestionScore score(const insight::CongestionModel& model, const CongestionSamples& samples, double held_share);
/// Share of moments in which the bottleneck was the same five minutes later; 1 without moments.
[[nodiscard]] double held_share(const CongestionSamples& samples);

}  // namespace dray::experiment
