#include "primitives/storage/storage.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/check.hpp"
#include "base/error.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

std::uint64_t digest(const Storage& storage) {
    StateHash hash;
    storage.add_to(hash);
    return hash.digest();
}

/// Ten slots, eight pods of 40 units, two SKUs.
Storage small_storage() {
    StorageConfig config;
    config.fill = 0.8;
    config.pod_capacity_units = 40;
    const std::vector<std::int64_t> targets = {50, 3};
    return {config, 10, targets, 1};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("pods take their share of the slots and free slots lie in every stretch of the floor") {
        StorageConfig config;
        config.fill = 0.85;
        const Storage storage(config, 1000, std::vector<std::int64_t>{5}, 3);
        CHECK(storage.pod_count() == 850);
        CHECK(storage.free_slots() == 150);
        for (std::size_t stretch = 0; stretch < 50; ++stretch) {
            std::size_t free = 0;
            for (std::size_t slot = stretch * 20; slot < stretch * 20 + 20; ++slot)
                free += storage.slot_free(SlotId(slot)) ? 1 : 0;
            CHECK(free == 3);
        }
        for (std::size_t pod = 0; pod < storage.pod_count(); ++pod) {
            REQUIRE(storage.place(PodId(pod)) == PodPlace::InSlot);
            REQUIRE(storage.pod_in(storage.slot_of(PodId(pod))) == PodId(pod));
            REQUIRE(storage.home_of(PodId(pod)) == storage.slot_of(PodId(pod)));
        }
    }

    TEST_CASE("the slots of a floor are the storage's slots") {
        floor::FloorPlan plan;
        plan.width = 5;
        plan.height = 3;
        plan.kind.assign(15, floor::CellKind::Aisle);
        for (std::size_t cell = 5; cell < 10; ++cell)
            plan.kind[cell] = floor::CellKind::Slot;
        plan.exits.assign(15, 15);
        const floor::Floor floor(plan);
        const Storage storage(StorageConfig(), floor, std::vector<std::int64_t>{8}, 1);
        CHECK(storage.pod_count() == 4);
        CHECK(storage.free_slots() == 1);
        CHECK(storage.total_units() == 8);
    }

    TEST_CASE("a floor with too few slots is refused with the numbers") {
        StorageConfig config;
        CHECK_THROWS_WITH_AS(
            Storage(config, 1, std::vector<std::int64_t>{1}, 1),
            "storage.fill 0.85 of 1 slots on the floor makes 0 pods: at least one pod and one free slot are needed", InputError);
        CHECK_THROWS_AS(Storage(config, 0, std::vector<std::int64_t>{1}, 1), InputError);
        config.fill = 1;
        CHECK_THROWS_AS(Storage(config, 20, std::vector<std::int64_t>{1}, 1), InputError);
        config.fill = 0.85;
        CHECK(Storage(config, 2, std::vector<std::int64_t>{1}, 1).free_slots() == 1);
    }

    TEST_CASE("targets that fit are laid in whole, each over its number of pods, the popular over more") {
        StorageConfig config;
        config.pods_per_sku = 4;
        const std::vector<std::int64_t> targets = {2000, 40, 0, 3, 1};
        const Storage storage(config, 100, targets, 9);
        for (std::size_t sku = 0; sku < targets.size(); ++sku) {
            CHECK(storage.target(SkuId(sku)) == targets[sku]);
            CHECK(storage.units(SkuId(sku)) == targets[sku]);
            CHECK(storage.available(SkuId(sku)) == targets[sku]);
        }
        CHECK(storage.pods_with(SkuId(0)).size() == 20);  // a quarter of 400 units in each
        CHECK(storage.pods_with(SkuId(1)).size() == 4);
        CHECK(storage.pods_with(SkuId(2)).empty());
        CHECK(storage.pods_with(SkuId(3)).size() == 3);
        CHECK(storage.pods_with(SkuId(4)).size() == 1);
        CHECK(storage.total_units() == 2044);
        CHECK(storage.recount_units() == 2044);
    }

    TEST_CASE("targets beyond the room are cut evenly and every wanted SKU keeps a unit") {
        StorageConfig config;
        config.fill = 0.5;
        config.pod_capacity_units = 100;
        config.initial_stock = 0.5;
        std::vector<std::int64_t> targets(50, 1);
        targets.insert(targets.end(), {1000, 2000, 3000, 0});
        const Storage storage(config, 20, targets, 4);
        CHECK(storage.total_units() == 500);
        for (std::size_t sku = 0; sku < 50; ++sku)
            CHECK(storage.units(SkuId(sku)) == 1);
        CHECK(storage.units(SkuId(53)) == 0);
        // 450 units are left for 6000 wanted.
        CHECK(std::abs(storage.units(SkuId(50)) - 75) <= 1);
        CHECK(std::abs(storage.units(SkuId(51)) - 150) <= 1);
        CHECK(std::abs(storage.units(SkuId(52)) - 225) <= 1);
        for (std::size_t pod = 0; pod < storage.pod_count(); ++pod)
            CHECK(storage.free_capacity(PodId(pod)) == 50);
    }

    TEST_CASE("with less room than SKUs the most wanted get their unit") {
        StorageConfig config;
        config.fill = 0.5;
        config.pod_capacity_units = 4;
        config.initial_stock = 0.5;
        const Storage storage(config, 4, std::vector<std::int64_t>{1, 9, 2, 8, 7, 7}, 4);
        const std::vector<std::int64_t> wanted = {0, 1, 0, 1, 1, 1};
        for (std::size_t sku = 0; sku < wanted.size(); ++sku)
            CHECK(storage.units(SkuId(sku)) == wanted[sku]);
    }

    TEST_CASE("one seed lays in one stock and another seed another") {
        const auto stock_digest = [](std::uint64_t seed) {
            return digest(Storage(StorageConfig(), 200, std::vector<std::int64_t>{500, 300, 20}, seed));
        };
        CHECK(stock_digest(1) == stock_digest(1));
        CHECK(stock_digest(1) != stock_digest(2));
    }

    TEST_CASE("a pod is lifted, reserves slots and is set down in the last one") {
        Storage storage = small_storage();
        const PodId pod(3);
        const SlotId home = storage.slot_of(pod);
        std::vector<SlotId> free;
        for (std::size_t slot = 0; slot < 10; ++slot)
            if (storage.slot_free(SlotId(slot))) free.emplace_back(slot);
        REQUIRE(free.size() == 2);
        storage.lift(pod);
        CHECK(storage.place(pod) == PodPlace::OnRobot);
        CHECK_FALSE(storage.slot_of(pod).valid());
        CHECK(storage.slot_free(home));
        CHECK(storage.free_slots() == 3);
        storage.reserve_slot(pod, free[0]);
        CHECK_FALSE(storage.slot_free(free[0]));
        storage.reserve_slot(pod, free[1]);
        CHECK(storage.slot_free(free[0]));
        CHECK(storage.free_slots() == 2);
        CHECK_FALSE(storage.pod_in(free[1]).valid());
        storage.set_down(pod);
        CHECK(storage.pod_in(free[1]) == pod);
        CHECK(storage.slot_of(pod) == free[1]);
        CHECK(storage.home_of(pod) == home);
    }

    TEST_CASE("misuse of places is a named bug and changes nothing") {
        Storage storage = small_storage();
        const SlotId taken = storage.slot_of(PodId(1));
        CHECK_THROWS_AS(storage.set_down(PodId(0)), BugError);
        CHECK_THROWS_AS(storage.reserve_slot(PodId(0), taken), BugError);
        storage.lift(PodId(0));
        const std::uint64_t before = digest(storage);
        CHECK_THROWS_AS(storage.lift(PodId(0)), BugError);
        CHECK_THROWS_AS(storage.set_down(PodId(0)), BugError);
        CHECK_THROWS_AS(storage.reserve_slot(PodId(0), taken), BugError);
        CHECK_THROWS_AS(storage.reserve_slot(PodId(0), SlotId(10)), BugError);
        CHECK_THROWS_AS(storage.lift(PodId(8)), BugError);
        CHECK_THROWS_AS(storage.lift(PodId()), BugError);
        CHECK(digest(storage) == before);
        storage.lift(PodId(2));
        storage.reserve_slot(PodId(2), storage.home_of(PodId(0)));
        CHECK_THROWS_AS(storage.reserve_slot(PodId(0), storage.home_of(PodId(0))), BugError);
    }

    TEST_CASE("units are promised, released, picked and stowed with all totals") {
        Storage storage = small_storage();
        const SkuId sku(0);
        const PodId pod = storage.pods_with(sku).front();
        const std::int64_t there = storage.available(pod, sku);
        const std::int64_t room = storage.free_capacity(pod);
        REQUIRE(there >= 5);
        storage.promise(pod, sku, 5);
        CHECK(storage.available(pod, sku) == there - 5);
        CHECK(storage.available(sku) == 45);
        CHECK(storage.units(sku) == 50);
        storage.release(pod, sku, 2);
        CHECK(storage.available(sku) == 47);
        const double mass_kg = storage.mass_kg(pod);
        storage.pick(pod, sku, 3);
        CHECK(storage.units(sku) == 47);
        CHECK(storage.total_units() == 50);
        CHECK(storage.free_capacity(pod) == room + 3);
        CHECK(mass_kg - storage.mass_kg(pod) == doctest::Approx(1.5));
        storage.reserve_capacity(pod, 7);
        CHECK(storage.free_capacity(pod) == room - 4);
        storage.stow(pod, SkuId(1), 4);
        storage.release_capacity(pod, 3);
        CHECK(storage.free_capacity(pod) == room - 1);
        CHECK(storage.units(SkuId(1)) == 7);
        CHECK(storage.total_units() == 54);
        CHECK(storage.recount_units() == 54);
    }

    TEST_CASE("the last unit of a SKU takes its entry along") {
        Storage storage = small_storage();
        const SkuId sku(1);
        REQUIRE(storage.pods_with(sku).size() == 3);
        const PodId pod = storage.pods_with(sku)[1];
        storage.promise(pod, sku, 1);
        CHECK(storage.pods_with(sku).size() == 3);
        storage.pick(pod, sku, 1);
        CHECK(storage.pods_with(sku).size() == 2);
        CHECK(std::ranges::none_of(storage.stock(pod), [&](const Stock& s) { return s.sku == sku; }));
        CHECK(storage.available(pod, sku) == 0);
    }

    TEST_CASE("misuse of stock is a named bug and changes nothing") {
        Storage storage = small_storage();
        const SkuId sku(1);
        const PodId pod = storage.pods_with(sku).front();
        PodId without;
        for (std::size_t p = 0; p < storage.pod_count(); ++p)
            if (storage.available(PodId(p), sku) == 0) without = PodId(p);
        REQUIRE(without.valid());
        const std::uint64_t before = digest(storage);
        CHECK_THROWS_AS(storage.promise(pod, sku, storage.available(pod, sku) + 1), BugError);
        CHECK_THROWS_AS(storage.promise(pod, sku, 0), BugError);
        CHECK_THROWS_AS(storage.promise(without, sku, 1), BugError);
        CHECK_THROWS_AS(storage.pick(pod, sku, 1), BugError);
        CHECK_THROWS_AS(storage.release(pod, sku, 1), BugError);
        CHECK_THROWS_AS(storage.stow(pod, sku, 1), BugError);
        CHECK_THROWS_AS(storage.reserve_capacity(pod, storage.free_capacity(pod) + 1), BugError);
        CHECK_THROWS_AS(storage.release_capacity(pod, 1), BugError);
        CHECK_THROWS_AS(storage.promise(pod, SkuId(7), 1), BugError);
        CHECK_THROWS_AS((void)storage.units(SkuId(2)), BugError);
        CHECK(digest(storage) == before);
    }

    TEST_CASE("the storage table shows the struct's defaults within their ranges") {
        const config::Table& table = storage_table();
        CHECK(table.fields.size() == 8);
        const auto made = table.make_default();
        for (const config::Field& field : table.fields) {
            CAPTURE(field.name);
            const double value = field.kind == config::FieldKind::Integer
                                     ? static_cast<double>(*static_cast<std::int64_t*>(field.member(made.get())))
                                     : *static_cast<double*>(field.member(made.get()));
            CHECK(value >= field.range.low);
            CHECK(value <= field.range.high);
            CHECK_FALSE(field.doc.empty());
        }
    }
}
