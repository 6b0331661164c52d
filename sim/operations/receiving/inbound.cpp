// Orders for goods, the trucks that bring them, and their way over the dock.
#include "operations/receiving/inbound.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/random.hpp"

namespace dray::operations {

using primitives::StationState;

Inbound::Inbound(const InboundConfig& config, Ledger& ledger, const Clock& clock, std::uint64_t seed)
    : config_(config), ledger_(ledger), clock_(clock), seed_(seed), doors_(static_cast<std::size_t>(config.doors)) {
    DRAY_CHECK(config.doors > 0, "goods come by truck to {} doors", config.doors);
}

void Inbound::order(SkuId sku, std::int64_t units, Step now) {
    DRAY_CHECK(units > 0, "{} units of SKU {} are ordered", units, sku.value);
    orders_.push_back({sku, units, now});
    units_on_order_ += units;
}

std::vector<std::int64_t> Inbound::on_order(std::size_t skus) const {
    std::vector<std::int64_t> units(skus, 0);
    for (const Order& order : orders_)
        units[order.sku.index()] += order.units;
    return units;
}

// The schedule has trucks at its first time and after each interval.
Step Inbound::next_event() const {
    const double due_s = config_.first_truck_s + config_.truck_every_s * static_cast<double>(scheduled_);
    Step next = clock_.steps(due_s);
    for (const Door& door : doors_) {
        if (door.does(StationState::Working)) next = std::min(next, door.ends);
        if (door.does(StationState::Starved) && !road_.empty()) next = std::min(next, std::max(door.ends, road_.front().arrives));
    }
    return next;
}

void Inbound::advance(Step now) {
    for (Step at = next_event(); at <= now; at = next_event()) {
        const double due_s = config_.first_truck_s + config_.truck_every_s * static_cast<double>(scheduled_);
        if (clock_.steps(due_s) == at) load_truck(at);
        for (Door& door : doors_)
            if (door.does(StationState::Working) && door.ends == at) unload(door, at);
        dock_trucks(at);
    }
}

// What was ordered early enough, oldest first, as far as there is room. A truck that would be empty does not come. Each of the
// schedule has a stream of its own, so that variants share its delay.
void Inbound::load_truck(Step due) {
    Stream stream(seed_, "inbound_truck", scheduled_++);
    const double delay_s = stream.chance(config_.late_share) ? stream.exponential(config_.late_s) : 0;
    Truck truck{.due = due, .arrives = due + clock_.steps(delay_s), .next = totes_.size(), .end = totes_.size()};
    const auto room = [&] { return config_.truck_totes - static_cast<std::int64_t>(truck.end - truck.next); };
    while (!orders_.empty() && room() > 0 && orders_.front().at + clock_.steps(config_.lead_time_s) <= due) {
        Order& order = orders_.front();
        const std::int64_t units = std::min(order.units, room() * config_.tote_units);
        fill(truck, order.sku, units);
        order.units -= units;
        units_on_order_ -= units;
        if (order.units == 0) orders_.pop_front();
    }
    if (truck.next == truck.end) return;
    const auto later = [](Step arrives, const Truck& other) { return arrives < other.arrives; };
    road_.insert(std::upper_bound(road_.begin(), road_.end(), truck.arrives, later), truck);
}

void Inbound::fill(Truck& truck, SkuId sku, std::int64_t units) {
    ledger_.move_units(Account::Received, Account::OnTruck, units);
    while (units > 0) {
        const auto some = static_cast<std::int32_t>(std::min(units, config_.tote_units));
        totes_.push_back({.sku = sku, .believed = sku, .units = some, .left = some, .unassigned = some});
        ++totes_at_[static_cast<std::size_t>(TotePlace::OnTruck)];
        units_at_[static_cast<std::size_t>(TotePlace::OnTruck)] += some;
        units -= some;
        ++truck.end;
    }
}

// The door that has been free longest takes the truck that has waited longest.
void Inbound::dock_trucks(Step now) {
    while (!road_.empty() && road_.front().arrives <= now) {
        Door* best = nullptr;
        for (Door& door : doors_)
            if (door.does(StationState::Starved) && door.ends <= now && (best == nullptr || door.ends < best->ends)) best = &door;
        if (best == nullptr) return;
        best->truck = road_.front();
        road_.pop_front();
        ++figures_.trucks;
        if (now > best->truck.due) {
            ++figures_.trucks_late;
            figures_.late_s += clock_.seconds(now - best->truck.due);
        }
        for (std::size_t t = best->truck.next; t < best->truck.end; ++t)
            totes_[t].docked = now;
        trail_.add(best->truck.next);
        trail_.add(now);
        begin_tote(*best, now);
    }
}

// The time of a tote is drawn from a stream of its own, so that variants share the times of the totes that they share.
void Inbound::begin_tote(Door& door, Step now) {
    Stream stream(seed_, "unload_tote", door.truck.next);
    door.ends = now + std::max<Step>(1, clock_.steps(stream.lognormal(config_.unload_tote_s, config_.unload_cv)));
    door.turn_to(StationState::Working, now);
}

// The tote in hand comes to the dock when there is a place; after the last one the truck leaves.
void Inbound::unload(Door& door, Step now) {
    if (dock_.size() >= static_cast<std::size_t>(config_.dock_totes)) {
        door.turn_to(StationState::Blocked, now);
        return;
    }
    Tote& tote = totes_[door.truck.next];
    move(tote, TotePlace::AtDock, tote.units);
    ledger_.move_units(Account::OnTruck, Account::AtDock, tote.units);
    dock_.push_back(ToteId(door.truck.next));
    ++figures_.totes_unloaded;
    if (++door.truck.next < door.truck.end) {
        begin_tote(door, now);
        return;
    }
    door.ends = now + clock_.steps(config_.change_s);
    door.turn_to(StationState::Starved, now);
}

// A place at the dock becomes free; the crew that has been stopped longest has it.
ToteId Inbound::take(Step now) {
    DRAY_CHECK(ready(), "the dock gives a tote that it does not have");
    const ToteId id = dock_.front();
    dock_.pop_front();
    Tote& tote = totes_[id.index()];
    move(tote, TotePlace::OnTheWay, tote.units);
    ledger_.move_units(Account::AtDock, Account::OnTheWay, tote.units);
    Door* first = nullptr;
    for (Door& door : doors_)
        if (door.does(StationState::Blocked) && (first == nullptr || door.since < first->since)) first = &door;
    if (first != nullptr) unload(*first, now);
    return id;
}

// What the crew has begun takes as much longer, and a truck comes when the door works; a tote that waited for a place at the dock
// may find one now.
void Inbound::set_down(std::size_t number, bool down, Step now) {
    Door& door = doors_[number];
    if (down == door.down) return;
    if (door.doing == StationState::Working) door.ends += down ? -now : now;
    if (door.doing == StationState::Starved) door.ends = std::max(door.ends, now);
    door.down = down;
    door.turn_to(door.doing, now);
    if (door.does(StationState::Blocked)) unload(door, now);
    trail_.add(number);
    trail_.add(now);
}

std::size_t Inbound::trucks_waiting(Step now) const {
    return static_cast<std::size_t>(std::ranges::count_if(road_, [&](const Truck& truck) { return truck.arrives <= now; }));
}

}  // namespace dray::operations
