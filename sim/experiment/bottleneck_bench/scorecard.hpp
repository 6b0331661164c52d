// Whether the bottleneck detector says what measurement says: planted sites, the sensitivity of each to relief of every group,
// and the detector beside the classical rules on the same runs.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "experiment/bottleneck_bench/run_cache.hpp"
#include "experiment/bottleneck_bench/sites.hpp"

namespace dray::experiment {

/// Of all intervals of the scorecard.
inline constexpr double kConfidence = 0.95;

struct ScorecardOptions {
    SiteSet set = kScorecard;
    std::vector<std::string> sites;  ///< names; empty: all
    std::size_t fewest_pairs = 4, most_pairs = 10;
    std::filesystem::path cache;  ///< directory for runs and traces
    std::string build;            ///< names the build, so that runs of another one are not taken
    int threads = 1;
    std::function<bool()> stop = [] { return false; };
    std::function<void(const std::string& text)> progress = [](const std::string&) {};
};

/// How much the relief of one group brings: growth of the throughput over growth of the group's capacity, 1 for a group that
/// alone limits and 0 for one that does not.
struct Sensitivity {
    std::string group;
    double mean = 0, half_width = 0;  ///< with a 95 % interval
    std::size_t pairs = 0;
    bool tied = false;  ///< the pairs do not tell it from the largest
    double score = 0;   ///< the detector's, mean over the runs of the site as it is
};

struct SiteVerdict {
    std::string name, planted;
    double per_h = 0;
    std::vector<Sensitivity> measured;  ///< the largest first; nothing for a site whose bottleneck shifts
    std::string named;                  ///< what the detector named most often
    double right = 0;                   ///< share of runs in which that was the measured one
};

/// One way to rank groups, judged over all runs of all sites whose bottleneck stays.
struct RuleScore {
    std::string rule;
    double top1 = 0, top1_or_tied = 0, top2 = 0;  ///< shares of runs: the measured bottleneck is named first, or among two
    double rank_correlation = 0;                  ///< Spearman's, with the sensitivities that are told from 0; mean
    double false_alarms = 0;                      ///< shares of runs limited by arrivals in which something else is named
};

struct ShiftVerdict {
    std::string name;
    double shift_s = 0;                        ///< mean time of the shift
    std::vector<double> delays_s;              ///< by run, until the detector names the new bottleneck
    double right_before = 0, right_after = 0;  ///< shares of the time before the shift, and from 300 s after it
};

struct Scorecard {
    std::vector<SiteVerdict> sites;
    std::vector<ShiftVerdict> shifts;
    std::vector<RuleScore> rules;  ///< the detector's first
    double median_delay_s = 0, largest_delay_s = 0;
    std::size_t runs = 0, runs_made = 0;  ///< all; those that were not in the cache
    bool interrupted = false;             ///< then nothing else holds; the runs made so far are in the cache
};

[[nodiscard]] Scorecard measure_scorecard(const ScorecardOptions& options);

}  // namespace dray::experiment
