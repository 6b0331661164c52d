#include "primitives/storage/storage.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/check.hpp"

namespace dray::primitives {

Storage::Storage(const StorageConfig& config, const floor::Floor& floor, std::span<const std::int64_t> targets,
                 std::uint64_t seed)
    : Storage(config, floor.slots().size(), targets, seed) {}

// ---- access

Storage::Pod& Storage::pod_at(PodId pod) {
    DRAY_CHECK(pod.index() < pods_.size(), "pod {} of {}", pod.value, pods_.size());
    return pods_[pod.index()];
}

const Storage::Pod& Storage::pod_at(PodId pod) const {
    DRAY_CHECK(pod.index() < pods_.size(), "pod {} of {}", pod.value, pods_.size());
    return pods_[pod.index()];
}

const Stock* Storage::find(PodId pod, SkuId sku) const {
    const std::vector<Stock>& entries = stock_[pod.index()];
    const auto at = std::ranges::lower_bound(entries, sku, {}, &Stock::sku);
    return at != entries.end() && at->sku == sku ? &*at : nullptr;
}

Stock& Storage::entry(PodId pod, SkuId sku) {
    (void)pod_at(pod);
    const Stock* found = find(pod, sku);
    DRAY_CHECK(found != nullptr, "pod {} holds nothing of SKU {}", pod.value, sku.value);
    return const_cast<Stock&>(*found);
}

std::size_t Storage::pod_count() const {
    return pods_.size();
}
std::size_t Storage::sku_count() const {
    return units_.size();
}

// ---- places

PodPlace Storage::place(PodId pod) const {
    return pod_at(pod).place;
}
SlotId Storage::slot_of(PodId pod) const {
    return pod_at(pod).slot;
}
SlotId Storage::home_of(PodId pod) const {
    return pod_at(pod).home;
}
void Storage::make_home(PodId pod, SlotId slot) {
    DRAY_CHECK(slot.index() < pod_in_.size(), "slot {} of {}", slot.value, pod_in_.size());
    pod_at(pod).home = slot;
}
PodId Storage::pod_in(SlotId slot) const {
    DRAY_CHECK(slot.index() < pod_in_.size(), "slot {} of {}", slot.value, pod_in_.size());
    return pod_in_[slot.index()];
}
bool Storage::slot_free(SlotId slot) const {
    return !pod_in(slot).valid() && !reserved_by_[slot.index()].valid();
}
std::size_t Storage::free_slots() const {
    return free_slots_;
}

void Storage::lift(PodId id) {
    Pod& pod = pod_at(id);
    DRAY_CHECK(pod.place == PodPlace::InSlot, "pod {} is lifted while on a robot", id.value);
    digest_ -= digest_of(id, pod);
    pod_in_[pod.slot.index()] = PodId();
    ++free_slots_;
    pod.slot = SlotId();
    pod.place = PodPlace::OnRobot;
    digest_ += digest_of(id, pod);
}

void Storage::reserve_slot(PodId id, SlotId slot) {
    Pod& pod = pod_at(id);
    DRAY_CHECK(pod.place == PodPlace::OnRobot, "slot {} is reserved for pod {} that stands in slot {}", slot.value, id.value,
               pod.slot.value);
    if (pod.slot.valid() && pod.slot == slot) return;
    DRAY_CHECK(slot_free(slot), "slot {} is reserved for pod {} but is taken", slot.value, id.value);
    digest_ -= digest_of(id, pod);
    if (pod.slot.valid()) {
        reserved_by_[pod.slot.index()] = PodId();
        ++free_slots_;
    }
    reserved_by_[slot.index()] = id;
    --free_slots_;
    pod.slot = slot;
    digest_ += digest_of(id, pod);
}

void Storage::set_down(PodId id) {
    Pod& pod = pod_at(id);
    DRAY_CHECK(pod.place == PodPlace::OnRobot && pod.slot.valid(), "pod {} is set down without a reserved slot", id.value);
    DRAY_CHECK(!pod_in_[pod.slot.index()].valid() && reserved_by_[pod.slot.index()] == id,
               "pod {} is set down on slot {} of others", id.value, pod.slot.value);
    digest_ -= digest_of(id, pod);
    reserved_by_[pod.slot.index()] = PodId();
    pod_in_[pod.slot.index()] = id;
    pod.place = PodPlace::InSlot;
    digest_ += digest_of(id, pod);
}

// ---- stock

std::span<const Stock> Storage::stock(PodId pod) const {
    (void)pod_at(pod);
    return stock_[pod.index()];
}
std::int64_t Storage::available(PodId pod, SkuId sku) const {
    (void)pod_at(pod);
    const Stock* found = find(pod, sku);
    return found == nullptr ? 0 : found->units - found->promised;
}
std::int64_t Storage::available(SkuId sku) const {
    DRAY_CHECK(sku.index() < units_.size(), "SKU {} of {}", sku.value, units_.size());
    return available_[sku.index()];
}
std::int64_t Storage::units(PodId pod, SkuId sku) const {
    (void)pod_at(pod);
    const Stock* found = find(pod, sku);
    return found == nullptr ? 0 : found->units;
}
std::int64_t Storage::units(SkuId sku) const {
    DRAY_CHECK(sku.index() < units_.size(), "SKU {} of {}", sku.value, units_.size());
    return units_[sku.index()];
}
std::int64_t Storage::target(SkuId sku) const {
    DRAY_CHECK(sku.index() < units_.size(), "SKU {} of {}", sku.value, units_.size());
    return target_[sku.index()];
}
std::span<const PodId> Storage::pods_with(SkuId sku) const {
    DRAY_CHECK(sku.index() < units_.size(), "SKU {} of {}", sku.value, units_.size());
    return pods_with_[sku.index()];
}
std::int64_t Storage::total_units() const {
    return total_units_;
}
std::int64_t Storage::recount_units() const {
    std::int64_t sum = 0;
    for (const std::vector<Stock>& entries : stock_)
        for (const Stock& stock : entries)
            sum += stock.units;
    return sum;
}
std::int64_t Storage::free_capacity(PodId pod) const {
    const Pod& p = pod_at(pod);
    return config_.pod_capacity_units - p.units - p.reserved;
}
double Storage::mass_kg(PodId pod) const {
    return config_.pod_mass_kg + config_.unit_mass_kg * static_cast<double>(pod_at(pod).units);
}

void Storage::promise(PodId pod, SkuId sku, std::int64_t units) {
    Stock& stock = entry(pod, sku);
    DRAY_CHECK(units > 0 && units <= stock.units - stock.promised, "{} units of SKU {} promised from pod {} with {} available",
               units, sku.value, pod.value, stock.units - stock.promised);
    digest_ -= digest_of(pod, stock);
    stock.promised += static_cast<std::int32_t>(units);
    available_[sku.index()] -= units;
    digest_ += digest_of(pod, stock);
}

void Storage::release(PodId pod, SkuId sku, std::int64_t units) {
    Stock& stock = entry(pod, sku);
    DRAY_CHECK(units > 0 && units <= stock.promised, "{} units of SKU {} released in pod {} with {} promised", units, sku.value,
               pod.value, stock.promised);
    digest_ -= digest_of(pod, stock);
    stock.promised -= static_cast<std::int32_t>(units);
    available_[sku.index()] += units;
    digest_ += digest_of(pod, stock);
}

void Storage::pick(PodId pod, SkuId sku, std::int64_t units) {
    Stock& stock = entry(pod, sku);
    DRAY_CHECK(units > 0 && units <= stock.promised, "{} units of SKU {} picked from pod {} with {} promised", units, sku.value,
               pod.value, stock.promised);
    digest_ -= digest_of(pod, stock);
    stock.promised -= static_cast<std::int32_t>(units);
    stock.units -= static_cast<std::int32_t>(units);
    units_[sku.index()] -= units;
    pods_[pod.index()].units -= units;
    total_units_ -= units;
    if (stock.units > 0) {
        digest_ += digest_of(pod, stock);
        return;
    }
    // The last unit is gone: pod and SKU no longer know each other.
    std::vector<Stock>& entries = stock_[pod.index()];
    entries.erase(entries.begin() + (&stock - entries.data()));
    std::vector<PodId>& pods = pods_with_[sku.index()];
    pods.erase(std::ranges::lower_bound(pods, pod));
}

void Storage::reserve_capacity(PodId pod, std::int64_t units) {
    DRAY_CHECK(units > 0 && units <= free_capacity(pod), "{} units of capacity reserved in pod {} with {} free", units, pod.value,
               free_capacity(pod));
    digest_ -= digest_of(pod, pods_[pod.index()]);
    pods_[pod.index()].reserved += units;
    digest_ += digest_of(pod, pods_[pod.index()]);
}

void Storage::release_capacity(PodId pod, std::int64_t units) {
    DRAY_CHECK(units > 0 && units <= pod_at(pod).reserved, "{} units of capacity given back in pod {} with {} reserved", units,
               pod.value, pod_at(pod).reserved);
    digest_ -= digest_of(pod, pods_[pod.index()]);
    pods_[pod.index()].reserved -= units;
    digest_ += digest_of(pod, pods_[pod.index()]);
}

void Storage::stow(PodId pod, SkuId sku, std::int64_t units) {
    DRAY_CHECK(sku.index() < units_.size(), "SKU {} of {}", sku.value, units_.size());
    release_capacity(pod, units);
    put(pod, sku, units);
}

void Storage::put(PodId pod, SkuId sku, std::int64_t units) {
    std::vector<Stock>& entries = stock_[pod.index()];
    auto at = std::ranges::lower_bound(entries, sku, {}, &Stock::sku);
    if (at == entries.end() || at->sku != sku) {
        at = entries.insert(at, Stock{.sku = sku});
        std::vector<PodId>& pods = pods_with_[sku.index()];
        pods.insert(std::ranges::lower_bound(pods, pod), pod);
    } else {
        digest_ -= digest_of(pod, *at);
    }
    at->units += static_cast<std::int32_t>(units);
    digest_ += digest_of(pod, *at);
    units_[sku.index()] += units;
    available_[sku.index()] += units;
    pods_[pod.index()].units += units;
    total_units_ += units;
}

// ---- digest

std::uint64_t Storage::digest_of(PodId id, const Pod& pod) {
    const std::array<std::uint64_t, 4> words = {id.value, pod.slot.value, static_cast<std::uint64_t>(pod.place),
                                                static_cast<std::uint64_t>(pod.reserved)};
    return XXH64(words.data(), sizeof words, 1);
}

std::uint64_t Storage::digest_of(PodId id, const Stock& stock) {
    const std::array<std::uint32_t, 4> words = {id.value, stock.sku.value, static_cast<std::uint32_t>(stock.units),
                                                static_cast<std::uint32_t>(stock.promised)};
    return XXH64(words.data(), sizeof words, 2);
}

void Storage::add_to(StateHash& hash) const {
    hash.add(digest_);
}

}  // namespace dray::primitives
