// The runs of the scorecard: each planted site as it is and with each of its groups relieved, as many pairs as it takes. Internal
// to the scorecard.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "experiment/bottleneck_bench/scorecard.hpp"
#include "experiment/whatif/relief.hpp"
#include "experiment/whatif/trial.hpp"

namespace dray::experiment {

/// A site with its reliefs and the runs made of it so far.
struct Bench {
    PlantedSite site;
    ScenarioSource source;
    std::vector<Relief> reliefs;                ///< one a group; none of a site whose bottleneck shifts
    std::vector<std::vector<RunFigures>> runs;  ///< by variant: the site as it is, then each relief; by pair
    std::vector<std::size_t> wanted;            ///< pairs of each variant

    /// Growth of throughput over growth of capacity, by pair.
    [[nodiscard]] std::vector<double> sensitivities(std::size_t relief) const;
    /// The same of all reliefs.
    [[nodiscard]] std::vector<std::vector<double>> all_sensitivities() const;
};

/// Index of the series with the largest mean; there is one.
[[nodiscard]] std::size_t largest(const std::vector<std::vector<double>>& series);
/// Whether the pairs that two reliefs share tell that the first gains more than the second.
[[nodiscard]] bool told_apart(const std::vector<double>& larger, const std::vector<double>& smaller);

class Measurement {
  public:
    /// `options` must outlive it.
    explicit Measurement(const ScorecardOptions& options);
    /// Makes all runs; ends early when asked to stop, and the runs are then not complete.
    void make_runs();
    [[nodiscard]] const std::vector<Bench>& benches() const { return benches_; }
    [[nodiscard]] std::size_t made() const { return made_; }  ///< runs that were not in the cache

  private:
    void add(PlantedSite site);
    void make_missing();
    [[nodiscard]] RunFigures one_run(const Bench& bench, std::size_t variant, std::size_t pair);
    [[nodiscard]] bool want_more();

    const ScorecardOptions& options_;
    RunCache cache_;
    std::vector<Bench> benches_;
    std::atomic<std::size_t> made_{0};
};

}  // namespace dray::experiment
