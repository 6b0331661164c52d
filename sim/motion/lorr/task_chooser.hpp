// The seam between the free choice of tasks (edition 2024) and the rest: who holds what in, who shall hold what out.
#pragma once

#include <span>

#include "floor/floor.hpp"
#include "motion/lorr/pose.hpp"
#include "motion/planner.hpp"

namespace dray::motion::lorr {

/// A robot as a chooser sees it. The span stays valid during the call.
struct ChoosingRobot {
    Pose pose;
    TaskId task;                    ///< which it holds; invalid: none
    bool opened = false;            ///< has done the first errand of its task and must keep it
    std::span<const CellId> to_go;  ///< errands of its task still to be done, in order; empty without a task
};

/// A task that is known and whose first errand nobody has done.
struct OpenTask {
    TaskId task;
    RobotId holder;                   ///< invalid: none
    std::span<const CellId> errands;  ///< all of them, in order; at least one
};

/// Everything a chooser may look at in one step. Unchanged during the call.
struct TaskChoice {
    const floor::Floor* floor = nullptr;
    int step = 0;                           ///< steps done before this one
    std::span<const ChoosingRobot> robots;  ///< by RobotId
    std::span<const OpenTask> tasks;        ///< in an order without meaning that is the same in every run
    Budget budget;                          ///< `iterations` as for the planner; by the clock, a share of the step's time
};

/// Chooses tasks for the whole fleet, once a step before its motion is planned. Deterministic where the budget counts iterations:
/// equal calls in equal order give equal choices, on any number of threads. One call at a time.
class TaskChooser {
  public:
    virtual ~TaskChooser() = default;
    /// `holds` is, by RobotId, the task each robot holds; on return the one it shall hold from this step on, invalid: none. Only
    /// tasks of `tasks` may be given, each to one robot; a robot with an opened task keeps it.
    virtual void choose(const TaskChoice& in, std::span<TaskId> holds) = 0;
};

}  // namespace dray::motion::lorr
