// A sweep as a small YAML file.
//
//   scenario: quickstart.yaml
//   set: ["duration_s=1800"]
//   vary: ["fleets[0].count=40..80:20", "demand.orders_per_h=500,700"]
//   replications: 5
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/table.hpp"
#include "experiment/design.hpp"

namespace dray::experiment {

struct SweepPlan {
    std::string scenario;           ///< file; in a plan's file from the file's directory
    std::vector<std::string> set;   ///< of every run, as --set
    std::vector<std::string> vary;  ///< as --vary
    std::string design = "grid";    ///< or "random", "latin_hypercube"
    std::int64_t samples = 20;      ///< points of the other two designs
    std::int64_t design_seed = 1;   ///< of their choice
    std::int64_t replications = 1;  ///< runs at each point
};

[[nodiscard]] const config::Table& sweep_plan_table();

/// Reads the file. Throws InputError with every fault, and EnvironmentError.
[[nodiscard]] SweepPlan load_sweep_plan(const std::string& path);

/// The points of a plan. Throws UsageError for broken texts of `vary`.
[[nodiscard]] std::vector<Point> points_of(const SweepPlan& plan);

}  // namespace dray::experiment
