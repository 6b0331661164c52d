// Drives that go to a charger, and come back from it.
#include <algorithm>

#include "operations/impl.hpp"

namespace dray::operations {

void Operations::Impl::send_to_chargers(std::span<const RobotStatus> robots, Step now) {
    if (!charging.active()) return;
    jobless.clear();
    for (std::size_t r = 0; r < robots.size(); ++r)
        if (site.robots[r].phase == Phase::Idle && site.robots[r].operational && robots[r].operational) jobless.emplace_back(r);
    for (const Charging::Way& way : charging.choose(jobless, robots)) {
        Robot& robot = site.robot(way.robot);
        withdraw_waits(robot);
        robot.parking = CellId();
        robot.phase = Phase::Charging;
        site.append(way.robot, way.charger, LaneId(), Dwell::Charge, 0, kFetchingPriority, now);
        site.note('e', way.robot, way.charger);
    }
}

void Operations::Impl::end_charging(Step now) {
    for (const RobotId id : charging.take_ended()) {
        Robot& robot = site.robot(id);
        robot.dwelling = false;
        robot.phase = Phase::Idle;
        site.pop(robot);
        ended.push_back(id);
        site.note('u', id, now);
    }
}

}  // namespace dray::operations
