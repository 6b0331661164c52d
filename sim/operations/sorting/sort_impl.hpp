// The control of a sort floor behind its facade. Internal to the room.
#pragma once

#include <deque>
#include <vector>

#include "base/random.hpp"
#include "operations/advice.hpp"
#include "operations/errand_queue.hpp"
#include "operations/faults.hpp"
#include "operations/policies/assignment.hpp"
#include "operations/sorting/parcel_source.hpp"
#include "operations/sorting/sort_control.hpp"
#include "operations/station_faults.hpp"
#include "operations/travel.hpp"

namespace dray::operations {

using primitives::RouteId;

inline constexpr std::uint32_t kNoChute = 0xffffffff;

enum class SorterPhase : std::uint8_t {
    Idle,       ///< nothing on the tray, no station chosen
    Charging,   ///< on its way to a charger, or at it
    ToStation,  ///< holds a place in a station's lane and drives there
    AtStation,  ///< stands at the service cell
    Loaded,     ///< has a parcel and no chute: the next tick looks for one
    ToChute,    ///< brings its parcel to a chute, or tips it
};

struct Sorter {
    SorterPhase phase = SorterPhase::Idle;
    bool dwelling = false;
    bool operational = true;
    bool carrying = false;           ///< a parcel lies on its tray
    bool recirculates = false;       ///< its parcel has found no chute at first
    LaneId place;                    ///< lane in which it holds a place and has not been served
    LaneId next_place;               ///< the same for after the parcel is tipped
    LaneId leaving;                  ///< lane in which it was served and still is
    std::uint32_t chute = kNoChute;  ///< with a place reserved
    CellId parking;                  ///< where it waits, for work or for a chute
    std::int32_t idle_ticks = 0;
    Step since = 0;  ///< when the present phase began
    primitives::Parcel parcel;
    ErrandQueue queue;
};

/// What waits at one induct station.
struct InductWork {
    std::deque<primitives::Parcel> queue;
    RobotId ready;             ///< stands at the service cell and waits for a parcel
    RobotId serving;           ///< gets one
    RobotId leaver;            ///< has got one and stands there still, as far as is known
    std::uint64_t served = 0;  ///< parcels put on robots: numbers their service times
    std::size_t bound = 0;     ///< robots that hold a place and have no parcel yet
};

struct SortControl::Impl {
    Impl(const SortConfig& sort_config, const floor::Floor& the_floor, const motion::Distances& distances, const Clock& the_clock,
         std::uint64_t run_seed, std::size_t robots, Charging batteries);

    // sort_parcels.cpp: parcels come, are put on robots, and find chutes.
    void arrive(Step now);
    void take_in(const primitives::Parcel& parcel);
    [[nodiscard]] std::optional<primitives::Parcel> next_parcel(Step now);
    void find_room_in_chutes();
    [[nodiscard]] std::size_t station_for_parcel() const;
    bool start_service(LaneId lane, Step now);  ///< whether it has begun
    void finish_service(LaneId lane, Step now);
    void find_chute(RobotId id, const RobotStatus& status, Step now);
    void wait_aside(RobotId id, const RobotStatus& status);
    // sort_dispatch.cpp: which robot goes to which station.
    void send_to_stations(std::span<const RobotStatus> robots, Step now);
    [[nodiscard]] bool may_go(RobotId id, const RobotStatus& status) const;
    [[nodiscard]] std::size_t room_under_way(std::span<const RobotStatus> robots) const;
    void send(RobotId id, LaneId lane, Step now);
    void abandon(RobotId id);
    void leave_shut_stations(std::span<const RobotStatus> robots);
    // sort_charging.cpp
    void send_to_chargers(std::span<const RobotStatus> robots, Step now);
    void end_charging();
    void gather_occupied(std::span<const RobotStatus> robots);
    void park(std::span<const RobotStatus> robots);

    SortConfig config;
    const floor::Floor& floor;
    Travel travel;
    Clock clock;
    std::uint64_t seed;
    Step tilt;
    primitives::StationConfig station_config;
    std::vector<primitives::Station> stations;  ///< by LaneId
    std::vector<InductWork> work;               ///< by LaneId
    primitives::ChuteField chutes;
    std::vector<std::vector<CellId>> drop_cells;  ///< by chute: aisle cells beside it
    std::vector<std::uint16_t> bound_for;         ///< by cell: robots that tip there next
    FaultClock faults;
    StationFaults station_faults;
    Charging charging;
    FollowedAdvice advice;
    std::size_t to_load = Advice::kNoLimit;  ///< parcels that may be put on robots until the next tick
    std::size_t next_to_load = 0;            ///< station that is asked first: in turns, while few may
    std::vector<Sorter> sorters;
    std::vector<std::uint8_t> resting;  ///< by robot: people have told it so
    ParcelSource source;
    primitives::WaveBuffer waves;
    std::deque<primitives::Parcel> before;  ///< wait before the stations, behind those of the waves
    std::vector<std::int64_t> inside;       ///< with waves, by route: parcels that have gone on and are not in a chute yet
    std::vector<std::int64_t> chute_room;   ///< of the moment, by route
    Step last_tick = 0;
    std::vector<std::int64_t> hungry;  ///< by route: parcels on robots that found no chute
    std::vector<RobotId> ended;
    SortFigures figures;
    OrderLog log;  ///< for those who watch; decides nothing
    StateHash trail;
    // Scratch memory of one call each.
    std::vector<RobotId> free_sorters, jobless;
    std::vector<LaneId> wants;
    std::vector<CandidatePair> pairs;
    std::vector<std::size_t> chosen;
    std::vector<std::pair<Step, std::uint32_t>> nearest;
    std::vector<CellId> occupied;
};

}  // namespace dray::operations
