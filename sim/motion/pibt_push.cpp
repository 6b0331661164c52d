// Chains of pushes: a robot that wants an occupied cell asks its occupant to leave, which may ask the next one.
//
// The recursion is a list of frames, since a train of ten thousand robots is one chain. Every robot is decided at most once a
// tick.
#include <utility>

#include "motion/pibt.hpp"

namespace dray::motion {

void Pibt::decide(RobotId robot, Action action, CellId target) {
    actions_[robot.index()] = action;
    target_[robot.index()] = target;
}

void Pibt::claim(CellId cell, RobotId robot) {
    claim_[cell.index()] = robot;
    claimed_.push_back(cell);
}

void Pibt::resolve(RobotId root) {
    open(root, false);
    while (depth_ > 0) {
        const std::size_t top = depth_ - 1;
        const Outcome outcome = advance(frames_[top]);
        if (outcome == Outcome::Pending) continue;
        on_chain_[frames_[top].robot.index()] = 0;
        depth_ = top;
        if (top > 0) frames_[top - 1].answer = outcome;
    }
}

void Pibt::open(RobotId robot, bool pushed) {
    Frame& frame = frames_[depth_++];
    frame = {.robot = robot, .pushed = pushed};
    on_chain_[robot.index()] = 1;
    list_candidates(frame);
}

Pibt::Outcome Pibt::advance(Frame& frame) {
    if (frame.answer != Outcome::None) {
        const Candidate& candidate = frame.list[frame.at];
        const Outcome answer = std::exchange(frame.answer, Outcome::None);
        claim_[candidate.cell.index()] = RobotId();
        if (answer == Outcome::Moves) return take(frame, candidate);
        if (answer == Outcome::Prepares) return prepare(frame, candidate);
        ++frame.at;
    }
    for (; frame.at < frame.count; ++frame.at)
        if (const Outcome outcome = attempt(frame, frame.list[frame.at]); outcome != Outcome::Stays) return outcome;
    return stay(frame);
}

Pibt::Outcome Pibt::attempt(Frame& frame, const Candidate& candidate) {
    if (claim_[candidate.cell.index()].valid()) return Outcome::Stays;
    if (!enters_dead_end(frame, candidate)) return Outcome::Stays;
    const RobotId other = occupant_[candidate.cell.index()];
    if (!other.valid()) return take(frame, candidate);
    if (on_chain_[other.index()] != 0) return Outcome::Stays;
    if (decided(other)) {
        if (target_[other.index()] != candidate.cell) return take(frame, candidate);
        return about_to_leave(other) ? prepare(frame, candidate) : Outcome::Stays;
    }
    // A robot under way leaves by itself while this one turns; one that rests has to be asked.
    if (candidate.turns > 0 && !frame.pushed && mood_[other.index()] != Mood::Idle) return prepare(frame, candidate);
    claim(candidate.cell, frame.robot);
    open(other, true);
    return Outcome::Pending;
}

// The cell is free when this tick ends: drive in, or turn towards it and keep it free if somebody waits for that.
Pibt::Outcome Pibt::take(const Frame& frame, const Candidate& candidate) {
    if (candidate.turns > 0) {
        if (frame.pushed) claim(candidate.cell, frame.robot);
        return prepare(frame, candidate);
    }
    claim(candidate.cell, frame.robot);
    decide(frame.robot, Action::Forward, candidate.cell);
    const int end = floor_->dead_end_of(candidate.cell);
    if (end >= 0) inside_[static_cast<std::size_t>(end)] = frame.robot;
    return Outcome::Moves;
}

Pibt::Outcome Pibt::prepare(const Frame& frame, const Candidate& candidate) {
    const RobotView& robot = snapshot_->robots[frame.robot.index()];
    Memory& memory = memory_[frame.robot.index()];
    memory.leaving_for = candidate.cell;
    memory.leaving_until = snapshot_->tick;
    Action action = Action::Wait;
    if (candidate.turns > 0) {
        action = candidate.heading == floor::left_of(robot.heading) ? Action::TurnLeft : Action::TurnRight;
        memory.leaving_until += costs(robot).turn_ticks * candidate.turns + 1;
    }
    decide(frame.robot, action, robot.cell);
    return Outcome::Prepares;
}

// A robot that has to stay turns at least to where it will go.
Pibt::Outcome Pibt::stay(const Frame& frame) {
    const RobotView& robot = snapshot_->robots[frame.robot.index()];
    Action action = Action::Wait;
    const Cost least = to_go_[frame.robot.index()];
    if (mood_[frame.robot.index()] == Mood::Active && least != kUnreachable) {
        const auto& via = via_[frame.robot.index()];
        const auto time = [&](floor::Heading h) { return via[static_cast<std::size_t>(h)]; };
        if (time(robot.heading) > least) {
            action = time(floor::left_of(robot.heading)) == least ? Action::TurnLeft : Action::TurnRight;
        }
    }
    decide(frame.robot, action, robot.cell);
    return Outcome::Stays;
}

bool Pibt::about_to_leave(RobotId robot) const {
    const Memory& memory = memory_[robot.index()];
    if (memory.leaving_until < snapshot_->tick) return false;
    const RobotId there = occupant_[memory.leaving_for.index()];
    return !there.valid() || on_chain_[there.index()] == 0;
}

// Whether the dead-end rule lets the robot go there. A robot under way that is kept out reserves the dead end, so that whoever is
// inside makes way and nobody else goes in before it.
bool Pibt::enters_dead_end(const Frame& frame, const Candidate& candidate) {
    const int end = floor_->dead_end_of(candidate.cell);
    if (end < 0) return true;
    const RobotView& robot = snapshot_->robots[frame.robot.index()];
    if (floor_->dead_end_of(robot.cell) == end) return true;
    const auto e = static_cast<std::size_t>(end);
    if (reserved_by_other(end, frame.robot)) return false;
    if (!frame.pushed) reservation_[e] = {frame.robot, snapshot_->tick};
    return !inside_[e].valid();
}

}  // namespace dray::motion
