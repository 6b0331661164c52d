// Reading whole files.
#pragma once

#include <string>

#include "config/limits.hpp"

namespace dray::config {

/// The bytes of a regular file, at most one more than `most_bytes` (so that the reader can tell). Throws EnvironmentError with
/// the path and the system's words when it cannot be read or is a directory, pipe or device; `context` is added in brackets when
/// not empty.
[[nodiscard]] std::string read_file(const std::string& path, const std::string& context, std::size_t most_bytes = kMostBytes);

/// The directory part of a path as written; "." when there is none.
[[nodiscard]] std::string directory_of(const std::string& path);

/// A path as seen from a directory: unchanged when absolute or the directory is ".".
[[nodiscard]] std::string path_within(const std::string& directory, const std::string& path);

}  // namespace dray::config
