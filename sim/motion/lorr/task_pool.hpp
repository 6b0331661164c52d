// The life of tasks in a benchmark run: known, held, opened by their first errand, done errand by errand, finished.
//
// Edition 2024: so many tasks are known and unfinished at any time. A task that nobody has opened may be given to any robot and
// taken away again; whoever does its first errand keeps it to its end. Edition 2023: each robot has its own list of tasks.
// In both a robot does at most one errand a step, by being in its cell at the end of the step in whatever heading.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "motion/lorr/instance.hpp"
#include "motion/lorr/task_chooser.hpp"
#include "motion/lorr/task_history.hpp"

namespace dray::motion::lorr {

/// The tasks of one run. A step costs a look at each robot and work for each change. `instance` outlives it. One thread at a
/// time.
class TaskPool {
  public:
    explicit TaskPool(const Instance& instance);

    /// The cell of the errand that the robot has to do next; invalid: it has no task.
    [[nodiscard]] CellId goal(RobotId robot) const { return goal_[robot.index()]; }
    /// The cell of the errand after that, where it is known: the next of its task, or in edition 2023 its next task's.
    [[nodiscard]] CellId next_goal(RobotId robot) const;
    [[nodiscard]] std::span<const TaskId> holds() const { return holds_; }              ///< by RobotId; invalid: none
    [[nodiscard]] std::span<const OpenTask> open_tasks() const { return open_tasks_; }  ///< edition 2024: not yet opened
    [[nodiscard]] bool opened(RobotId robot) const;                    ///< whether it has done an errand of the task it holds
    [[nodiscard]] std::span<const CellId> to_go(RobotId robot) const;  ///< errands of its task still to be done
    [[nodiscard]] std::int64_t finished() const { return finished_; }

    /// Which rule a choice for the whole fleet breaks, such as "robot 3 drops task 7, which it has opened", or nothing. Edition
    /// 2024.
    [[nodiscard]] std::optional<std::string> fault_of(std::span<const TaskId> choice);
    /// Lets robots hold what a choice without fault gives them. Edition 2024.
    void hold(std::span<const TaskId> choice);
    /// Records that from this step (from 1) on the last choice is in force: steps that a late choice let pass belong to the one
    /// before.
    void record_holds(int step);

    /// Looks who is where it wanted to be, and makes new tasks known. `step` is the number of steps done. With `opened_only` just
    /// robots with an opened task are looked at, for steps that pass before the last choice is in force (edition 2024).
    void advance(std::span<const Pose> poses, int step, bool opened_only = false);

    [[nodiscard]] const TaskHistory& history() const { return history_; }

  private:
    static constexpr std::uint32_t kNowhere = 0xffffffffu;
    struct Task {
        std::uint32_t source = 0;        // task of the file
        std::uint32_t done = 0;          // errands
        std::uint32_t place = kNowhere;  // in open_tasks_; 2024
    };

    [[nodiscard]] std::span<const CellId> errands(TaskId task) const {
        return instance_->errands_of(tasks_[task.index()].source);
    }
    TaskId make_known(std::size_t source, RobotId robot, int step);
    void make_known_up_to(int step);
    void give_next(RobotId robot, int step);
    void do_errand(RobotId robot, int step);
    void close_for_others(TaskId task);
    void set_hold(RobotId robot, TaskId task);

    const Instance* instance_;
    std::vector<Task> tasks_;  // by TaskId
    TaskHistory history_;
    std::int64_t finished_ = 0;
    // By robot.
    std::vector<TaskId> holds_, recorded_;
    std::vector<CellId> goal_;
    // Edition 2024.
    std::vector<OpenTask> open_tasks_;
    std::vector<RobotId> given_to_;  // by place in open_tasks_, for fault_of
    // Edition 2023.
    std::vector<TaskId> queue_;         // known_tasks for each robot, a ring
    std::vector<std::uint32_t> taken_;  // by robot: tasks it was given
};

}  // namespace dray::motion::lorr
