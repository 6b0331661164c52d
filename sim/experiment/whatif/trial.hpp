// One run of a variant of a scenario, and many of them side by side.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/results.hpp"
#include "engine/scenario.hpp"

namespace dray::experiment {

/// Reads the scenario anew with fields replaced, as --set does; throws InputError where a value is impossible.
using ScenarioSource = std::function<engine::LoadedScenario(const std::vector<std::string>& overrides)>;

/// What one run showed.
struct Trial {
    double per_h = 0;  ///< what left the site after the warm-up: see throughput_unit
    engine::Results results;
    /// Each moment at which another group became the bottleneck, with its name; to a second.
    std::vector<std::pair<double, std::string>> shifts;
};

/// What a site is measured by: what leaves its last area. "parcels shipped", "parcels sorted",
/// "parcels identified", "parcels handled" or "units".
[[nodiscard]] std::string throughput_unit(const engine::Scenario& scenario);

/// Runs to the end on the calling thread alone. `stop` ends it early; the trial is then worth nothing.
[[nodiscard]] Trial run_trial(const ScenarioSource& source, const std::vector<std::string>& overrides, std::uint64_t seed,
                              const std::function<bool()>& stop);

/// Calls work(0) to work(count - 1) on `threads` threads, in this order as far as threads are free. `watch` is called on this
/// thread some times a second until all are done. The first exception by number is thrown here after all have ended.
void run_side_by_side(std::size_t count, int threads, const std::function<void(std::size_t)>& work,
                      const std::function<void()>& watch);

}  // namespace dray::experiment
