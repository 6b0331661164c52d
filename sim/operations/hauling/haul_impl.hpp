// The control of a transport floor behind its facade. Internal to the room.
#pragma once

#include <vector>

#include "base/random.hpp"
#include "operations/advice.hpp"
#include "operations/door_faults.hpp"
#include "operations/errand_queue.hpp"
#include "operations/faults.hpp"
#include "operations/hauling/haul_control.hpp"
#include "operations/policies/assignment.hpp"
#include "operations/travel.hpp"

namespace dray::operations {

inline constexpr std::int32_t kHaulPriority = 20;  ///< of a move's errands for the planner, before they age

enum class MoveKind : std::uint8_t { Full, Empty, Return };

/// A cage that is to go somewhere. Its slot at the end is chosen when a mover is found.
struct Move {
    CageId cage;
    MoveKind kind = MoveKind::Full;
    SlotId to;     ///< Empty: the chute that needs it; else chosen with the mover
    Step due = 0;  ///< Full: the truck's departure; else: when it was asked for
    bool given = false;
};

enum class MoverPhase : std::uint8_t { Idle, Charging, Fetching, Carrying };

struct Mover {
    MoverPhase phase = MoverPhase::Idle;
    bool dwelling = false;
    bool operational = true;
    CageId cage;  ///< fetched or carried
    MoveKind kind = MoveKind::Full;
    SlotId blocks;  ///< slot whose cage it has lifted and whose cell it has not left
    CellId parking;
    std::int32_t idle_ticks = 0;
    Step given_at = 0;  ///< of its move
    ErrandQueue queue;
};

struct HaulControl::Impl {
    Impl(const HaulConfig& haul_config, const floor::Floor& the_floor, const motion::Distances& distances, const Clock& the_clock,
         std::uint64_t run_seed, std::size_t robots, double lift_s, Charging batteries);

    // haul_moves.cpp: which cages are to go where.
    void arrive(Step now);
    bool place_parcel(DoorId route);
    void serve_doors(Step now);
    void pull_cages(Step now);
    void ask_for_moves(Step now);
    void want(CageId cage, MoveKind kind, SlotId to, Step due);
    // haul_dispatch.cpp: who takes them.
    void assign(std::span<const RobotStatus> robots, Step now);
    [[nodiscard]] SlotId free_slot(const Move& move) const;
    [[nodiscard]] bool usable(SlotId slot) const;
    void give(RobotId id, Move& move, SlotId to, Step now);
    void give_up(RobotId id);
    void leave_shut_cages(std::span<const RobotStatus> robots);
    // haul_charging.cpp
    void send_to_chargers(std::span<const RobotStatus> robots, Step now);
    void end_charging();
    void park(std::span<const RobotStatus> robots);

    [[nodiscard]] CellId cell_of(SlotId slot) const { return floor.slot(slot).cell; }

    HaulConfig config;
    const floor::Floor& floor;
    Travel travel;
    Clock clock;
    Step lift;
    primitives::CageYard yard;
    std::vector<primitives::Dock> docks;  ///< by DoorId
    FaultClock faults;
    DoorFaults door_faults;
    Charging charging;
    FollowedAdvice advice;
    std::vector<Mover> movers;
    std::vector<std::uint8_t> resting;  ///< by robot: people have told it so
    std::vector<RobotId> blocker;       ///< by slot: has lifted the cage there and not yet left the cell
    std::vector<std::uint8_t> wanted;   ///< by cage: it has a move
    std::vector<Move> moves;            ///< not yet given, the most urgent first
    Stream arrivals;
    std::vector<double> weights;  ///< of the routes
    Step next_arrival = 0;
    double next_arrival_s = 0;
    std::vector<std::int64_t> waiting;  ///< by route: parcels without an open cage
    Step last_tick = -1;
    HaulFigures figures;
    StateHash trail;
    // Scratch memory of one call each.
    std::vector<RobotId> free_movers, jobless, ended;
    std::vector<SlotId> ends;  ///< of the moves chosen so far
    std::vector<std::size_t> chosen_moves;
    std::vector<CandidatePair> pairs;
    std::vector<std::size_t> chosen;
    std::vector<CellId> occupied;
};

}  // namespace dray::operations
