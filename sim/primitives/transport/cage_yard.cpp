#include "primitives/transport/cage_yard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/check.hpp"

namespace dray::primitives {

namespace {

// The door that a zone's name stands for, from 1; 0: none.
std::size_t door_of(const std::string& zone) {
    constexpr std::string_view kDoor = "door-";
    if (!zone.starts_with(kDoor)) return 0;
    std::size_t number = 0;
    const char* const end = zone.data() + zone.size();
    const auto [stop, error] = std::from_chars(zone.data() + kDoor.size(), end, number);
    return error == std::errc() && stop == end && number <= 1000 ? number : 0;
}

bool inside(const floor::Zone& zone, const floor::Floor& floor, CellId c) {
    const int row = floor.row(c), column = floor.column(c);
    return row >= zone.row && row < zone.row + zone.rows && column >= zone.column && column < zone.column + zone.columns;
}

struct UseOfSlot {
    SlotUse use = SlotUse::None;
    std::size_t door = 0;  ///< Staging: from 1
};

UseOfSlot use_of(const floor::Floor& floor, SlotId slot) {
    for (const floor::Zone& zone : floor.zones()) {
        if (!inside(zone, floor, floor.slot(slot).cell)) continue;
        if (const std::size_t door = door_of(zone.name); door > 0) return {SlotUse::Staging, door};
        if (zone.name == "store") return {SlotUse::Store, 0};
        if (zone.name == "chutes") return {SlotUse::Chute, 0};
    }
    return {};
}

struct Uses {
    std::vector<SlotUse> use;
    std::vector<SlotId> chutes, store;
    std::vector<std::vector<SlotId>> staging;
};

Uses uses_of(const floor::Floor& floor) {
    Uses uses;
    uses.staging.resize(door_count(floor));
    for (std::size_t s = 0; s < floor.slots().size(); ++s) {
        const auto [use, door] = use_of(floor, SlotId(s));
        uses.use.push_back(use);
        if (use == SlotUse::Chute) uses.chutes.emplace_back(s);
        if (use == SlotUse::Store) uses.store.emplace_back(s);
        if (use == SlotUse::Staging) uses.staging[door - 1].emplace_back(s);
    }
    return uses;
}

}  // namespace

std::size_t door_count(const floor::Floor& floor) {
    std::size_t doors = 0;
    for (const floor::Zone& zone : floor.zones())
        doors = std::max(doors, door_of(zone.name));
    return doors;
}

SlotUse slot_use(const floor::Floor& floor, SlotId slot) {
    return use_of(floor, slot).use;
}

std::vector<std::string> missing_uses(const floor::Floor& floor) {
    const Uses uses = uses_of(floor);
    std::vector<std::string> missing;
    if (uses.chutes.empty()) missing.emplace_back("no slot lies in a zone \"chutes\"");
    if (uses.store.empty()) missing.emplace_back("no slot lies in a zone \"store\"");
    if (uses.staging.empty()) missing.emplace_back("there is no zone \"door-1\"");
    for (std::size_t d = 0; d < uses.staging.size(); ++d)
        if (uses.staging[d].empty()) missing.push_back(fmt::format("no slot lies in a zone \"door-{}\"", d + 1));
    return missing;
}

CageYard::CageYard(const CageConfig& config, const floor::Floor& floor) : config_(config) {
    Uses uses = uses_of(floor);
    use_ = std::move(uses.use);
    chutes_ = std::move(uses.chutes);
    store_ = std::move(uses.store);
    staging_ = std::move(uses.staging);
    in_.resize(use_.size());
    coming_.resize(use_.size());
    cages_.reserve(use_.size() + 64);
    for (const SlotId slot : chutes_)
        make_cage(slot);
    // Spread evenly, so that an empty cage is near and a free slot too.
    const auto filled = static_cast<std::size_t>(config.store_fill * static_cast<double>(store_.size()));
    for (std::size_t i = 0; i < filled; ++i)
        make_cage(store_[i * store_.size() / filled]);
    totals_.cages_initial = on_site_;
}

CageId CageYard::make_cage(SlotId slot) {
    DRAY_CHECK(free(slot), "a new cage in slot {} that is taken", slot.value);
    CageId id;
    if (unused_.empty()) {
        id = CageId(cages_.size());
        cages_.emplace_back();
    } else {
        id = unused_.back();
        unused_.pop_back();
    }
    cages_[id.index()] = {.place = CagePlace::InSlot, .slot = slot};
    in_[slot.index()] = id;
    ++on_site_;
    return id;
}

double CageYard::mass_kg(CageId id) const {
    return config_.empty_kg + static_cast<double>(cage(id).parcels) * config_.parcel_kg;
}

bool CageYard::takes_parcel(SlotId chute, DoorId route) const {
    const CageId id = in_[chute.index()];
    if (!id.valid() || full(id)) return false;
    const Cage& c = cage(id);
    return c.truck < 0 && !c.reserved.valid() && (!c.route.valid() || c.route == route);
}

void CageYard::drop_parcel(SlotId chute, DoorId route) {
    DRAY_CHECK(use(chute) == SlotUse::Chute && takes_parcel(chute, route), "a parcel of route {} falls into slot {}", route.value,
               chute.value);
    Cage& c = cages_[in_[chute.index()].index()];
    c.route = route;
    ++c.parcels;
    ++parcels_;
    ++totals_.parcels_dropped;
    trail_.add(chute);
}

void CageYard::drop_parcel(SlotId chute, const Parcel& parcel) {
    drop_parcel(chute, parcel.route);
    if (!parcel.remembered()) return;
    const CageId id = in_[chute.index()];
    ++cages_[id.index()].remembered;
    remembered_.push_back({.cage = id, .parcel = parcel});
    astray_ += parcel.astray() ? 1 : 0;
    totals_.astray_dropped += parcel.astray() ? 1 : 0;
    trail_.add(parcel.true_route);
    trail_.add(parcel.came);
}

void CageYard::pull(CageId id, std::int64_t truck) {
    Cage& c = cages_[id.index()];
    DRAY_CHECK(c.place == CagePlace::InSlot && use(c.slot) == SlotUse::Chute && c.truck < 0 && c.route.valid() && truck >= 0,
               "cage {} is pulled for truck {}", id.value, truck);
    c.truck = truck;
    trail_.add(id);
}

void CageYard::put_off(CageId id, std::int64_t truck) {
    Cage& c = cages_[id.index()];
    DRAY_CHECK(c.truck >= 0 && truck > c.truck, "cage {} is put off from truck {} to {}", id.value, c.truck, truck);
    c.truck = truck;
}

void CageYard::reserve(CageId id, SlotId slot) {
    Cage& c = cages_[id.index()];
    DRAY_CHECK(c.place == CagePlace::InSlot && !c.reserved.valid() && free(slot), "cage {} cannot have slot {}", id.value,
               slot.value);
    c.reserved = slot;
    coming_[slot.index()] = id;
    trail_.add(id);
    trail_.add(slot);
}

void CageYard::cancel(CageId id) {
    Cage& c = cages_[id.index()];
    DRAY_CHECK(c.place == CagePlace::InSlot && c.reserved.valid(), "cage {} has no move to cancel", id.value);
    coming_[c.reserved.index()] = CageId();
    c.reserved = SlotId();
}

void CageYard::lift(CageId id) {
    Cage& c = cages_[id.index()];
    DRAY_CHECK(c.place == CagePlace::InSlot && c.reserved.valid(), "cage {} is lifted and has no place to go", id.value);
    in_[c.slot.index()] = CageId();
    c.place = CagePlace::OnMover;
    c.slot = SlotId();
    trail_.add(id);
}

void CageYard::set_down(CageId id) {
    Cage& c = cages_[id.index()];
    DRAY_CHECK(c.place == CagePlace::OnMover && !in_[c.reserved.index()].valid(), "cage {} is set down where it cannot stand",
               id.value);
    c.place = CagePlace::InSlot;
    c.slot = c.reserved;
    c.reserved = SlotId();
    coming_[c.slot.index()] = CageId();
    in_[c.slot.index()] = id;
    trail_.add(c.slot);
}

void CageYard::board(CageId id) {
    Cage& c = cages_[id.index()];
    DRAY_CHECK(c.place == CagePlace::InSlot && use(c.slot) == SlotUse::Staging && c.truck >= 0 && !c.reserved.valid(),
               "cage {} boards a truck", id.value);
    in_[c.slot.index()] = CageId();
    c.place = CagePlace::InTruck;
    c.slot = SlotId();
    trail_.add(id);
}

CageId CageYard::bring_empty(SlotId slot) {
    DRAY_CHECK(use(slot) == SlotUse::Staging, "a truck's cage is rolled into slot {}", slot.value);
    const CageId id = make_cage(slot);
    ++totals_.cages_brought;
    trail_.add(slot);
    return id;
}

std::vector<Parcel> CageYard::depart(CageId id) {
    Cage& c = cages_[id.index()];
    DRAY_CHECK(c.place == CagePlace::InTruck, "cage {} departs and is in no truck", id.value);
    std::vector<Parcel> remembered;
    for (std::size_t i = 0; std::ssize(remembered) < c.remembered;) {
        DRAY_CHECK(i < remembered_.size(), "cage {} holds {} parcels to remember", id.value, c.remembered);
        if (remembered_[i].cage != id) {
            ++i;
            continue;
        }
        remembered.push_back(remembered_[i].parcel);
        remembered_.erase(remembered_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    const auto astray = std::ranges::count_if(remembered, &Parcel::astray);
    astray_ -= astray;
    totals_.astray_shipped += astray;
    totals_.parcels_shipped += c.parcels;
    parcels_ -= c.parcels;
    ++totals_.cages_taken;
    --on_site_;
    c = Cage();
    unused_.push_back(id);
    trail_.add(id);
    return remembered;
}

void CageYard::check(bool full) const {
    DRAY_CHECK(totals_.cages_initial + totals_.cages_brought == on_site_ + totals_.cages_taken,
               "{} cages at first and {} brought, but {} on site and {} taken", totals_.cages_initial, totals_.cages_brought,
               on_site_, totals_.cages_taken);
    DRAY_CHECK(totals_.parcels_dropped == parcels_ + totals_.parcels_shipped, "{} parcels came, {} are on site and {} gone",
               totals_.parcels_dropped, parcels_, totals_.parcels_shipped);
    DRAY_CHECK(totals_.astray_dropped == astray_ + totals_.astray_shipped, "{} parcels came astray, {} are on site and {} gone",
               totals_.astray_dropped, astray_, totals_.astray_shipped);
    if (!full) return;
    std::int64_t cages = 0, parcels = 0, standing = 0, remembered = 0;
    for (std::size_t i = 0; i < cages_.size(); ++i) {
        const Cage& c = cages_[i];
        if (c.place == CagePlace::Away) continue;
        ++cages;
        parcels += c.parcels;
        remembered += c.remembered;
        DRAY_CHECK(c.parcels >= c.remembered && c.parcels <= config_.parcels_per_cage, "cage {} holds {} parcels", i, c.parcels);
        DRAY_CHECK(c.place != CagePlace::InSlot || in_[c.slot.index()] == CageId(i), "cage {} is not in its slot {}", i,
                   c.slot.value);
        DRAY_CHECK(!c.reserved.valid() || coming_[c.reserved.index()] == CageId(i), "cage {} is not expected in slot {}", i,
                   c.reserved.value);
        standing += c.place == CagePlace::InSlot ? 1 : 0;
    }
    std::int64_t occupied = 0;
    for (const CageId id : in_)
        occupied += id.valid() ? 1 : 0;
    DRAY_CHECK(cages == on_site_ && parcels == parcels_ && occupied == standing,
               "counted {} cages with {} parcels in {} slots, booked are {} with {}", cages, parcels, occupied, on_site_,
               parcels_);
    std::int64_t astray = 0;
    for (const Remembered& r : remembered_) {
        astray += r.parcel.astray() ? 1 : 0;
        DRAY_CHECK(cage(r.cage).route == r.parcel.route, "a parcel of route {} lies in a cage of route {}", r.parcel.route.value,
                   cage(r.cage).route.value);
    }
    DRAY_CHECK(astray == astray_ && remembered == std::ssize(remembered_),
               "counted {} parcels astray and {} to remember in cages, booked are {} and {}", astray, remembered, astray_,
               remembered_.size());
}

void CageYard::add_to(StateHash& hash) const {
    hash.add(trail_.digest());
    hash.add(on_site_);
    hash.add(parcels_);
}

}  // namespace dray::primitives
