// What stands against comparing runs, and what to mind when they are compared.
#pragma once

#include <string>
#include <vector>

#include "experiment/comparison.hpp"

namespace dray::experiment {

/// Whether at least two replications of the two sets (or one, when one set has no more) have the same number and seed.
[[nodiscard]] bool share_seeds(const RunSet& a, const RunSet& b);

/// Reasons not to compare the sets, each a phrase: another schema version, duration, warm-up or horizon than the first; cut
/// short; nothing that ended well.
[[nodiscard]] std::vector<std::string> obstacles_of(const std::vector<RunSet>& sets);

/// Fields of resolved.yaml in which sets differ from the first, without name, description and seed.
[[nodiscard]] std::vector<Comparison::FieldChange> changes_of(const std::vector<RunSet>& sets);

/// Things to mind: different demand, no common seeds, too few or failed runs, warm-up not reached, assumed parameters that were
/// varied.
[[nodiscard]] std::vector<std::string> warnings_of(const std::vector<RunSet>& sets,
                                                   const std::vector<Comparison::FieldChange>& changes);

}  // namespace dray::experiment
