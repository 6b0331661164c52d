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
#include "operations/charging/charging.hpp"
#include "operations/demand.hpp"
#include "operations/fleet_control.hpp"
#include "operations/ledger.hpp"
#include "operations/order_log.hpp"
#include "operations/receiving/foreign_stock.hpp"
#include "operations/receiving/inbound.hpp"
#include "primitives/handling/station.hpp"
#include "primitives/parcel.hpp"
#include "primitives/storage/storage.hpp"

namespace dray::operations {

/// Policies by name (at least three each).
struct DispatchConfig {
    std::string order_to_station = "most_lines_on_inbound_pods";
    std::string pod_for_order = "most_waiting_lines";
    std::string robot_to_task = "matched";
    std::string slot_for_pod = "nearest_free";
    bool reslot_when_idle = false;  ///< robots without work bring pods to where their popularity belongs
};
[[nodiscard]] const config::Table& dispatch_table();

/// A fault of the scenario. Times in seconds of the run.
struct FaultConfig {
    /// breakdown (robot stops), brakes (its brakes fail), localisation (it does not know where it is), station (nobody works
    /// there), door (nothing passes through it), closed_aisle (nobody enters a zone) or people (robots are slow in it).
    std::string kind = "breakdown";
    std::int64_t robot = 0;
    double at_s = 0;
    double duration_s = 900;     ///< until it is over
    double every_h = 0;          ///< it comes again after so long; 0: once. Not with breakdown and brakes
    std::string station;         ///< with kind station: "pick-3"
    std::string door;            ///< with kind door: "door-2"
    std::string zone;            ///< with kinds closed_aisle and people: of the floor's zones
    double speed_limit_mps = 0;  ///< with kind people; 0: robots in the zone stand and nobody enters

    [[nodiscard]] bool names_robot() const { return kind == "breakdown" || kind == "brakes" || kind == "localisation"; }
    [[nodiscard]] bool names_zone() const { return kind == "closed_aisle" || kind == "people"; }
};
struct FaultsConfig {
    double mtbf_h = 0;  ///< mean time between breakdowns per robot; 0: no random ones
    double mttr_s = 900;
    double station_mtbf_h = 0;  ///< the same for each station
    double station_mttr_s = 300;
    double door_mtbf_h = 0;  ///< and for each dock door of a transport area, or receiving door of the storage area
    double door_mttr_s = 900;
    double localisation_mtbf_h = 0;  ///< mean time between losses of a robot's localisation; 0: no random ones
    double localisation_mttr_s = 120;
    std::vector<FaultConfig> scheduled;
};
[[nodiscard]] const config::Table& faults_table();

/// Figures for reports. Counts since the start of the run and, where named so, since the end of the warm-up.
struct OrderFigures {
    std::int64_t released = 0, completed = 0, open = 0, refused = 0, late = 0;
    std::map<std::string, std::int64_t> refused_by_reason;
    std::int64_t lines_done = 0, units_done = 0;  ///< picked
    std::vector<double> cycle_time_s;             ///< completed orders, release to completion, in order of completion
    std::vector<OrderId> completed_orders;        ///< the same orders
    std::int64_t pods_reslotted = 0;              ///< brought to a better place by robots without work
};

struct OperationsConfig {
    DispatchConfig dispatch;
    FaultsConfig faults;
    primitives::StorageConfig storage;
    primitives::StationConfig stations;
    InboundConfig inbound;
};

/// Whether stock below its reorder point comes back: there is such a point and a station that stows.
[[nodiscard]] bool can_replenish(const primitives::StorageConfig& config, const floor::Floor& floor);

/// What the fields alone cannot show: too few slots for one pod and one free slot, and SKUs that are ordered but never stocked
/// although nothing is replenished. Faults name the fields of the document's section `storage`.
void check_stock(const primitives::StorageConfig& storage, const floor::Floor& floor, const Demand& demand,
                 const config::Document& document, config::Diagnostics& faults);

/// Units of one order line that were picked for a put wall.
struct PickedItem {
    OrderId order;
    std::int32_t units = 0;
    LaneId station;
};

/// The control of a storage floor: orders in, pods to stations and back.
class Operations : public FleetControl {
  public:
    /// `demand` is taken over. `lift_s` is the drive's pick-up or set-down time. Throws InputError for a demand that the site can
    /// never serve (SKU never stocked, no pick station ...).
    Operations(const OperationsConfig& config, const floor::Floor& floor, motion::Distances& distances, Demand demand,
               const Clock& clock, std::uint64_t seed, std::size_t robots, double lift_s, Charging charging = {});
    ~Operations() override;

