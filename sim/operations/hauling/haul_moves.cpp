// Which cages are to go where: parcels come and fill cages, trucks come and go, and both ask for moves.
#include <algorithm>

#include "base/check.hpp"
#include "operations/hauling/haul_impl.hpp"

namespace dray::operations {

using primitives::Cage;
using primitives::CagePlace;
using primitives::SlotUse;

// Parcels of the scenario's source. Those that find no cage wait, and fall in as soon as one is open.
void HaulControl::Impl::arrive(Step now) {
    for (std::size_t route = 0; route < waiting.size(); ++route)
        while (waiting[route] > 0 && place_parcel(DoorId(route)))
            --waiting[route], --figures.parcels_waiting;
    if (config.fed || config.source.parcels_per_h <= 0) return;
    const double mean_s = 3600 / config.source.parcels_per_h;
    while (next_arrival <= now) {
        const DoorId route(arrivals.weighted(weights));
        if (!place_parcel(route)) ++waiting[route.index()], ++figures.parcels_waiting;
        // Several parcels may come within one step.
        next_arrival_s += arrivals.exponential(mean_s);
        next_arrival = clock.steps(next_arrival_s);
    }
}

// Into the fullest cage of the route, so that one after another is complete; else an empty one begins.
bool HaulControl::Impl::place_parcel(DoorId route) {
    SlotId best;
    std::int64_t most = -1;
    for (const SlotId slot : yard.chutes()) {
        if (!yard.takes_parcel(slot, route)) continue;
        const std::int64_t parcels = yard.cage(yard.cage_in(slot)).parcels;
        if (parcels <= most) continue;
        best = slot;
        most = parcels;
    }
    if (!best.valid()) return false;
    yard.drop_parcel(best, route);
    return true;
}

void HaulControl::Impl::serve_doors(Step now) {
    std::int64_t room = 0;
    for (const SlotId slot : yard.store())
        room += yard.free(slot) ? 1 : 0;
    for (const Move& move : moves)
        room -= move.kind == MoveKind::Return ? 1 : 0;
    for (primitives::Dock& dock : docks) {
        std::int64_t left = std::max<std::int64_t>(0, room);
        const std::int64_t before = left;
        dock.tick(now, yard, left);
        room -= before - left;
    }
    for (const DoorChange& change : door_faults.due(now)) {
        docks[change.door.index()].set_down(change.down, now, yard);
        trail.add(change.door);
        trail.add(change.down);
    }
}

// Full cages leave at once, the others of a route at its truck's pull time.
void HaulControl::Impl::pull_cages(Step now) {
    for (const SlotId slot : yard.chutes()) {
        const CageId id = yard.cage_in(slot);
        if (!id.valid() || yard.cage(id).truck >= 0 || yard.cage(id).empty()) continue;
        const primitives::Dock& dock = docks[yard.cage(id).route.index()];
        const std::int64_t pulled = dock.timetable().pulled_between(last_tick, now);
        if (!yard.full(id) && pulled < 0) continue;
        yard.pull(id, pulled >= 0 ? pulled : dock.timetable().truck_for(now));
    }
}

void HaulControl::Impl::want(CageId cage, MoveKind kind, SlotId to, Step due) {
    wanted.resize(yard.cage_count(), 0);
    wanted[cage.index()] = 1;
    moves.push_back({.cage = cage, .kind = kind, .to = to, .due = due});
}

void HaulControl::Impl::ask_for_moves(Step now) {
    wanted.resize(yard.cage_count(), 0);
    for (const SlotId slot : yard.chutes()) {
        const CageId id = yard.cage_in(slot);
        if (!id.valid() || yard.cage(id).truck < 0 || wanted[id.index()] != 0) continue;
        const Cage& cage = yard.cage(id);
        want(id, MoveKind::Full, SlotId(), docks[cage.route.index()].timetable().departure(cage.truck));
    }
    // A chute without a cage gets the empty one that is nearest to it, from the store or straight from a door.
    for (const SlotId chute : yard.chutes()) {
        const CageId there = yard.cage_in(chute);
        if (!there.valid() || yard.cage(there).truck >= 0) ++figures.chute_blocked_ticks;
        if (there.valid()) continue;
        if (!yard.free(chute) || !usable(chute)) continue;
        const auto asked = [&](const Move& move) { return move.to == chute; };
        if (std::ranges::any_of(moves, asked)) continue;
        CageId best;
        Step best_way = 0;
        const auto offer = [&](SlotId slot) {
            const CageId id = yard.cage_in(slot);
            if (!id.valid() || !yard.cage(id).empty() || yard.cage(id).reserved.valid() || wanted[id.index()] != 0) return;
            const Step way = travel.steps(cell_of(slot), cell_of(chute), true);
            if (best.valid() && way >= best_way) return;
            best = id;
            best_way = way;
        };
        for (const SlotId slot : yard.store())
            offer(slot);
        for (std::size_t d = 0; d < docks.size(); ++d)
            for (const SlotId slot : yard.staging(DoorId(d)))
                offer(slot);
        if (best.valid()) want(best, MoveKind::Empty, chute, now);
    }
    for (std::size_t d = 0; d < docks.size(); ++d) {
        for (const SlotId slot : yard.staging(DoorId(d))) {
            const CageId id = yard.cage_in(slot);
            if (!id.valid() || !yard.cage(id).empty() || yard.cage(id).reserved.valid() || wanted[id.index()] != 0) continue;
            want(id, MoveKind::Return, SlotId(), now);
        }
    }
}

}  // namespace dray::operations
