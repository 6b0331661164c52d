// Learns the forecast of congestion from runs of many sites, and judges it by runs of others.
#pragma once

#include <functional>
#include <vector>

#include "experiment/congestion/samples.hpp"
#include "insight/forecast/congestion_model.hpp"
#include "insight/statistics/intervals.hpp"

namespace dray::experiment {

/// How good a forecast was, against the rule "what is now stays". Means over sites: each site counts the same.
struct CongestionScore {
    std::size_t sites = 0, moments = 0;
    double shifts = 0;         ///< share of moments after which another group was the bottleneck
    double hit_rate = 0;       ///< share of moments in which the likeliest group was the bottleneck five minutes later
    double brier = 0;          ///< mean over moments of the sum over groups of (probability - outcome) squared, 0 to 2
    double zone_error = 0;     ///< mean absolute error of robots held in a zone, in robot-seconds a minute
    double station_error = 0;  ///< the same of robots waiting for a station
    // The same of persistence: all of its probability on the present bottleneck.
    double persistence_hit_rate = 0, persistence_brier = 0, persistence_zone_error = 0, persistence_station_error = 0;
    /// Brier score of a persistence that says how sure it is: the share of moments in which it held in training, the rest shared
    /// among the other groups.
    double sure_persistence_brier = 0;
    // What the forecast is better by than persistence, with 95 % intervals over sites: hit rate; Brier score, against the
    // persistence that says how sure it is; errors as shares of the mean error of persistence.
    insight::Interval hit_gain{}, brier_gain{}, zone_gain{}, station_gain{};
};

struct LearnedCongestion {
    insight::CongestionModel model;
    double penalty = 0;     ///< on weights; see insight::fit_groups
    double held_share = 1;  ///< of moments in which the bottleneck stayed; mean over runs
    /// Each family judged by a model that was learned from all others; no sites with a single family.
    CongestionScore left_out{};
};

/// Takes the penalty whose models tell most of families that they were not learned from. The same runs give the same model to the
/// last bit, whatever `threads`.
[[nodiscard]] LearnedCongestion learn(const std::vector<CongestionSamples>& runs, int threads);

/// `held_share`: that of training.
[[nodiscard]] CongestionScore score(const insight::CongestionModel& model, const std::vector<CongestionSamples>& runs,
                                    double held_share);
/// Mean over runs of the share of moments in which the bottleneck was the same five minutes later; 1 without moments.
[[nodiscard]] double held_share(const std::vector<CongestionSamples>& runs);

}  // namespace dray::experiment
