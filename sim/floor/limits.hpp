// Bounds of every floor, whoever makes it.
#pragma once

#include <cstdint>

namespace dray::floor {

/// The most cells a floor may have: a 2,000 x 2,000 grid. Larger maps are refused before anything is allocated for them.
inline constexpr std::int64_t kMaxCells = 4'000'000;
inline constexpr double kMinCell_m = 0.2;   ///< smallest side of a cell
inline constexpr double kMaxCell_m = 10.0;  ///< largest side of a cell

}  // namespace dray::floor
