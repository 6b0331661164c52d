// The fundamental diagram of each floor: flow against density, zone by zone and minute by minute.
#pragma once

#include <filesystem>
#include <vector>

#include "report/html/page.hpp"

namespace dray::report {

/// From zones.csv and summary.json of the runs: all their minutes together, and the zone that was overcrowded most. Nothing for a
/// floor on which hardly anybody drove.
void add_flow_diagrams(Page& page, const std::vector<std::filesystem::path>& runs);

}  // namespace dray::report
