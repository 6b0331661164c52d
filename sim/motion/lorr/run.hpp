// A benchmark run: tasks are chosen, motion is planned, judged and carried out, step after step.
#pragma once

#include <memory>
#include <vector>

#include "motion/lorr/instance.hpp"
#include "motion/lorr/path_record.hpp"
#include "motion/lorr/referee.hpp"
#include "motion/lorr/task_chooser.hpp"
#include "motion/lorr/task_pool.hpp"
#include "motion/planner.hpp"

namespace dray::motion::lorr {

/// How long a run is and how long each step may be thought about: by the clock or by counted iterations.
struct RunLimits {
    int steps = 0;                ///< at least 1
    double budget_ms = 0;         ///< wall time of a step's decisions; 0: `iterations` count instead and no step is late
    std::int64_t iterations = 0;  ///< for planner and chooser each
};

/// Figures of what has been done so far.
struct RunFigures {
    std::int64_t forward = 0, turn = 0, wait = 0;  ///< actions, those of late steps included
    int late_steps = 0;                            ///< steps in which all waited because a decision took too long
};

/// One run on one instance. With `iterations` everything but the measured times is the same in every run, on any number of
/// threads. One thread at a time; planner and chooser may use more inside a call.
class Run {
  public:
    /// `instance` outlives it. `chooser` may be null for edition 2023, whose tasks are not chosen.
    Run(const Instance& instance, const RunLimits& limits, std::unique_ptr<Planner> planner,
        std::unique_ptr<TaskChooser> chooser);

    [[nodiscard]] bool done() const { return steps_done() >= limits_.steps; }
    /// Decides once and carries it out. A decision that took longer than k budgets first lets k steps pass in which all robots
    /// wait, as many as the run still has. An illegal plan or choice is a bug and throws BugError.
    void step();

    [[nodiscard]] int steps_done() const { return static_cast<int>(paths_.step_count()); }
    [[nodiscard]] const Instance& instance() const { return *instance_; }
    [[nodiscard]] const RunLimits& limits() const { return limits_; }
    [[nodiscard]] const RunFigures& figures() const { return figures_; }
    [[nodiscard]] const TaskPool& tasks() const { return tasks_; }
    [[nodiscard]] const std::vector<Pose>& poses() const { return poses_; }  ///< by RobotId, after the steps done
    [[nodiscard]] const PathRecord& paths() const { return paths_; }
    [[nodiscard]] const std::vector<float>& decision_ms() const { return decision_ms_; }  ///< wall time of each decision

  private:
    void choose_tasks(const Stopwatch& watch);
    void plan_motion(const Stopwatch& watch);
    void let_pass(int steps);
    void carry_out();
    [[nodiscard]] Budget budget(const Stopwatch& watch, double share) const;

    const Instance* instance_;
    RunLimits limits_;
    std::unique_ptr<Planner> planner_;
    std::unique_ptr<TaskChooser> chooser_;
    Referee referee_;
    TaskPool tasks_;
    PathRecord paths_;
    RunFigures figures_;
    std::vector<float> decision_ms_;
    // By robot.
    std::vector<Pose> poses_;
    std::vector<RobotView> views_;
    std::vector<ChoosingRobot> choosing_;
    std::vector<TaskId> choice_;
    std::vector<Action> actions_;
    std::vector<std::uint8_t> closed_;  // by cell: none is
};

}  // namespace dray::motion::lorr
