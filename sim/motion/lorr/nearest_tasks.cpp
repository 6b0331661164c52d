#include "motion/lorr/nearest_tasks.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace dray::motion::lorr {

namespace {

constexpr int kSide = 8;  // cells along an area

}  // namespace

NearestTasks::NearestTasks(const floor::Floor& floor)
    : floor_(&floor), columns_((floor.width() + kSide - 1) / kSide), rows_((floor.height() + kSide - 1) / kSide) {
    areas_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
}

void NearestTasks::choose(const TaskChoice& in, std::span<TaskId> holds) {
    if (std::none_of(holds.begin(), holds.end(), [](TaskId task) { return !task.valid(); })) return;
    sort_tasks(in);
    for (std::size_t r = 0; r < holds.size() && left_ > 0; ++r)
        if (!holds[r].valid()) holds[r] = take_nearest(in.robots[r].pose.cell);
}

void NearestTasks::sort_tasks(const TaskChoice& in) {
    for (std::vector<Candidate>& area : areas_)
        area.clear();
    left_ = 0;
    for (const OpenTask& task : in.tasks) {
        if (task.holder.valid()) continue;
        const CellId cell = task.errands.front();
        const int area = floor_->row(cell) / kSide * columns_ + floor_->column(cell) / kSide;
        areas_[static_cast<std::size_t>(area)].push_back({cell, task.task});
        ++left_;
    }
}

// Looks into the areas ring by ring round the robot's own. What lies in the ring after `ring` is at least `ring` whole areas
// away.
TaskId NearestTasks::take_nearest(CellId from) {
    const int row = floor_->row(from) / kSide, column = floor_->column(from) / kSide;
    Best best{.distance = std::numeric_limits<int>::max()};
    for (int ring = 0; ring < std::max(rows_, columns_) && best.distance >= (ring - 1) * kSide + 1; ++ring) {
        for (int r = std::max(0, row - ring); r <= std::min(rows_ - 1, row + ring); ++r) {
            // Inner rows of the ring have two areas only.
            const int step = std::abs(r - row) == ring || ring == 0 ? 1 : 2 * ring;
            for (int c = column - ring; c <= column + ring; c += step)
                if (c >= 0 && c < columns_) look_into(static_cast<std::size_t>(r * columns_ + c), from, best);
        }
    }
    std::vector<Candidate>& area = areas_[best.area];
    area[best.place] = area.back();
    area.pop_back();
    --left_;
    return best.task;
}

void NearestTasks::look_into(std::size_t area, CellId from, Best& best) const {
    for (std::size_t i = 0; i < areas_[area].size(); ++i) {
        const Candidate& candidate = areas_[area][i];
        const int distance = std::abs(floor_->row(candidate.cell) - floor_->row(from)) +
                             std::abs(floor_->column(candidate.cell) - floor_->column(from));
        if (distance < best.distance || (distance == best.distance && candidate.task < best.task))
            best = {distance, candidate.task, area, i};
    }
}

}  // namespace dray::motion::lorr
