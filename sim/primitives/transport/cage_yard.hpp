// Cages in the slots of a transport floor: beneath chutes, in the store, before the doors, on movers, in trucks.
//
// Every slot has a use. A cage is handed over in two phases: its next slot is reserved first, then the cage is lifted and set
// down, and until the set-down it belongs to the mover. Cages and parcels are conserved; check() recounts both.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "floor/floor.hpp"
#include "primitives/parcel.hpp"
#include "primitives/transport/transport.hpp"

namespace dray::primitives {

enum class SlotUse : std::uint8_t { None, Chute, Store, Staging };
enum class CagePlace : std::uint8_t { Away, InSlot, OnMover, InTruck };

struct Cage {
    CagePlace place = CagePlace::Away;
    SlotId slot;                  ///< InSlot: where it stands
    SlotId reserved;              ///< the slot it is to be set down in; invalid: none
    std::int64_t parcels = 0;     ///< content
    DoorId route;                 ///< where the content goes; invalid: empty and free
    std::int64_t truck = -1;      ///< number of the route's truck for which it was pulled from its chute; -1: still filling
    std::int64_t remembered = 0;  ///< of the parcels, those that are astray or once were: the yard knows which
    [[nodiscard]] bool empty() const { return parcels == 0; }
};

/// Counts since the start of the run. Cages: initial + brought = on site + taken. Parcels, and of them those of another route
/// than their cage's: dropped = on site + shipped.
struct YardTotals {
    std::int64_t cages_initial = 0, cages_brought = 0, cages_taken = 0;
    std::int64_t parcels_dropped = 0, parcels_shipped = 0;
    std::int64_t astray_dropped = 0, astray_shipped = 0;
};

/// All cages of one transport floor. Misuse (two cages in a slot, lifting what is not there, parcels beyond the capacity) throws
/// BugError. Not for several threads at once.
class CageYard {
  public:
    /// Uses follow the floor's zones: "chutes", "store" and "door-1", "door-2" ... Each chute starts with an empty cage, the
    /// store with the configured share. `doors` is the number of doors that the zones name.
    CageYard(const CageConfig& config, const floor::Floor& floor);

    [[nodiscard]] std::size_t doors() const { return staging_.size(); }
    [[nodiscard]] SlotUse use(SlotId slot) const { return use_[slot.index()]; }
    [[nodiscard]] std::span<const SlotId> chutes() const { return chutes_; }
    [[nodiscard]] std::span<const SlotId> store() const { return store_; }
    [[nodiscard]] std::span<const SlotId> staging(DoorId door) const { return staging_[door.index()]; }
    [[nodiscard]] CageId cage_in(SlotId slot) const { return in_[slot.index()]; }
    /// No cage stands there and none is on its way.
    [[nodiscard]] bool free(SlotId slot) const { return !in_[slot.index()].valid() && !coming_[slot.index()].valid(); }
    [[nodiscard]] CageId coming_to(SlotId slot) const { return coming_[slot.index()]; }
    [[nodiscard]] const Cage& cage(CageId id) const { return cages_[id.index()]; }
    [[nodiscard]] std::size_t cage_count() const { return cages_.size(); }  ///< ids below this exist, Away or not
    [[nodiscard]] double mass_kg(CageId id) const;

    /// One parcel of a route falls into the cage at a chute, which is the route's or still empty, not pulled and not full.
    void drop_parcel(SlotId chute, DoorId route);
    /// The same; a parcel that is astray or once was is remembered for as long as its cage is on site.
    void drop_parcel(SlotId chute, const Parcel& parcel);
    [[nodiscard]] bool takes_parcel(SlotId chute, DoorId route) const;
    [[nodiscard]] bool full(CageId id) const { return cages_[id.index()].parcels >= config_.parcels_per_cage; }
    /// The cage is to leave its chute for that truck; nothing more falls into it.
    void pull(CageId id, std::int64_t truck);
    /// Its truck has left without it: it goes with another one.
    void put_off(CageId id, std::int64_t truck);

    void reserve(CageId id, SlotId slot);  ///< for a cage in a slot; the slot is free
    void cancel(CageId id);                ///< of a cage that is not lifted yet
    void lift(CageId id);                  ///< InSlot with a reservation -> OnMover
    void set_down(CageId id);              ///< OnMover -> InSlot at the reserved slot
    void board(CageId id);                 ///< a pulled cage in a staging slot -> InTruck; its slot is free
    CageId bring_empty(SlotId slot);       ///< a truck's empty cage is rolled into a free staging slot
    /// InTruck -> Away with its parcels; the id may be used again. Those that are remembered, in the order in which they fell in.
    std::vector<Parcel> depart(CageId id);

    [[nodiscard]] const YardTotals& totals() const { return totals_; }
    [[nodiscard]] std::int64_t on_site() const { return on_site_; }          ///< cages in slots, on movers and in trucks
    [[nodiscard]] std::int64_t parcels_on_site() const { return parcels_; }  ///< in them
    [[nodiscard]] std::int64_t astray_on_site() const { return astray_; }    ///< of those, of another route than their cage's
    void check(bool full) const;
    void add_to(StateHash& hash) const;

  private:
    struct Remembered {
        CageId cage;
        Parcel parcel;
    };
    CageId make_cage(SlotId slot);

    CageConfig config_;
    std::vector<SlotUse> use_;                  ///< by slot
    std::vector<CageId> in_, coming_;           ///< by slot
    std::vector<SlotId> chutes_, store_;        ///< ascending
    std::vector<std::vector<SlotId>> staging_;  ///< by door, ascending
    std::vector<Cage> cages_;
    std::vector<CageId> unused_;
    std::vector<Remembered> remembered_;  ///< in order of falling in; few, mostly none
    YardTotals totals_;
    std::int64_t on_site_ = 0, parcels_ = 0, astray_ = 0;
    StateHash trail_;  ///< digest of every change so far
};

/// The use of a slot by the name of the zone it lies in.
[[nodiscard]] SlotUse slot_use(const floor::Floor& floor, SlotId slot);

/// The highest number of a zone "door-N".
[[nodiscard]] std::size_t door_count(const floor::Floor& floor);

/// Slots by their zones' names: what a transport floor lacks, as one sentence each; nothing missing: empty. Doors are numbered
/// from 1 without a gap.
[[nodiscard]] std::vector<std::string> missing_uses(const floor::Floor& floor);

}  // namespace dray::primitives
