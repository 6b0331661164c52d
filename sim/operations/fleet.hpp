// What operations knows of each robot: its job, its errands, what it carries and which places it holds.
#pragma once

#include <cstdint>
#include <vector>

#include "operations/operations.hpp"
#include "operations/visits.hpp"

namespace dray::operations {

/// The stages of a job.
enum class Phase : std::uint8_t {
    Idle,        ///< no job
    Charging,    ///< on its way to a charger, or at it
    Fetching,    ///< on its way to a pod, or lifting it
    Waiting,     ///< has a pod for a station but no place in its lane yet
    Travelling,  ///< holds a place and goes to the station
    Serving,     ///< stands at the service cell, service has begun
    Served,      ///< service is over; the next tick says where to go
    Returning,   ///< takes the pod to a slot, or sets it down
};

/// When an errand was given, and its priority before it grew with age.
struct Given {
    Step at = 0;
    std::int32_t priority = 0;
};

struct Robot {
    Phase phase = Phase::Idle;
    bool carrying = false;        ///< the pod hangs on the robot
    bool dwelling = false;        ///< a dwell has begun and not ended
    bool operational = true;      ///< not broken
    PodId pod;                    ///< of the job: fetched or carried
    PodId next_pod;               ///< job given while the pod of the present one is set down
    VisitId visit;                ///< the visit that it waits, travels or stands for
    LaneId place;                 ///< lane in which it holds a place and has not been served
    LaneId leaving;               ///< lane in which it was served and still is
    CellId buffer;                ///< waiting place that is kept for it
    CellId hold;                  ///< where it stays while it waits
    CellId parking;               ///< where it is sent to be out of the way
    SlotId reslot;                ///< Fetching: the slot to which it takes the pod that nobody waits for
    SlotId blocks;                ///< slot whose pod it has lifted and whose cell it has not left
    bool goal_planned = false;    ///< Returning: its plan has reached the slot, the set-down cannot be called off any more; so
                                  ///< with `reslot` for the lift
    std::int32_t idle_ticks = 0;  ///< Idle: ticks without an errand
    Step service_end = 0;         ///< while Serving
    Step waiting_since = 0;       ///< while Waiting
    std::uint32_t next_seq = 0;   ///< of its next errand
    std::vector<Errand> errands;
    std::vector<Given> given;  ///< of each errand
};

/// Errands with Dwell::None may be taken back while the robot drives; the planner sees the change at its next tick.
inline void withdraw_waits(Robot& robot) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < robot.errands.size(); ++i) {
        if (robot.errands[i].dwell == Dwell::None) continue;
        robot.errands[kept] = robot.errands[i];
        robot.given[kept++] = robot.given[i];
    }
    robot.errands.resize(kept);
    robot.given.resize(kept);
}

}  // namespace dray::operations
