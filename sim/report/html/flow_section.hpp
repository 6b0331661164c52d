// How traffic flowed on a run's floors: jams, the fundamental diagram of each floor, and the edges on which most time was lost.
#pragma once

#include <filesystem>
#include <vector>

#include "report/html/page.hpp"

namespace dray::report {

/// From jams.csv, zones.csv, edges.csv and cells.csv of the runs: jams of all of them, flow and edges as means over them. Nothing
/// without floors.
void add_flow_section(Page& page, const std::vector<std::filesystem::path>& runs);

}  // namespace dray::report
