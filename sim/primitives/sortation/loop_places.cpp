// What happens to carriers at the places where chutes, the reject chute and scanners stand.
#include "primitives/sortation/loop_sorter.hpp"

namespace dray::primitives {

std::uint32_t LoopSorter::carrier_at(std::int64_t place) const {
    const std::int64_t c = place - offset_;
    return static_cast<std::uint32_t>(c < 0 ? c + layout_.carriers : c);
}

LoopSorter::Carrier& LoopSorter::at_place(std::int64_t place) {
    return carriers_[carrier_at(place)];
}

void LoopSorter::shift(Step now) {
    ++figures_.shifts;
    offset_ = (offset_ + 1) % layout_.carriers;
    pass_chutes(now);
    pass_reject(now);
    pass_scanners();
    pass_inducts(now);
    figures_.taken_shifts += aboard_;
}

void LoopSorter::pass_chutes(Step now) {
    for (std::size_t i = 0; i < layout_.chutes.size(); ++i) {
        const std::uint32_t c = carrier_at(layout_.chutes[i]);
        Carrier& carrier = carriers_[c];
        if (!carrier.taken || !carrier.known || carrier.leaving || carrier.unit.parcel.route != chutes_[i].route) continue;
        if (chutes_.room(i) > 0) {
            chutes_.reserve(i);
            carrier.leaving = true;
            leaving_.push_back({.ends = now + tilt_, .carrier = c, .chute = static_cast<std::uint32_t>(i)});
        } else {
            ++hungry_[carrier.unit.parcel.route.index()];
            ++figures_.refusals;
        }
    }
}

void LoopSorter::empty(Carrier& carrier) {
    going_round_ -= carrier.laps > 0 ? 1 : 0;
    --aboard_;
    --inside_[carrier.unit.given_for.index()];
    carrier = Carrier();
}

void LoopSorter::leave_belt(Step now) {
    for (; !leaving_.empty() && leaving_.front().ends <= now; leaving_.pop_front()) {
        const Leaving& end = leaving_.front();
        Carrier& carrier = carriers_[end.carrier];
        chutes_.tip(end.chute, carrier.unit.parcel, now);
        ++figures_.sorted;
        figures_.missorted += carrier.unit.parcel.astray() ? 1 : 0;
        figures_.sort_time_s.push_back(clock_.seconds(now - carrier.unit.parcel.came));
        trail_.add(carrier.unit.number);
        trail_.add(end.chute);
        trail_.add(now);
        empty(carrier);
    }
}

void LoopSorter::pass_reject(Step now) {
    Carrier& carrier = at_place(layout_.reject);
    if (!carrier.taken || carrier.leaving || carrier.laps < config_.chutes.max_laps) return;
    ++(carrier.known ? figures_.rejected_full : figures_.rejected_unread);
    trail_.add(carrier.unit.number);
    trail_.add(now);
    empty(carrier);
}

void LoopSorter::pass_scanners() {
    for (std::size_t s = 0; s < layout_.scanners.size(); ++s) {
        Carrier& carrier = at_place(layout_.scanners[s]);
        ++(!carrier.taken ? flows_[s].empty : carrier.laps > 0 ? flows_[s].again : flows_[s].fresh);
        if (!carrier.taken || carrier.known || carrier.leaving) continue;
        ++figures_.reads;
        if (scanner_down_[s] > 0) {
            ++figures_.no_reads;
        } else {
            read(carrier);
        }
    }
}

// Each pass has a stream of its own, so that variants share what happens to the parcels that they share.
void LoopSorter::read(Carrier& carrier) {
    Unit& unit = carrier.unit;
    const bool damaged = Stream(seed_, "loop_label", unit.number).chance(config_.scanner.damaged_label);
    Stream stream(seed_, "loop_read", (unit.number << 16) + static_cast<std::uint64_t>(carrier.passes++));
    if (damaged || stream.chance(config_.scanner.no_read)) {
        ++figures_.no_reads;
        return;
    }
    carrier.known = true;
    if (routes_ < 2 || !stream.chance(config_.scanner.wrong_read)) return;
    ++figures_.wrong_reads;
    const auto other = static_cast<std::size_t>(stream.integer(1, static_cast<std::int64_t>(routes_) - 1));
    unit.parcel.route = RouteId((unit.parcel.route.index() + other) % routes_);
}

}  // namespace dray::primitives
