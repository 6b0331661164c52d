// The books of one floor's robots: each tick of each robot by use, and what those that waited waited for.
#include <algorithm>

#include "base/check.hpp"
#include "engine/floor_run.hpp"
#include "engine/scenario.hpp"

namespace dray::engine {

namespace {

bool is_work(RobotUse use) {
    return use != RobotUse::Idle && use != RobotUse::Charging && use != RobotUse::Down;
}

}  // namespace

RobotUse FloorRun::use_of(RobotId r) const {
    const RobotState& s = state[r.index()];
    if (!s.operational || s.lost) return RobotUse::Down;
    if (s.dwelling) return s.dwell == operations::Dwell::Charge ? RobotUse::Charging : RobotUse::Served;
    if (!world.bodies()[r.index()].at_rest) return control.load_kg(r) > 0 ? RobotUse::MovingLoaded : RobotUse::MovingEmpty;
    const bool waits = !control.errands(r).empty() || control.charging().waits_for_charger(r);
    return waits ? RobotUse::Waiting : RobotUse::Idle;
}

insight::RobotMoment FloorRun::moment_of(RobotId r, RobotUse use) {
    using insight::Doing;
    const RobotState& s = state[r.index()];
    const bool at_station = s.dwell == operations::Dwell::Service;
    switch (use) {
        case RobotUse::MovingLoaded:
        case RobotUse::MovingEmpty:
            return {.doing = Doing::Drives, .cell = cell_under(r), .load_kg = static_cast<float>(control.load_kg(r))};
        case RobotUse::Served:
            return {.doing = at_station ? Doing::Served : Doing::Handles,
                    .lane = at_station ? s.served_in : LaneId(),
                    .cell = cell_under(r)};
        case RobotUse::Waiting: {
            // In a queue nobody plans ahead of the robot that is served, so that no plan tells for whom it waits.
            LaneId lane = control.waits_for_place(r);
            if (!lane.valid() && !s.served_in.valid()) lane = setup.floor->lane_of(cell_under(r));
            return {.doing = Doing::Waits,
                    .behind = traffic.waits_for(r),
                    .lane = lane,
                    .for_charger = control.charging().waits_for_charger(r),
                    .zone = zone_in_the_way(r, lane),
                    .cell = cell_under(r),
                    .limited = lane.valid() && control.kept_from_loading(lane),
                    .facing = traffic.driven(r).heading};
        }
        case RobotUse::Charging:
            return {.doing = Doing::Charges, .cell = cell_under(r)};
        case RobotUse::Idle:
            return {.doing = Doing::Rests, .cell = cell_under(r)};
        case RobotUse::Down:
            break;
    }
    return {.doing = Doing::IsBroken, .cell = cell_under(r)};
}

void FloorRun::add_lost_time(Results& out) const {
    std::int64_t waiting = 0;
    for (const RobotResult& robot : robot_results)
        waiting += robot.ticks[static_cast<std::size_t>(RobotUse::Waiting)];
    DRAY_CHECK(waiting == lost_time.waiting_ticks(), "robots waited for {} ticks, of which {} are booked", waiting,
               lost_time.waiting_ticks());
    out.robot_h += static_cast<double>(robots()) * static_cast<double>(now_tick) * setup.clock.tick_s() / 3600;
    for (const insight::Loss& loss : lost_time.losses()) {
        // Places of further areas are told with the area's name; robots are numbered on each floor.
        std::string where = lost_time.where(loss.root);
        if (setup.name != kStorageName) where = where.empty() ? setup.name : setup.name + " " + where;
        out.lost_time.push_back({.cause = insight::name_of(loss.root.cause),
                                 .where = std::move(where),
                                 .robot_h = static_cast<double>(loss.ticks) * setup.clock.tick_s() / 3600});
    }
}

void FloorRun::add_cells(Results& out) const {
    FloorResult cells{.area = setup.name,
                      .width = setup.floor->width(),
                      .height = setup.floor->height(),
                      .kind = {},
                      .driving_s = {},
                      .waiting_s = {},
                      .passages = {},
                      .free_s = {},
                      .real_s = {}};
    const auto tick_s = static_cast<float>(setup.clock.tick_s());
    for (std::size_t i = 0; i < driving_ticks.size(); ++i) {
        cells.kind.push_back(setup.floor->kind(CellId(i)));
        cells.driving_s.push_back(static_cast<float>(driving_ticks[i]) * tick_s);
        cells.waiting_s.push_back(static_cast<float>(waiting_ticks[i]) * tick_s);
    }
    flow.add_to(cells);
    out.floors.push_back(std::move(cells));
}

void FloorRun::count_uses(std::array<std::int64_t, kRobotUses>& count) const {
    for (std::size_t i = 0; i < robots(); ++i)
        ++count[static_cast<std::size_t>(use_of(RobotId(i)))];
}

void FloorRun::book_tick() {
    for (std::size_t i = 0; i < robots(); ++i) {
        const RobotUse use = use_of(RobotId(i));
        ++robot_results[i].ticks[static_cast<std::size_t>(use)];
        moments[i] = moment_of(RobotId(i), use);
        const bool drives = use == RobotUse::MovingLoaded || use == RobotUse::MovingEmpty;
        if (drives) ++driving_ticks[moments[i].cell.index()];
        if (use == RobotUse::Waiting) ++waiting_ticks[moments[i].cell.index()];
    }
    lost_time.book(moments);
    flow.observe(moments, lost_time);
}

void FloorRun::end_warm_up() {
    for (const RobotResult& r : robot_results)
        warm_up_use.push_back(r.ticks);
}

void FloorRun::add_to(Results& out) const {
    const std::size_t first_robot = out.robots.size(), first_fleet = out.fleets.size();
    for (std::size_t f = 0; f < setup.fleets.size(); ++f)
        out.fleets.push_back({.name = setup.fleets[f].name, .count = setup.fleets[f].count});
    std::vector<std::int64_t> busy(setup.fleets.size(), 0), all(setup.fleets.size(), 0);
    for (std::size_t i = 0; i < robots(); ++i) {
        const std::size_t f = setup.fleet_of[i];
        RobotResult robot = robot_results[i];
        robot.id = RobotId(first_robot + i);
        robot.fleet = first_fleet + f;
        robot.distance_m += world.distance_driven_m(RobotId(i));
        out.fleets[robot.fleet].distance_km += robot.distance_m / 1000;
        for (std::size_t use = 0; use < kRobotUses; ++use) {
            const std::int64_t ticks = robot.ticks[use] - (warm_up_use.empty() ? 0 : warm_up_use[i][use]);
            all[f] += ticks;
            busy[f] += is_work(static_cast<RobotUse>(use)) ? ticks : 0;
        }
        out.robots.push_back(robot);
    }
    for (std::size_t f = 0; f < setup.fleets.size(); ++f)
        out.fleets[first_fleet + f].utilisation = all[f] > 0 ? static_cast<double>(busy[f]) / static_cast<double>(all[f]) : 0;
    add_energy(out, first_fleet);
    for (Incident incident : incidents) {
        for (RobotId* robot : {&incident.a, &incident.b})
            if (robot->valid()) *robot = RobotId(first_robot + robot->index());
        incident.area = setup.name;
        out.incidents.push_back(std::move(incident));
    }
    out.collisions += collisions;
    out.min_gap_m = std::min(out.min_gap_m, min_gap_m);
    out.ticks += now_tick;
    out.steps += steps_done;
    out.table_mb += static_cast<double>(distances.bytes()) / 1e6;
    out.table_work_ms_per_sim_s += out.sim_duration_s > 0 ? distances.core_ms() / out.sim_duration_s : 0;
    add_lost_time(out);
    add_cells(out);
    flow.add_to(out, lost_time, now_tick);
}

}  // namespace dray::engine
