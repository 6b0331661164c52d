// The plan side: robots come onto the floor, and their actions are queued in plan order.
#include <bit>
#include <limits>

#include "base/check.hpp"
#include "traffic/traffic.hpp"

namespace dray::traffic {

namespace {

int bits_for(std::uint32_t count) {
    return std::bit_width(count - 1);
}

}  // namespace

Traffic::Traffic(const floor::Floor& floor, std::size_t robots, int lead_ticks, std::vector<int> reach_cells)
    : floor_(&floor),
      limit_(static_cast<std::uint32_t>(2 * lead_ticks)),
      action_bits_(bits_for(limit_)),
      // Beside the planned cells a body keeps the one it is in and the one under its tail.
      visit_bits_(bits_for(limit_ + 3)) {
    DRAY_CHECK(lead_ticks >= 1 && lead_ticks <= 1000, "lead of {} ticks, expected 1 to 1000", lead_ticks);
    DRAY_CHECK(reach_cells.size() == robots, "{} reaches for {} robots", reach_cells.size(), robots);
    DRAY_CHECK((std::uint64_t{robots} << visit_bits_) < kNone, "{} robots with a lead of {} ticks are too many", robots,
               lead_ticks);
    robots_.resize(robots);
    for (std::size_t r = 0; r < robots; ++r) {
        const int reach = reach_cells[r];
        DRAY_CHECK(reach >= 1 && reach <= std::numeric_limits<std::uint16_t>::max(), "reach of {} cells for robot {}", reach, r);
        robots_[r].reach = static_cast<std::uint16_t>(reach);
    }
    movements_.resize(robots);
    actions_.resize(robots << action_bits_);
    visits_.resize(robots << visit_bits_);
    queues_.resize(floor.cell_count(), Queue{kNone, kNone});
    woken_.reserve(robots);
    closed_.resize(floor.cell_count());
    closers_.resize(floor.cell_count());
    covered_.resize(robots);
}

Traffic::Robot& Traffic::on_floor_robot(RobotId r) {
    DRAY_CHECK(r.index() < robots_.size() && robots_[r.index()].on_floor, "robot {} is not on the floor", r.value);
    return robots_[r.index()];
}

void Traffic::spawn(RobotId robot, CellId c, floor::Heading heading) {
    DRAY_CHECK(robot.index() < robots_.size(), "robot {} of {}", robot.value, robots_.size());
    Robot& s = robots_[robot.index()];
    DRAY_CHECK(!s.on_floor, "robot {} is on the floor already", robot.value);
    DRAY_CHECK(c.index() < queues_.size() && floor_->kind(c) != floor::CellKind::Wall, "cell {} cannot be driven", c.value);
    DRAY_CHECK(queues_[c.index()].head == kNone && closed_[c.index()] == 0, "cell {} for robot {} is in use", c.value,
               robot.value);
    s = {.reach = s.reach, .heading = heading, .plan_heading = heading, .on_floor = true, .woken = s.woken};
    // The first visit is number 0, so that pushing it starts from the number before.
    s.last = kNone;
    push_visit(robot, c);
    movements_[robot.index()] = {.heading = heading, .end = c};
}

PlannedPose Traffic::planned(RobotId robot) const {
    const Robot& s = robots_[robot.index()];
    DRAY_CHECK(s.on_floor, "robot {} is not on the floor", robot.value);
    return {cell(robot, s.last), s.plan_heading};
}

PlannedPose Traffic::driven(RobotId robot) const {
    const Robot& s = robots_[robot.index()];
    DRAY_CHECK(s.on_floor, "robot {} is not on the floor", robot.value);
    return {cell(robot, s.past_half ? s.current + 1 : s.current), s.heading};
}

int Traffic::undriven(RobotId robot) const {
    const Robot& s = robots_[robot.index()];
    return static_cast<int>(s.back - s.front);
}

bool Traffic::full(RobotId robot) const {
    const Robot& s = robots_[robot.index()];
    return !s.on_floor || s.broken || s.back - s.front >= limit_;
}

bool Traffic::on_floor(RobotId robot) const {
    return robots_[robot.index()].on_floor;
}

void Traffic::push_action(RobotId r, Kind kind, std::uint32_t token) {
    DRAY_CHECK(!full(r), "an action for robot {}, which has {} of {} undriven{}", r.value, undriven(r), limit_,
               robots_[r.index()].broken ? " and is broken" : "");
    action(r, robots_[r.index()].back++) = {kind, token};
    wake(r);
}

void Traffic::push_visit(RobotId r, CellId c) {
    Robot& s = robots_[r.index()];
    ++s.last;
    const std::uint32_t n = node(r, s.last);
    visits_[n] = {c, kNone};
    Queue& queue = queues_[c.index()];
    (queue.head == kNone ? queue.head : visits_[queue.tail].next) = n;
    queue.tail = n;
}

void Traffic::wake(RobotId r) {
    Robot& s = robots_[r.index()];
    if (s.woken) return;
    s.woken = true;
    woken_.push_back(r);
}

void Traffic::append(std::span<const motion::Action> actions) {
    DRAY_CHECK(actions.size() == robots_.size(), "{} actions for {} robots", actions.size(), robots_.size());
    for (std::size_t i = 0; i < actions.size(); ++i) {
        if (!robots_[i].on_floor || actions[i] == motion::Action::Wait) continue;
        const RobotId r(i);
        Robot& s = robots_[i];
        if (actions[i] == motion::Action::Forward) {
            const CellId from = cell(r, s.last);
            const CellId to = floor_->next(from, s.plan_heading);
            DRAY_CHECK(to.valid(), "robot {} is to drive {} from cell {}, where there is no way", i, name_of(s.plan_heading),
                       from.value);
            DRAY_CHECK(closed_[to.index()] == 0, "robot {} is to drive into closed cell {}", i, to.value);
            push_action(r, Kind::Forward, 0);
            push_visit(r, to);
        } else {
            const bool right = actions[i] == motion::Action::TurnRight;
            push_action(r, right ? Kind::TurnRight : Kind::TurnLeft, 0);
            s.plan_heading = right ? right_of(s.plan_heading) : left_of(s.plan_heading);
        }
    }
    // Whoever is planned to stay in a cell must be the last that is planned through it.
    for (std::size_t i = 0; i < robots_.size(); ++i) {
        const Robot& s = robots_[i];
        if (!s.on_floor || s.broken) continue;
        const std::uint32_t n = node(RobotId(i), s.last);
        const std::uint32_t youngest = queues_[visits_[n].cell.index()].tail;
        DRAY_CHECK(youngest == n, "robots {} and {} are both planned into cell {}", i, robot_of(youngest).value,
                   visits_[n].cell.value);
    }
}

void Traffic::append_dwell(RobotId robot, std::uint32_t token) {
    on_floor_robot(robot);
    push_action(robot, Kind::Dwell, token);
}

void Traffic::end_dwell(RobotId robot) {
    Robot& s = on_floor_robot(robot);
    Movement& movement = movements_[robot.index()];
    DRAY_CHECK(movement.kind == MovementKind::Dwell, "robot {} is not in a dwell", robot.value);
    // Grants stop at a dwell, so it is the first action that granting has still to look at.
    s.grant = ++s.front;
    movement.kind = MovementKind::Hold;
    movement.dwell = 0;
    wake(robot);
}

}  // namespace dray::traffic
