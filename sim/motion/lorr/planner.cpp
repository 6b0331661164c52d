#include "motion/lorr/planner.hpp"

#include "motion/fleet/fleet_planner.hpp"
#include "motion/fleet/guidance.hpp"
#include "motion/lorr/matched_tasks.hpp"

namespace dray::motion::lorr {

namespace {

// Where ways begin and end: between the places that a map marks as stations and as shelves, or anywhere.
TrafficEnds traffic_ends(const Instance& instance, const Roads& roads) {
    TrafficEnds ends;
    const auto place = [&](CellId cell) { return roads.place(cell); };
    for (const CellId cell : instance.stations)
        ends.here.push_back(place(cell));
    for (const CellId cell : instance.shelves)
        ends.there.push_back(place(cell));
    if (!ends.here.empty() && !ends.there.empty()) return ends;
    ends = {};
    for (Place p = 0; p < roads.size(); ++p) {
        ends.here.push_back(p);
        ends.there.push_back(p);
    }
    return ends;
}

}  // namespace

std::unique_ptr<Planner> make_lorr_planner(const Instance& instance) {
    const std::size_t robots = instance.robot_count();
    Roads roads(instance.floor);
    guide(roads, traffic_ends(instance, roads), guidance_for(roads, robots));
    return std::make_unique<FleetPlanner>(std::move(roads), fleet_planner_for(robots), robots);
}

std::unique_ptr<TaskChooser> make_task_chooser(const Instance& instance) {
    return std::make_unique<MatchedTasks>(instance.floor, instance.robot_count());
}

}  // namespace dray::motion::lorr
