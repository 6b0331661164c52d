// Maps of the floors in a run's report: where robots drive and where they wait.
#pragma once

#include "report/html/page.hpp"
#include "report/html/run_files.hpp"

namespace dray::report {

/// A map of traffic and one of waiting for each floor: means over the runs' cells.csv. Adds nothing when there is no table.
void add_heat_maps(Page& page, const Tables& cells);

}  // namespace dray::report
