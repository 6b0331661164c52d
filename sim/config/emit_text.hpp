// Texts as YAML scalars.
#pragma once

#include <string>
#include <string_view>

namespace dray::config {

/// A text as a YAML scalar that reads back the same: plain where that is safe for every reader of YAML, a literal block ("|")
/// for several lines, otherwise in double quotes with escapes. `indent` is the column of the key or dash that it belongs to.
/// Starts right after "key: " and has no line end of its own.
[[nodiscard]] std::string yaml_text(std::string_view text, int indent);

}  // namespace dray::config
