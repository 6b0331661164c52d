#include "motion/lorr/run.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dray::motion::lorr {

namespace {

// Shares of a step's budget by which task choice and planning end; the rest is for what cannot be stopped half-way.
constexpr double kChoiceUntil = 0.3;
constexpr double kPlanUntil = 0.9;

}  // namespace

Run::Run(const Instance& instance, const RunLimits& limits, std::unique_ptr<Planner> planner,
         std::unique_ptr<TaskChooser> chooser)
    : instance_(&instance),
      limits_(limits),
      planner_(std::move(planner)),
      chooser_(std::move(chooser)),
      referee_(instance.floor, instance.robot_count()),
      tasks_(instance),
      paths_(instance.robot_count()),
      poses_(instance.robot_count()),
      views_(instance.robot_count()),
      choosing_(instance.robot_count()),
      choice_(instance.robot_count()),
      actions_(instance.robot_count()),
      closed_(instance.floor.cell_count(), 0) {
    DRAY_CHECK(limits.steps >= 1, "{} steps", limits.steps);
    DRAY_CHECK(chooser_ || instance.edition == Edition::Y2023, "nobody chooses tasks");
    for (std::size_t r = 0; r < poses_.size(); ++r)
        poses_[r].cell = instance.starts[r];
}

Budget Run::budget(const Stopwatch& watch, double share) const {
    if (limits_.budget_ms > 0) return {.clock = &watch, .until_ms = limits_.budget_ms * share};
    return {.iterations = limits_.iterations};
}

void Run::step() {
    DRAY_CHECK(!done(), "all {} steps are done", limits_.steps);
    run_context().tick = steps_done();
    const Stopwatch watch;
    if (instance_->edition == Edition::Y2024) choose_tasks(watch);
    plan_motion(watch);
    const double took_ms = watch.elapsed_ms();
    decision_ms_.push_back(static_cast<float>(took_ms));
    if (limits_.budget_ms > 0 && took_ms > limits_.budget_ms)
        let_pass(static_cast<int>(std::min(std::ceil(took_ms / limits_.budget_ms) - 1, limits_.steps - steps_done() + 0.0)));
    if (!done()) carry_out();
}

void Run::choose_tasks(const Stopwatch& watch) {
    for (std::size_t i = 0; i < poses_.size(); ++i) {
        const RobotId r(i);
        choosing_[i] = {poses_[i], tasks_.holds()[i], tasks_.opened(r), tasks_.to_go(r)};
    }
    std::copy(tasks_.holds().begin(), tasks_.holds().end(), choice_.begin());
    chooser_->choose({.floor = &instance_->floor,
                      .step = steps_done(),
                      .robots = choosing_,
                      .tasks = tasks_.open_tasks(),
                      .budget = budget(watch, kChoiceUntil)},
                     choice_);
    const auto fault = tasks_.fault_of(choice_);
    DRAY_CHECK(!fault, "the task choice is against the rules: {}", *fault);
    tasks_.hold(choice_);
}

void Run::plan_motion(const Stopwatch& watch) {
    for (std::size_t i = 0; i < poses_.size(); ++i) {
        const RobotId r(i);
        views_[i] = {
            .cell = poses_[i].cell, .goal = tasks_.goal(r), .next_goal = tasks_.next_goal(r), .heading = poses_[i].heading};
    }
    planner_->plan({.tick = steps_done(), .robots = views_, .closed = closed_, .budget = budget(watch, kPlanUntil)}, actions_);
}

void Run::let_pass(int steps) {
    for (int i = 0; i < steps; ++i) {
        paths_.add_late();
        tasks_.advance(poses_, steps_done(), instance_->edition == Edition::Y2024);
    }
    figures_.late_steps += steps;
    figures_.wait += static_cast<std::int64_t>(poses_.size()) * steps;
}

void Run::carry_out() {
    const auto fault = referee_.fault(poses_, actions_);
    DRAY_CHECK(!fault, "the plan is against the rules: {}", *fault);
    if (instance_->edition == Edition::Y2024) tasks_.record_holds(steps_done() + 1);
    for (std::size_t r = 0; r < poses_.size(); ++r) {
        poses_[r] = moved(instance_->floor, poses_[r], actions_[r]);
        ++(actions_[r] == Action::Forward ? figures_.forward : actions_[r] == Action::Wait ? figures_.wait : figures_.turn);
    }
    paths_.add(actions_);
    tasks_.advance(poses_, steps_done());
}

}  // namespace dray::motion::lorr
