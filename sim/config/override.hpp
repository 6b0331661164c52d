// Values of the command line: --set a.b=value.
#pragma once

#include <string>

#include "config/document.hpp"

namespace dray::config {

/// Sets one value, making missing maps on the way. After a fault in `faults` the tree is not to be used.
void apply_override(Value& root, const std::string& text, Diagnostics& faults);

}  // namespace dray::config
