// Task choice for the whole fleet: a matching of robots and tasks that is kept from step to step and improved where it pays.
//
// Robots that have not yet begun a task, and tasks that nobody has begun, are matched so that the sum of what the pairs cost
// is small: five times the way to the task's first errand, and what the task takes after it. Each step a share of the robots
// looks around anew; then the matching is improved (matching.hpp). A step costs work for what has changed, where an optimal
// assignment would start anew.
#pragma once

#include <cstdint>
#include <vector>

#include "motion/fleet/way_lengths.hpp"
#include "motion/lorr/task_chooser.hpp"
#include "motion/matching.hpp"

namespace dray::motion::lorr {

class MatchedTasks final : public TaskChooser {
  public:
    MatchedTasks(const floor::Floor& floor, std::size_t robots);
    void choose(const TaskChoice& in, std::span<TaskId> holds) override;

  private:
    friend class motion::Matching;
    using Index = Matching::Task;  // of a task in TaskChoice::tasks
    using Robot = Matching::Robot;
    static constexpr std::uint32_t kNone = Matching::kNone;

    void read_tasks(const TaskChoice& in);
    void read_robots(const TaskChoice& in, std::span<const TaskId> holds);
    void sort_into_areas();
    void look_around(Robot robot);
    [[nodiscard]] std::int32_t cost(Robot robot, Index task) const;
    /// Calls `f` for the tasks that the robot knows and that are still open.
    template <class F>
    void around(Robot robot, F f) const {
        for (const TaskId id : around_[robot])
            if (index_of_[id.index()] != kNone) f(index_of_[id.index()]);
    }

    WayLengths lengths_;
    Matching matching_;
    int area_columns_, area_rows_;
    std::uint32_t calls_ = 0;

    // By robot.
    std::vector<Place> place_;
    std::vector<std::vector<TaskId>> around_;  // tasks it found when it last looked around
    std::vector<Robot> seekers_;               // robots that have not begun a task

    // By index of a task.
    std::vector<TaskId> id_;
    std::vector<Place> first_;
    std::vector<std::int32_t> inside_;  // ticks from the first errand to the last
    // Indices of tasks by area of their first errand.
    std::vector<std::uint32_t> first_in_area_;
    std::vector<Index> area_tasks_;
    // By TaskId.
    std::vector<std::int32_t> inside_of_;  // -1: not yet known
    std::vector<Index> index_of_;          // in this call, or kNone
};

}  // namespace dray::motion::lorr
