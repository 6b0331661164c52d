// The state of one site's control, shared by the modules of operations. Internal to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "operations/fleet.hpp"
#include "operations/operations.hpp"
#include "operations/order_book.hpp"
#include "operations/receiving/foreign_stock.hpp"
#include "operations/receiving/inbound.hpp"
#include "operations/travel.hpp"
#include "operations/visits.hpp"

namespace dray::operations {

/// Priorities of errands: who has the scarcer resource goes first. A robot that leaves a lane frees a place there; one with a
/// place keeps others waiting for it; a pod on the way back has only its robot to wait; an empty robot can dodge beneath pods.
inline constexpr std::int32_t kLeavingPriority = 40;
inline constexpr std::int32_t kToStationPriority = 30;
inline constexpr std::int32_t kCarryingPriority = 20;
inline constexpr std::int32_t kFetchingPriority = 10;
inline constexpr std::int32_t kParkingPriority = 0;
/// Every errand gains one step of ten per minute that it takes, so that nobody is passed for ever.
inline constexpr double kAgeingPeriod_s = 6;

/// Dispatch's view of one station, by LaneId.
struct StationWork {
    floor::StationKind kind = floor::StationKind::Pick;
    CellId service;
    std::vector<LineId> waiting;    ///< lines of its open orders with units not yet promised, in order of opening
    std::vector<VisitId> visits;    ///< not done, oldest first
    std::vector<RobotId> queueing;  ///< robots that wait for a place in its lane, longest first
    std::vector<CellId> buffers;    ///< waiting places, nearest first
    double mean_travel = 0;         ///< of a loaded robot from a slot, steps
    double mean_service = 0;        ///< of a visit, steps, smoothed over the last ten
    std::size_t places = 1;
    bool closed = false;  ///< for a break: nothing new is sent there
    RobotId leaver;       ///< has been served and stands at the service cell as far as is known
};

struct Site {
    Site(const OperationsConfig& operations_config, const floor::Floor& the_floor, const motion::Distances& distances,
         Demand demand, const Clock& the_clock, std::uint64_t run_seed, std::size_t robot_count, double lift_s);

    OperationsConfig config;
    const floor::Floor& floor;
    Travel travel;
    Clock clock;
    std::uint64_t seed;
    Step lift;
    bool replenishes;  ///< reorder point above 0 and a stow station to do it
    OrderBook book;
    primitives::Storage storage;
    std::vector<primitives::Station> stations;  ///< by LaneId
    std::vector<StationWork> work;              ///< by LaneId
    std::vector<LaneId> pick_stations, stow_stations;
    VisitBook visits;
    std::vector<VisitId> open_tasks;  ///< visits whose pod stands in a slot with no robot bound for it
    std::vector<RobotId> pod_robot;   ///< by PodId: the robot that fetches or carries it
    std::vector<Robot> robots;
    std::vector<RobotId> buffer_user;   ///< by CellId
    std::vector<RobotId> slot_blocker;  ///< by SlotId: the robot that has lifted the pod there and has not yet left the cell
    Ledger ledger;
    std::optional<Inbound> inbound;  ///< where goods come by truck
    ForeignStock foreign;
    OrderFigures figures;
    StateHash trail;  ///< digest of every decision and event so far
    OrderLog log;     ///< for those who watch; decides nothing

    [[nodiscard]] Robot& robot(RobotId id) { return robots[id.index()]; }
    [[nodiscard]] const Robot& robot(RobotId id) const { return robots[id.index()]; }
    [[nodiscard]] CellId cell_of(SlotId slot) const { return floor.slot(slot).cell; }

    /// Records an event in the trail.
    template <class... T>
    void note(char what, T... values) {
        trail.add(what);
        (trail.add(values), ...);
    }

    /// Tells the log of a line, and of all lines that are served by a visit.
    void log_line(Step now, LineId line, OrderStage stage, std::int32_t what, std::int32_t count);
    void log_parts(Step now, VisitId visit, OrderStage stage, std::int32_t count);
    void log_order(Step now, OrderId order, OrderStage stage, std::int32_t what = -1, std::int32_t count = 0) {
        log.add(now, order, stage, -1, what, count);
    }

    /// Outstanding visits that keep a station fed: its places, and those that arrive while one pod is fetched and brought.
    [[nodiscard]] std::size_t task_limit(LaneId station) const;
    /// A slot to which a pod may be taken: free, and not blocked by a robot that has yet to leave with the pod of that slot.
    [[nodiscard]] bool slot_usable(SlotId slot) const { return storage.slot_free(slot) && !slot_blocker[slot.index()].valid(); }
    /// Whether robots may be sent into the station's lane.
    [[nodiscard]] bool lets_in(LaneId station) const { return !work[station.index()].closed; }
    /// Time until a pod could stand at a station, steps: travel, and a share for visits it has to make before.
    [[nodiscard]] Step pod_delay(PodId pod, LaneId station) const;
    /// Gives a robot an errand behind those it has.
    void append(RobotId id, CellId goal, LaneId permit, Dwell dwell, Step duration, std::int32_t priority, Step now);
    /// Ends the oldest errand.
    void pop(Robot& robot);
    /// The pod's visit to the station, made when it has none; a new one becomes an open task when the pod stands free.
    VisitId ensure_visit(PodId pod, LaneId station, Step now);
    /// Frees a pod of its robot: its visits become open tasks when it stands in a slot.
    void release_pod(PodId pod);
};

/// Wanted stock per SKU: its share of the lines of the demand, of the stock that pods hold at the start, and at least the largest
/// line. Zero only for what nobody orders.
[[nodiscard]] std::vector<std::int64_t> stock_targets(const primitives::StorageConfig& config, const floor::Floor& floor,
                                                      const Demand& demand);

}  // namespace dray::operations
