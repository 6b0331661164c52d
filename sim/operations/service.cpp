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
Step Operations::Impl::time_to_serve(Visit& visit) {
    const primitives::StationConfig& stations = site.config.stations;
    double seconds = 0;
    primitives::Grips all;
    for (std::size_t i = visit.served; i < visit.parts.size(); ++i) {
        const Part& part = visit.parts[i];
        Stream stream(site.seed, "pick_time", part.line.value);
        // A line may be served in parts: each has attempts of its own.
        Stream luck(
            site.seed, "pick_grips",
            (static_cast<std::uint64_t>(part.line.value) << 32) | static_cast<std::uint64_t>(site.book.rest(part.line).to_pick));
        const primitives::Grips grips = primitives::pick_grips(stations, part.units, luck);
        seconds += grips.seconds * stream.lognormal(1, stations.service_cv);
        all += grips;
        if (!site.foreign.empty()) seconds += time_for_wrong_items_s(visit, i);
    }
    for (std::size_t i = visit.served; i < visit.bundles.size(); ++i) {
        Stream stream(site.seed, "stow_time", visit.bundles[i].key);
        const double attempt_s = stream.lognormal(stations.stow_s, stations.service_cv);
        if (stations.perfect()) {
            seconds += attempt_s;
            continue;
        }
        Stream luck(site.seed, "stow_grips", visit.bundles[i].key);
        primitives::Grips grips;
        primitives::grip(stations, attempt_s, luck, grips);
        seconds += grips.seconds;
        all += grips;
    }
    visit.exceptions += static_cast<std::uint32_t>(all.exceptions);
    site.stations[visit.station.index()].grips += all;
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
    serve_until(id, now + duration);
    site.note('s', id, robot.visit, duration);
}

void Operations::Impl::serve_until(RobotId id, Step end) {
    site.robot(id).service_end = end;
    endings.push_back({end, id});
    std::push_heap(endings.begin(), endings.end(), std::greater<>());
}

// What the arm has left is handled by a person, as soon as one is free; the pod stays for so long. Returns whether it does.
bool Operations::Impl::call_person(RobotId id, Step now) {
    Robot& robot = site.robot(id);
    Visit& visit = site.visits[robot.visit];
    if (visit.exceptions == 0) return false;
    primitives::Station& station = site.stations[robot.place.index()];
    const primitives::StationConfig& config = site.config.stations;
    Stream stream(site.seed, "station_exception", (visit.number << 20) + visit.calls++);
    double seconds = 0;
    for (; visit.exceptions > 0; --visit.exceptions)
        seconds += stream.lognormal(config.exception_s, config.service_cv);
    station.exception_s += seconds;
    Step begin = now;
    const Step duration = std::max<Step>(1, site.clock.steps(seconds));
    if (!person_free.empty()) {
        Step& free = *std::ranges::min_element(person_free);
        begin = std::max(now, free);
        free = begin + duration;
    }
    serve_until(id, begin + duration);
    site.note('q', id, begin, duration);
    return true;
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
        if (impl.call_person(id, now)) continue;
        bool more = false;
        impl.finish_service(id, now, more);
        if (!more) impl.ended.push_back(id);
    }
    impl.end_charging(now);
    std::sort(impl.ended.begin(), impl.ended.end());
    return impl.ended;
}

void Operations::Impl::change_stations(Step now) {
    for (const StationChange& change : station_faults.due(now)) {
        faulty[change.lane.index()] = change.down ? 1 : 0;
        set_station(change.lane, now);
    }
    if (breaks.any()) begin_breaks(now);
}

// People go when what has come to their station is done, and are back at the end of the absence.
void Operations::Impl::begin_breaks(Step now) {
    for (std::size_t s = 0; s < site.work.size(); ++s) {
        const LaneId lane(s);
        site.work[s].closed = breaks.closed(lane, now);
        const bool away = site.work[s].closed && site.stations[s].robots_inbound() == 0;
        if (away == (on_break[s] != 0)) continue;
        on_break[s] = away ? 1 : 0;
        set_station(lane, now);
    }
}

