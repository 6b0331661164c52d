// HTML reports: of a run or its replications, of a comparison, of a sweep.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "experiment/comparison.hpp"
#include "experiment/run_set.hpp"
#include "experiment/sweep_store.hpp"

namespace dray::report {

/// The report of a run directory, from the files in it; what is missing is left out. Throws InputError for broken files.
[[nodiscard]] std::string run_report(const experiment::RunSet& set);

/// Variants side by side.
[[nodiscard]] std::string comparison_report(const experiment::Comparison& comparison,
                                            const std::vector<experiment::RunSet>& sets);

/// Every point of a sweep, and how the main figures answer to each field that was varied.
[[nodiscard]] std::string sweep_report(const std::vector<experiment::PointResult>& results, const std::string& title);

}  // namespace dray::report
