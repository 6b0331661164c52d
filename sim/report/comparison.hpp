// A comparison as documents: for the terminal, as Markdown, CSV and JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "experiment/comparison.hpp"

namespace dray::report {

/// The table for people. `colour` adds escape codes.
[[nodiscard]] std::string comparison_text(const experiment::Comparison& comparison, bool colour);
/// The same as a Markdown table with its warnings, for a comment in a code review.
[[nodiscard]] std::string comparison_markdown(const experiment::Comparison& comparison);
/// A row a variant and metric; unbounded numbers are empty.
[[nodiscard]] std::string comparison_csv(const experiment::Comparison& comparison);
[[nodiscard]] nlohmann::ordered_json comparison_json(const experiment::Comparison& comparison);

}  // namespace dray::report
