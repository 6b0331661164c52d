#include "engine/frame.hpp"

#include "base/check.hpp"

namespace dray::engine {

const char* name_of(EventKind kind) {
    static constexpr std::array<const char*, kEventKinds> names = {
        "breakdown",   "brakes",       "cleared", "collision",   "wall",     "flat_battery", "localisation",
        "relocalised", "closed_aisle", "people",  "speed_limit", "reopened", "door_down",    "door_up"};
    return names[static_cast<std::size_t>(kind)];
}

std::size_t FloorScene::robots() const {
    std::size_t count = 0;
    for (const Fleet& fleet : fleets)
        count += fleet.count;
    return count;
}

const FloorScene::Fleet& FloorScene::fleet_of(std::size_t robot) const {
    for (const Fleet& fleet : fleets) {
        if (robot < fleet.count) return fleet;
        robot -= fleet.count;
    }
    DRAY_CHECK(false, "robot {} is of no fleet of {}", robot, name);
    return fleets.front();
}

}  // namespace dray::engine
