// When the plan can no longer be driven: it is cut back to what is granted, and robots that are broken or held close the cells
// they stand on.
#include <algorithm>

#include "base/check.hpp"
#include "traffic/traffic.hpp"

namespace dray::traffic {

void Traffic::recover(std::vector<DroppedDwell>& dropped) {
    // Queues of cells that lose a visit are emptied first; then the granted visits, one a cell, are queued again.
    for (std::size_t i = 0; i < robots_.size(); ++i) {
        const Robot& s = robots_[i];
        if (!s.on_floor || s.broken) continue;
        for (std::uint32_t v = s.granted + 1; v != s.last + 1; ++v)
            queues_[cell(RobotId(i), v).index()] = {kNone, kNone};
    }
    for (std::size_t i = 0; i < robots_.size(); ++i) {
        const RobotId r(i);
        Robot& s = robots_[i];
        if (!s.on_floor || s.broken) continue;
        for (std::uint32_t v = s.tail; v != s.granted + 1; ++v) {
            const std::uint32_t n = node(r, v);
            visits_[n].next = kNone;
            queues_[visits_[n].cell.index()] = {n, n};
        }
        drop_ungranted(r, dropped);
    }
}

void Traffic::drop_ungranted(RobotId r, std::vector<DroppedDwell>& dropped) {
    Robot& s = robots_[r.index()];
    s.last = s.granted;
    // What remains ends with the last granted move; where there is none, with the turn or dwell that the body is in.
    std::uint32_t end = s.front;
    s.plan_heading = s.heading;
    for (std::uint32_t v = s.current; v != s.granted; ++end) {
        const Kind kind = action(r, end).kind;
        if (kind == Kind::Forward) ++v;
        if (kind == Kind::TurnRight) s.plan_heading = right_of(s.plan_heading);
        if (kind == Kind::TurnLeft) s.plan_heading = left_of(s.plan_heading);
    }
    const Movement& movement = movements_[r.index()];
    if (end == s.front && (movement.kind == MovementKind::Turn || movement.kind == MovementKind::Dwell)) {
        ++end;
        s.plan_heading = movement.heading;
    }
    for (std::uint32_t a = end; a != s.back; ++a)
        if (action(r, a).kind == Kind::Dwell) dropped.push_back({r, action(r, a).token});
    s.back = end;
    // A dwell in progress still stops the granting.
    s.grant = movement.kind == MovementKind::Dwell ? s.front : end;
}

void Traffic::break_down(RobotId robot, std::span<const CellId> covered) {
    Robot& s = on_floor_robot(robot);
    DRAY_CHECK(!covered.empty(), "robot {} covers no cell", robot.value);
    DRAY_CHECK(s.last == s.granted, "robot {} breaks down with a plan beyond its authority", robot.value);
    for (const CellId c : covered) {
        DRAY_CHECK(c.index() < queues_.size(), "robot {} covers cell {} of {}", robot.value, c.value, queues_.size());
        DRAY_CHECK(queues_[c.index()].head == queues_[c.index()].tail, "cell {} is to be closed with robots planned into it",
                   c.value);
    }
    // It rests in the cell of its centre as far as it drove by itself; pushed out of it, in the first of those it covers.
    CellId rest = cell(robot, s.broken || !s.past_half ? s.current : s.current + 1);
    if (std::find(covered.begin(), covered.end(), rest) == covered.end()) rest = covered.front();
    open(robot);
    while (s.tail != s.granted + 1)
        leave_visit(robot, s.tail++);
    s.broken = true;
    s.past_half = false;
    s.front = s.grant = s.back;
    s.current = s.granted;
    s.plan_heading = s.heading;
    visits_[node(robot, s.last)].cell = rest;
    close(robot, covered);
    movements_[robot.index()] = {.heading = s.heading, .end = rest};
}

void Traffic::hold(RobotId robot, const BodyView& body, std::vector<DroppedDwell>& dropped) {
    Robot& s = on_floor_robot(robot);
    DRAY_CHECK(!s.broken && covered_[robot.index()].empty(), "robot {} is held while it is broken or held", robot.value);
    DRAY_CHECK(s.last == s.granted, "robot {} is held with a plan beyond its authority", robot.value);
    // A body that has left the centre of its cell cannot come back to it.
    std::uint32_t kept = s.current;
    if (s.current != s.granted && progress_m(robot, body) > kArrival_m) ++kept;
    // After recover() a cell is queued for by its owner alone.
    for (std::uint32_t v = kept + 1; v != s.granted + 1; ++v)
        queues_[cell(robot, v).index()] = {kNone, kNone};
    s.granted = kept;
    drop_ungranted(robot, dropped);
    Movement& movement = movements_[robot.index()];
    if (movement.kind == MovementKind::Drive || movement.kind == MovementKind::Hold) movement = next_movement(robot, body);
    std::vector<CellId> cells;
    authority(robot, cells);
    close(robot, cells);
}

void Traffic::release(RobotId robot) {
    DRAY_CHECK(!on_floor_robot(robot).broken, "robot {} is released while it is broken", robot.value);
    open(robot);
    wake(robot);
}

void Traffic::remove(RobotId robot) {
    Robot& s = on_floor_robot(robot);
    DRAY_CHECK(s.last == s.granted, "robot {} is removed with a plan beyond its authority", robot.value);
    while (s.tail != s.granted + 1)
        leave_visit(robot, s.tail++);
    open(robot);
    s.on_floor = s.broken = false;
    s.front = s.grant = s.back;
    movements_[robot.index()] = {};
}

void Traffic::close(RobotId r, std::span<const CellId> covered) {
    covered_[r.index()].assign(covered.begin(), covered.end());
    for (const CellId c : covered) {
        ++closers_[c.index()];
        closed_[c.index()] = 1;
    }
    ++closed_version_;
}

void Traffic::open(RobotId r) {
    if (covered_[r.index()].empty()) return;
    for (const CellId c : covered_[r.index()])
        if (--closers_[c.index()] == 0) closed_[c.index()] = 0;
    covered_[r.index()].clear();
    ++closed_version_;
}

}  // namespace dray::traffic
