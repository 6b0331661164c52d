// The control of a transport floor: full cages from the chutes to the doors in time for their trucks, empty ones back.
//
// Work comes as moves of one cage from slot to slot. A move is given to a mover only together with a free slot at its end, so
// that nobody ever carries a cage that has no place to go.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "config/table.hpp"
#include "floor/floor.hpp"
#include "motion/distances.hpp"
#include "operations/charging/charging.hpp"
#include "operations/fleet_control.hpp"
#include "operations/operations.hpp"
#include "primitives/transport/cage_yard.hpp"
#include "primitives/transport/dock.hpp"

namespace dray::operations {

struct HaulConfig {
    primitives::CageConfig cages;
    primitives::DockConfig docks;
    primitives::ParcelSourceConfig source;
    bool fed = false;  ///< a sortation area drops the parcels; the source is silent
    FaultsConfig faults;
};

/// Moves done, by what they were for.
struct HaulFigures {
    std::int64_t full_moves = 0;           ///< from a chute to a door
    std::int64_t empty_moves = 0;          ///< an empty cage to a chute
    std::int64_t return_moves = 0;         ///< an empty cage from a door to the store
    std::int64_t parcels_waiting = 0;      ///< come, and no chute of their route has an open cage: now
    std::int64_t chute_blocked_ticks = 0;  ///< planning ticks in which a chute had none or a pulled one, all chutes
};

class HaulControl : public FleetControl {
  public:
    /// References must outlive the control; the floor has slots of every use (primitives::missing_uses).
    HaulControl(const HaulConfig& config, const floor::Floor& floor, const motion::Distances& distances, const Clock& clock,
                std::uint64_t seed, std::size_t robots, double lift_s, Charging charging = {});
    ~HaulControl() override;

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

    /// Between ticks: a sort floor's parcel falls through a chute, numbered in the order of the floor's chute slots.
    [[nodiscard]] std::size_t chutes() const;
    [[nodiscard]] std::size_t doors() const;
    /// Parcels that the cage beneath a chute still takes for a route; 0: none stands there, or it is another route's or pulled.
    [[nodiscard]] std::int64_t chute_room(std::size_t chute, DoorId route) const;
    /// An empty cage stands beneath the chute, open to any route.
    [[nodiscard]] bool chute_is_empty(std::size_t chute) const;
    void drop_parcel(std::size_t chute, DoorId route);
    void drop_parcel(std::size_t chute, const primitives::Parcel& parcel);

    /// All departures of a door are kept from now on, and taken between ticks; before, those with a parcel to remember.
    void keep_departures(DoorId door);
    [[nodiscard]] std::vector<primitives::Departure> take_departures(DoorId door);

    [[nodiscard]] const primitives::CageYard& yard() const;
    [[nodiscard]] std::span<const primitives::Dock> docks() const;
    [[nodiscard]] const HaulFigures& figures() const;
    [[nodiscard]] std::size_t moves_waiting() const;  ///< asked for and not yet given to a mover

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dray::operations
