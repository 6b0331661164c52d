// What a robot would like to do: the neighbours it may enter, best first.
#include <algorithm>

#include "motion/pibt.hpp"
#include "motion/rules.hpp"

namespace dray::motion {

using floor::CellKind;
using floor::Heading;
using floor::kHeadings;

// A pushed robot takes any neighbour; another one only those that cost no more than waiting for a while.
void Pibt::list_candidates(Frame& frame) const {
    const RobotView& robot = snapshot_->robots[frame.robot.index()];
    const Mood mood = mood_[frame.robot.index()];
    if (!frame.pushed && mood == Mood::Idle) return;
    const Memory& memory = memory_[frame.robot.index()];
    const Cost limit = frame.pushed || mood == Mood::Leaving ? kUnreachable : to_go_[frame.robot.index()] + patience(frame.robot);
    const bool promised = frame.pushed && memory.leaving_until >= snapshot_->tick - 1;
    for (const Heading h : kHeadings) {
        const CellId next = floor_->next(robot.cell, h);
        if (!next.valid() || entry_fault(*floor_, snapshot_->closed, robot, next) != nullptr) continue;
        Cost cost = key(robot, frame.robot, next, h);
        if (promised && next == memory.leaving_for) cost = 0;
        if (cost > limit || cost == kUnreachable) continue;
        // Insertion keeps the order of headings among equals.
        std::size_t at = frame.count++;
        for (; at > 0 && frame.list[at - 1].key > cost; --at)
            frame.list[at] = frame.list[at - 1];
        frame.list[at] = {cost, next, h, static_cast<std::uint8_t>(floor::quarter_turns(robot.heading, h))};
    }
}

// Travel time by that neighbour, and for a robot without a goal the trouble it would cause there; plus a little for a crowd.
Cost Pibt::key(const RobotView& robot, RobotId id, CellId cell, Heading heading) const {
    const auto forward = static_cast<Cost>(costs(robot).forward_steps);
    const auto turn = static_cast<Cost>(costs(robot).turn_steps * floor::quarter_turns(robot.heading, heading));
    const Cost crowd = crowding(cell, heading) * forward / 4;
    if (mood_[id.index()] == Mood::Leaving && to_go_[id.index()] == kUnreachable) {
        const bool out = outward_[robot.cell.index()] == static_cast<std::int8_t>(heading);
        return out ? forward : kUnreachable;
    }
    if (to_go_[id.index()] != kUnreachable) {
        const Cost time = via_[id.index()][static_cast<std::size_t>(heading)];
        return time == kUnreachable ? kUnreachable : time + crowd;
    }
    const CellKind kind = floor_->kind(cell);
    Cost trouble = 4;
    if (kind == CellKind::Slot || kind == CellKind::Buffer) trouble = 0;
    if (kind == CellKind::Charger) trouble = 8;
    if (floor_->dead_end_of(cell) >= 0) trouble += 16;
    return forward + turn + trouble * forward + crowd;
}

// How much the occupant of a cell is in the way, in quarters of a cell's time.
Cost Pibt::crowding(CellId cell, Heading heading) const {
    const RobotId other = occupant_[cell.index()];
    if (!other.valid()) return 0;
    const RobotView& robot = snapshot_->robots[other.index()];
    if (robot.fixed) return memory_[other.index()].leaving_until >= snapshot_->tick ? 2 : 6;
    if (mood_[other.index()] == Mood::Idle) return 3;
    return robot.heading == heading ? 1 : robot.heading == floor::opposite(heading) ? 4 : 2;
}

// How much longer a way may be that is driven instead of waiting; grows for a robot that gets nowhere, in the end beyond any way
// round a site, since two robots that wait for each other part only when one drives away.
Cost Pibt::patience(RobotId robot) const {
    const auto forward = static_cast<Cost>(costs(snapshot_->robots[robot.index()]).forward_steps);
    const auto stuck = static_cast<Cost>(std::min(memory_[robot.index()].stuck, 4096));
    return 2 * forward + stuck * forward / 8;
}

}  // namespace dray::motion
