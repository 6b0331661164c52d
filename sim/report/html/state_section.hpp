// What stations, workers, readers, desks, chutes, doors and chargers did over a run, group by group.
#pragma once

#include <filesystem>

#include "report/html/page.hpp"

namespace dray::report {

/// From states.csv and resources.csv of one run; nothing without them. `several`: it is the first of many runs. Throws InputError
/// for a state that does not exist.
void add_state_section(Page& page, const std::filesystem::path& run, double warm_up_s, bool several);

}  // namespace dray::report
