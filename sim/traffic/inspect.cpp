// What others may ask about the traffic, and the full check of its invariants.
#include <algorithm>

#include "base/check.hpp"
#include "traffic/traffic.hpp"

namespace dray::traffic {

void Traffic::authority(RobotId robot, std::vector<CellId>& cells) const {
    const Robot& s = robots_[robot.index()];
    cells.clear();
    if (!s.on_floor) return;
    if (s.broken) cells = covered_[robot.index()];
    for (std::uint32_t v = s.tail; v != s.granted + 1; ++v)
        cells.push_back(cell(robot, v));
}

RobotId Traffic::waits_for(RobotId robot) const {
    const Robot& s = robots_[robot.index()];
    if (!s.on_floor || s.front == s.back || s.current != s.granted || action(robot, s.front).kind != Kind::Forward) return {};
    const RobotId first = robot_of(queues_[cell(robot, s.granted + 1).index()].head);
    return first == robot ? RobotId() : first;
}

void Traffic::add_to(StateHash& hash) const {
    hash.add(robots_.size());
    for (std::size_t i = 0; i < robots_.size(); ++i) {
        const RobotId r(i);
        const Robot& s = robots_[i];
        hash.add(s.on_floor);
        if (!s.on_floor) continue;
        const Movement& m = movements_[i];
        const std::uint32_t words[] = {s.front,
                                       s.grant,
                                       s.back,
                                       s.tail,
                                       s.current,
                                       s.granted,
                                       s.last,
                                       m.end.value,
                                       m.dwell,
                                       static_cast<std::uint32_t>(m.kind),
                                       static_cast<std::uint32_t>(m.heading),
                                       static_cast<std::uint32_t>(s.heading),
                                       static_cast<std::uint32_t>(s.broken),
                                       static_cast<std::uint32_t>(s.past_half)};
        hash.add(std::span<const std::uint32_t>(words));
        for (std::uint32_t a = s.front; a != s.back; ++a)
            hash.add(action(r, a));
        // The links of the visits carry the order of every cell's queue.
        for (std::uint32_t v = s.tail; v != s.last + 1; ++v)
            hash.add(visits_[node(r, v)]);
        hash.add(std::span<const CellId>(covered_[i]));
    }
    hash.add(closed_version_);
}

void Traffic::check() const {
    for (std::size_t i = 0; i < robots_.size(); ++i)
        if (robots_[i].on_floor) check_robot(RobotId(i));
    check_queues();
    check_closed();
    check_order();
}

void Traffic::check_robot(RobotId r) const {
    const Robot& s = robots_[r.index()];
    DRAY_CHECK(s.back - s.front <= limit_, "robot {} has {} of {} actions undriven", r.value, s.back - s.front, limit_);
    DRAY_CHECK(s.grant - s.front <= s.back - s.front, "robot {}: granting looks outside the plan", r.value);
    DRAY_CHECK(s.granted - s.current <= s.last - s.current, "robot {} is granted more than its plan", r.value);
    DRAY_CHECK(s.current + 1 - s.tail <= 2, "robot {} keeps cells far behind it", r.value);
    DRAY_CHECK(!s.broken || (s.tail == s.last + 1 && s.front == s.back), "robot {} is broken and still has a plan", r.value);
    if (s.broken) return;
    // Its actions, driven from where it is, must lead through its visits to its planned pose.
    floor::Heading heading = s.heading;
    std::uint32_t visit = s.current;
    for (std::uint32_t a = s.front; a != s.back; ++a) {
        const Kind kind = action(r, a).kind;
        if (kind == Kind::TurnRight) heading = right_of(heading);
        if (kind == Kind::TurnLeft) heading = left_of(heading);
        if (kind != Kind::Forward) continue;
        DRAY_CHECK(floor_->next(cell(r, visit), heading) == cell(r, visit + 1), "robot {}: its actions leave its visits",
                   r.value);
        ++visit;
    }
    DRAY_CHECK(visit == s.last && heading == s.plan_heading, "robot {}: its actions miss its planned pose", r.value);
    for (std::uint32_t v = s.tail; v != s.granted + 1; ++v)
        DRAY_CHECK(queues_[cell(r, v).index()].head == node(r, v), "robot {} is granted cell {} before its turn", r.value,
                   cell(r, v).value);
    const CellId rest = cell(r, s.last);
    DRAY_CHECK(queues_[rest.index()].tail == node(r, s.last), "robot {} is to stay in cell {}, others pass", r.value, rest.value);
}

void Traffic::check_queues() const {
    std::size_t planned = 0, queued = 0;
    for (const Robot& s : robots_)
        if (s.on_floor) planned += s.last - s.tail + 1;
    for (std::size_t c = 0; c < queues_.size(); ++c) {
        std::uint32_t previous = kNone;
        for (std::uint32_t n = queues_[c].head; n != kNone; n = visits_[n].next) {
            const RobotId r = robot_of(n);
            const Robot& s = robots_[r.index()];
            const std::uint32_t age = (n - node(r, s.tail)) & ((1u << visit_bits_) - 1);
            DRAY_CHECK(s.on_floor && age < s.last - s.tail + 1, "cell {} queues a visit that robot {} does not plan", c, r.value);
            DRAY_CHECK(visits_[n].cell == CellId(c), "cell {} queues a visit to cell {}", c, visits_[n].cell.value);
            DRAY_CHECK(++queued <= planned, "cell {} queues more visits than are planned", c);
            previous = n;
        }
        DRAY_CHECK(queues_[c].tail == previous, "the queue of cell {} does not end at its tail", c);
    }
    DRAY_CHECK(queued == planned, "{} visits planned, {} queued", planned, queued);
}

void Traffic::check_closed() const {
    std::vector<std::uint16_t> closers(closers_.size());
    for (const std::vector<CellId>& cells : covered_)
        for (const CellId c : cells)
            ++closers[c.index()];
    DRAY_CHECK(closers == closers_, "closed cells do not agree with the broken robots");
    for (std::size_t c = 0; c < closers.size(); ++c)
        DRAY_CHECK((closed_[c] != 0) == (closers[c] != 0), "cell {} is closed {} for {} robots", c, closed_[c], closers[c]);
}

void Traffic::check_order() const {
    // Drives all plans to their ends in thought, each robot keeping one cell. Whoever cannot get there is part of a cycle.
    std::vector<std::uint32_t> head(queues_.size()), at(robots_.size());
    std::vector<RobotId> movable;
    for (std::size_t c = 0; c < queues_.size(); ++c)
        head[c] = queues_[c].head;
    const auto leave = [&](RobotId r, std::uint32_t visit) {
        std::uint32_t& h = head[cell(r, visit).index()];
        h = visits_[h].next;
        if (h != kNone) movable.push_back(robot_of(h));
    };
    for (std::size_t i = 0; i < robots_.size(); ++i) {
        const Robot& s = robots_[i];
        if (!s.on_floor || s.broken) continue;
        at[i] = s.granted;
        for (std::uint32_t v = s.tail; v != s.granted; ++v)
            leave(RobotId(i), v);
        movable.push_back(RobotId(i));
    }
    while (!movable.empty()) {
        const RobotId r = movable.back();
        movable.pop_back();
        std::uint32_t& v = at[r.index()];
        while (v != robots_[r.index()].last && head[cell(r, v + 1).index()] == node(r, v + 1))
            leave(r, v++);
    }
    for (std::size_t i = 0; i < robots_.size(); ++i)
        if (robots_[i].on_floor && !robots_[i].broken)
            DRAY_CHECK(at[i] == robots_[i].last, "plan order has a cycle: robot {} can never enter cell {}", i,
                       cell(RobotId(i), at[i] + 1).value);
}

}  // namespace dray::traffic
