#include "engine/results.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::engine {

const AreaResult& Results::area(std::string_view area_name) const {
    const auto found = std::ranges::find(areas, area_name, &AreaResult::name);
    DRAY_CHECK(found != areas.end(), "no area without a floor is called '{}'", area_name);
    return *found;
}

std::vector<const AreaResult*> Results::areas_of(std::string_view section) const {
    std::vector<const AreaResult*> found;
    for (const AreaResult& one : areas)
        if (one.sheet->section == section) found.push_back(&one);
    return found;
}

}  // namespace dray::engine
