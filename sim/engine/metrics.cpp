// The books of a run: time of robots by use, the timeline, rates after the warm-up, and the results at its end.
#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

namespace {

// Class 0 holds everything below a microsecond; each further class is 2 % wider.
constexpr double kSmallestMs = 1e-3;
constexpr double kWidth = 1.02;

Quantiles quantiles_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    // Nearest rank: the smallest value that at least the share q of all values does not exceed.
    const auto at = [&](double q) {
        const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
        return values[std::max<std::size_t>(rank, 1) - 1];
    };
    return {at(0.50), at(0.95), values.back()};
}

}  // namespace

void TimeHistogram::add(double ms) {
    const double position = ms <= kSmallestMs ? 0 : 1 + std::log(ms / kSmallestMs) / std::log(kWidth);
    ++count_[std::min(count_.size() - 1, static_cast<std::size_t>(position))];
    ++total_;
    max_ms_ = std::max(max_ms_, ms);
}

Quantiles TimeHistogram::quantiles() const {
    const auto at = [&](double q) {
        const auto rank = static_cast<std::int64_t>(std::ceil(q * static_cast<double>(total_)));
        std::int64_t seen = 0;
        for (std::size_t i = 0; i < count_.size(); ++i) {
            seen += count_[i];
            if (seen >= rank && seen > 0) return std::min(max_ms_, kSmallestMs * std::pow(kWidth, static_cast<double>(i)));
        }
        return 0.0;
    };
    return {at(0.50), at(0.95), max_ms_};
}

RobotUse Simulation::Impl::use_of(RobotId r) const {
    const RobotState& s = state[r.index()];
    if (!s.operational) return RobotUse::Down;
    if (s.dwelling) return RobotUse::Served;
    if (!world.bodies()[r.index()].at_rest) return ops.carries(r).valid() ? RobotUse::MovingLoaded : RobotUse::MovingEmpty;
    return ops.errands(r).empty() ? RobotUse::Idle : RobotUse::Waiting;
}

insight::RobotMoment Simulation::Impl::moment_of(RobotId r, RobotUse use) const {
    using insight::Doing;
    const RobotState& s = state[r.index()];
    const bool at_station = s.dwell == operations::Dwell::Service;
    switch (use) {
        case RobotUse::MovingLoaded:
        case RobotUse::MovingEmpty:
            return {.doing = Doing::Drives, .cell = cell_under(r)};
        case RobotUse::Served:
            return {.doing = at_station ? Doing::Served : Doing::Handles,
                    .lane = at_station ? s.served_in : LaneId(),
                    .cell = cell_under(r)};
        case RobotUse::Waiting: {
            // In a queue nobody plans ahead of the robot that is served, so that no plan tells for whom it waits.
            LaneId lane = ops.waits_for_place(r);
            if (!lane.valid() && !s.served_in.valid()) lane = site.floor->lane_of(cell_under(r));
            return {.doing = Doing::Waits, .behind = traffic.waits_for(r), .lane = lane, .cell = cell_under(r)};
        }
        case RobotUse::Idle:
            return {.doing = Doing::Rests, .cell = cell_under(r)};
        case RobotUse::Down:
            break;
    }
    return {.doing = Doing::IsBroken, .cell = cell_under(r)};
}

void Simulation::Impl::add_lost_time(Results& out) const {
    std::int64_t waiting = 0;
    for (const RobotResult& robot : robot_results)
        waiting += robot.ticks[static_cast<std::size_t>(RobotUse::Waiting)];
    DRAY_CHECK(waiting == lost_time.waiting_ticks(), "robots waited for {} ticks, of which {} are booked", waiting,
               lost_time.waiting_ticks());
    out.robot_h = static_cast<double>(robots()) * static_cast<double>(now_tick) * site.clock.tick_s() / 3600;
    for (const insight::Loss& loss : lost_time.losses())
        out.lost_time.push_back({.cause = insight::name_of(loss.root.cause),
                                 .where = lost_time.where(loss.root),
                                 .robot_h = static_cast<double>(loss.ticks) * site.clock.tick_s() / 3600});
}

void Simulation::Impl::sample() {
    TimePoint point;
    const operations::OrderFigures& orders = ops.orders();
    point.time_s = site.clock.seconds(now_step);
    point.orders_released = orders.released;
    point.orders_completed = orders.completed;
    point.orders_open = orders.open;
    point.orders_refused = orders.refused;
    point.lines = orders.lines_done;
    point.units = orders.units_done;
    for (std::size_t i = 0; i < robots(); ++i)
        ++point.robots[static_cast<std::size_t>(use_of(RobotId(i)))];
    timeline.push_back(point);
}

void Simulation::Impl::book_tick() {
    for (std::size_t i = 0; i < robots(); ++i) {
        const RobotUse use = use_of(RobotId(i));
        ++robot_results[i].ticks[static_cast<std::size_t>(use)];
        moments[i] = moment_of(RobotId(i), use);
    }
    lost_time.book(moments);
    const Step minute = 60 * site.clock.steps_per_second;
    if (now_step / minute != (now_step - site.clock.steps_per_tick) / minute) sample();
    if (!at_warm_up && now_step >= site.clock.steps(site.loaded.scenario.warm_up_s)) {
        const operations::OrderFigures& orders = ops.orders();
        at_warm_up = Totals{orders.completed, orders.lines_done, orders.units_done};
        cycle_times_at_warm_up = orders.cycle_time_s.size();
        for (const RobotResult& r : robot_results)
            warm_up_use.push_back(r.ticks);
    }
}

