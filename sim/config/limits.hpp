// Bounds on what a scenario may hold. yaml-cpp 0.7 has none of its own worth the name.
#pragma once

#include <cstddef>

namespace dray::config {

inline constexpr std::size_t kMostBytes = 4'000'000;  ///< of one file
inline constexpr std::size_t kMostDepth = 32;         ///< of lists and maps within each other, and of a path of --set
inline constexpr std::size_t kMostValues = 200'000;   ///< scalars, lists and maps of one file
inline constexpr std::size_t kMostFiles = 16;         ///< in one chain of extends
inline constexpr std::size_t kMostFaults = 100;       ///< told of one file

}  // namespace dray::config
