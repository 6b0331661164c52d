// Who takes which move: the most urgent moves that movers are free for, matched at least total way.
#include <algorithm>

#include "base/check.hpp"
#include "operations/hauling/haul_impl.hpp"
#include "operations/parking.hpp"

namespace dray::operations {

using primitives::Cage;
using primitives::CagePlace;

namespace {

// A chute without a cage stops its route, so it goes first; then cages by their truck's departure; what only makes room comes
// last.
constexpr int rank_of(MoveKind kind) {
    return kind == MoveKind::Empty ? 0 : kind == MoveKind::Full ? 1 : 2;
}

}  // namespace

// Free, in no closed zone, and not blocked by a mover that stands there with the cage of the slot and has yet to leave.
bool HaulControl::Impl::usable(SlotId slot) const {
    return yard.free(slot) && !blocker[slot.index()].valid() && !travel.shut(cell_of(slot));
}

// Where a cage of a move would go now: the chute that asked, a staging slot of its door, or a place in the store near by.
SlotId HaulControl::Impl::free_slot(const Move& move) const {
    if (move.kind == MoveKind::Empty)
        return usable(move.to) && std::ranges::find(ends, move.to) == ends.end() ? move.to : SlotId();
    const Cage& cage = yard.cage(move.cage);
    const std::span<const SlotId> slots = move.kind == MoveKind::Full ? yard.staging(cage.route) : yard.store();
    SlotId best;
    Step best_way = 0;
    for (const SlotId slot : slots) {
        if (!usable(slot) || std::ranges::find(ends, slot) != ends.end()) continue;
        const Step way = travel.steps(cell_of(cage.slot), cell_of(slot), true);
        if (best.valid() && way >= best_way) continue;
        best = slot;
        best_way = way;
    }
    return best;
}

void HaulControl::Impl::assign(std::span<const RobotStatus> robots, Step now) {
    free_movers.clear();
    for (std::size_t r = 0; r < movers.size(); ++r)
        if (movers[r].phase == MoverPhase::Idle && movers[r].operational && robots[r].operational && resting[r] == 0 &&
            charging.may_work(RobotId(r)))
            free_movers.emplace_back(r);
    if (free_movers.empty() || moves.empty()) {
        charging.call_back(moves.size(), resting);
        return;
    }
    std::ranges::stable_sort(moves, [](const Move& a, const Move& b) {
        return std::pair(rank_of(a.kind), a.due) < std::pair(rank_of(b.kind), b.due);
    });
    // As many of the most urgent moves with a place to go as movers are free.
    ends.clear();
    std::vector<std::size_t>& taken = chosen_moves;
    taken.clear();
    const auto working = std::ranges::count_if(
        movers, [](const Mover& m) { return m.phase == MoverPhase::Fetching || m.phase == MoverPhase::Carrying; });
    const std::size_t most = std::min(free_movers.size(), advice.room_for(static_cast<std::size_t>(working)));
    for (std::size_t m = 0; m < moves.size() && taken.size() < most; ++m) {
        const CellId from = cell_of(yard.cage(moves[m].cage).slot);
        const SlotId to = travel.shut(from) ? SlotId() : free_slot(moves[m]);
        if (!to.valid() || advice.closed(from) || advice.closed(cell_of(to))) continue;
        ends.push_back(to);
        taken.push_back(m);
    }
    pairs.clear();
    for (std::size_t i = 0; i < free_movers.size(); ++i)
        for (std::size_t m = 0; m < taken.size(); ++m)
            pairs.push_back(
                {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(m),
                 travel.steps(robots[free_movers[i].index()].planned, cell_of(yard.cage(moves[taken[m]].cage).slot), false)});
    assign_min_cost(pairs, free_movers.size(), taken.size(), chosen);
    for (const std::size_t p : chosen) {
        const RobotId id = free_movers[pairs[p].row];
        Move& move = moves[taken[pairs[p].column]];
        advice.enters(robots[id.index()].planned, cell_of(yard.cage(move.cage).slot));
        give(id, move, ends[pairs[p].column], now);
    }
    std::erase_if(moves, [](const Move& move) { return move.given; });
    charging.call_back(moves.size(), resting);
}

void HaulControl::Impl::give(RobotId id, Move& move, SlotId to, Step now) {
    Mover& mover = movers[id.index()];
    move.given = true;
    yard.reserve(move.cage, to);
    mover.phase = MoverPhase::Fetching;
    mover.cage = move.cage;
    mover.kind = move.kind;
    mover.given_at = now;
    mover.parking = CellId();
    mover.queue.drop_waits();
    mover.queue.add(cell_of(yard.cage(move.cage).slot), LaneId(), Dwell::Lift, lift, kHaulPriority);
    mover.queue.add(cell_of(to), LaneId(), Dwell::SetDown, lift, kHaulPriority);
    trail.add(id);
    trail.add(move.cage);
    trail.add(to);
}

// A move whose cage has not been touched goes back to the others; it is asked for anew in the next tick.
void HaulControl::Impl::give_up(RobotId id) {
    Mover& mover = movers[id.index()];
    if (mover.phase == MoverPhase::Charging && !mover.dwelling) {
        charging.give_up(id);
        mover.phase = MoverPhase::Idle;
        mover.queue.clear();
    }
    if (mover.phase != MoverPhase::Fetching || mover.dwelling) return;
    yard.cancel(mover.cage);
    wanted[mover.cage.index()] = 0;
    mover.cage = CageId();
    mover.phase = MoverPhase::Idle;
    mover.queue.clear();
}

// Cages in closed zones that nobody has reached wait there, and their movers do something else.
void HaulControl::Impl::leave_shut_cages(std::span<const RobotStatus> robots) {
    for (std::size_t r = 0; r < movers.size(); ++r) {
        if (movers[r].phase != MoverPhase::Fetching || travel.shut(robots[r].planned)) continue;
        if (travel.shut(cell_of(yard.cage(movers[r].cage).slot))) give_up(RobotId(r));
    }
}

// Idle movers in a street go beneath a standing cage, to a buffer, or to a charger where none is needed, each to a cell of its
// own.
void HaulControl::Impl::park(std::span<const RobotStatus> robots) {
    bool prepared = false;
    for (std::size_t r = 0; r < movers.size(); ++r) {
        Mover& mover = movers[r];
        if (mover.phase != MoverPhase::Idle || !mover.operational || !robots[r].operational || !mover.queue.empty()) {
            mover.idle_ticks = 0;
            continue;
        }
        const floor::CellKind here = floor.kind(robots[r].planned);
        const bool in_the_way = here == floor::CellKind::Aisle || (here == floor::CellKind::Charger && charging.active());
        if (!in_the_way || ++mover.idle_ticks < kPatienceTicks) continue;
        if (!prepared) {
            occupied.clear();
            for (std::size_t i = 0; i < movers.size(); ++i) {
                occupied.push_back(robots[i].planned);
                if (movers[i].parking.valid()) occupied.push_back(movers[i].parking);
            }
            std::ranges::sort(occupied);
            prepared = true;
        }
        mover.parking = take_parking(floor, robots[r].planned, occupied, [&](CellId cell) {
            if (travel.shut(cell)) return false;
            const SlotId slot = floor.slot_of(cell);
            const bool beneath = slot.valid() && yard.cage_in(slot).valid() && !yard.cage(yard.cage_in(slot)).reserved.valid();
            return beneath || floor.kind(cell) == floor::CellKind::Buffer ||
                   (floor.kind(cell) == floor::CellKind::Charger && !charging.active());
        });
        if (!mover.parking.valid()) continue;
        mover.queue.add(mover.parking, LaneId(), Dwell::None, 0, 0);
        mover.idle_ticks = 0;
    }
}

}  // namespace dray::operations
