// The linear assignment problem on sparse candidates.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dray::operations {

/// One possible pair and its cost, 0 to 2^31.
struct CandidatePair {
    std::uint32_t row = 0, column = 0;
    std::int64_t cost = 0;
};

/// Chooses pairs so that no row and no column is in two of them, as many as possible, and of all such choices one of least total
/// cost. Writes the indices of the chosen pairs, ascending. Minimum-cost flow by LEMON's network simplex. Deterministic.
void assign_min_cost(std::span<const CandidatePair> pairs, std::size_t rows, std::size_t columns,
                     std::vector<std::size_t>& chosen);

}  // namespace dray::operations
