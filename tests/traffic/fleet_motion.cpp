// How the test bodies move, and what the auditor looks at after each step.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "fleet.hpp"

namespace dray::traffic::test {

void Fleet::move(RobotId r) {
    Body& b = bodies_[r.index()];
    BodyView& v = views_[r.index()];
    const Movement& m = traffic.movements()[r.index()];
    if (b.stalled == 0 && random_.chance(options_.stall)) b.stalled = static_cast<int>(random_.integer(1, 60));
    const bool was_at_rest = v.at_rest;
    if (b.stalled > 0 && m.kind != MovementKind::Dwell) {
        --b.stalled;
        brake(r);
    } else if (m.kind == MovementKind::Drive) {
        drive(r, m);
    } else {
        require(v.speed_mps == 0, fmt::format("robot {} is to stand still while it moves", r.value));
        v.at_rest = true;
        if (m.kind == MovementKind::Turn) turn(r, m);
    }
    b.stops += !was_at_rest && v.at_rest;
    note_crossing(r);
}

void Fleet::drive(RobotId r, const Movement& m) {
    BodyView& v = views_[r.index()];
    const Drive& d = bodies_[r.index()].drive;
    const double dx_m = floor.x_m(m.end) - v.x_m, dy_m = floor.y_m(m.end) - v.y_m;
    const double ahead_m = dx_m * column_step(m.heading) + dy_m * row_step(m.heading);
    const double aside_m = dx_m * row_step(m.heading) + dy_m * column_step(m.heading);
    require(std::abs(aside_m) < kArrival_m + 1e-9 && ahead_m > -1e-9, fmt::format("robot {} is to drive off its line", r.value));
    require(std::abs(std::remainder(v.heading_rad - angle_rad(m.heading), 2 * std::numbers::pi)) < kAligned_rad,
            fmt::format("robot {} is to drive where it does not look", r.value));
    v.heading_rad = angle_rad(m.heading);
    const double a = d.acceleration_mps2;
    require(v.speed_mps * v.speed_mps / (2 * a) <= ahead_m + 1e-6, fmt::format("robot {} cannot brake in time", r.value));
    // The largest speed from which it can still stop at the end after this step.
    const double safe_mps = a * (std::sqrt(kStep_s * kStep_s + 2 * std::max(ahead_m, 0.0) / a) - kStep_s);
    v.speed_mps = std::min({v.speed_mps + a * kStep_s, d.top_speed_mps, safe_mps});
    if (ahead_m < 1e-4) {
        v.x_m = floor.x_m(m.end);
        v.y_m = floor.y_m(m.end);
        v.speed_mps = 0;
    }
    v.x_m += v.speed_mps * kStep_s * column_step(m.heading);
    v.y_m += v.speed_mps * kStep_s * row_step(m.heading);
    v.at_rest = v.speed_mps == 0;
}

void Fleet::brake(RobotId r) {
    BodyView& v = views_[r.index()];
    const auto heading = static_cast<floor::Heading>(std::lround(v.heading_rad / (std::numbers::pi / 2)) & 3);
    v.speed_mps = std::max(0.0, v.speed_mps - bodies_[r.index()].drive.acceleration_mps2 * kStep_s);
    v.x_m += v.speed_mps * kStep_s * column_step(heading);
    v.y_m += v.speed_mps * kStep_s * row_step(heading);
    v.at_rest = v.speed_mps == 0;
}

void Fleet::turn(RobotId r, const Movement& m) {
    BodyView& v = views_[r.index()];
    const double error_rad = std::remainder(angle_rad(m.heading) - v.heading_rad, 2 * std::numbers::pi);
    require(std::abs(error_rad) < 1.6, fmt::format("robot {} is to turn round at once", r.value));
    const double most_rad = bodies_[r.index()].drive.turn_rate_radps * kStep_s;
    v.at_rest = std::abs(error_rad) < 1e-9;
    v.heading_rad = std::abs(error_rad) <= most_rad ? angle_rad(m.heading) : v.heading_rad + std::copysign(most_rad, error_rad);
}

void Fleet::note_crossing(RobotId r) {
    Body& b = bodies_[r.index()];
    const CellId c = cell_of(r);
    if (c == b.cell) return;
    b.cell = c;
    require(!b.cells.empty() && b.cells.front() == c, fmt::format("robot {} entered cell {} against its plan", r.value, c.value));
    auto& order = to_pass_[c.index()];
    require(!order.empty() && order.front() == r, fmt::format("robot {} entered cell {} before its turn", r.value, c.value));
    b.cells.pop_front();
    order.pop_front();
    passed_[c.index()].push_back(r);
    ++entered_;
}

void Fleet::audit() {
    std::vector<RobotId> owner(floor.cell_count()), cover(floor.cell_count());
    std::vector<CellId> cells;
    for (std::size_t i = 0; i < size(); ++i) {
        if (!traffic.on_floor(RobotId(i))) continue;
        traffic.authority(RobotId(i), cells);
        for (const CellId c : cells) {
            require(!owner[c.index()].valid(),
                    fmt::format("cell {} is granted to robots {} and {}", c.value, owner[c.index()].value, i));
            owner[c.index()] = RobotId(i);
        }
        for (const CellId c : covered(RobotId(i))) {
            require(!cover[c.index()].valid(),
                    fmt::format("robots {} and {} stand in cell {}", cover[c.index()].value, i, c.value));
            cover[c.index()] = RobotId(i);
            require(std::find(cells.begin(), cells.end(), c) != cells.end(),
                    fmt::format("robot {} covers cell {} without a grant", i, c.value));
        }
        audit_waiting(RobotId(i));
    }
}

void Fleet::audit_waiting(RobotId r) const {
    // Whoever holds with something left to drive can name the robot it waits for, and the chain of reasons has an end.
    const bool holds = traffic.movements()[r.index()].kind == MovementKind::Hold && traffic.undriven(r) > 0;
    RobotId reason = traffic.waits_for(r);
    require(reason.valid() || !holds, fmt::format("robot {} waits without a reason", r.value));
    require(!reason.valid() || traffic.movements()[r.index()].end == cell_of(r),
            fmt::format("robot {} waits and drives", r.value));
    for (std::size_t hops = 0; reason.valid(); ++hops) {
        require(hops < size(), fmt::format("robot {} waits in a circle", r.value));
        reason = traffic.waits_for(reason);
    }
}

RandomPlanner::RandomPlanner(Fleet& fleet, std::uint64_t seed, double dwells)
    : fleet_(&fleet),
      random_(seed, "planner"),
      dwells_(dwells),
      state_(fleet.size()),
      actions_(fleet.size()),
      now_(fleet.floor.cell_count()),
      after_(fleet.floor.cell_count()) {}

void RandomPlanner::plan() {
    const Traffic& traffic = fleet_->traffic;
    std::fill(now_.begin(), now_.end(), RobotId());
    std::fill(after_.begin(), after_.end(), RobotId());
    std::fill(state_.begin(), state_.end(), State::Open);
    std::fill(actions_.begin(), actions_.end(), motion::Action::Wait);
    for (std::size_t i = 0; i < fleet_->size(); ++i)
        if (traffic.on_floor(RobotId(i))) now_[traffic.planned(RobotId(i)).cell.index()] = RobotId(i);
    const auto first = static_cast<std::size_t>(random_.integer(0, static_cast<std::int64_t>(fleet_->size()) - 1));
    for (std::size_t k = 0; k < fleet_->size(); ++k)
        if (const RobotId r((first + k) % fleet_->size()); traffic.on_floor(r)) decide(r);
    fleet_->append(actions_);
    for (std::size_t i = 0; i < fleet_->size(); ++i)
        if (!traffic.full(RobotId(i)) && random_.chance(dwells_))
            fleet_->append_dwell(RobotId(i), ++token_, static_cast<int>(random_.integer(1, 60)));
}

void RandomPlanner::decide(RobotId r) {
    State& state = state_[r.index()];
    if (state != State::Open) return;
    state = State::Deciding;
    const PlannedPose pose = fleet_->traffic.planned(r);
    motion::Action& action = actions_[r.index()];
    CellId to = pose.cell;
    if (!fleet_->traffic.full(r) && !random_.chance(0.1)) {
        const CellId next = fleet_->floor.next(pose.cell, pose.heading);
        if (!next.valid() || random_.chance(0.2)) {
            action = random_.chance(0.5) ? motion::Action::TurnRight : motion::Action::TurnLeft;
        } else if (fleet_->traffic.closed()[next.index()] == 0) {
            // Whoever is planned there decides first; one that is still deciding waits for us, and a ring would close.
            const RobotId there = now_[next.index()];
            if (there.valid()) decide(there);
            const bool ring = there.valid() && state_[there.index()] == State::Deciding;
            if (!ring && !after_[next.index()].valid()) to = next;
        }
    }
    if (to != pose.cell) action = motion::Action::Forward;
    after_[to.index()] = r;
    state = State::Decided;
}

}  // namespace dray::traffic::test
