#include "insight/flow/jam_finder.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/check.hpp"

namespace dray::insight {

JamFinder::JamFinder(const floor::Floor& floor, std::size_t robots)
    : floor_(&floor), robot_in_(floor.cell_count(), kNobody), waiters_(robots), tree_of_(robots + floor.lanes().size(), kNoJam) {
    for (auto* list : {&waiting_, &walk_, &jam_of_tree_})
        list->reserve(robots);
    trees_.reserve(robots);
    jams_.reserve(robots);
    members_.reserve(robots);
}

void JamFinder::find(std::span<const RobotMoment> moments, const LostTime& lost) {
    DRAY_CHECK(moments.size() == waiters_.size(), "{} moments of {} robots", moments.size(), waiters_.size());
    waiting_.clear();
    for (std::size_t i = 0; i < moments.size(); ++i)
        if (moments[i].doing == Doing::Waits) waiting_.push_back(static_cast<std::uint32_t>(i));
    link(moments);
    for (const std::uint32_t r : waiting_)
        if (waiters_[r].mark == Mark::Open) resolve(moments, lost, r);
    gather(moments);
}

void JamFinder::link(std::span<const RobotMoment> moments) {
    for (const std::uint32_t r : waiting_)
        robot_in_[moments[r].cell.index()] = r;
    for (const std::uint32_t r : waiting_) {
        const RobotMoment& m = moments[r];
        Waiter& waiter = waiters_[r];
        waiter = {};
        waiter.next = m.behind.valid() ? m.behind.value : kNobody;
        if (m.behind.valid() || m.lane.valid() || m.for_charger || m.zone != kNoZone) continue;
        const CellId before = floor_->next(m.cell, m.facing);
        if (before.valid() && robot_in_[before.index()] != r) waiter.next = robot_in_[before.index()];
    }
    for (const std::uint32_t r : waiting_)
        robot_in_[moments[r].cell.index()] = kNobody;
}

// Walks to the head, or to a robot whose head is known, and back again.
void JamFinder::resolve(std::span<const RobotMoment> moments, const LostTime& lost, std::uint32_t robot) {
    walk_.clear();
    for (std::uint32_t r = robot;;) {
        if (waiters_[r].mark == Mark::Known) break;
        if (waiters_[r].mark == Mark::OnWalk) {
            close_ring(r);
            r = robot;
            continue;
        }
        waiters_[r].mark = Mark::OnWalk;
        walk_.push_back(r);
        const std::uint32_t next = waiters_[r].next;
        if (next == kNobody || moments[next].doing != Doing::Waits) break;
        r = next;
    }
    for (auto r = walk_.rbegin(); r != walk_.rend(); ++r) {
        Waiter& waiter = waiters_[*r];
        waiter.mark = Mark::Known;
        if (waiter.next == kNobody || moments[waiter.next].doing != Doing::Waits) {
            begin_chain(moments, lost, *r);
            continue;
        }
        const Waiter& next = waiters_[waiter.next];
        waiter.head = next.head;
        waiter.root = next.root;
        waiter.head_cell = next.head_cell;
        waiter.chain = next.chain + 1;
        waiter.spill_back = next.spill_back + distance(moments[*r].cell, moments[waiter.next].cell);
    }
}

// The robot is on the walk for the second time: the ring from there on is opened at its lowest robot, and the walk begins anew.
void JamFinder::close_ring(std::uint32_t robot) {
    const auto from = std::ranges::find(walk_, robot);
    waiters_[*std::min_element(from, walk_.end())].next = kNobody;
    for (const std::uint32_t r : walk_)
        waiters_[r].mark = Mark::Open;
    walk_.clear();
}

// The first robot that waits, with the head before it or as the head itself.
void JamFinder::begin_chain(std::span<const RobotMoment> moments, const LostTime& lost, std::uint32_t robot) {
    Waiter& waiter = waiters_[robot];
    const RobotMoment& own = moments[robot];
    const bool first = waiter.next == kNobody;
    const std::uint32_t head = first ? robot : waiter.next;
    waiter.root = lost.root_of(RobotId(robot));
    waiter.head = head;
    waiter.head_cell = moments[head].cell;
    waiter.chain = 1;
    if (waiter.root.cause == Cause::Station) {
        const LaneId lane(waiter.root.number);
        const bool served = !first && moments[head].doing == Doing::Served;
        if (served || floor_->lane_of(moments[head].cell) == lane) {
            waiter.head = static_cast<std::uint32_t>(waiters_.size()) + lane.value;
            waiter.head_cell = floor_->lane(lane).service;
        }
    }
    waiter.spill_back = distance(own.cell, waiter.head_cell);
}

void JamFinder::gather(std::span<const RobotMoment> moments) {
    trees_.clear();
    for (const std::uint32_t r : waiting_) {
        Waiter& waiter = waiters_[r];
        const floor::CellKind kind = floor_->kind(moments[r].cell);
        const bool in_own_lane = waiter.root.cause == Cause::Station && kind == floor::CellKind::Lane &&
                                 floor_->lane_of(moments[r].cell) == LaneId(waiter.root.number);
        const bool parked =
            waiter.head == r && (moments[r].lane.valid() || moments[r].for_charger) &&
            (kind == floor::CellKind::Slot || kind == floor::CellKind::Charger || kind == floor::CellKind::Buffer);
        waiter.counts = !in_own_lane && !parked;
        if (!waiter.counts) continue;
        std::uint32_t& number = tree_of_[waiter.head];
        if (number == kNoJam) {
            number = static_cast<std::uint32_t>(trees_.size());
            trees_.push_back({.root = waiter.root, .head = waiter.head_cell});
        }
        JamMoment& tree = trees_[number];
        ++tree.robots;
        tree.chain = std::max(tree.chain, waiter.chain);
        tree.spill_back = std::max(tree.spill_back, waiter.spill_back);
    }
    jams_.clear();
    jam_of_tree_.clear();
    std::uint32_t first = 0;
    for (const JamMoment& tree : trees_) {
        jam_of_tree_.push_back(tree.robots < kLeastRobots ? kNoJam : static_cast<std::uint32_t>(jams_.size()));
        if (tree.robots < kLeastRobots) continue;
        jams_.push_back(tree);
        jams_.back().first = first;
        first += tree.robots;
        jams_.back().robots = 0;
    }
    members_.resize(first);
    for (const std::uint32_t r : waiting_) {
        if (!waiters_[r].counts) continue;
        const std::uint32_t number = jam_of_tree_[tree_of_[waiters_[r].head]];
        if (number == kNoJam) continue;
        JamMoment& jam = jams_[number];
        members_[jam.first + jam.robots++] = RobotId(r);
    }
    for (const std::uint32_t r : waiting_)
        tree_of_[waiters_[r].head] = kNoJam;
}

std::uint32_t JamFinder::distance(CellId a, CellId b) const {
    return static_cast<std::uint32_t>(std::abs(floor_->row(a) - floor_->row(b)) +
                                      std::abs(floor_->column(a) - floor_->column(b)));
}

}  // namespace dray::insight
