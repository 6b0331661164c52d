// Which induct lays its parcel on an empty carrier.
//
// Where every induct takes what comes, those behind it get what is left. Therefore an empty carrier is booked for one induct of a
// zone when it passes the first of them: for the one whose parcel will have lain ready longest when the carrier is there. When
// all have parcels that is each in turn. Inducts book for parcels that are not ready yet, as far ahead as the way is long: a
// queue of requests whose first entries are far away is unfair to those at the end (K. Khalil and M. Koblentz, A fair distributed
// queue dual bus access method, 1989, for the same question in slotted rings: one central queue served in turn, with several
// requests of a station at once).
//
// What nobody has booked is for whoever is ready, and so is a carrier that comes to its induct, or would come, before the parcel
// there is ready: else it would be lost. With one parcel ready at an induct at most, equal shares still cost some 4 % of what a
// full belt carries when every induct takes what comes.
#include <algorithm>

#include "primitives/sortation/loop_sorter.hpp"

namespace dray::primitives {

// Whether an induct has parcels for so many carriers. More come at once to one that has parcels waiting before the loop.
bool LoopSorter::needs(const Induct& induct, std::size_t carriers) const {
    return induct.down == 0 && (carriers <= induct.queue.size() + (induct.busy ? 1 : 0) || !before_.empty());
}

// Of a carrier that is in the zone and has not passed the induct.
Step LoopSorter::way(std::uint32_t carrier, std::uint32_t induct) const {
    const std::int64_t place = (carrier + offset_) % layout_.carriers;
    return ((layout_.inducts[induct] - place) * pitch_um_ + step_um_ - 1) / step_um_;
}

// When the first parcel without a booked carrier is expected to lie ready. Nobody knows how long a person will take.
Step LoopSorter::ready_by(std::uint32_t i, Step now) const {
    const Induct& induct = inducts_[i];
    if (!induct.booked.empty()) return now + way(induct.booked.back(), i) + mean_load_;
    return induct.ready ? induct.ends : std::max(now, induct.begun + mean_load_);
}

void LoopSorter::release(std::uint32_t carrier) {
    std::erase(inducts_[static_cast<std::size_t>(carriers_[carrier].booked)].booked, carrier);
    carriers_[carrier].booked = -1;
}

// An empty carrier stands at the first induct of a zone; inducts are numbered from there to `end`.
void LoopSorter::book(std::uint32_t first, std::uint32_t end, Step now) {
    const std::uint32_t carrier = carrier_at(layout_.inducts[first]);
    std::uint32_t best = end;
    Step longest = -1;
    for (std::uint32_t i = first; i < end; ++i) {
        if (!needs(inducts_[i], inducts_[i].booked.size() + 1)) continue;
        const Step waited = now + way(carrier, i) - ready_by(i, now);
        if (waited <= longest) continue;
        longest = waited;
        best = i;
    }
    if (best == end) return;
    inducts_[best].booked.push_back(carrier);
    carriers_[carrier].booked = static_cast<std::int32_t>(best);
}

// Whether a carrier will be at its induct before one can be sure, by one deviation, that the parcel there is ready.
bool LoopSorter::comes_too_soon(std::uint32_t carrier, std::uint32_t i, Step now) const {
    const Induct& induct = inducts_[i];
    return !induct.ready && induct.booked.front() == carrier && now + way(carrier, i) < induct.begun + sure_load_;
}

// Whether an induct that is ready, or the one that has booked it, may have the empty carrier beside it. The booking then ends.
bool LoopSorter::open_to(std::uint32_t i, Step now) {
    const std::uint32_t carrier = carrier_at(layout_.inducts[i]);
    if (carriers_[carrier].booked < 0) return true;
    const auto booker = static_cast<std::uint32_t>(carriers_[carrier].booked);
    const bool needed = needs(inducts_[booker], inducts_[booker].booked.size());
    if (booker != i && needed && !(inducts_[i].ready && comes_too_soon(carrier, booker, now))) return false;
    release(carrier);
    return true;
}

void LoopSorter::pass_inducts(Step now) {
    for (std::size_t zone = 0; zone < layout_.first_inducts.size(); ++zone) {
        const auto first = static_cast<std::uint32_t>(layout_.first_inducts[zone]);
        const auto end = static_cast<std::uint32_t>(zone + 1 < layout_.first_inducts.size() ? layout_.first_inducts[zone + 1]
                                                                                            : inducts_.size());
        if (fair_ && !at_place(layout_.inducts[first]).taken) book(first, end, now);
        for (std::uint32_t i = first; i < end; ++i)
            pass_induct(i, now);
    }
}

void LoopSorter::pass_induct(std::uint32_t i, Step now) {
    Carrier& carrier = at_place(layout_.inducts[i]);
    if (!carrier.taken) {
        if (open_to(i, now) && inducts_[i].ready && inducts_[i].down == 0) merge(i, carrier, now);
        return;
    }
    if (carrier.induct != i || carrier.leaving) return;
    if (carrier.laps++ == 0) {
        ++figures_.recirculated;
        ++going_round_;
    }
    ++figures_.laps;
    // Its route may have no chute at all.
    if (carrier.known) ++hungry_[carrier.unit.parcel.route.index()];
}

void LoopSorter::merge(std::uint32_t i, Carrier& carrier, Step now) {
    Induct& induct = inducts_[i];
    carrier.unit = induct.unit;
    carrier.taken = true;
    carrier.induct = i;
    ++aboard_;
    induct.busy = induct.ready = false;
    ++induct.merged;
    ++figures_.merged;
    figures_.wait_s.push_back(clock_.seconds(now - carrier.unit.put));
    trail_.add(carrier.unit.number);
    trail_.add(now);
}

}  // namespace dray::primitives
