// Where robots without work go so that they are in nobody's way.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "operations/errand_queue.hpp"
#include "operations/policies/rings.hpp"

namespace dray::operations {

/// Ticks that a robot may stand about without work before it is sent out of the way: a job often comes within one or two.
inline constexpr std::int32_t kPatienceTicks = 3;

/// The nearest cell outwards from `from` that `suits` and that is not among the `occupied`, which are ascending; it is entered
/// among them. Invalid when there is none.
template <class Suits>
CellId take_parking(const floor::Floor& floor, CellId from, std::vector<CellId>& occupied, Suits suits) {
    CellId found;
    outwards(floor, from, [&](CellId cell) {
        if (!suits(cell) || std::binary_search(occupied.begin(), occupied.end(), cell)) return false;
        found = cell;
        return true;
    });
    if (found.valid()) occupied.insert(std::lower_bound(occupied.begin(), occupied.end(), found), found);
    return found;
}

}  // namespace dray::operations
