// Numbers and flags as text, both ways. Nothing here looks at the locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "config/document.hpp"

namespace dray::config {

/// Reads a plain decimal number: digits, an optional '.' and exponent, an optional '-'. On failure empty, and `why` gets
/// "expected a number, found ...; hint". Not-a-number, infinity, hexadecimal, leading zeros (octal elsewhere), separators,
/// units, quotes, -0 and what a double cannot hold are refused.
[[nodiscard]] std::optional<double> number_of(const Value& value, std::string& why);

/// Reads a whole number: digits and an optional '-'. On failure as above.
[[nodiscard]] std::optional<std::int64_t> integer_of(const Value& value, std::string& why);

/// Reads true or false. On failure as above.
[[nodiscard]] std::optional<bool> flag_of(const Value& value, std::string& why);

/// The shortest text that reads back to the same double; 0 for -0. The value must be finite.
[[nodiscard]] std::string number_text(double value);

}  // namespace dray::config
