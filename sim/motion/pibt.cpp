#include "motion/pibt.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "motion/rules.hpp"

namespace dray::motion {

using floor::Heading;
using floor::kHeadings;

namespace {

constexpr std::int32_t kStuckTicks = 100;  // ticks without progress after which a robot goes before all others
constexpr std::int32_t kBoxedInTicks =
    4;                                 // ticks after which a robot that cannot get out of its pod's slot goes before all others
constexpr Tick kReservationTicks = 3;  // a robot that waits for a dead end asks again in each tick

}  // namespace

Pibt::Pibt(const floor::Floor& floor, Distances& distances, std::size_t robots)
    : floor_(&floor),
      distances_(&distances),
      costs_{distances.costs(false), distances.costs(true)},
      memory_(robots),
      via_(robots),
      to_go_(robots, kUnreachable),
      mood_(robots, Mood::Idle),
      target_(robots),
      on_chain_(robots, 0),
      occupant_(floor.cell_count()),
      claim_(floor.cell_count()),
      outward_(floor.cell_count(), -1),
      reservation_(floor.dead_ends().size()),
      inside_(floor.dead_ends().size()),
      frames_(robots) {
    claimed_.reserve(2 * robots);
    order_.reserve(robots);
    goals_.reserve(robots);
    // The cells of a dead end are listed from the mouth inwards: an earlier one, or the mouth, lies further out.
    for (const floor::DeadEnd& end : floor.dead_ends()) {
        for (std::size_t i = 0; i < end.cells.size(); ++i) {
            const auto first = end.cells.begin(), here = first + static_cast<std::ptrdiff_t>(i);
            for (const Heading h : kHeadings) {
                const CellId next = floor.next(*here, h);
                if (next.valid() && (next == end.mouth || std::find(first, here, next) != here))
                    outward_[here->index()] = static_cast<std::int8_t>(h);
            }
        }
    }
}

void Pibt::plan(const Snapshot& snapshot, std::span<Action> actions) {
    DRAY_CHECK(snapshot.robots.size() == memory_.size() && actions.size() == memory_.size(), "{} robots, {} views, {} actions",
               memory_.size(), snapshot.robots.size(), actions.size());
    begin(snapshot, actions);
    rank();
    for (const Rank& rank : order_)
        if (!decided(rank.robot)) resolve(rank.robot);
    finish();
}

// Puts robots on the map, decides for those that cannot act, and asks for the travel times of the others.
void Pibt::begin(const Snapshot& snapshot, std::span<Action> actions) {
    snapshot_ = &snapshot;
    actions_ = actions;
    distances_->set_closed(snapshot.closed, snapshot.closed_version);
    goals_.clear();
    for (std::size_t i = 0; i < memory_.size(); ++i) {
        const RobotView& robot = snapshot.robots[i];
        actions[i] = Action::Wait;
        target_[i] = CellId();
        if (!robot.cell.valid()) continue;
        DRAY_CHECK(!occupant_[robot.cell.index()].valid(), "robots {} and {} stand in cell {}",
                   occupant_[robot.cell.index()].value, i, robot.cell.value);
        occupant_[robot.cell.index()] = RobotId(i);
        if (robot.fixed) target_[i] = robot.cell;
        if (robot.goal.valid()) goals_.emplace_back(robot.goal, robot.loaded);
        if (const int end = floor_->dead_end_of(robot.cell); end >= 0) inside_[static_cast<std::size_t>(end)] = RobotId(i);
    }
    distances_->warm(goals_);
    for (std::size_t i = 0; i < memory_.size(); ++i)
        if (snapshot.robots[i].cell.valid()) assess(RobotId(i));
}

// Reads a robot's travel times and judges whether it can go on, and how long it has waited.
void Pibt::assess(RobotId r) {
    const RobotView& robot = snapshot_->robots[r.index()];
    Memory& memory = memory_[r.index()];
    Mood& mood = mood_[r.index()];
    mood = Mood::Idle;
    to_go_[r.index()] = kUnreachable;
    if (memory.goal != robot.goal) {
        memory.goal = robot.goal;
        memory.nearest = kUnreachable;
        memory.stuck = 0;
    }
    if (robot.fixed) return;
    if (robot.goal.valid()) {
        auto& via = via_[r.index()];
        via = distances_->via(robot.cell, robot.heading, robot.goal, robot.loaded);
        const auto best = static_cast<std::size_t>(std::min_element(via.begin(), via.end()) - via.begin());
        to_go_[r.index()] = via[best];
        if (via[best] != kUnreachable && robot.cell != robot.goal &&
            entry_fault(*floor_, snapshot_->closed, robot, floor_->next(robot.cell, kHeadings[best])) == nullptr)
            mood = Mood::Active;
    }
    const int end = floor_->dead_end_of(robot.cell);
    const CellId goal = robot.goal;
    // With a pod a slot is a dead end too: whoever stands before it, perhaps wanting in, has to give way.
    if (mood == Mood::Active && robot.loaded && floor_->slot_of(robot.cell).valid() && memory.stuck > kBoxedInTicks)
        mood = Mood::Leaving;
    if (end >= 0 && mood == Mood::Active && floor_->dead_end_of(goal) != end) {
        mood = Mood::Leaving;
    } else if (end >= 0 && reserved_by_other(end, r)) {
        // Who has nothing to do in a dead end, or cannot get on in it, makes way.
        const bool blocked = goal.valid() && goal != robot.cell && occupant_[goal.index()].valid();
        if (mood == Mood::Idle || blocked) {
            mood = Mood::Leaving;
            to_go_[r.index()] = kUnreachable;
        }
    }
    if (mood == Mood::Idle) {
        memory.since = snapshot_->tick;
        memory.stuck = 0;
    } else if (to_go_[r.index()] < memory.nearest) {
        memory.nearest = to_go_[r.index()];
        memory.stuck = 0;
    } else {
        ++memory.stuck;
    }
}

bool Pibt::reserved_by_other(int dead_end, RobotId robot) const {
    const Reservation& reservation = reservation_[static_cast<std::size_t>(dead_end)];
    return reservation.robot.valid() && reservation.robot != robot && snapshot_->tick - reservation.at <= kReservationTicks;
}

// Robots that have to get out of a dead end, then those long stuck, then by the caller's priority, then who waits longest.
void Pibt::rank() {
    order_.clear();
    for (std::size_t i = 0; i < memory_.size(); ++i) {
        if (!snapshot_->robots[i].cell.valid() || decided(RobotId(i))) continue;
        const Memory& memory = memory_[i];
        const bool stuck = memory.stuck > kStuckTicks;
        const auto priority = stuck ? 0u : static_cast<std::uint32_t>(snapshot_->robots[i].priority) ^ 0x80000000u;
        Rank entry{.robot = RobotId(i)};
        entry.first = static_cast<std::uint64_t>(mood_[i]) << 40 | static_cast<std::uint64_t>(stuck) << 36 | priority;
        entry.second = static_cast<std::uint64_t>(snapshot_->tick - memory.since) << 32 | (0xffffffffu - i);
        order_.push_back(entry);
    }
    std::sort(order_.begin(), order_.end(),
              [](const Rank& a, const Rank& b) { return a.first != b.first ? a.first > b.first : a.second > b.second; });
}

void Pibt::finish() {
    for (const RobotView& robot : snapshot_->robots)
        if (robot.cell.valid()) occupant_[robot.cell.index()] = RobotId();
    for (const CellId cell : claimed_)
        claim_[cell.index()] = RobotId();
    claimed_.clear();
    std::fill(inside_.begin(), inside_.end(), RobotId());
    snapshot_ = nullptr;
}

}  // namespace dray::motion
