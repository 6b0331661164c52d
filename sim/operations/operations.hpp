// The site's control: orders in, errands for robots out. Owns stations, storage, dispatch, replenishment, faults and the ledger;
// knows nothing of plans and bodies. Policies are chosen by name in the scenario.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "config/document.hpp"
#include "config/table.hpp"
#include "floor/floor.hpp"
#include "motion/distances.hpp"
#include "operations/demand.hpp"
#include "operations/ledger.hpp"
#include "primitives/handling/station.hpp"
#include "primitives/storage/storage.hpp"

namespace dray::operations {

/// Policies by name (at least three each).
struct DispatchConfig {
    std::string order_to_station = "most_lines_on_inbound_pods";
    std::string pod_for_order = "most_waiting_lines";
    std::string robot_to_task = "optimal";
    std::string slot_for_pod = "nearest_free";
};
[[nodiscard]] const config::Table& dispatch_table();

/// A fault of the scenario. Times in seconds of the run.
struct FaultConfig {
    std::string kind = "breakdown";  ///< breakdown (robot stops) or brakes (its brakes fail)
    std::int64_t robot = 0;
    double at_s = 0;
    double duration_s = 900;  ///< until it is cleared
};
struct FaultsConfig {
    double mtbf_h = 0;  ///< mean time between breakdowns per robot; 0: no random ones
    double mttr_s = 900;
    std::vector<FaultConfig> scheduled;
};
[[nodiscard]] const config::Table& faults_table();

enum class Dwell : std::uint8_t { None, Lift, SetDown, Service, Charge };

/// One thing a robot is to do: be at `goal`, then dwell. A robot's errands form a short queue; seq grows by one per errand.
struct Errand {
    std::uint32_t seq = 0;
    CellId goal;
    LaneId permit;  ///< lane that it may drive for this errand: going in, or leaving it
    Dwell dwell = Dwell::None;
    Step duration = 0;          ///< of a lift or set-down; 0 with Service and Charge: ends when end_dwells() names it
    std::int32_t priority = 0;  ///< for the planner; larger goes first
};

/// A robot as operations sees it at the start of a tick.
struct RobotStatus {
    CellId cell;              ///< physical cell of its centre
    CellId planned;           ///< end of its plan
    bool operational = true;  ///< false while broken
};

/// A fault to be carried out by the engine.
struct FaultEvent {
    enum class Kind : std::uint8_t { Breakdown, BrakesFail, Clear } kind = Kind::Breakdown;
    RobotId robot;
};

/// Figures for reports. Counts since the start of the run and, where named so, since the end of the warm-up.
struct OrderFigures {
    std::int64_t released = 0, completed = 0, open = 0, refused = 0, late = 0;
    std::map<std::string, std::int64_t> refused_by_reason;
    std::int64_t lines_done = 0, units_done = 0;  ///< picked
    std::vector<double> cycle_time_s;             ///< completed orders, release to completion, in order of completion
};

struct OperationsConfig {
    DispatchConfig dispatch;
    FaultsConfig faults;
    primitives::StorageConfig storage;
    primitives::StationConfig stations;
};

/// What the fields alone cannot show: too few slots for one pod and one free slot, and SKUs that are ordered but never stocked
/// although nothing is replenished. Faults name the fields of the document's section `storage`.
void check_stock(const primitives::StorageConfig& storage, const floor::Floor& floor, const Demand& demand,
                 const config::Document& document, config::Diagnostics& faults);

class Operations {
  public:
    /// `demand` is taken over. `lift_s` is the drive's pick-up or set-down time. Throws InputError for a demand that the site can
    /// never serve (SKU never stocked, no pick station ...).
    Operations(const OperationsConfig& config, const floor::Floor& floor, motion::Distances& distances, Demand demand,
               const Clock& clock, std::uint64_t seed, std::size_t robots, double lift_s);
    ~Operations();

    /// Start of a planning tick: releases orders, assigns work, appends errands. Every robot with work to come has an errand; a
    /// robot without one may have an errand that only parks it (Dwell::None).
    void tick(Step now, std::span<const RobotStatus> robots);
    /// Errands of a robot that have not ended, oldest first; at most a handful. Errands with Dwell::None end by `reached`. A tick
    /// may take back errands with Dwell::None, and a set-down that the robot's plan has not reached; broke() may take back what
    /// the robot has not begun. A set-down is followed by the next job's errand as soon as the plan stands at its goal, and a
    /// lift by the way to the station, so that the plan never waits for the body.
    [[nodiscard]] std::span<const Errand> errands(RobotId robot) const;

    /// The body reached the goal of its oldest errand (which has no dwell): the errand ends.
    void reached(RobotId robot, std::uint32_t seq, Step now);
    /// Whether the people at a station still serve a robot: one that was pushed off the service cell while they worked on its
    /// pod. They finish that before the next one's service may begin.
    [[nodiscard]] bool still_serves(LaneId lane) const;
    /// The body stands at the goal of its oldest errand and its dwell begins.
    void dwell_began(RobotId robot, std::uint32_t seq, Step now);
    /// The lift or set-down is complete (the engine counts its duration): the errand ends; the pod has changed hands.
    void dwell_completed(RobotId robot, std::uint32_t seq, Step now);
    /// Each physics step, never asking for travel times: robots whose Service or Charge ends now, ascending; their errands have
    /// ended.
    [[nodiscard]] std::span<const RobotId> end_dwells(Step now);
    /// The robot's body has left the lane it was served in: its place is free again.
    void left_lane(RobotId robot, LaneId lane, Step now);

    /// Faults due at this tick. The engine carries them out and calls broke / cleared. Random ones come from streams per robot.
    [[nodiscard]] std::span<const FaultEvent> faults_due(Step now);
    /// The robot stands still until cleared(). A job that it has not begun (nothing lifted, no dwell begun) goes back to the pool
    /// and its errands are gone; with a pod it keeps its errands and its place in a lane. A service in progress goes on.
    void broke(RobotId robot, Step now, bool by_collision);
    /// The robot is back on the floor at `cell`, with or without its pod as before.
    void cleared(RobotId robot, CellId cell, Step now);

    /// The station at which a robot with a pod waits for a place; invalid: it waits for none.
    [[nodiscard]] LaneId waits_for_place(RobotId robot) const;

    /// What the robot carries now (invalid: nothing), and its mass with the shelf.
    [[nodiscard]] PodId carries(RobotId robot) const;
    [[nodiscard]] double load_kg(RobotId robot) const;

    [[nodiscard]] const primitives::Storage& storage() const;
    [[nodiscard]] std::span<const primitives::Station> stations() const;
    [[nodiscard]] const Ledger& ledger() const;
    [[nodiscard]] const OrderFigures& orders() const;
    [[nodiscard]] bool finished(Step now) const;  ///< all demand is released and nothing is open
    /// Ledger in O(1); `full` recounts everything. Throws BugError.
    void check(bool full) const;
    void add_to(StateHash& hash) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dray::operations
