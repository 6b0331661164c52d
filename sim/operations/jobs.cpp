// Robots get pods to fetch, and give them up when they break before they have them.
#include <algorithm>

#include "base/check.hpp"
#include "operations/impl.hpp"

namespace dray::operations {

namespace {

// When both robots and tasks are many, the oldest tasks go first and the rest waits for the next ticks.
constexpr std::size_t kMatchedPerTick = 64;

// A robot that sets a pod down is given its next job as soon as its plan stands at the slot: no time is lost between jobs.
bool about_to_be_free(const Robot& robot) {
    return robot.phase == Phase::Returning && robot.goal_planned && !robot.next_pod.valid();
}

}  // namespace

// Jobs that may be given now. A robot that is about to be free for one works already.
std::size_t Operations::Impl::room_for_work() const {
    const auto working = std::ranges::count_if(site.robots, [](const Robot& robot) {
        return robot.phase != Phase::Idle && robot.phase != Phase::Charging && !about_to_be_free(robot);
    });
    return advice.room_for(static_cast<std::size_t>(working));
}

void Operations::Impl::dispatch_robots(std::span<const RobotStatus> robots, Step now) {
    if (site.open_tasks.empty()) return;
    call_off_reslotting();
    free_robots.clear();
    for (std::size_t r = 0; r < robots.size(); ++r) {
        const Robot& robot = site.robots[r];
        if (!robot.operational || !robots[r].operational) continue;
        if (resting[r] != 0 || !charging.may_work(RobotId(r))) continue;
        if (robot.phase == Phase::Idle || about_to_be_free(robot)) free_robots.push_back({RobotId(r), robots[r].planned});
    }
    if (free_robots.empty()) {
        charging.call_back(site.open_tasks.size(), resting);
        return;
    }
    open_tasks.clear();
    for (const VisitId id : site.open_tasks) {
        // One task a pod, named after its oldest visit.
        const Visit& visit = site.visits[id];
        if (site.visits.of(visit.pod).front() != id || !wanted_now(visit.pod)) continue;
        const CellId cell = site.cell_of(site.storage.slot_of(visit.pod));
        if (site.travel.shut(cell) || advice.closed(cell)) continue;
        open_tasks.push_back({id, cell, visit.station, visit.number});
        if (open_tasks.size() >= kMatchedPerTick && free_robots.size() > kMatchedPerTick) break;
    }
    if (open_tasks.empty()) return;
    matches.clear();
    robot_to_task->match(site, free_robots, open_tasks, matches);
    std::size_t room = room_for_work();
    for (const Match& match : matches) {
        const FreeRobot& robot = free_robots[match.robot];
        const OpenTask& task = open_tasks[match.task];
        if (room == 0) break;
        if (!advice.may_enter(robot.cell, task.cell)) continue;
        advice.enters(robot.cell, task.cell);
        give_job(robot.robot, site.visits[task.visit].pod, now);
        --room;
    }
    charging.call_back(std::min(site.open_tasks.size(), room), resting);
}

// Whether a station that lets robots in waits for the pod.
bool Operations::Impl::wanted_now(PodId pod) const {
    return !breaks.any() ||
           std::ranges::any_of(site.visits.of(pod), [&](VisitId id) { return site.lets_in(site.visits[id].station); });
}

void Operations::Impl::give_job(RobotId id, PodId pod, Step now) {
    Robot& robot = site.robot(id);
    DRAY_CHECK(!site.pod_robot[pod.index()].valid(), "pod {} is given to robot {} but robot {} has it", pod.value, id.value,
               site.pod_robot[pod.index()].value);
    site.pod_robot[pod.index()] = id;
    std::erase_if(site.open_tasks, [&](VisitId visit) { return site.visits[visit].pod == pod; });
    if (robot.phase == Phase::Idle) {
        withdraw_waits(robot);
        robot.parking = CellId();
        robot.pod = pod;
        robot.phase = Phase::Fetching;
    } else {
        robot.next_pod = pod;
    }
    site.append(id, site.cell_of(site.storage.slot_of(pod)), LaneId(), Dwell::Lift, site.lift, kFetchingPriority, now);
}

// Pods in closed zones that nobody has reached wait there, and their robots do something else.
void Operations::Impl::leave_shut_pods(std::span<const RobotStatus> robots) {
    for (std::size_t r = 0; r < robots.size(); ++r) {
        const Robot& robot = site.robots[r];
        const bool fetches = robot.phase == Phase::Fetching && !robot.carrying && !robot.dwelling;
        const PodId pod = fetches ? robot.pod : robot.next_pod;
        if (!pod.valid() || site.travel.shut(robots[r].planned)) continue;
        if (site.travel.shut(site.cell_of(site.storage.slot_of(pod)))) abandon_job(RobotId(r));
    }
}

// What has not been begun goes back to the pool: the pod not lifted yet, or the job behind a set-down.
void Operations::Impl::abandon_job(RobotId id) {
    Robot& robot = site.robot(id);
    if (robot.next_pod.valid()) {
        robot.errands.pop_back();
        robot.given.pop_back();
        site.release_pod(robot.next_pod);
        robot.next_pod = PodId();
    }
    if (robot.carrying || robot.dwelling || robot.phase == Phase::Idle) return;
    if (robot.phase == Phase::Charging) {
        charging.give_up(id);
        robot.errands.clear();
        robot.given.clear();
        robot.phase = Phase::Idle;
        return;
    }
    // With its plan ahead of its body it may have a place in a lane already.
    if (robot.phase == Phase::Waiting) stop_waiting(id);
    if (robot.phase == Phase::Travelling) site.stations[robot.place.index()].give_back_place(id);
    robot.place = LaneId();
    robot.visit = VisitId();
    robot.errands.clear();
    robot.given.clear();
    robot.phase = Phase::Idle;
    robot.reslot = SlotId();
    site.release_pod(robot.pod);
    robot.pod = PodId();
}

}  // namespace dray::operations
