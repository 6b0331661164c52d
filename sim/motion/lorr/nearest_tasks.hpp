// Task choice without foresight: each robot without a task takes the nearest one that is left.
#pragma once

#include <vector>

#include "motion/lorr/task_chooser.hpp"

namespace dray::motion::lorr {

/// Robots choose in order of their numbers, by the distance to a task's first errand in straight steps along rows and columns,
/// walls ignored; of equally near tasks the lowest number. Nothing is ever taken away again. Tasks are sorted into square areas
/// of the map first, so that a robot looks only at those around it.
class NearestTasks final : public TaskChooser {
  public:
    explicit NearestTasks(const floor::Floor& floor);
    void choose(const TaskChoice& in, std::span<TaskId> holds) override;

  private:
    struct Candidate {
        CellId cell;  ///< of the first errand
        TaskId task;
    };
    struct Best {
        int distance = 0;
        TaskId task;
        std::size_t area = 0, place = 0;
    };

    void sort_tasks(const TaskChoice& in);
    TaskId take_nearest(CellId from);
    void look_into(std::size_t area, CellId from, Best& best) const;

    const floor::Floor* floor_;
    int columns_, rows_;                         // of areas
    std::vector<std::vector<Candidate>> areas_;  // by area, row by row: tasks that nobody holds
    std::size_t left_ = 0;                       // tasks in all areas
};

}  // namespace dray::motion::lorr
