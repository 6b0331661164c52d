// Sort robots that go to a charger, and come back from it.
#include "operations/site.hpp"
#include "operations/sorting/sort_impl.hpp"

namespace dray::operations {

void SortControl::Impl::send_to_chargers(std::span<const RobotStatus> robots, Step now) {
    if (!charging.active()) return;
    jobless.clear();
    for (std::size_t r = 0; r < sorters.size(); ++r)
        if (sorters[r].phase == SorterPhase::Idle && sorters[r].operational && robots[r].operational) jobless.emplace_back(r);
    for (const Charging::Way& way : charging.choose(jobless, robots)) {
        Sorter& sorter = sorters[way.robot.index()];
        sorter.queue.drop_waits();
        sorter.parking = CellId();
        sorter.phase = SorterPhase::Charging;
        sorter.since = now;
        sorter.queue.add(way.charger, LaneId(), Dwell::Charge, 0, kFetchingPriority);
        trail.add(way.robot);
        trail.add(way.charger);
    }
}

void SortControl::Impl::end_charging() {
    for (const RobotId id : charging.take_ended()) {
        Sorter& sorter = sorters[id.index()];
        sorter.dwelling = false;
        sorter.phase = SorterPhase::Idle;
        sorter.queue.pop();
        ended.push_back(id);
        trail.add(id);
    }
}

}  // namespace dray::operations
