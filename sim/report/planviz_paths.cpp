#include "report/planviz_paths.hpp"

#include <algorithm>

namespace dray::report {

using floor::Heading;
using motion::lorr::Pose;

namespace {

// "", "R", "RR" or "C".
std::string turns(Heading from, Heading to) {
    const int quarters = (static_cast<int>(to) - static_cast<int>(from) + 4) % 4;
    return quarters == 3 ? "C" : std::string(static_cast<std::size_t>(quarters), 'R');
}

}  // namespace

bool can_begin(const floor::Floor& floor, std::span<const PlanVizView> views) {
    std::vector<CellId> cells;
    for (const PlanVizView& view : views) {
        if (floor.kind(view.pose.cell) == floor::CellKind::Wall) return false;
        cells.push_back(view.pose.cell);
    }
    std::ranges::sort(cells);
    return std::ranges::adjacent_find(cells) == cells.end();
}

PlanVizPaths::PlanVizPaths(const floor::Floor& floor, std::span<const PlanVizView> views)
    : floor_(&floor),
      robots_(views.size()),
      ways_(views.size()),
      robot_in_(floor.cell_count(), kNobody),
      left_in_(floor.cell_count(), 0),
      claimed_in_(floor.cell_count(), 0) {
    for (std::size_t r = 0; r < views.size(); ++r) {
        starts_.push_back(views[r].pose);
        robots_[r].pose = views[r].pose;
        robot_in_[views[r].pose.cell.index()] = static_cast<std::uint32_t>(r);
        take_errand(r, views[r]);
    }
}

// The actions that lead from one pose to another within a tick; false when there are none.
bool PlanVizPaths::way(const Pose& from, const Pose& to, std::string& actions) const {
    actions = turns(from.heading, to.heading);
    if (from.cell == to.cell) return true;
    for (const Heading heading : {from.heading, to.heading}) {
        CellId cell = from.cell;
        for (std::size_t cells = 1; cells <= 2; ++cells) {
            cell = floor_->next(cell, heading);
            if (!cell.valid()) break;
            if (cell != to.cell) continue;
            actions.insert(heading == from.heading ? 0 : actions.size(), cells, 'F');
            return true;
        }
    }
    return false;
}

bool PlanVizPaths::passable(std::size_t robot, std::span<const PlanVizView> views) const {
    Pose pose = robots_[robot].pose;
    const CellId begin = pose.cell;
    for (const char action : ways_[robot]) {
        if (action != 'F') {
            pose.heading = action == 'R' ? floor::right_of(pose.heading) : floor::left_of(pose.heading);
            continue;
        }
        pose.cell = floor_->next(pose.cell, pose.heading);
        if (pose.cell != views[robot].pose.cell && claimed_in_[pose.cell.index()] == calls_) return false;
        const std::uint32_t there = robot_in_[pose.cell.index()];
        if (there != kNobody && there != robot && views[there].pose.cell == begin) return false;
    }
    return true;
}

bool PlanVizPaths::add(std::span<const PlanVizView> views) {
    ++calls_;
    for (std::size_t r = 0; r < robots_.size(); ++r) {
        std::uint64_t& claimed = claimed_in_[views[r].pose.cell.index()];
        if (claimed == calls_ || !way(robots_[r].pose, views[r].pose, ways_[r])) return false;
        claimed = calls_;
    }
    for (std::size_t r = 0; r < robots_.size(); ++r)
        if (!passable(r, views)) return false;
    for (std::size_t r = 0; r < robots_.size(); ++r)
        move(r, views);
    ++ticks_;
    steps_ = std::max(steps_, ticks_);
    for (std::size_t r = 0; r < robots_.size(); ++r)
        take_errand(r, views[r]);
    return true;
}

// Whoever stands in a cell on its way goes first.
void PlanVizPaths::move(std::size_t robot, std::span<const PlanVizView> views) {
    Robot& r = robots_[robot];
    if (r.moved_in == calls_) return;
    r.moved_in = calls_;
    for (const char action : ways_[robot]) {
        if (action == 'F') {
            const std::uint32_t there = robot_in_[floor_->next(r.pose.cell, r.pose.heading).index()];
            if (there != kNobody) move(there, views);
        }
        act(robot, action);
    }
}

void PlanVizPaths::act(std::size_t robot, char action) {
    Robot& r = robots_[robot];
    int step = std::max(ticks_, r.free_from);
    if (action == 'F') {
        const CellId from = r.pose.cell, to = floor_->next(from, r.pose.heading);
        step = std::max(step, left_in_[to.index()]);
        left_in_[from.index()] = step;
        if (robot_in_[from.index()] == robot) robot_in_[from.index()] = kNobody;
        robot_in_[to.index()] = static_cast<std::uint32_t>(robot);
        r.pose.cell = to;
    } else {
        r.pose.heading = action == 'R' ? floor::right_of(r.pose.heading) : floor::left_of(r.pose.heading);
    }
    r.actions.resize(static_cast<std::size_t>(step), 'W');
    r.actions += action;
    r.free_from = step + 1;
    steps_ = std::max(steps_, r.free_from);
    note_arrival(robot, r.free_from);
}

// A robot that comes to its task, or stands there when it is given, finishes it, at the earliest by the first action that it
// holds it for.
void PlanVizPaths::note_arrival(std::size_t robot, int step) {
    Robot& r = robots_[robot];
    if (!r.has_task || r.arrived || tasks_[r.holds.back().task].cell != r.pose.cell) return;
    r.arrived = true;
    r.free_from = std::max(step, r.holds.back().step);
    steps_ = std::max(steps_, r.free_from);
    events_.push_back({r.free_from, robot, r.holds.back().task});
}

void PlanVizPaths::take_errand(std::size_t robot, const PlanVizView& view) {
    Robot& r = robots_[robot];
    if (!view.goal.valid() || (r.has_task && r.errand == view.errand)) return;
    int step = std::max(ticks_, r.free_from);
    if (!r.holds.empty()) step = std::max(step, r.holds.back().step);
    r.errand = view.errand;
    r.has_task = true;
    r.arrived = false;
    r.holds.push_back({step + 1, tasks_.size()});
    tasks_.push_back({step, view.goal});
    note_arrival(robot, step + 1);
}

std::string PlanVizPaths::actions(std::size_t robot) const {
    std::string out = robots_[robot].actions;
    out.resize(static_cast<std::size_t>(steps_), 'W');
    return out;
}

}  // namespace dray::report
