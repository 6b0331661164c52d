// The planner and the task chooser that benchmark runs use: the one place where they are picked.
#pragma once

#include <memory>

#include "motion/lorr/instance.hpp"
#include "motion/lorr/task_chooser.hpp"
#include "motion/planner.hpp"

namespace dray::motion::lorr {

/// Makes the fleet's planner with guidance from the instance's map (never from tasks that are not yet known). Every action
/// costs one step.
[[nodiscard]] std::unique_ptr<Planner> make_lorr_planner(const Instance& instance);

/// Makes the chooser of tasks for instances that leave the choice free. `instance` outlives it.
[[nodiscard]] std::unique_ptr<TaskChooser> make_task_chooser(const Instance& instance);

}  // namespace dray::motion::lorr
