// Where the start of a run ends to show in its output: MSER-5.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace dray::insight {

/// What MSER-5 says about a series of equally spaced values.
struct WarmUp {
    std::optional<std::size_t> values;  ///< leading values to leave out, a multiple of 5; none when it is refused
    std::string refusal;                ///< why nothing can be said; empty when `values` is set
};

/// The truncation that makes the remaining mean most certain: groups of 5 values, and the leading groups whose removal makes the
/// marginal standard error smallest (White, "An effective truncation heuristic for bias reduction in simulation output",
/// Simulation 69(6), 1997; groups of 5 after Spratt 1998). Refused with fewer than 50 values, and when the smallest error lies in
/// the second half of the run: then the run is still settling.
[[nodiscard]] WarmUp find_warm_up(std::span<const double> values);

}  // namespace dray::insight
