// The control of a sort floor: robots take one parcel at a time from an induct station to a chute of its route.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "floor/floor.hpp"
#include "motion/distances.hpp"
#include "operations/charging/charging.hpp"
#include "operations/fleet_control.hpp"
#include "operations/operations.hpp"
#include "operations/order_log.hpp"
#include "operations/sorting/sorting_area.hpp"
#include "primitives/handling/station.hpp"
#include "primitives/parcel.hpp"
#include "primitives/sortation/chute_field.hpp"

namespace dray::operations {

struct SortConfig {
    primitives::InductConfig induct;
    primitives::ChuteConfig chutes;
    primitives::InletConfig inlet;
    primitives::WaveConfig waves;
    std::vector<primitives::TruckTimes> trucks;  ///< by route; empty: nobody knows any
    std::size_t routes = 1;                      ///< destinations
    bool fed = false;                            ///< parcels come from elsewhere; the inlet's own source is silent
    bool linked = false;                         ///< a transport area's cages stand beneath the chutes
    FaultsConfig faults;
};

/// Counts since the start of the run. Every parcel that came is before the area, at a station, on a robot, on a slide or
/// delivered.
struct SortFigures {
    std::int64_t arrived = 0;
    std::int64_t before = 0;          ///< wait before the stations because all their queues are full, or for their wave: now
    std::int64_t held = 0;            ///< of them, for a wave that is not open yet: now
    std::int64_t at_stations = 0;     ///< now
    std::int64_t on_robots = 0;       ///< now
    std::int64_t sorted = 0;          ///< tipped into a chute
    std::int64_t missorted = 0;       ///< of them, into a chute of another route: they were taken for something else
    std::int64_t recirculated = 0;    ///< left their station while no chute of their route had room
    std::vector<double> sort_time_s;  ///< from arrival to tipping, in order of tipping
};

class SortControl : public FleetControl, public SortingArea {
  public:
    /// References must outlive the control; the floor has a chute and an induct station.
    SortControl(const SortConfig& config, const floor::Floor& floor, const motion::Distances& distances, const Clock& clock,
                std::uint64_t seed, std::size_t robots, Charging charging = {});
    ~SortControl() override;

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

    // Between ticks.
    /// Parcels for which the stations' queues, or with waves their buffer, have room, so that a connected giver may hand them
    /// over.
    [[nodiscard]] std::size_t parcel_room() const;
    void put_parcel(const primitives::Parcel& parcel);  ///< without room it waits before the area
    [[nodiscard]] primitives::ChuteField& chute_field() override;
    [[nodiscard]] std::span<const double> route_shares() const override;
    [[nodiscard]] std::int64_t sorted() const override { return figures().sorted; }
    [[nodiscard]] std::int64_t missorted() const override { return figures().missorted; }

    [[nodiscard]] OrderLog& order_log();  ///< of this floor; it gathers nothing until it is told to
    [[nodiscard]] const primitives::ChuteField& chute_field() const override;
    [[nodiscard]] std::span<const primitives::Station> stations() const;
    [[nodiscard]] const SortFigures& figures() const;
    [[nodiscard]] std::size_t parcels_before() const;            ///< wait before the stations because all their queues are full
    [[nodiscard]] std::size_t parcels_at(LaneId station) const;  ///< wait at the station
    [[nodiscard]] std::size_t queue_parcels() const;             ///< that may wait at each station
    /// Whether a robot stands ready there, and a parcel for it, and enough robots are under way (Advice::most_working).
    [[nodiscard]] bool kept_from_loading(LaneId station) const override;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dray::operations
