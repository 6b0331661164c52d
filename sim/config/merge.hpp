// Putting one scenario over another.
#pragma once

#include "config/document.hpp"

namespace dray::config {

/// Lays `over` on `base`: maps field by field, anything else whole. Fields keep the order of `base`; new ones follow. What comes
/// from `over` keeps its place there.
void lay_over(Value& base, Value over);

}  // namespace dray::config
