// What the areas without a floor did, in a run's report: goods inbound, people, readers, put walls and loop sorters.
#pragma once

#include <filesystem>
#include <vector>

#include "report/html/page.hpp"

namespace dray::report {

/// A table for each kind of area that the runs' summary.json tell of, with means over the runs; nothing for kinds without one.
void add_area_sections(Page& page, const std::vector<std::filesystem::path>& runs);

}  // namespace dray::report
