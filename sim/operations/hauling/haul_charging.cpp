// Cage movers that go to a charger, and come back from it.
#include "operations/hauling/haul_impl.hpp"

namespace dray::operations {

void HaulControl::Impl::send_to_chargers(std::span<const RobotStatus> robots, Step now) {
    if (!charging.active()) return;
    jobless.clear();
    for (std::size_t r = 0; r < movers.size(); ++r)
        if (movers[r].phase == MoverPhase::Idle && movers[r].operational && robots[r].operational) jobless.emplace_back(r);
    for (const Charging::Way& way : charging.choose(jobless, robots)) {
        Mover& mover = movers[way.robot.index()];
        mover.queue.drop_waits();
        mover.parking = CellId();
        mover.phase = MoverPhase::Charging;
        mover.given_at = now;
        mover.queue.add(way.charger, LaneId(), Dwell::Charge, 0, kHaulPriority);
        trail.add(way.robot);
        trail.add(way.charger);
    }
}

void HaulControl::Impl::end_charging() {
    for (const RobotId id : charging.take_ended()) {
        Mover& mover = movers[id.index()];
        mover.dwelling = false;
        mover.phase = MoverPhase::Idle;
        mover.queue.pop();
        ended.push_back(id);
        trail.add(id);
    }
}

}  // namespace dray::operations
