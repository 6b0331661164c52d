// Task choice for the whole fleet: a matching of robots and tasks that is kept from step to step and improved where it pays.
//
// Robots that have not yet begun a task, and tasks that nobody has begun, are matched so that the sum of what the pairs cost
// is small: five times the way to the task's first errand, and what the task takes after it. Each step a share of the robots
// looks around anew; then robots change to better tasks, swap, or push another one on to a task that is left, as long as that
// lowers the sum. That is a local search on candidate lists: a step costs work for what has changed, where an optimal assignment
// would start anew.
#pragma once

#include <cstdint>
#include <vector>

#include "motion/fleet/way_lengths.hpp"
#include "motion/lorr/task_chooser.hpp"

namespace dray::motion::lorr {

class MatchedTasks final : public TaskChooser {
  public:
    MatchedTasks(const floor::Floor& floor, std::size_t robots);
    void choose(const TaskChoice& in, std::span<TaskId> holds) override;

  private:
    using Index = std::uint32_t;  // of a task in TaskChoice::tasks
    using Robot = std::uint32_t;
    static constexpr std::uint32_t kNone = 0xffffffffu;

    /// Changes that were found to lower the sum.
    struct Change {
        std::int32_t gain = 0;
        Index task = kNone;        ///< that the robot takes
        Index for_holder = kNone;  ///< that the task's holder takes instead, if it has one
    };

    void read_tasks(const TaskChoice& in);
    void read_robots(const TaskChoice& in, std::span<const TaskId> holds);
    void sort_into_areas();
    void look_around(Robot robot);
    void match(Robot robot);
    [[nodiscard]] Change best_change(Robot robot) const;
    void take(Robot robot, Index task);
    [[nodiscard]] std::int32_t cost(Robot robot, Index task) const;

    WayLengths lengths_;
    int area_columns_, area_rows_;
    std::uint32_t calls_ = 0;

    // By robot.
    std::vector<Place> place_;
    std::vector<Index> task_;                  // matched to, or kNone
    std::vector<std::int32_t> paid_;           // what that pair costs
    std::vector<std::vector<TaskId>> around_;  // tasks it found when it last looked around
    std::vector<Robot> seekers_;               // robots that have not begun a task

    // By index of a task.
    std::vector<TaskId> id_;
    std::vector<Place> first_;
    std::vector<std::int32_t> inside_;  // ticks from the first errand to the last
    std::vector<Robot> holder_;         // or kNone
    // Indices of tasks by area of their first errand.
    std::vector<std::uint32_t> first_in_area_;
    std::vector<Index> area_tasks_;
    // By TaskId.
    std::vector<std::int32_t> inside_of_;  // -1: not yet known
    std::vector<Index> index_of_;          // in this call, or kNone
};

}  // namespace dray::motion::lorr
