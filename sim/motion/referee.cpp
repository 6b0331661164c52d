#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "motion/rules.hpp"
#include "motion/validity.hpp"

namespace dray::motion {

Referee::Referee(const floor::Floor& floor, std::size_t robots)
    : floor_(&floor),
      inside_(floor.dead_ends().size()),
      now_(floor.cell_count()),
      after_(floor.cell_count()),
      target_(robots),
      mark_(robots, 0) {}

void Referee::consider(RobotId robot, std::string what) {
    if (!found_ || robot < found_->robot) found_ = Violation{robot, std::move(what)};
}

std::optional<Violation> Referee::check(const Snapshot& snapshot, std::span<const Action> actions, bool rings_allowed) {
    DRAY_CHECK(snapshot.robots.size() == target_.size() && actions.size() == target_.size(), "{} robots, {} views, {} actions",
               target_.size(), snapshot.robots.size(), actions.size());
    found_.reset();
    place(snapshot, actions);
    for (std::size_t i = 0; i < target_.size(); ++i)
        check_robot(snapshot, RobotId(i), actions[i]);
    if (!rings_allowed) find_rings(snapshot);
    for (const RobotView& robot : snapshot.robots)
        if (robot.cell.valid()) now_[robot.cell.index()] = RobotId();
    for (const CellId cell : target_)
        if (cell.valid()) after_[cell.index()] = RobotId();
    std::fill(inside_.begin(), inside_.end(), RobotId());
    return std::exchange(found_, std::nullopt);
}

// Puts every robot where it is before and after the tick. Of several in one cell the lowest holds it, and is told.
void Referee::place(const Snapshot& snapshot, std::span<const Action> actions) {
    for (std::size_t i = 0; i < target_.size(); ++i) {
        const RobotView& robot = snapshot.robots[i];
        target_[i] = robot.cell;
        if (!robot.cell.valid()) continue;
        RobotId& here = now_[robot.cell.index()];
        if (here.valid())
            consider(here, fmt::format("stands in one cell with robot {}", i));
        else
            here = RobotId(i);
        if (const int end = floor_->dead_end_of(robot.cell); end >= 0) inside_[static_cast<std::size_t>(end)] = RobotId(i);
        if (actions[i] == Action::Forward) {
            if (const CellId next = floor_->next(robot.cell, robot.heading); next.valid()) target_[i] = next;
        }
        RobotId& there = after_[target_[i].index()];
        if (there.valid())
            consider(there, fmt::format("ends in one cell with robot {}", i));
        else
            there = RobotId(i);
    }
}

void Referee::check_robot(const Snapshot& snapshot, RobotId r, Action action) {
    const RobotView& robot = snapshot.robots[r.index()];
    if (static_cast<unsigned>(action) > static_cast<unsigned>(Action::Wait))
        return consider(r, fmt::format("has no action {}", static_cast<unsigned>(action)));
    if (action == Action::Wait) return;
    if (!robot.cell.valid()) return consider(r, "acts although it is off the floor");
    if (robot.fixed_ticks > 0) return consider(r, "acts although it is fixed");
    if (action != Action::Forward) return;
    const CellId target = target_[r.index()];
    if (target == robot.cell) return consider(r, fmt::format("drives {} where no way leads", floor::name_of(robot.heading)));
    if (const char* fault = entry_fault(*floor_, snapshot.closed, robot, target); fault != nullptr) return consider(r, fault);
    if (const RobotId other = now_[target.index()]; other > r && other.valid() && target_[other.index()] == robot.cell)
        return consider(r, fmt::format("swaps cells with robot {}", other.value));
    const int end = floor_->dead_end_of(target);
    if (end < 0 || end == floor_->dead_end_of(robot.cell)) return;
    RobotId& holder = inside_[static_cast<std::size_t>(end)];
    if (holder.valid())
        return consider(r, fmt::format("enters {} that robot {} is in", floor_->dead_ends()[static_cast<std::size_t>(end)].name,
                                       holder.value));
    holder = r;
}

// Follows each robot to whoever stands in its target; a walk that comes back to where it began after three or more is a ring.
void Referee::find_rings(const Snapshot& snapshot) {
    constexpr std::uint8_t kDone = 1, kOnWalk = 2;
    const auto next = [&](RobotId r) {
        const CellId cell = snapshot.robots[r.index()].cell, target = target_[r.index()];
        return target == cell || !target.valid() ? RobotId() : now_[target.index()];
    };
    std::fill(mark_.begin(), mark_.end(), std::uint8_t{0});
    for (std::size_t i = 0; i < target_.size(); ++i) {
        RobotId r(i);
        for (; r.valid() && mark_[r.index()] == 0; r = next(r))
            mark_[r.index()] = kOnWalk;
        if (r.valid() && mark_[r.index()] == kOnWalk) {
            std::size_t length = 1;
            RobotId lowest = r;
            for (RobotId m = next(r); m != r; m = next(m), ++length)
                lowest = std::min(lowest, m);
            if (length >= 3) consider(lowest, fmt::format("moves in a ring of {} robots", length));
        }
        for (r = RobotId(i); r.valid() && mark_[r.index()] == kOnWalk; r = next(r))
            mark_[r.index()] = kDone;
    }
}

}  // namespace dray::motion
