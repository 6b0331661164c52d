// A tote from the dock to the pods, and the books of all totes.
#include <numeric>

#include "base/check.hpp"
#include "operations/receiving/inbound.hpp"

namespace dray::operations {

namespace {

constexpr const char* name_of(TotePlace place) {
    constexpr std::array<const char*, kTotePlaces> kNames = {"on trucks", "at the dock", "on their way", "at stow stations",
                                                             "stowed"};
    return kNames[static_cast<std::size_t>(place)];
}

}  // namespace

// The units of a tote change places together, except that those in pods are no longer in the tote.
void Inbound::move(Tote& tote, TotePlace to, std::int64_t units) {
    const auto from = static_cast<std::size_t>(tote.place);
    DRAY_CHECK(static_cast<std::size_t>(to) == from + 1, "a tote that was {} comes to be {}", name_of(tote.place), name_of(to));
    if (!tote.returned) {
        --totes_at_[from];
        ++totes_at_[from + 1];
    }
    units_at_[from] -= units;
    units_at_[from + 1] += units;
    tote.place = to;
}

std::size_t Inbound::room() const {
    const auto places = static_cast<std::size_t>(config_.stow_totes);
    return places - std::min(places, waiting_.size());
}

void Inbound::bring(ToteId id, SkuId believed, Step now) {
    DRAY_CHECK(room() > 0 && believed.valid(), "tote {} comes to stow stations with {} waiting", id.value, waiting_.size());
    Tote& tote = totes_[id.index()];
    move(tote, TotePlace::AtStow, tote.units);
    tote.believed = believed;
    figures_.totes_misread += tote.believed == tote.sku ? 0 : 1;
    waiting_.push_back(id);
    trail_.add(id);
    trail_.add(believed);
    trail_.add(now);
}

void Inbound::bring_back(SkuId sku, std::int64_t units, Step now) {
    DRAY_CHECK(room() > 0 && units > 0, "{} units of SKU {} come back to stow stations with {} totes waiting", units, sku.value,
               waiting_.size());
    ledger_.move_units(Account::SetAside, Account::OnTheWay, units);
    const auto some = static_cast<std::int32_t>(units);
    waiting_.emplace_back(totes_.size());
    totes_.push_back({.sku = sku,
                      .believed = sku,
                      .units = some,
                      .left = some,
                      .unassigned = some,
                      .place = TotePlace::AtStow,
                      .returned = true});
    units_at_[static_cast<std::size_t>(TotePlace::AtStow)] += units;
    trail_.add(sku);
    trail_.add(units);
    trail_.add(now);
}

void Inbound::put_off() {
    waiting_.push_back(waiting_.front());
    waiting_.pop_front();
}

void Inbound::assign(ToteId id, std::int64_t units) {
    Tote& tote = totes_[id.index()];
    DRAY_CHECK(!waiting_.empty() && waiting_.front() == id && units > 0 && units <= tote.unassigned,
               "pods are chosen for {} units of tote {} with {}", units, id.value, tote.unassigned);
    tote.unassigned -= static_cast<std::int32_t>(units);
    if (tote.unassigned == 0) waiting_.pop_front();
}

void Inbound::stowed(ToteId id, std::int64_t units, Step now) {
    Tote& tote = totes_[id.index()];
    DRAY_CHECK(tote.place == TotePlace::AtStow && units > 0 && units <= tote.left - tote.unassigned,
               "{} units of tote {} are stowed, {} are left and {} have no pod", units, id.value, tote.left, tote.unassigned);
    ledger_.move_units(Account::OnTheWay, Account::Stored, units);
    tote.left -= static_cast<std::int32_t>(units);
    units_at_[static_cast<std::size_t>(TotePlace::AtStow)] -= units;
    units_at_[static_cast<std::size_t>(TotePlace::Stowed)] += units;
    if (tote.believed != tote.sku) figures_.units_misstowed += units;
    if (tote.returned) figures_.units_returned += units;
    if (tote.left > 0) return;
    move(tote, TotePlace::Stowed, 0);
    if (tote.returned) return;
    ++figures_.totes_stowed;
    figures_.dock_to_stock_s.push_back(clock_.seconds(now - tote.docked));
}

void Inbound::check() const {
    const auto units = [&](TotePlace place) { return units_at_[static_cast<std::size_t>(place)]; };
    const auto same = [&](Account account, std::int64_t held) {
        DRAY_CHECK(ledger_.balance(account) == held, "the ledger holds {} units in account {}, the totes {}",
                   ledger_.balance(account), static_cast<int>(account), held);
    };
    same(Account::OnTruck, units(TotePlace::OnTruck));
    same(Account::AtDock, units(TotePlace::AtDock));
    same(Account::OnTheWay, units(TotePlace::OnTheWay) + units(TotePlace::AtStow));
}

void Inbound::check_totes() const {
    std::array<std::int64_t, kTotePlaces> totes{}, units{};
    for (const Tote& tote : totes_) {
        const auto place = static_cast<std::size_t>(tote.place);
        totes[place] += tote.returned ? 0 : 1;
        units[place] += tote.left;
        units[static_cast<std::size_t>(TotePlace::Stowed)] += tote.units - tote.left;
        DRAY_CHECK((tote.left == 0) == (tote.place == TotePlace::Stowed) && tote.unassigned <= tote.left,
                   "a tote that is {} has {} units left", name_of(tote.place), tote.left);
    }
    DRAY_CHECK(totes == totes_at_ && units == units_at_, "{} totes by place differ from the recount", totes_.size());
    const auto add = [](std::int64_t sum, const Order& order) { return sum + order.units; };
    const std::int64_t ordered = std::accumulate(orders_.begin(), orders_.end(), std::int64_t{0}, add);
    DRAY_CHECK(ordered == units_on_order_, "{} units are on order, booked are {}", ordered, units_on_order_);
}

void Inbound::add_to(StateHash& hash) const {
    hash.add(trail_.digest());
    hash.add(std::span<const std::int64_t>(units_at_));
    hash.add(units_on_order_);
}

}  // namespace dray::operations
