// What the rules of management had to say, and how the forecast did.
#pragma once

#include <filesystem>
#include <vector>

#include "report/html/page.hpp"

namespace dray::report {

/// From summary.json of each run, means over the runs; nothing where no rule was to act.
void add_management_section(Page& page, const std::vector<std::filesystem::path>& runs);

}  // namespace dray::report
