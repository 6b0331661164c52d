// What a text must be before yaml-cpp sees it.
#pragma once

#include <string>

namespace dray::config {

/// The text without byte order mark and with "\n" line ends, also after the last line. Throws InputError when it is too big, is
/// not UTF-8, holds control characters, is indented with TABs, holds a directive or more than one document; every such fault at
/// once, up to the limit.
[[nodiscard]] std::string checked_text(std::string text, const std::string& name);

/// Throws InputError for brackets that nest deeper than the limit, for tags, anchors and aliases, and for brackets and quotes
/// that never end.
/// yaml-cpp 0.7 keeps every open bracket of a line in memory before it reports the first, has stumbled over tags and takes an
/// unended quote for a text, so that all this is found by a scan of our own that knows comments, quotes and block texts.
void check_structure(const std::string& text, const std::string& name);

/// Bytes of the UTF-8 character at `at`, or 0 when it is none (RFC 3629: no overlong forms, no surrogates).
[[nodiscard]] std::size_t utf8_length(std::string_view text, std::size_t at);

}  // namespace dray::config
