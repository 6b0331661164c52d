// What one run, or the replications of one scenario, say about their own certainty.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/results.hpp"
#include "insight/statistics/batch_means.hpp"

namespace dray::experiment {

/// Whether the warm-up that rates leave out was long enough.
struct WarmUpCheck {
    bool applies = false;           ///< the scenario is in steady state; the start of a terminating one is part of it
    double used_s = 0;              ///< left out by the scenario
    std::optional<double> found_s;  ///< where the start ends to show by MSER-5
    std::string refusal;            ///< why there is no `found_s`

    [[nodiscard]] bool enough() const { return !applies || (found_s && *found_s <= used_s); }
};

/// MSER-5 over counts of successive minutes.
[[nodiscard]] WarmUpCheck check_warm_up(std::span<const double> per_minute, double used_s, bool steady_state);

/// A figure of one run with its interval from within the run.
struct RunFigure {
    std::string metric;  ///< "throughput.lines_per_hour"
    insight::RunInterval run;
};

struct RunStatistics {
    WarmUpCheck warm_up;
    std::vector<RunFigure>
        figures;  ///< of a run in steady state; empty for a terminating one, which only replications make certain
};

[[nodiscard]] RunStatistics statistics_of(const engine::Results& results);

/// What the site is for, counted minute by minute: the mean of the timeseries.csv of these run directories, as far as all of them
/// go. Directories without one are left out.
[[nodiscard]] std::vector<double> mean_per_minute(const std::vector<std::filesystem::path>& run_directories);

}  // namespace dray::experiment
