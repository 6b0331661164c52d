// Every field of a scenario with its value, grade and source.
#pragma once

#include <filesystem>

#include "report/html/page.hpp"

namespace dray::report {

/// From resolved.yaml of a directory; nothing when it has none.
void add_parameter_section(Page& page, const std::filesystem::path& directory);

}  // namespace dray::report
