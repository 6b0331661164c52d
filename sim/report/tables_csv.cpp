#include <fmt/format.h>

#include <array>
#include <iterator>
#include <numeric>

#include "operations/csv.hpp"
#include "report/documents.hpp"

namespace dray::report {

namespace {

// By floor::CellKind.
constexpr std::array kCellKinds = {"wall", "aisle", "slot", "lane", "charger", "buffer"};

}  // namespace

std::string timeseries_csv(const engine::Results& r) {
    std::string out =
        "time_s,orders_released,orders_completed,orders_open,orders_refused,lines_picked,units_picked,parcels_sorted,"
        "cages_shipped,robots_moving_loaded,robots_moving_empty,robots_served,robots_charging,robots_waiting,robots_idle,robots_"
        "down,bottleneck\n";
    for (const engine::TimePoint& p : r.timeline) {
        fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{},{},{},{}\n", p.time_s, p.orders_released,
                       p.orders_completed, p.orders_open, p.orders_refused, p.lines, p.units, p.parcels_sorted, p.cages_shipped,
                       fmt::join(p.robots, ","), operations::csv_quoted(p.bottleneck));
    }
    return out;
}

std::string stations_csv(const engine::Results& r) {
    std::string out =
        "station,kind,lines,units,orders,pods,working_s,starved_s,blocked_s,down_s,attempts,failures,refused,exceptions,"
        "exception_s\n";
    for (const engine::StationResult& s : r.stations) {
        fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{:.1f}\n",
                       operations::csv_quoted(s.name), floor::word_of(s.kind), s.lines, s.units, s.orders, s.pods, s.working_s,
                       s.starved_s, s.blocked_s, s.down_s, s.arms.attempts, s.arms.failures, s.arms.refused, s.arms.exceptions,
                       s.arms.exception_s);
    }
    return out;
}

std::string robots_csv(const engine::Results& r) {
    std::string out =
        "robot,fleet,distance_m,pods_delivered,breakdowns,moving_loaded_share,moving_empty_share,served_share,charging_share,"
        "waiting_share,idle_share,down_share\n";
    for (const engine::RobotResult& robot : r.robots) {
        fmt::format_to(std::back_inserter(out), "{},{},{:.3f},{},{}", robot.id.value,
                       operations::csv_quoted(r.fleets[robot.fleet].name), robot.distance_m, robot.pods_delivered,
                       robot.breakdowns);
        // Floors have ticks of their own length.
        const std::int64_t all = std::accumulate(robot.ticks.begin(), robot.ticks.end(), std::int64_t{0});
        for (const std::int64_t ticks : robot.ticks) {
            const double share = all > 0 ? static_cast<double>(ticks) / static_cast<double>(all) : 0;
            fmt::format_to(std::back_inserter(out), ",{:.5f}", share);
        }
        out += '\n';
    }
    return out;
}

std::string incidents_csv(const engine::Results& r) {
    std::string out = "time_s,kind,area,robot,other_robot,impulse_ns,x_m,y_m,where\n";
    const auto number = [](RobotId robot) { return robot.valid() ? std::to_string(robot.value) : ""; };
    for (const engine::Incident& i : r.incidents) {
        fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{:.3f},{:.3f},{:.3f},{}\n", i.time_s, i.kind,
                       operations::csv_quoted(i.area), number(i.a), number(i.b), i.impulse_ns, i.x_m, i.y_m,
                       operations::csv_quoted(i.where));
    }
    return out;
}

std::string docks_csv(const engine::Results& r) {
    std::string out =
        "area,door,trucks,late_trucks,late_s,cages,parcels,astray,missed_cages,missed_parcels,working_s,blocked_s,starved_s,"
        "down_s\n";
    for (const engine::TransportResult& area : r.transport)
        for (const engine::DockResult& d : area.docks)
            fmt::format_to(std::back_inserter(out), "{},{},{},{},{:.2f},{},{},{},{},{},{},{},{},{}\n",
                           operations::csv_quoted(area.name), d.name, d.trucks, d.late_trucks, d.late_s, d.cages, d.parcels,
                           d.astray, d.missed_cages, d.missed_parcels, d.working_s, d.blocked_s, d.starved_s, d.down_s);
    return out;
}