    /// Releases orders, assigns work, appends errands. A set-down is followed by the next job's errand as soon as the plan stands
    /// at its goal, and a lift by the way to the station, so that the plan never waits for the body.
    void tick(Step now, std::span<const RobotStatus> robots) override;
    [[nodiscard]] std::span<const Errand> errands(RobotId robot) const override;
    void reached(RobotId robot, std::uint32_t seq, Step now) override;
    [[nodiscard]] bool still_serves(LaneId lane) const override;
    void dwell_began(RobotId robot, std::uint32_t seq, Step now) override;
    void dwell_completed(RobotId robot, std::uint32_t seq, Step now) override;
    [[nodiscard]] std::span<const RobotId> end_dwells(Step now) override;
    void left_lane(RobotId robot, LaneId lane, Step now) override;
    [[nodiscard]] std::span<const FaultEvent> faults_due(Step now) override;
    void broke(RobotId robot, Step now, bool unforeseen) override;
    void cleared(RobotId robot, CellId cell, Step now) override;
    [[nodiscard]] std::span<const DoorChange> door_changes() const override;
    void advise(const Advice& advice) override;
    void close_station(LaneId lane, bool closed, Step now) override;
    void rest(RobotId robot, bool rests) override;
    [[nodiscard]] bool rests(RobotId robot) const override;
    [[nodiscard]] LaneId waits_for_place(RobotId robot) const override;
    [[nodiscard]] const Charging& charging() const override;
    [[nodiscard]] bool loaded(RobotId robot) const override;
    [[nodiscard]] double load_kg(RobotId robot) const override;
    void check(bool full) const override;
    void add_to(StateHash& hash) const override;

    // With a put wall behind it, at the end of a tick of the whole site.
    void begin_batches();                     ///< before the first tick: the lines of an order go to several stations
    void set_order_room(std::size_t orders);  ///< so many more orders may be opened: each has a cell of the wall
    std::vector<OrderId> take_opened();       ///< orders opened since the last call
    std::vector<PickedItem> take_picked();    ///< items picked since the last call
    void complete(OrderId order, Step now);   ///< the wall has packed all its units

    [[nodiscard]] PodId carries(RobotId robot) const;  ///< invalid: nothing
    [[nodiscard]] const primitives::Storage& storage() const;
    [[nodiscard]] std::span<const primitives::Station> stations() const;
    [[nodiscard]] const Ledger& ledger() const;
    [[nodiscard]] const OrderFigures& orders() const;
    [[nodiscard]] SkuId first_article(OrderId order) const;  ///< of the order's first line
    [[nodiscard]] std::int32_t lines_of(OrderId order) const;
    [[nodiscard]] std::int32_t units_of(OrderId order) const;  ///< of all its lines
    [[nodiscard]] std::size_t articles() const;                ///< SKUs of the demand
    [[nodiscard]] std::size_t backlog() const;                 ///< released orders that no station has opened yet
    [[nodiscard]] std::size_t pods_without_robot() const;      ///< visits of stored pods that wait for a robot
    [[nodiscard]] const Demand& demand() const;
    [[nodiscard]] OrderLog& order_log();          ///< of this floor; it gathers nothing until it is told to
    [[nodiscard]] bool finished(Step now) const;  ///< all demand is released and nothing is open

    // Where goods come by truck.
    [[nodiscard]] const Inbound* inbound() const;  ///< null: they do not
    [[nodiscard]] const ForeignFigures& wrong_items() const;
    [[nodiscard]] std::int64_t units_at_desk() const;         ///< set aside, and nobody has found out yet what they are
    [[nodiscard]] bool tote_ready() const;                    ///< one stands at the dock
    primitives::Parcel take_tote(Step now);                   ///< the one that has stood there longest; needs one
    [[nodiscard]] std::size_t tote_room() const;              ///< places for totes before the stow stations
    void put_tote(const primitives::Parcel& tote, Step now);  ///< one that was taken; needs room

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dray::operations
