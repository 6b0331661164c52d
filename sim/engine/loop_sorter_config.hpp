// A conveyor loop sorter of a site: what the scenario says of it. It has no floor of its own.
#pragma once

#include <functional>
#include <string>

#include "config/table.hpp"
#include "operations/sorting/loop_area.hpp"

namespace dray::engine {

struct LoopSorterConfig : operations::LoopAreaConfig {
    LoopSorterConfig() {
        name = "loop";
        inlet.parcels_per_h = 10000;
    }
    std::string name;
};
[[nodiscard]] const config::Table& loop_sorter_table();

/// Tells `fault` what the fields alone cannot show: stations for which the loop has no room, and outages of what is not there.
void check_loop_sorter(const LoopSorterConfig& config, const std::string& prefix,
                       const std::function<void(const std::string&, const std::string&)>& fault);

}  // namespace dray::engine
