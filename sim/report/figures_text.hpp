// Figures as text: numbers, durations and intervals as every report of the program writes them.
#pragma once

#include <string>
#include <string_view>

#include "experiment/metrics.hpp"

namespace dray::report {

/// Of the intervals that reports show.
inline constexpr double kConfidence = 0.95;

/// 12345678 -> "12 345 678": a whole number, readable without a locale.
[[nodiscard]] std::string grouped(double value);
/// 75 -> "1 min 15 s".
[[nodiscard]] std::string duration_text(double seconds);

/// 1 240 or 12.3 or 0.123: some four digits, with thin groups of thousands; "-" for what is not finite.
[[nodiscard]] std::string number_text(double value);

/// A change with its sign, to so many decimals: "+41", "-3.9"; what rounds to nothing is "+0".
[[nodiscard]] std::string change_text(double value, int decimals = 0);

/// A value of a metric with its unit: "1 240 lines/h", "1 min 48 s", "97.3 %".
[[nodiscard]] std::string value_text(const experiment::Metric& metric, double value);
/// Two values with their unit once: "1 240 to 1 268 lines/h".
[[nodiscard]] std::string range_text(const experiment::Metric& metric, double low, double high);
/// A share as "+3.1 %", with its sign when `with_sign`.
[[nodiscard]] std::string percent_text(double share, bool with_sign = false);

/// Characters of a UTF-8 text.
[[nodiscard]] std::size_t characters_of(std::string_view text);
/// Pads with blanks to `width` characters (UTF-8), to the right or, for numbers, to the left.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width, bool to_left = false);

}  // namespace dray::report
