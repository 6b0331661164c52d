#include "primitives/transport/dock.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace dray::primitives {

Dock::Dock(const DockConfig& config, DoorId door, std::size_t doors, const Clock& clock, std::uint64_t seed)
    : config_(config),
      door_(door),
      clock_(clock),
      seed_(seed),
      timetable_(config, door, doors, clock),
      stay_(clock.steps(config.truck_stay_s)),
      hold_(clock.steps(config.hold_s)) {
    aboard_.reserve(static_cast<std::size_t>(config.truck_cages));
}

CageId Dock::ready_cage(const CageYard& yard) const {
    CageId best;
    for (const SlotId slot : yard.staging(door_)) {
        const CageId id = yard.cage_in(slot);
        if (!id.valid() || yard.cage(id).truck < 0) continue;
        if (!best.valid() || yard.cage(id).truck < yard.cage(best).truck) best = id;
    }
    return best;
}

// Whether a cage that was pulled in time for the truck is not aboard yet.
bool Dock::awaits(const CageYard& yard) const {
    for (std::size_t i = 0; i < yard.cage_count(); ++i) {
        const Cage& cage = yard.cage(CageId(i));
        if (cage.route == door_ && cage.truck == truck_ && (cage.place == CagePlace::InSlot || cage.place == CagePlace::OnMover))
            return true;
    }
    return false;
}

void Dock::start_loading(CageId cage, Step now) {
    // The stream is keyed by the door's loadings, so that variants with the same cages share the times.
    Stream stream(seed_, "load_cage", (static_cast<std::uint64_t>(door_.value) << 32) + loadings_++);
    loading_ = cage;
    loading_ends_ = now + clock_.steps(stream.lognormal(config_.load_cage_s, config_.service_cv));
}

void Dock::finish_loading(CageYard& yard, std::int64_t& room_for_empties) {
    const SlotId slot = yard.cage(loading_).slot;
    yard.board(loading_);
    aboard_.push_back(loading_);
    loading_ = CageId();
    free_since_ = loading_ends_;
    if (empties_ == 0 || room_for_empties == 0) return;
    yard.bring_empty(slot);
    --empties_;
    --room_for_empties;
}

void Dock::depart(Step at, CageYard& yard) {
    ++figures_.trucks;
    if (at > timetable_.departure(truck_)) {
        ++figures_.late;
        figures_.late_s += clock_.seconds(at - timetable_.departure(truck_));
    }
    Departure departure{.at = at};
    for (std::size_t c = 0; c < aboard_.size(); ++c) {
        const std::int64_t parcels = yard.cage(aboard_[c]).parcels;
        if (keeps_departures_) departure.cages.push_back(parcels);
        ++figures_.cages;
        figures_.parcels += parcels;
        for (Parcel parcel : yard.depart(aboard_[c])) {
            figures_.astray += parcel.astray() ? 1 : 0;
            parcel.came = at;
            if (parcel.strayed < 0) parcel.strayed = at;
            departure.remembered.push_back({.cage = c, .parcel = parcel});
        }
    }
    if (keeps_departures_ || !departure.remembered.empty()) departures_.push_back(std::move(departure));
    aboard_.clear();
    for (std::size_t i = 0; i < yard.cage_count(); ++i) {
        const Cage& cage = yard.cage(CageId(i));
        if (cage.place == CagePlace::Away || cage.route != door_ || cage.truck < 0 || cage.truck > truck_) continue;
        ++figures_.missed_cages;
        figures_.missed_parcels += cage.parcels;
        yard.put_off(CageId(i), truck_ + 1);
    }
    docked_ = false;
    ++truck_;
}

std::vector<Departure> Dock::take_departures() {
    return std::exchange(departures_, {});
}

void Dock::tick(Step now, CageYard& yard, std::int64_t& room_for_empties) {
    const Step mean_load = clock_.steps(config_.load_cage_s);
    for (bool just_free = false;;) {
        const Step due = timetable_.departure(truck_);
        if (!docked_) {
            if (due - stay_ > now) break;
            docked_ = true;
            empties_ = config_.truck_cages;
        }
        if (loading_.valid() && !down_) {
            if (loading_ends_ > now) break;
            finish_loading(yard, room_for_empties);
            just_free = true;
        }
        const bool has_room = static_cast<std::int64_t>(aboard_.size()) < config_.truck_cages;
        const bool held = hold_ > 0 && has_room && awaits(yard);
        const bool may_stay = now < due || (held && now < due + hold_);
        // The next cage is taken at once, when it stood ready; nothing is begun that would make the truck late.
        const CageId cage = has_room && !down_ ? ready_cage(yard) : CageId();
        const Step begin = just_free ? free_since_ : now;
        if (cage.valid() && begin + mean_load <= due + (held ? hold_ : 0)) {
            start_loading(cage, begin);
            continue;
        }
        if (may_stay) break;
        // Half aboard while the door is down: it stays behind.
        loading_ = CageId();
        depart(std::max(free_since_, due + (held ? hold_ : 0)), yard);
        just_free = false;
    }
    enter_state(now, yard);
}

void Dock::set_down(bool down, Step now, const CageYard& yard) {
    if (down == down_) return;
    if (loading_.valid()) loading_ends_ += down ? -now : now;
    down_ = down;
    enter_state(now, yard);
}

void Dock::enter_state(Step now, const CageYard& yard) {
    const StationState next = down_                      ? StationState::Down
                              : loading_.valid()         ? StationState::Working
                              : ready_cage(yard).valid() ? StationState::Blocked
                                                         : StationState::Starved;
    times_.enter(next, now);
}

void Dock::add_to(StateHash& hash) const {
    hash.add(docked_);
    hash.add(truck_);
    hash.add(empties_);
    hash.add(loading_);
    hash.add(loading_ends_);
    if (down_) hash.add(down_);
    hash.add(aboard_.size());
    for (const std::int64_t count : {figures_.trucks, figures_.late, figures_.cages, figures_.parcels, figures_.missed_cages})
        hash.add(count);
}

}  // namespace dray::primitives
