// From the text of one YAML document to a tree of values.
#pragma once

#include <string>

#include "config/document.hpp"

namespace dray::config {

/// Reads one document under the limits of limits.hpp, without anchors, aliases, tags, merge keys and duplicate keys. Throws
/// InputError. `name` stands for the file in places. A text without a value gives Null.
[[nodiscard]] Value read_yaml(std::string text, const std::string& name);

}  // namespace dray::config
