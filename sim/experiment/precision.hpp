// How many replications a wanted precision takes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace dray::experiment {

/// Replications that `auto` makes at least: below that the deviation is hardly known.
inline constexpr std::size_t kFewestForPrecision = 5;

/// The smallest number of leading values, 5 or more, whose 95 % interval is at most `precision` (a share, above 0) of their mean
/// wide to each side; none when all of them do not reach it. It depends on the values and their order alone, never on how many
/// ran at a time.
[[nodiscard]] std::optional<std::size_t> replications_reached(std::span<const double> values, double precision);

/// How many will probably be needed by what the values so far show: 5 or more.
[[nodiscard]] std::size_t replications_expected(std::span<const double> values, double precision);

}  // namespace dray::experiment
