#include "motion/lorr/referee.hpp"

#include <fmt/format.h>

namespace dray::motion::lorr {

Referee::Referee(const floor::Floor& floor, std::size_t robots)
    : floor_(&floor), now_(floor.cell_count()), after_(floor.cell_count()), target_(robots) {}

std::optional<std::string> Referee::fault(std::span<const Pose> poses, std::span<const Action> actions) {
    std::optional<std::string> found;
    if (poses.size() != target_.size() || actions.size() != target_.size())
        return fmt::format("{} robots, {} poses, {} actions", target_.size(), poses.size(), actions.size());
    for (std::size_t i = 0; i < target_.size(); ++i) {
        const Pose& pose = poses[i];
        now_[pose.cell.index()] = RobotId(i);
        target_[i] = pose.cell;
        if (static_cast<unsigned>(actions[i]) > static_cast<unsigned>(Action::Wait))
            found = fmt::format("robot {} has no action {}", i, static_cast<unsigned>(actions[i]));
        if (actions[i] != Action::Forward) continue;
        const CellId next = floor_->next(pose.cell, pose.heading);
        if (next.valid())
            target_[i] = next;
        else
            found = fmt::format("robot {} in cell {} drives {} into a wall", i, pose.cell.value, floor::name_of(pose.heading));
    }
    for (std::size_t i = 0; i < target_.size(); ++i) {
        RobotId& there = after_[target_[i].index()];
        if (there.valid()) found = fmt::format("robots {} and {} share cell {}", there.value, i, target_[i].value);
        there = RobotId(i);
        const RobotId other = now_[target_[i].index()];
        if (other.valid() && other != RobotId(i) && target_[other.index()] == poses[i].cell)
            found = fmt::format("robots {} and {} swap cells", std::min(other.value, there.value),
                                std::max(other.value, there.value));
    }
    for (std::size_t i = 0; i < target_.size(); ++i)
        now_[poses[i].cell.index()] = after_[target_[i].index()] = RobotId();
    return found;
}

Pose moved(const floor::Floor& floor, Pose pose, Action action) {
    switch (action) {
        case Action::Forward:
            return {floor.next(pose.cell, pose.heading), pose.heading};
        case Action::TurnRight:
            return {pose.cell, floor::right_of(pose.heading)};
        case Action::TurnLeft:
            return {pose.cell, floor::left_of(pose.heading)};
        case Action::Wait:
            break;
    }
    return pose;
}

}  // namespace dray::motion::lorr