// A service that was interrupted takes as much longer.
void Operations::Impl::set_station(LaneId lane, Step now) {
    primitives::Station& station = site.stations[lane.index()];
    const bool down = faulty[lane.index()] != 0 || on_break[lane.index()] != 0;
    if (down == (station.state() == primitives::StationState::Down)) return;
    station.set_down_state(down, now);
    site.note('x', lane, down, now);
    if (down) {
        down_since[lane.index()] = now;
        return;
    }
    for (std::size_t r = 0; r < site.robots.size(); ++r) {
        Robot& robot = site.robots[r];
        if (robot.phase != Phase::Serving || robot.place != lane) continue;
        std::erase_if(endings, [&](const Ending& ending) { return ending.robot == RobotId(r); });
        std::make_heap(endings.begin(), endings.end(), std::greater<>());
        serve_until(RobotId(r), robot.service_end + now - down_since[lane.index()]);
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
        stow(visit, visit.bundles[i], now);
    const bool missed = std::ranges::any_of(visit.parts, [](const Part& part) { return part.wrong > 0; });
    visit.parts.erase(visit.parts.begin(),
                      visit.parts.begin() + static_cast<std::ptrdiff_t>(std::min(served, visit.parts.size())));
    visit.bundles.erase(visit.bundles.begin(),
                        visit.bundles.begin() + static_cast<std::ptrdiff_t>(std::min(served, visit.bundles.size())));
    visit.served = 0;
    // What was set aside is taken from the same pod again as far as it seems to hold more.
    if (missed) promise_lines(robot.visit, now);
    // Work that was added meanwhile is done before the pod goes.
    more = !visit.parts.empty() || !visit.bundles.empty();
    if (more) {
        serve_until(id, now + time_to_serve(visit));
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
    if (part.wrong > 0) set_aside(visit, part, now);
    const std::int32_t right = part.units - part.wrong;
    if (right == 0) return;
    site.ledger.move_units(Account::Stored, Account::Picked, right);
    site.log_line(now, part.line, OrderStage::Picked, static_cast<std::int32_t>(visit.pod.value), right);
    station.units_done += right;
    site.figures.units_done += right;
    if (batch) picked_for_wall.push_back({line.order, right, visit.station});
    if (!site.book.pick(part.line, right)) return;
    ++station.lines_done;
    ++site.figures.lines_done;
    if (batch)
        close_at_station(part.line);
    else if (site.book.record(line.order).lines_left == 0)
        complete_order(line.order, now);
}

void Operations::Impl::stow(const Visit& visit, const Bundle& bundle, Step now) {
    primitives::Station& station = site.stations[visit.station.index()];
    site.storage.stow(visit.pod, bundle.sku, bundle.units);
    if (bundle.tote.valid()) {
        const SkuId truth = site.inbound->tote(bundle.tote).sku;
        site.inbound->stowed(bundle.tote, bundle.units, now);
        if (truth != bundle.sku) site.foreign.add(visit.pod, bundle.sku, truth, bundle.units);
    } else {
        site.ledger.move_units(Account::Received, Account::Stored, bundle.units);
    }
    ++station.lines_done;
    station.units_done += bundle.units;
    replenishment.arrived(bundle);
}

void Operations::Impl::complete_order(OrderId id, Step now) {
    primitives::Station& station = site.stations[site.book.record(id).station.index()];
    finish_order(id, now);
    station.close_order(id);
    ++station.orders_done;
}

void Operations::Impl::finish_order(OrderId id, Step now) {
    site.ledger.move_units(Account::Picked, Account::Shipped, site.book.complete(id));
    site.ledger.order_completed();
    const Order& order = site.book.order(id);
    site.figures.cycle_time_s.push_back(site.clock.seconds(now - order.release));
    site.figures.completed_orders.push_back(id);
    site.log_order(now, id, OrderStage::Completed, static_cast<std::int32_t>(site.book.record(id).station.value));
    if (now > order.due) ++site.figures.late;
    site.note('c', id, now);
}

}  // namespace dray::operations
