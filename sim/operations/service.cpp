// What people do at stations: pick lines from a pod or stow bundles into it, and complete orders.
#include <algorithm>

#include "base/check.hpp"
#include "base/random.hpp"
#include "operations/impl.hpp"

namespace dray::operations {

namespace {

// Weight of the newest visit in the smoothed service time.
constexpr double kSmoothing = 0.1;

}  // namespace

// Time for all parts (or bundles) of the visit beyond those served, which then count as served. The random factor of a line is
// the same in every run with the seed, whatever pod and station serve it; so is that of the n-th bundle of a SKU.
Step Operations::Impl::time_to_serve(Visit& visit) const {
    const primitives::StationConfig& stations = site.config.stations;
    double seconds = 0;
    for (std::size_t i = visit.served; i < visit.parts.size(); ++i) {
        Stream stream(site.seed, "pick_time", visit.parts[i].line.value);
        seconds += primitives::pick_time_s(stations, visit.parts[i].units) * stream.lognormal(1, stations.service_cv);
    }
    for (std::size_t i = visit.served; i < visit.bundles.size(); ++i) {
        Stream stream(site.seed, "stow_time", visit.bundles[i].key);
        seconds += stream.lognormal(stations.stow_s, stations.service_cv);
    }
    visit.served = static_cast<std::uint32_t>(visit.parts.size() + visit.bundles.size());
    return std::max<Step>(1, site.clock.steps(seconds));
}

void Operations::Impl::begin_service(RobotId id, Step now) {
    Robot& robot = site.robot(id);
    DRAY_CHECK(robot.phase == Phase::Travelling && robot.carrying, "robot {} begins service in phase {}", id.value,
               static_cast<int>(robot.phase));
    StationWork& work = site.work[robot.place.index()];
    primitives::Station& station = site.stations[robot.place.index()];
    // The robot before has left the service cell, or this one could not stand here, even if it broke down before the tail of its
    // body was seen outside the lane.
    if (work.leaver.valid()) station.robot_left(now);
    work.leaver = RobotId();
    const Step duration = time_to_serve(site.visits[robot.visit]);
    site.log_parts(now, robot.visit, OrderStage::Arrived, static_cast<std::int32_t>(robot.place.value));
    work.mean_service += kSmoothing * (static_cast<double>(duration) - work.mean_service);
    station.begin_service(id, now, duration);
    robot.phase = Phase::Serving;
    robot.service_end = now + duration;
    endings.push_back({robot.service_end, id});
    std::push_heap(endings.begin(), endings.end(), std::greater<>());
    site.note('s', id, robot.visit, duration);
}

std::span<const RobotId> Operations::end_dwells(Step now) {
    Impl& impl = *impl_;
    impl.ended.clear();
    impl.change_stations(now);
    while (!impl.endings.empty() && impl.endings.front().at <= now) {
        const RobotId id = impl.endings.front().robot;
        std::pop_heap(impl.endings.begin(), impl.endings.end(), std::greater<>());
        impl.endings.pop_back();
        // Nobody is there to finish it: it goes on when they come back.
        const LaneId lane = impl.site.robot(id).place;
        if (impl.site.stations[lane.index()].state() == primitives::StationState::Down) continue;
        bool more = false;
        impl.finish_service(id, now, more);
        if (!more) impl.ended.push_back(id);
    }
    impl.end_charging(now);
    std::sort(impl.ended.begin(), impl.ended.end());
    return impl.ended;
}

// A service that was interrupted takes as much longer.
void Operations::Impl::change_stations(Step now) {
    for (const StationChange& change : station_faults.due(now)) {
        site.stations[change.lane.index()].set_down_state(change.down, now);
        site.note('x', change.lane, change.down, now);
        if (change.down) {
            down_since[change.lane.index()] = now;
            continue;
        }
        for (std::size_t r = 0; r < site.robots.size(); ++r) {
            Robot& robot = site.robots[r];
            if (robot.phase != Phase::Serving || robot.place != change.lane) continue;
            robot.service_end += now - down_since[change.lane.index()];
            std::erase_if(endings, [&](const Ending& ending) { return ending.robot == RobotId(r); });
            endings.push_back({robot.service_end, RobotId(r)});
            std::make_heap(endings.begin(), endings.end(), std::greater<>());
        }
    }
}

void Operations::Impl::finish_service(RobotId id, Step now, bool& more) {
    Robot& robot = site.robot(id);
    DRAY_CHECK(robot.phase == Phase::Serving && robot.service_end <= now, "service of robot {} ends in phase {}", id.value,
               static_cast<int>(robot.phase));
    const LaneId lane = robot.place;
    Visit& visit = site.visits[robot.visit];
    const std::size_t served = visit.served;
    for (std::size_t i = 0; i < std::min(served, visit.parts.size()); ++i)
        pick(visit, visit.parts[i], now);
    for (std::size_t i = 0; i < std::min(served, visit.bundles.size()); ++i)
        stow(visit, visit.bundles[i]);
    visit.parts.erase(visit.parts.begin(),
                      visit.parts.begin() + static_cast<std::ptrdiff_t>(std::min(served, visit.parts.size())));
    visit.bundles.erase(visit.bundles.begin(),
                        visit.bundles.begin() + static_cast<std::ptrdiff_t>(std::min(served, visit.bundles.size())));
    visit.served = 0;
    // Work that was added meanwhile is done before the pod goes.
    more = !visit.parts.empty() || !visit.bundles.empty();
    if (more) {
        robot.service_end = now + time_to_serve(visit);
        endings.push_back({robot.service_end, id});
        std::push_heap(endings.begin(), endings.end(), std::greater<>());
        return;
    }
    site.stations[lane.index()].end_service(now);
    std::erase(site.work[lane.index()].visits, robot.visit);
    site.visits.remove(robot.visit);
    site.work[lane.index()].leaver = id;
    robot.visit = VisitId();
    robot.place = LaneId();
    robot.leaving = lane;
    robot.dwelling = false;
    site.pop(robot);
    site.note('d', id, lane);
    robot.phase = Phase::Served;
}

void Operations::Impl::pick(const Visit& visit, const Part& part, Step now) {
    const OrderLine& line = site.book.line(part.line);
    primitives::Station& station = site.stations[visit.station.index()];
    site.storage.pick(visit.pod, line.sku, part.units);
    site.ledger.move_units(Account::Stored, Account::Picked, part.units);
    site.log_line(now, part.line, OrderStage::Picked, static_cast<std::int32_t>(visit.pod.value), part.units);
    station.units_done += part.units;
    site.figures.units_done += part.units;
    if (!site.book.pick(part.line, part.units)) return;
    ++station.lines_done;
    ++site.figures.lines_done;
    if (site.book.record(line.order).lines_left == 0) complete_order(line.order, now);
}

void Operations::Impl::stow(const Visit& visit, const Bundle& bundle) {
    primitives::Station& station = site.stations[visit.station.index()];
    site.storage.stow(visit.pod, bundle.sku, bundle.units);
    site.ledger.move_units(Account::Received, Account::Stored, bundle.units);
    ++station.lines_done;
    station.units_done += bundle.units;
    replenishment.arrived(bundle);
}

void Operations::Impl::complete_order(OrderId id, Step now) {
    primitives::Station& station = site.stations[site.book.record(id).station.index()];
    site.ledger.move_units(Account::Picked, Account::Shipped, site.book.complete(id));
    site.ledger.order_completed();
    station.close_order(id);
    ++station.orders_done;
    const Order& order = site.book.order(id);
    site.figures.cycle_time_s.push_back(site.clock.seconds(now - order.release));
    site.figures.completed_orders.push_back(id);
    site.log_order(now, id, OrderStage::Completed, static_cast<std::int32_t>(station.id().value));
    if (now > order.due) ++site.figures.late;
    site.note('c', id, now);
}

}  // namespace dray::operations
