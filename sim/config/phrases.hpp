// The words that all messages of the room share, so that they read alike: "path: expected a number, found 'abc'; hint".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/document.hpp"
#include "config/table.hpp"

namespace dray::config {

/// A word in single quotes, cut after 60 bytes (at a character) and at the first line break.
[[nodiscard]] std::string quoted_word(std::string_view text);

/// What a value is: "nothing", "'abc'", "the quoted text 'abc'", "a list", "a map".
[[nodiscard]] std::string found_text(const Value& value);

/// What a field wants: "a number", "true or false", "one of 'a', 'b'".
[[nodiscard]] std::string expected_text(const Field& field);

/// Whether a field holds a struct that may be absent: a list of at most one entry, which documents write without brackets.
[[nodiscard]] bool may_be_absent(const Field& field);

/// "0 to 100 m/s", "at least 0", "at most 5 s", or empty when the range has no ends.
[[nodiscard]] std::string range_text(const Range& range, const std::string& unit);

/// "; did you mean 'x'?" or, when nothing is near, "; LEAD: a, b, c".
[[nodiscard]] std::string hint_text(std::string_view word, const std::vector<std::string>& names, std::string_view lead);

/// "a.b" from "a" and "b"; the name alone at the top.
[[nodiscard]] std::string joined_path(const std::string& parent, const std::string& name);

/// "a[3]".
[[nodiscard]] std::string indexed_path(const std::string& parent, std::size_t index);

}  // namespace dray::config
