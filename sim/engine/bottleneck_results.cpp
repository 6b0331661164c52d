// What the watch found, as plain results.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/bottleneck_watch.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using insight::GroupKind;
using insight::ResourceState;

namespace {

// Robot hours that each group's roots cost, by group: what waits for a station or charger is lost to its kind, what waits for
// others to drive on to the ways, and what waits for one that lifts or is broken to the fleets, the first of the floor for all.
std::vector<double> lost_robot_h(std::span<const std::unique_ptr<Area>> areas, std::size_t groups, const auto& group_of) {
    std::vector<double> lost(groups, 0);
    for (std::size_t a = 0; a < areas.size(); ++a)
        for (const insight::Loss& loss : areas[a]->run->lost_time.losses())
            lost[group_of(a, loss.root)] += static_cast<double>(loss.ticks) * areas[a]->setup.clock.tick_s() / 3600;
    return lost;
}

// ", zone slow" for a cell of that zone; nothing for one of none.
std::string zone_of(const floor::Floor& floor, CellId cell) {
    const int row = floor.row(cell), column = floor.column(cell);
    std::string name;
    for (const floor::Zone& zone : floor.zones())
        if (row >= zone.row && row < zone.row + zone.rows && column >= zone.column && column < zone.column + zone.columns)
            name = ", zone " + zone.name;
    return name;
}

}  // namespace

void BottleneckWatch::add_states(Results& out) const {
    for (const insight::StateInterval& i : log_.intervals(static_cast<std::int64_t>(std::ceil(out.sim_duration_s))))
        out.states.push_back({.resource = i.resource,
                              .from_s = static_cast<double>(i.from),
                              .to_s = std::min(static_cast<double>(i.to), out.sim_duration_s),
                              .state = i.state});
}

void BottleneckWatch::add_to(Results& out) const {
    const auto steps = static_cast<double>(site_.steps_per_second);
    const insight::ActivePeriods& periods = books_.active_periods();
    const Step now = books_.now();
    for (std::size_t r = 0; r < resources_.size(); ++r) {
        const auto time_s = [&](ResourceState s) { return books_.time_in(r, s) / steps; };
        out.resources.push_back({.name = resources_[r].name,
                                 .group = groups_[resources_[r].group].name,
                                 .kind = insight::name_of(groups_[resources_[r].group].kind),
                                 .working_s = time_s(ResourceState::Working),
                                 .starved_s = time_s(ResourceState::Starved),
                                 .blocked_s = time_s(ResourceState::Blocked),
                                 .down_s = time_s(ResourceState::Down),
                                 .mean_active_period_s = periods.mean_period(r, now) / steps,
                                 .sole_s = static_cast<double>(periods.sole(r, now)) / steps,
                                 .shifting_s = static_cast<double>(periods.shifting(r)) / steps});
    }
    add_states(out);
    const auto lost = lost_robot_h(site_.areas, groups_.size(), [&](std::size_t area, const insight::Root& root) {
        const FloorWatch& w = floors_[area];
        using insight::Cause;
        if (root.cause == Cause::Station) return resources_[w.first_station + root.number].group;
        if (root.cause == Cause::Charger) return w.chargers;
        return root.cause == Cause::Handling || root.cause == Cause::Broken ? w.fleets : w.way;
    });
    for (const insight::GroupFinding& finding : bottlenecks_.ranking()) {
        const insight::Group& group = groups_[finding.group];
        BottleneckResult& b = out.bottlenecks.emplace_back();
        b.group = group.name;
        b.kind = insight::name_of(group.kind);
        b.time_share = finding.bottleneck_share;
        b.score = finding.score;
        b.load = finding.load;
        b.states = finding.states;
        b.waiting = finding.waiting;
        b.waiting_growth_per_h = finding.waiting_growth_per_h;
        b.lost_robot_h = lost[finding.group];
        double busiest_s = -1;
        for (std::size_t r = 0; r < resources_.size(); ++r) {
            if (resources_[r].group != finding.group) continue;
            const ResourceResult& resource = out.resources[out.resources.size() - resources_.size() + r];
            b.mean_active_period_s = std::max(b.mean_active_period_s, resource.mean_active_period_s);
            const double active_s = resource.working_s + resource.down_s;
            if (active_s > busiest_s) {
                busiest_s = active_s;
                b.where = resource.name;
            }
        }
    }
    // Ways are told by their fullest cell.
    for (const FloorWatch& w : floors_) {
        const CellId cell = w.way_load.usual();
        const floor::Floor& floor = *site_.areas[w.area]->setup.floor;
        const auto way = std::ranges::find(out.bottlenecks, groups_[w.way].name, &BottleneckResult::group);
        way->where =
            cell.valid() ? fmt::format("row {} column {}{}", floor.row(cell), floor.column(cell), zone_of(floor, cell)) : "";
    }
}

}  // namespace dray::engine