std::string lost_time_csv(const engine::Results& r) {
    std::string out = "cause,where,robot_h,share_of_robot_time\n";
    for (const engine::LostTime& loss : r.lost_time)
        fmt::format_to(std::back_inserter(out), "{},{},{:.5f},{:.6f}\n", loss.cause, operations::csv_quoted(loss.where),
                       loss.robot_h, r.robot_h > 0 ? loss.robot_h / r.robot_h : 0);
    return out;
}

std::string bottlenecks_csv(const engine::Results& r) {
    std::string out =
        "rank,group,kind,where,time_share,score,load,working_share,starved_share,blocked_share,down_share,waiting,"
        "waiting_growth_per_h,lost_robot_h,mean_active_period_s,because\n";
    std::size_t rank = 0;
    for (const engine::BottleneckResult& b : r.bottlenecks)
        fmt::format_to(std::back_inserter(out),
                       "{},{},{},{},{:.5f},{:.5f},{:.5f},{:.5f},{:.5f},{:.5f},{:.5f},{:.3f},{:.3f},{:.5f},{:.1f},{}\n", ++rank,
                       operations::csv_quoted(b.group), b.kind, operations::csv_quoted(b.where), b.time_share, b.score, b.load,
                       b.states[0], b.states[1], b.states[2], b.states[3], b.waiting, b.waiting_growth_per_h, b.lost_robot_h,
                       b.mean_active_period_s, operations::csv_quoted(bottleneck_reason(b)));
    return out;
}

std::string resources_csv(const engine::Results& r) {
    std::string out =
        "resource,group,kind,working_s,starved_s,blocked_s,down_s,mean_active_period_s,active_period_sole_s,"
        "active_period_shifting_s\n";
    for (const engine::ResourceResult& x : r.resources)
        fmt::format_to(std::back_inserter(out), "{},{},{},{:.2f},{:.2f},{:.2f},{:.2f},{:.1f},{:.1f},{:.1f}\n",
                       operations::csv_quoted(x.name), operations::csv_quoted(x.group), x.kind, x.working_s, x.starved_s,
                       x.blocked_s, x.down_s, x.mean_active_period_s, x.sole_s, x.shifting_s);
    return out;
}

std::string states_csv(const engine::Results& r) {
    std::string out = "resource,from_s,to_s,state\n";
    for (const engine::StateSpan& span : r.states)
        fmt::format_to(std::back_inserter(out), "{},{},{},{}\n", operations::csv_quoted(r.resources[span.resource].name),
                       span.from_s, span.to_s, insight::name_of(span.state));
    return out;
}

std::string cells_csv(const engine::Results& r) {
    std::string out = "area,row,column,kind,driving_s,waiting_s,passages,free_s,real_s\n";
    for (const engine::FloorResult& f : r.floors) {
        const std::string area = operations::csv_quoted(f.area);
        for (std::size_t i = 0; i < f.kind.size(); ++i) {
            if (f.kind[i] == floor::CellKind::Wall) continue;
            fmt::format_to(std::back_inserter(out), "{},{},{},{},{:.0f},{:.0f},{},{:.1f},{:.1f}\n", area,
                           i / static_cast<std::size_t>(f.width), i % static_cast<std::size_t>(f.width),
                           kCellKinds[static_cast<std::size_t>(f.kind[i])], f.driving_s[i], f.waiting_s[i], f.passages[i],
                           f.free_s[i], f.real_s[i]);
        }
    }
    return out;
}

std::string cycle_times_csv(const engine::Results& r) {
    std::string out = "order_cycle_time_s\n";
    for (const double seconds : r.cycle_times_s)
        fmt::format_to(std::back_inserter(out), "{}\n", seconds);
    return out;
}

}  // namespace dray::report
