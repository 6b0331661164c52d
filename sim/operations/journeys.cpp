// The way of a pod: to the station once there is a place, to a waiting place until then, and back to a slot.
//
// Admission. A robot drives into a station's lane only with a place reserved there, and holds it while it travels. Two rules keep
// stations fed although places are few. Early: a pod sets off with a place as soon as one is free. But the last free place of a
// lane is not given to a robot that is farther away than the people need for the pods ahead of it (places times mean service
// time): such a robot drives towards a waiting place near the station meanwhile and gets the place when it has come near, so that
// a pod fetched from next door does not find the lane full of travellers. When no waiting place is free it takes the place after
// all, since a place kept for nobody helps nobody. Of several that wait, the one that can be there first goes first, each second
// that it has waited counting as a second of its way, so that nobody far away waits for ever.
#include <algorithm>

#include "base/check.hpp"
#include "operations/errand_queue.hpp"
#include "operations/impl.hpp"
#include "operations/parking.hpp"

namespace dray::operations {

namespace {

bool has_wait(const Robot& robot) {
    return std::any_of(robot.errands.begin(), robot.errands.end(), [](const Errand& e) { return e.dwell == Dwell::None; });
}

// When the first order is due for which stations wait for the pod; a day ahead when none is.
Step earliest_due(const Site& site, PodId pod, Step now) {
    Step due = now + site.travel.far();
    for (const VisitId id : site.visits.of(pod))
        for (const Part& part : site.visits[id].parts)
            due = std::min(due, site.book.order(site.book.line(part.line).order).due);
    return due;
}

void renew_priorities(const Site& site, Robot& robot, Step now) {
    if (robot.errands.empty()) return;
    const Step period = site.clock.steps(kAgeingPeriod_s);
    const std::int32_t urgency = robot.pod.valid() ? urgency_of(earliest_due(site, robot.pod, now), now, site.clock) : 0;
    for (std::size_t i = 0; i < robot.errands.size(); ++i)
        robot.errands[i].priority =
            robot.given[i].priority + urgency + static_cast<std::int32_t>((now - robot.given[i].at) / period);
}

}  // namespace

void Operations::Impl::follow_robots(std::span<const RobotStatus> robots, Step now) {
    for (std::size_t r = 0; r < robots.size(); ++r) {
        const RobotId id(r);
        Robot& robot = site.robots[r];
        renew_priorities(site, robot, now);
        if (!robot.operational || !robots[r].operational) continue;
        if (robot.blocks.valid() && robots[r].cell != site.cell_of(robot.blocks) && robot.hold != site.cell_of(robot.blocks)) {
            site.slot_blocker[robot.blocks.index()] = RobotId();
            robot.blocks = SlotId();
        }
        // The plan runs ahead of the body: the way onwards is decided as soon as the plan stands beneath the pod. When that was
        // while the body still set the last pod down, others may have pushed the plan on; then it is decided when the pod hangs.
        const bool beneath = !robot.errands.empty() && robots[r].planned == robot.errands.front().goal;
        if (robot.phase == Phase::Fetching && (beneath || robot.carrying)) {
            if (robot.reslot.valid())
                carry_to_new_slot(id, robots[r], now);
            else
                wait_for(id, choose_visit(robot.pod, robots[r].planned, LaneId(), false), now);
        } else if (robot.phase == Phase::Returning) {
            if (robots[r].planned == robot.errands.front().goal) robot.goal_planned = true;
            if (!robot.goal_planned) try_redirect(id, robots[r], now);
        }
    }
    leave_closed(robots, now);
    grant_places(robots, now);
    for (std::size_t r = 0; r < robots.size(); ++r)
        if (site.robots[r].phase == Phase::Waiting && site.robots[r].operational && robots[r].operational)
            hold_waiting(RobotId(r), robots[r], now);
}

// The visit of a pod that is made next: one whose lane has a free place, then the nearest, then the oldest. A robot cannot come
// back to a lane before it has left it.
VisitId Operations::Impl::choose_visit(PodId pod, CellId from, LaneId leaving, bool only_with_place) const {
    VisitId best;
    bool best_full = false;
    Step best_way = 0;
    for (const VisitId id : site.visits.of(pod)) {
        const LaneId station = site.visits[id].station;
        const bool full = !site.lets_in(station) || site.stations[station.index()].free_places() == 0 ||
                          site.travel.shut(site.work[station.index()].service);
        if ((full && only_with_place) || station == leaving) continue;
        const Step way = site.travel.steps(from, site.work[station.index()].service, true);
        if (best.valid() && std::pair(full, way) >= std::pair(best_full, best_way)) continue;
        best = id;
        best_full = full;
        best_way = way;
    }
    return best;
}

void Operations::Impl::wait_for(RobotId id, VisitId visit, Step now) {
    Robot& robot = site.robot(id);
    DRAY_CHECK(visit.valid(), "robot {} has pod {} that nobody waits for", id.value, robot.pod.value);
    robot.visit = visit;
    robot.phase = Phase::Waiting;
    robot.waiting_since = now;
    site.work[site.visits[visit].station.index()].queueing.push_back(id);
}

// Who waits with a pod for a station that has closed brings it to another one that wants it, or back.
void Operations::Impl::leave_closed(std::span<const RobotStatus> robots, Step now) {
    if (!breaks.any()) return;
    for (std::size_t r = 0; r < robots.size(); ++r) {
        Robot& robot = site.robots[r];
        if (robot.phase != Phase::Waiting || !robot.carrying || robot.dwelling || !robot.operational) continue;
        if (!robots[r].operational || site.lets_in(site.visits[robot.visit].station)) continue;
        const RobotId id(r);
        stop_waiting(id);
        const VisitId next = choose_visit(robot.pod, robots[r].planned, robot.leaving, true);
        robot.visit = next;
        if (next.valid())
            go_to_station(id, now);
        else
            bring_back(id, robots[r].planned, now);
    }
}

// Gives up the queue and the waiting place, with the errands that led there.
void Operations::Impl::stop_waiting(RobotId id) {
    Robot& robot = site.robot(id);
    std::erase(site.work[site.visits[robot.visit].station.index()].queueing, id);
    if (robot.buffer.valid()) site.buffer_user[robot.buffer.index()] = RobotId();
    robot.buffer = CellId();
    robot.hold = CellId();
    withdraw_waits(robot);
}

// Whether a waiting robot is on its way to a waiting place near its station, or will be.
bool Operations::Impl::comes_nearer(RobotId id, CellId from, Step way) const {
    const Robot& robot = site.robot(id);
    if (robot.buffer.valid()) return from != robot.buffer;
    const LaneId station = site.visits[robot.visit].station;
    const CellId cell = free_buffer(station);
    return cell.valid() && site.travel.steps(cell, site.work[station.index()].service, true) < way;
}

void Operations::Impl::grant_places(std::span<const RobotStatus> robots, Step now) {
    for (std::size_t s = 0; s < site.work.size(); ++s) {
        StationWork& work = site.work[s];
        if (work.closed || site.travel.shut(work.service)) continue;
        const Step near = static_cast<Step>(work.mean_service * static_cast<double>(work.places));
        while (!work.queueing.empty() && site.stations[s].free_places() > 0) {
            RobotId best;
            Step best_way = 0, best_score = 0;
            for (const RobotId id : work.queueing) {
                const CellId from = robots[id.index()].planned;
                if (!site.robot(id).operational || !advice.may_enter(from, work.service)) continue;
                const Step way = site.travel.steps(from, work.service, true);
                const Step score = way - (now - site.robot(id).waiting_since);
                if (best.valid() && score >= best_score) continue;
                best = id;
                best_way = way;
                best_score = score;
            }
            if (!best.valid()) break;
            const bool last = work.places > 1 && site.stations[s].free_places() == 1;
            if (last && best_way > near && comes_nearer(best, robots[best.index()].planned, best_way)) break;
            advice.enters(robots[best.index()].planned, work.service);
            stop_waiting(best);
            go_to_station(best, now);
        }
    }
}

void Operations::Impl::go_to_station(RobotId id, Step now) {
    Robot& robot = site.robot(id);
    const LaneId station = site.visits[robot.visit].station;
    site.stations[station.index()].reserve_place(id);
    robot.place = station;
    robot.phase = Phase::Travelling;
    site.append(id, site.work[station.index()].service, station, Dwell::Service, 0,
                robot.leaving.valid() ? kLeavingPriority : kToStationPriority, now);
}

CellId Operations::Impl::free_buffer(LaneId station) const {
    for (const CellId cell : site.work[station.index()].buffers)
        if (!site.buffer_user[cell.index()].valid() && !site.travel.shut(cell)) return cell;
    return {};
}

// A robot without a place goes to a free waiting place that is nearer to the station, else stays where it has the pod.
void Operations::Impl::hold_waiting(RobotId id, const RobotStatus& status, Step now) {
    Robot& robot = site.robot(id);
    const LaneId station = site.visits[robot.visit].station;
    const CellId service = site.work[station.index()].service;
    if (!robot.buffer.valid()) {
        const CellId cell = free_buffer(station);
        if (cell.valid() && site.travel.steps(cell, service, true) < site.travel.steps(status.planned, service, true)) {
            withdraw_waits(robot);
            robot.buffer = robot.hold = cell;
            site.buffer_user[cell.index()] = id;
            site.append(id, cell, robot.leaving, Dwell::None, 0, kCarryingPriority, now);
            return;
        }
    }
    // An errand to where it stands makes it come back when others have pushed it aside.
    const bool placed = robot.hold.valid();
    if (!placed) robot.hold = robot.carrying ? status.planned : site.cell_of(site.storage.slot_of(robot.pod));
    if (!has_wait(robot) && (!placed || (status.planned != robot.hold && robot.errands.empty())))
        site.append(id, robot.hold, LaneId(), Dwell::None, 0, kParkingPriority, now);
}

// After service: to the next station that wants the pod if there is a place in its lane or near it, else back to a slot, where
// its open visits wait for a robot like any others. Never is the way out of the lane made to wait.
void Operations::Impl::leave_station(RobotId id, const RobotStatus& status, Step now) {
    Robot& robot = site.robot(id);
    // One that was pushed out of the lane while it was served has left it already.
    const CellId here = robot.leaving.valid() ? site.work[robot.leaving.index()].service : status.planned;
    if (resting[id.index()] != 0) return bring_back(id, here, now);
    if (const VisitId next = choose_visit(robot.pod, here, robot.leaving, true); next.valid()) {
        robot.visit = next;
        go_to_station(id, now);
        return;
    }
    for (const VisitId next : site.visits.of(robot.pod)) {
        const CellId cell = free_buffer(site.visits[next].station);
        if (!cell.valid() || site.visits[next].station == robot.leaving || !site.lets_in(site.visits[next].station)) continue;
        wait_for(id, next, now);
        robot.buffer = robot.hold = cell;
        site.buffer_user[cell.index()] = id;
        site.append(id, cell, robot.leaving, Dwell::None, 0, kLeavingPriority, now);
        return;
    }
    bring_back(id, here, now);
}

void Operations::Impl::bring_back(RobotId id, CellId from, Step now) {
    Robot& robot = site.robot(id);
    const SlotId slot = slot_for_pod->choose(site, robot.pod, from);
    take_to_slot(id, slot, now);
}

void Operations::Impl::take_to_slot(RobotId id, SlotId slot, Step now) {
    Robot& robot = site.robot(id);
    DRAY_CHECK(slot.valid() && site.slot_usable(slot), "slot {} chosen for pod {} is taken", slot.value, robot.pod.value);
    site.storage.reserve_slot(robot.pod, slot);
    robot.phase = Phase::Returning;
    robot.goal_planned = false;
    site.append(id, site.cell_of(slot), robot.leaving, Dwell::SetDown, site.lift,
                robot.leaving.valid() ? kLeavingPriority : kCarryingPriority, now);
}

// A pod on its way back that is wanted again turns round, unless its plan already ends at the slot. Its slot stays reserved until
// it is brought back for good.
void Operations::Impl::try_redirect(RobotId id, const RobotStatus& status, Step now) {
    Robot& robot = site.robot(id);
    if (site.visits.of(robot.pod).empty() || resting[id.index()] != 0) return;
    const VisitId visit = choose_visit(robot.pod, status.planned, robot.leaving, true);
    if (!visit.valid()) return;
    robot.errands.clear();
    robot.given.clear();
    robot.visit = visit;
    go_to_station(id, now);
}

// Idle robots in an aisle go beneath a stored pod near by, or to a charger where none is needed, each to a cell of its own.
void Operations::Impl::park_idle(std::span<const RobotStatus> robots, Step now) {
    bool prepared = false;
    for (std::size_t r = 0; r < robots.size(); ++r) {
        Robot& robot = site.robots[r];
        if (robot.phase != Phase::Idle || !robot.operational || !robots[r].operational || !robot.errands.empty()) {
            robot.idle_ticks = 0;
            continue;
        }
        const floor::CellKind kind = site.floor.kind(robots[r].planned);
        const bool aside = kind == floor::CellKind::Slot || (kind == floor::CellKind::Charger && !charging.active());
        if (aside || ++robot.idle_ticks < kPatienceTicks) continue;
        if (!prepared) {
            occupied.clear();
            for (std::size_t i = 0; i < robots.size(); ++i) {
                occupied.push_back(robots[i].planned);
                if (site.robots[i].parking.valid()) occupied.push_back(site.robots[i].parking);
            }
            std::sort(occupied.begin(), occupied.end());
            prepared = true;
        }
        robot.parking = take_parking(site.floor, robots[r].planned, occupied, [&](CellId cell) {
            if (site.travel.shut(cell)) return false;
            const SlotId slot = site.floor.slot_of(cell);
            const PodId pod = slot.valid() ? site.storage.pod_in(slot) : PodId();
            const bool beneath_pod = pod.valid() && !site.pod_robot[pod.index()].valid();
            return beneath_pod || (site.floor.kind(cell) == floor::CellKind::Charger && !charging.active());
        });
        if (!robot.parking.valid()) continue;
        site.append(RobotId(r), robot.parking, LaneId(), Dwell::None, 0, kParkingPriority, now);
        robot.idle_ticks = 0;
    }
}

}  // namespace dray::operations
