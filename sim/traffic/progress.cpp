// The body side: what bodies have done is completed, what they have left is released, and what became free is granted.
#include <cmath>
#include <numbers>

#include "base/check.hpp"
#include "traffic/traffic.hpp"

namespace dray::traffic {

double Traffic::progress_m(RobotId r, const BodyView& body) const {
    const Robot& s = robots_[r.index()];
    const CellId c = cell(r, s.current);
    return (body.x_m - floor_->x_m(c)) * column_step(s.heading) + (body.y_m - floor_->y_m(c)) * row_step(s.heading);
}

void Traffic::update(std::span<const BodyView> bodies) {
    DRAY_CHECK(bodies.size() == robots_.size(), "{} bodies for {} robots", bodies.size(), robots_.size());
    for (std::size_t i = 0; i < movements_.size(); ++i) {
        const MovementKind kind = movements_[i].kind;
        if (kind == MovementKind::Drive) follow_drive(RobotId(i), bodies[i]);
        if (kind == MovementKind::Turn) follow_turn(RobotId(i), bodies[i]);
    }
    // Grants depend only on which visits head their queues, never on the order in which robots are looked at.
    for (const RobotId r : woken_) {
        robots_[r.index()].woken = false;
        if (!robots_[r.index()].on_floor || robots_[r.index()].broken) continue;
        grant(r);
        // A turn or a dwell once begun goes on to its end, also while the body is in motion on the spot.
        Movement& movement = movements_[r.index()];
        if (movement.kind == MovementKind::Turn || movement.kind == MovementKind::Dwell) continue;
        movement = next_movement(r, bodies[r.index()]);
    }
    woken_.clear();
}

void Traffic::follow_drive(RobotId r, const BodyView& body) {
    Robot& s = robots_[r.index()];
    const double cell_m = floor_->cell_m();
    DRAY_CHECK(body.half_length_m <= cell_m / 2 - kArrival_m, "robot {} of half length {} m in cells of {} m", r.value,
               body.half_length_m, cell_m);
    double along_m = progress_m(r, body);
    bool changed = false;
    while (s.current != s.granted && action(r, s.front).kind == Kind::Forward && along_m >= cell_m - kArrival_m) {
        ++s.current;
        ++s.front;
        along_m -= cell_m;
        changed = true;
    }
    const bool past_half = s.current != s.granted && along_m > cell_m / 2;
    changed |= past_half != s.past_half;
    s.past_half = past_half;
    release_tail(r, along_m - body.half_length_m);
    const bool settled = body.at_rest && along_m >= -kArrival_m && movements_[r.index()].end == cell(r, s.current);
    if (changed || settled) wake(r);
}

void Traffic::release_tail(RobotId r, double tail_m) {
    Robot& s = robots_[r.index()];
    const double cell_m = floor_->cell_m();
    // A body keeps its last granted cell, and looks at most at the cell whose centre it reached last: beyond that edge it is
    // wholly inside the next one.
    while (s.tail != s.granted && s.tail != s.current + 1) {
        const double edge_m = (0.5 - static_cast<double>(s.current - s.tail)) * cell_m;
        if (tail_m < edge_m) return;
        leave_visit(r, s.tail++);
    }
}

void Traffic::leave_visit(RobotId r, std::uint32_t visit) {
    const std::uint32_t n = node(r, visit);
    Queue& queue = queues_[visits_[n].cell.index()];
    DRAY_CHECK(queue.head == n, "robot {} leaves cell {}, which it was not granted", r.value, visits_[n].cell.value);
    queue.head = visits_[n].next;
    visits_[n].next = kNone;
    if (queue.head == kNone) {
        queue.tail = kNone;
        return;
    }
    // Only the robot whose turn it now is can gain, and only when this cell is its next one.
    const RobotId heir = robot_of(queue.head);
    if (node(heir, robots_[heir.index()].granted + 1) == queue.head) wake(heir);
}

void Traffic::follow_turn(RobotId r, const BodyView& body) {
    Robot& s = robots_[r.index()];
    Movement& movement = movements_[r.index()];
    const double error_rad = std::remainder(body.heading_rad - angle_rad(movement.heading), 2 * std::numbers::pi);
    if (!body.at_rest || std::abs(error_rad) >= kAligned_rad) return;
    s.heading = movement.heading;
    movement.kind = MovementKind::Hold;
    // Granting may not have looked beyond this turn yet.
    if (s.grant == s.front) ++s.grant;
    ++s.front;
    wake(r);
}

void Traffic::grant(RobotId r) {
    Robot& s = robots_[r.index()];
    const std::uint32_t centre = s.current + (s.past_half ? 1 : 0);
    for (; s.grant != s.back; ++s.grant) {
        const Kind kind = action(r, s.grant).kind;
        if (kind == Kind::Dwell) return;
        if (kind != Kind::Forward) continue;
        const std::uint32_t n = node(r, s.granted + 1);
        if (s.granted - centre >= s.reach || queues_[visits_[n].cell.index()].head != n) return;
        ++s.granted;
    }
}

Movement Traffic::next_movement(RobotId r, const BodyView& body) const {
    const Robot& s = robots_[r.index()];
    std::uint32_t end = s.current;
    for (std::uint32_t a = s.front; end != s.granted && action(r, a).kind == Kind::Forward; ++a)
        ++end;
    const Movement drive{.kind = MovementKind::Drive, .heading = s.heading, .end = cell(r, end)};
    if (end != s.current) return drive;
    // Every manoeuvre in place starts from rest at the centre. A body that rolled a little too far cannot come back to it.
    if (!body.at_rest || progress_m(r, body) < -kArrival_m) return drive;
    Movement stay{.heading = s.heading, .end = drive.end};
    if (s.front == s.back) return stay;
    const Planned& next = action(r, s.front);
    if (next.kind == Kind::Dwell) {
        stay.kind = MovementKind::Dwell;
        stay.dwell = next.token;
    } else if (next.kind != Kind::Forward) {
        stay.kind = MovementKind::Turn;
        stay.heading = next.kind == Kind::TurnRight ? right_of(s.heading) : left_of(s.heading);
    }
    return stay;
}

}  // namespace dray::traffic
