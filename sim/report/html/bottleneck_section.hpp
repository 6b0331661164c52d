// The ranking of bottlenecks in a run's report.
#pragma once

#include "report/html/page.hpp"
#include "report/html/run_files.hpp"

namespace dray::report {

/// What limits the site, by group of resources: means over the runs' bottlenecks.csv, with the evidence of the first of them.
/// Adds nothing when there is no table.
void add_bottleneck_section(Page& page, const Tables& bottlenecks);

}  // namespace dray::report
