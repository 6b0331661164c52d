// Dotted paths such as "fleets[0].drive.speed_mps".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dray::config {

/// One step of a path: into a map by name or, when the name is empty, into a list by index.
struct PathStep {
    std::string name;
    std::size_t index = 0;
};

/// Splits a path. Empty when it is malformed: no name, an empty name between dots, an index that is no whole number.
[[nodiscard]] std::optional<std::vector<PathStep>> split_path(std::string_view path);

}  // namespace dray::config
