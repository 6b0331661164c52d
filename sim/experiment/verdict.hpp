// What a row of a comparison says, in words.
#pragma once

#include <string>

#include "experiment/comparison.hpp"

namespace dray::experiment {

/// "B is faster: +3.1 % ± 0.8", "no difference shown; 11 more replications would show 1 %". The row's finding must be set.
[[nodiscard]] std::string verdict_of(const Row& row, const std::string& label);

}  // namespace dray::experiment
