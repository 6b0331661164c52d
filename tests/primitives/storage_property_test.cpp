#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

#include "primitives/storage/storage.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

std::uint64_t digest(const Storage& storage) {
    StateHash hash;
    storage.add_to(hash);
    return hash.digest();
}

/// All that must hold between the parts of a storage, from a recount.
void check_consistent(const Storage& storage) {
    RC_ASSERT(storage.recount_units() == storage.total_units());
    std::vector<std::int64_t> units(storage.sku_count()), available(storage.sku_count());
    std::vector<std::vector<PodId>> pods_with(storage.sku_count());
    for (std::size_t p = 0; p < storage.pod_count(); ++p) {
        const std::span<const Stock> stock = storage.stock(PodId(p));
        RC_ASSERT(std::ranges::is_sorted(stock, std::less(), &Stock::sku));
        for (const Stock& s : stock) {
            RC_ASSERT(s.units > 0);
            RC_ASSERT(s.promised >= 0 && s.promised <= s.units);
            units[s.sku.index()] += s.units;
            available[s.sku.index()] += s.units - s.promised;
            pods_with[s.sku.index()].emplace_back(p);
        }
        RC_ASSERT(storage.free_capacity(PodId(p)) >= 0);
    }
    for (std::size_t sku = 0; sku < storage.sku_count(); ++sku) {
        RC_ASSERT(units[sku] == storage.units(SkuId(sku)));
        RC_ASSERT(available[sku] == storage.available(SkuId(sku)));
        RC_ASSERT(std::ranges::equal(pods_with[sku], storage.pods_with(SkuId(sku))));
    }
}

void check_slots(const Storage& storage, std::size_t slots) {
    std::size_t free = 0;
    std::vector<int> claims(slots);
    for (std::size_t p = 0; p < storage.pod_count(); ++p) {
        const SlotId slot = storage.slot_of(PodId(p));
        if (slot.valid()) ++claims[slot.index()];
        if (storage.place(PodId(p)) == PodPlace::InSlot) RC_ASSERT(storage.pod_in(slot) == PodId(p));
    }
    for (std::size_t s = 0; s < slots; ++s) {
        RC_ASSERT(claims[s] <= 1);
        RC_ASSERT(storage.slot_free(SlotId(s)) == (claims[s] == 0));
        free += claims[s] == 0 ? 1 : 0;
    }
    RC_ASSERT(free == storage.free_slots());
}

/// One random step that the storage allows; what it does is chosen by `op`, on whom by `stream`.
void step(Storage& storage, std::vector<std::int64_t>& reserved, std::size_t slots, int op, Stream& stream) {
    const auto upto = [&](std::int64_t high) { return stream.integer(1, high); };
    const PodId pod(static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(storage.pod_count()) - 1)));
    const std::span<const Stock> stock = storage.stock(pod);
    const Stock any =
        stock.empty() ? Stock{} : stock[static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(stock.size()) - 1))];
    const SlotId slot(static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(slots) - 1)));
    if (op == 0 && any.units > any.promised) storage.promise(pod, any.sku, upto(any.units - any.promised));
    if (op == 1 && any.promised > 0) storage.release(pod, any.sku, upto(any.promised));
    if (op == 2 && any.promised > 0) storage.pick(pod, any.sku, upto(any.promised));
    if (op == 3 && storage.free_capacity(pod) > 0) {
        const std::int64_t units = upto(storage.free_capacity(pod));
        storage.reserve_capacity(pod, units);
        reserved[pod.index()] += units;
    }
    if ((op == 4 || op == 5) && reserved[pod.index()] > 0) {
        const std::int64_t units = upto(reserved[pod.index()]);
        const SkuId sku(static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(storage.sku_count()) - 1)));
        if (op == 4) storage.stow(pod, sku, units);
        if (op == 5) storage.release_capacity(pod, units);
        reserved[pod.index()] -= units;
    }
    if (op == 6 && storage.place(pod) == PodPlace::InSlot) storage.lift(pod);
    if (op == 7 && storage.place(pod) == PodPlace::OnRobot && storage.slot_free(slot)) storage.reserve_slot(pod, slot);
    if (op == 8 && storage.place(pod) == PodPlace::OnRobot && storage.slot_of(pod).valid()) storage.set_down(pod);
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("a new storage keeps capacities, never exceeds a target and serves every SKU there is room for") {
        CHECK(property::holds([] {
            StorageConfig config;
            config.fill = property::in_range(20, 99) / 100.0;
            config.pod_capacity_units = property::in_range<std::int64_t>(1, 60);
            config.initial_stock = property::in_range(1, 101) / 100.0;
            config.pods_per_sku = property::in_range<std::int64_t>(1, 8);
            const auto slots = property::in_range<std::size_t>(8, 60);
            const auto targets = property::integers_in(0, 200);
            const Storage storage(config, slots, targets, property::seed());
            check_consistent(storage);
            check_slots(storage, slots);
            RC_ASSERT(storage.free_slots() >= 1);
            std::int64_t wanted = 0, skus = 0;
            for (const std::int64_t target : targets) {
                wanted += target;
                skus += target > 0 ? 1 : 0;
            }
            const auto room = static_cast<std::int64_t>(config.initial_stock * static_cast<double>(config.pod_capacity_units) *
                                                            static_cast<double>(storage.pod_count()) +
                                                        1e-9);
            RC_ASSERT(storage.total_units() == std::min(wanted, room));
            for (std::size_t sku = 0; sku < targets.size(); ++sku) {
                RC_ASSERT(storage.units(SkuId(sku)) <= targets[sku]);
                RC_ASSERT(storage.units(SkuId(sku)) == storage.target(SkuId(sku)));
                if (room >= skus && targets[sku] > 0) RC_ASSERT(storage.units(SkuId(sku)) >= 1);
            }
        }));
    }

    TEST_CASE("any sequence of legal operations keeps totals, promises, lists and slots consistent") {
        CHECK(property::holds([] {
            StorageConfig config;
            config.fill = 0.7;
            config.pod_capacity_units = 12;
            const std::size_t slots = 12;
            const std::vector<std::int64_t> targets = {20, 11, 4, 1};
            Storage storage(config, slots, targets, 5);
            std::vector<std::int64_t> reserved(storage.pod_count());
            Stream stream(property::seed(), "steps");
            for (const std::int64_t op : property::integers_in(0, 9)) {
                step(storage, reserved, slots, static_cast<int>(op), stream);
                check_consistent(storage);
                check_slots(storage, slots);
            }
        }));
    }

    TEST_CASE("equal states have equal digests, whichever way they came about") {
        CHECK(property::holds([] {
            StorageConfig config;
            config.pod_capacity_units = 50;
            Storage storage(config, 10, std::vector<std::int64_t>{60, 60}, 5);
            const std::uint64_t before = digest(storage);
            const SkuId sku(static_cast<std::size_t>(property::in_range(0, 2)));
            const PodId pod = storage.pods_with(sku).front();
            const auto units = property::in_range<std::int64_t>(1, storage.available(pod, sku) + 1);
            storage.promise(pod, sku, units);
            RC_ASSERT(digest(storage) != before);
            storage.pick(pod, sku, units);
            RC_ASSERT(digest(storage) != before);
            storage.reserve_capacity(pod, units);
            storage.stow(pod, sku, units);
            RC_ASSERT(digest(storage) == before);
            storage.lift(pod);
            RC_ASSERT(digest(storage) != before);
            storage.reserve_slot(pod, storage.home_of(pod));
            storage.set_down(pod);
            RC_ASSERT(digest(storage) == before);
        }));
    }
}