Results Simulation::Impl::results(bool interrupted) const {
    const Scenario& scenario = site.loaded.scenario;
    const operations::OrderFigures& orders = ops.orders();
    Results out;
    out.scenario = scenario.name;
    out.seed = seed;
    out.sim_duration_s = site.clock.seconds(now_step);
    out.planned_duration_s = scenario.duration_s;
    out.warm_up_s = scenario.warm_up_s;
    out.interrupted = interrupted;
    out.state_hash = hash.digest();

    // A run that was cut short inside its warm-up has no rates.
    if (at_warm_up && out.sim_duration_s > scenario.warm_up_s) {
        const double hours = (out.sim_duration_s - scenario.warm_up_s) / 3600;
        out.orders_per_hour = static_cast<double>(orders.completed - at_warm_up->orders) / hours;
        out.lines_per_hour = static_cast<double>(orders.lines_done - at_warm_up->lines) / hours;
        out.units_per_hour = static_cast<double>(orders.units_done - at_warm_up->units) / hours;
        out.cycle_time_s = quantiles_of(
            {orders.cycle_time_s.begin() + static_cast<std::ptrdiff_t>(cycle_times_at_warm_up), orders.cycle_time_s.end()});
    }
    out.orders_released = orders.released;
    out.orders_completed = orders.completed;
    out.orders_open = orders.open;
    out.orders_refused = orders.refused;
    out.orders_late = orders.late;
    if (orders.completed > 0) out.on_time_share = 1 - static_cast<double>(orders.late) / static_cast<double>(orders.completed);
    out.refused_by_reason = orders.refused_by_reason;
    out.lines = orders.lines_done;
    out.units = orders.units_done;

    out.robots = robot_results;
    for (std::size_t i = 0; i < robots(); ++i) {
        out.robots[i].distance_m += world.distance_driven_m(RobotId(i));
    }
    for (std::size_t f = 0; f < scenario.fleets.size(); ++f) {
        FleetResult fleet{.name = scenario.fleets[f].name, .count = scenario.fleets[f].count};
        std::int64_t busy = 0, all = 0;
        for (std::size_t i = 0; i < robots(); ++i) {
            if (out.robots[i].fleet != f) continue;
            fleet.distance_km += out.robots[i].distance_m / 1000;
            for (std::size_t use = 0; use < kRobotUses; ++use) {
                const std::int64_t ticks = out.robots[i].ticks[use] - (warm_up_use.empty() ? 0 : warm_up_use[i][use]);
                all += ticks;
                const bool idle =
                    use == static_cast<std::size_t>(RobotUse::Idle) || use == static_cast<std::size_t>(RobotUse::Down);
                busy += idle ? 0 : ticks;
            }
        }
        fleet.utilisation = all > 0 ? static_cast<double>(busy) / static_cast<double>(all) : 0;
        out.fleets.push_back(fleet);
    }

    for (const primitives::Station& station : ops.stations()) {
        const auto seconds = [&](primitives::StationState s) { return site.clock.seconds(station.time_in(s, now_step)); };
        using primitives::StationState;
        out.stations.push_back({.name = site.floor->lane(station.id()).name,
                                .kind = station.kind(),
                                .lines = station.lines_done,
                                .units = station.units_done,
                                .orders = station.orders_done,
                                .pods = station.pods_served,
                                .working_s = seconds(StationState::Working),
                                .starved_s = seconds(StationState::Starved),
                                .blocked_s = seconds(StationState::Blocked),
                                .down_s = seconds(StationState::Down)});
    }
    out.timeline = timeline;
    out.incidents = incidents;
    out.collisions = collisions;
    out.min_gap_m = min_gap_m;

    using operations::Account;
    const operations::Ledger& ledger = ops.ledger();
    out.ledger = {{"initial", -ledger.balance(Account::Initial)},
                  {"received", -ledger.balance(Account::Received)},
                  {"stored", ledger.balance(Account::Stored)},
                  {"picked", ledger.balance(Account::Picked)},
                  {"shipped", ledger.balance(Account::Shipped)}};
    ops.check(true);
    out.ledger_balanced = true;

    out.ticks = now_tick;
    out.steps = steps_done;
    out.planner_tick_ms = planner_ms.quantiles();
    out.physics_step_ms = physics_ms.quantiles();
    out.operations_tick_ms = operations_ms.quantiles();
    out.table_work_ms_per_sim_s = out.sim_duration_s > 0 ? distances->core_ms() / out.sim_duration_s : 0;
    out.table_mb = static_cast<double>(distances->bytes()) / 1e6;
    out.prepare_s = prepare_s;
    add_lost_time(out);
    return out;
}

}  // namespace dray::engine
