// The planner and the task chooser that benchmark runs use: the one place where they are picked.
#pragma once

#include <memory>

#include "motion/lorr/task_chooser.hpp"
#include "motion/planner.hpp"

namespace dray::motion::lorr {

/// Makes the fleet's planner with all tables it can make before goals are known. Every action costs one step. `floor` outlives
/// it.
[[nodiscard]] std::unique_ptr<Planner> make_lorr_planner(const floor::Floor& floor, std::size_t robots);

/// Makes the chooser of tasks for instances that leave the choice free. `floor` outlives it.
[[nodiscard]] std::unique_ptr<TaskChooser> make_task_chooser(const floor::Floor& floor, std::size_t robots);

}  // namespace dray::motion::lorr
