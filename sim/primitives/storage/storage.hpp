// The storage primitive: pods in slots, what lies in each pod, and what of it is promised to orders.
//
// Bulk stock is counts by pod and SKU. Every change is one call that keeps the totals; the ledger compares them every tick.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "config/table.hpp"
#include "floor/floor.hpp"

namespace dray::primitives {

struct StorageConfig {
    double fill = 0.85;  ///< share of slots that hold a pod at the start
    std::int64_t pod_capacity_units = 400;
    double initial_stock = 0.7;     ///< share of pod capacity filled at the start
    std::int64_t pods_per_sku = 4;  ///< a SKU's stock is spread over about this many pods (popular ones over more)
    double pod_mass_kg = 100;       ///< the empty shelf
    double unit_mass_kg = 0.5;
    double pod_half_width_m = 0.45;
    double reorder_point = 0.35;  ///< of a SKU's target stock: below it, replenishment is ordered; 0: never
};
[[nodiscard]] const config::Table& storage_table();

/// Pods that a floor with so many slots gets. A site needs at least one, and one slot more than pods.
[[nodiscard]] std::size_t initial_pods(const StorageConfig& config, std::size_t slots);
/// Units of each SKU that the pods of a new site hold: `targets`, cut evenly to the share of the capacity that is filled at the
/// start; every SKU that is wanted keeps one unit as long as there is room.
[[nodiscard]] std::vector<std::int64_t> initial_units(const StorageConfig& config, std::size_t slots,
                                                      std::span<const std::int64_t> targets);

/// Stock of one SKU in one pod.
struct Stock {
    SkuId sku;
    std::int32_t units = 0;     ///< lying there
    std::int32_t promised = 0;  ///< of them, promised to order lines; 0..units
};

enum class PodPlace : std::uint8_t { InSlot, OnRobot };

/// All pods of one floor. Every misuse (promising more than is available, picking what is not promised, setting down on a taken
/// slot) throws BugError and changes nothing. Any thread may read while nobody changes it.
class Storage {
  public:
    /// Places pods in slots and fills them from `targets`: wanted units per SKU (0: never stocked). What does not fit is cut
    /// evenly, but every SKU that is wanted keeps one unit as long as there is room. Free slots lie everywhere: one at random in
    /// each of equal stretches of the floor's slots. Throws InputError when the slots do not leave room for one pod and one free
    /// slot.
    Storage(const StorageConfig& config, const floor::Floor& floor, std::span<const std::int64_t> targets, std::uint64_t seed);
    /// The same for slots of which only the number is known.
    Storage(const StorageConfig& config, std::size_t slots, std::span<const std::int64_t> targets, std::uint64_t seed);

    [[nodiscard]] std::size_t pod_count() const;
    [[nodiscard]] std::size_t sku_count() const;
    // Places. A slot is free when no pod stands in it and none is on its way to it (reserve_slot).
    [[nodiscard]] PodPlace place(PodId pod) const;
    [[nodiscard]] SlotId slot_of(PodId pod) const;  ///< InSlot: where; OnRobot: the reserved slot, or invalid
    [[nodiscard]] PodId pod_in(SlotId slot) const;  ///< invalid: none stands there
    [[nodiscard]] bool slot_free(SlotId slot) const;
    [[nodiscard]] std::size_t free_slots() const;
    [[nodiscard]] SlotId home_of(PodId pod) const;  ///< where it stood at the start, or was given its place since
    void make_home(PodId pod, SlotId slot);         ///< its place from now on; nothing is moved
    void lift(PodId pod);                           ///< InSlot -> OnRobot; its slot becomes free
    void reserve_slot(PodId pod, SlotId slot);      ///< for a pod on a robot; replaces an earlier reservation
    void set_down(PodId pod);                       ///< OnRobot -> InSlot at the reserved slot

    // Stock.
    [[nodiscard]] std::span<const Stock> stock(PodId pod) const;       ///< ascending by SKU, none with 0 units unless promised
    [[nodiscard]] std::int64_t available(PodId pod, SkuId sku) const;  ///< units minus promised
    [[nodiscard]] std::int64_t available(SkuId sku) const;             ///< over all pods
    [[nodiscard]] std::int64_t units(PodId pod, SkuId sku) const;      ///< promised included
    [[nodiscard]] std::int64_t units(SkuId sku) const;                 ///< over all pods, promised included
    [[nodiscard]] std::int64_t total_units() const;                    ///< kept incrementally
    [[nodiscard]] std::int64_t recount_units() const;                  ///< added up anew
    [[nodiscard]] std::span<const PodId> pods_with(SkuId sku) const;   ///< pods that hold any of it, ascending
    [[nodiscard]] std::int64_t free_capacity(PodId pod) const;         ///< units that still fit, minus reserved
    [[nodiscard]] std::int64_t target(SkuId sku) const;                ///< units laid in at the start, after cutting
    [[nodiscard]] double mass_kg(PodId pod) const;                     ///< shelf and content

    void promise(PodId pod, SkuId sku, std::int64_t units);  ///< needs that many available
    void release(PodId pod, SkuId sku, std::int64_t units);  ///< takes a promise back
    void pick(PodId pod, SkuId sku, std::int64_t units);     ///< promised units leave the pod
    void reserve_capacity(PodId pod, std::int64_t units);    ///< for a stow on its way
    void release_capacity(PodId pod, std::int64_t units);
    void stow(PodId pod, SkuId sku, std::int64_t units);  ///< reserved units come to lie in the pod
    /// O(1): a digest of places and stock is kept with every change. Equal states have equal digests however they came about.
    void add_to(StateHash& hash) const;

  private:
    struct Pod {
        SlotId slot;  ///< where it stands or the slot reserved for it
        SlotId home;
        PodPlace place = PodPlace::InSlot;
        std::int64_t units = 0;     ///< lying in it
        std::int64_t reserved = 0;  ///< capacity kept for stows on their way
    };

    void place_pods(std::size_t slots, std::uint64_t seed);
    void lay_in(std::uint64_t seed);
    void lay_in(SkuId sku, std::vector<PodId>& open, std::int64_t level, std::uint64_t seed);
    void put(PodId pod, SkuId sku, std::int64_t units);
    [[nodiscard]] Pod& pod_at(PodId pod);
    [[nodiscard]] const Pod& pod_at(PodId pod) const;
    [[nodiscard]] const Stock* find(PodId pod, SkuId sku) const;
    /// The entry of a SKU in a pod, which must exist.
    [[nodiscard]] Stock& entry(PodId pod, SkuId sku);
    // Part of the digest that a pod or an entry contributes: taken out before a change and put back after it.
    [[nodiscard]] static std::uint64_t digest_of(PodId id, const Pod& pod);
    [[nodiscard]] static std::uint64_t digest_of(PodId id, const Stock& stock);

    StorageConfig config_;
    std::vector<Pod> pods_;
    std::vector<std::vector<Stock>> stock_;                 ///< by pod
    std::vector<PodId> pod_in_, reserved_by_;               ///< by slot
    std::vector<std::int64_t> units_, available_, target_;  ///< by SKU
    std::vector<std::vector<PodId>> pods_with_;             ///< by SKU
    std::size_t free_slots_ = 0;
    std::int64_t total_units_ = 0;
    std::uint64_t digest_ = 0;
};

}  // namespace dray::primitives
