// What happened to the tasks of a run, kept for the result file.
#pragma once

#include <cstdint>
#include <deque>

#include "base/id.hpp"

namespace dray::motion::lorr {

/// An errand that was done. `errand` counts from 1: the first errand of a task is 1.
struct ErrandDone {
    std::int32_t step;  ///< steps done when it was noticed, the one that led to it included
    RobotId robot;
    TaskId task;
    std::uint32_t errand;
};

/// From `step` (from 1: 1 is the run's first action) the robot holds the task; invalid: none.
struct Hold {
    std::int32_t step;
    RobotId robot;
    TaskId task;
};

/// A task that came to be known. Its id is its place in the list.
struct KnownTask {
    std::uint32_t source;  ///< task of the instance's file
    std::int32_t step;     ///< steps done when it came to be known
    RobotId robot;         ///< edition 2023: whose it is
};

/// Everything in order of time, and by robot within a step. Deques, since they grow to millions and must not double.
struct TaskHistory {
    std::deque<KnownTask> known;
    std::deque<ErrandDone> done;
    std::deque<Hold> holds;  ///< edition 2024: changes only
};

}  // namespace dray::motion::lorr
