#include "motion/lorr/task_pool.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/check.hpp"

namespace dray::motion::lorr {

TaskPool::TaskPool(const Instance& instance)
    : instance_(&instance), holds_(instance.robot_count()), recorded_(instance.robot_count()), goal_(instance.robot_count()) {
    if (instance.edition == Edition::Y2024) {
        make_known_up_to(0);
        return;
    }
    queue_.resize(instance.robot_count() * instance.known_tasks);
    taken_.resize(instance.robot_count(), 0);
    for (std::size_t r = 0; r < instance.robot_count(); ++r) {
        for (std::size_t i = 0; i < instance.known_tasks; ++i)
            give_next(RobotId(r), 0);
        set_hold(RobotId(r), queue_[r * instance.known_tasks]);
    }
}

CellId TaskPool::next_goal(RobotId robot) const {
    const std::span<const CellId> rest = to_go(robot);
    if (rest.size() >= 2) return rest[1];
    if (instance_->edition == Edition::Y2024 || instance_->known_tasks < 2) return CellId();
    // The ring of a robot's tasks begins with the one it works on, the oldest of those it was given.
    const std::size_t ring = instance_->known_tasks;
    return errands(queue_[robot.index() * ring + (taken_[robot.index()] + 1) % ring]).front();
}

bool TaskPool::opened(RobotId robot) const {
    const TaskId task = holds_[robot.index()];
    return task.valid() && tasks_[task.index()].done > 0;
}

std::span<const CellId> TaskPool::to_go(RobotId robot) const {
    const TaskId task = holds_[robot.index()];
    return task.valid() ? errands(task).subspan(tasks_[task.index()].done) : std::span<const CellId>();
}

TaskId TaskPool::make_known(std::size_t source, RobotId robot, int step) {
    const TaskId task(tasks_.size());
    tasks_.push_back({.source = static_cast<std::uint32_t>(source)});
    history_.known.push_back({static_cast<std::uint32_t>(source), step, robot});
    return task;
}

void TaskPool::make_known_up_to(int step) {
    while (tasks_.size() - static_cast<std::size_t>(finished_) < instance_->known_tasks) {
        const TaskId task = make_known(tasks_.size() % instance_->task_count(), RobotId(), step);
        tasks_.back().place = static_cast<std::uint32_t>(open_tasks_.size());
        open_tasks_.push_back({task, RobotId(), errands(task)});
    }
}

void TaskPool::give_next(RobotId robot, int step) {
    const std::size_t ring = instance_->known_tasks, number = taken_[robot.index()]++;
    const std::size_t source = (number * instance_->robot_count() + robot.index()) % instance_->task_count();
    queue_[robot.index() * ring + number % ring] = make_known(source, robot, step);
}

void TaskPool::set_hold(RobotId robot, TaskId task) {
    holds_[robot.index()] = task;
    goal_[robot.index()] = task.valid() ? to_go(robot).front() : CellId();
}

std::optional<std::string> TaskPool::fault_of(std::span<const TaskId> choice) {
    if (choice.size() != holds_.size()) return fmt::format("{} choices for {} robots", choice.size(), holds_.size());
    given_to_.assign(open_tasks_.size(), RobotId());
    for (std::size_t r = 0; r < choice.size(); ++r) {
        const TaskId task = choice[r];
        if (opened(RobotId(r))) {
            if (task != holds_[r]) return fmt::format("robot {} drops task {}, which it has opened", r, holds_[r].value);
            continue;
        }
        if (!task.valid()) continue;
        if (task.index() >= tasks_.size()) return fmt::format("robot {} takes task {}, which is not known yet", r, task.value);
        const std::uint32_t place = tasks_[task.index()].place;
        if (place == kNowhere) return fmt::format("robot {} takes task {}, which another has opened or finished", r, task.value);
        RobotId& other = given_to_[place];
        if (other.valid()) return fmt::format("robots {} and {} both take task {}", other.value, r, task.value);
        other = RobotId(r);
    }
    return std::nullopt;
}

void TaskPool::hold(std::span<const TaskId> choice) {
    // All are let go before any is taken, since robots may swap.
    for (std::size_t r = 0; r < choice.size(); ++r)
        if (holds_[r].valid() && choice[r] != holds_[r]) open_tasks_[tasks_[holds_[r].index()].place].holder = RobotId();
    for (std::size_t r = 0; r < choice.size(); ++r) {
        if (choice[r] == holds_[r]) continue;
        set_hold(RobotId(r), choice[r]);
        if (choice[r].valid()) open_tasks_[tasks_[choice[r].index()].place].holder = RobotId(r);
    }
}

void TaskPool::record_holds(int step) {
    for (std::size_t r = 0; r < holds_.size(); ++r) {
        if (holds_[r] == recorded_[r]) continue;
        recorded_[r] = holds_[r];
        history_.holds.push_back({step, RobotId(r), holds_[r]});
    }
}

void TaskPool::advance(std::span<const Pose> poses, int step, bool opened_only) {
    DRAY_CHECK(poses.size() == goal_.size(), "{} poses for {} robots", poses.size(), goal_.size());
    for (std::size_t r = 0; r < goal_.size(); ++r)
        if (poses[r].cell == goal_[r] && (!opened_only || opened(RobotId(r)))) do_errand(RobotId(r), step);
    if (instance_->edition == Edition::Y2024) make_known_up_to(step);
}

void TaskPool::do_errand(RobotId robot, int step) {
    const TaskId task = holds_[robot.index()];
    const std::uint32_t done = ++tasks_[task.index()].done;
    history_.done.push_back({step, robot, task, done});
    if (done == 1 && instance_->edition == Edition::Y2024) close_for_others(task);
    if (done < errands(task).size()) {
        goal_[robot.index()] = to_go(robot).front();
        return;
    }
    ++finished_;
    if (instance_->edition == Edition::Y2024) return set_hold(robot, TaskId());
    give_next(robot, step);
    const std::size_t ring = instance_->known_tasks;
    set_hold(robot, queue_[robot.index() * ring + taken_[robot.index()] % ring]);
}

void TaskPool::close_for_others(TaskId task) {
    const std::uint32_t place = std::exchange(tasks_[task.index()].place, kNowhere);
    if (place + 1 < open_tasks_.size()) {
        open_tasks_[place] = open_tasks_.back();
        tasks_[open_tasks_[place].task.index()].place = place;
    }
    open_tasks_.pop_back();
}

}  // namespace dray::motion::lorr
