// Totes at the port of the storage area, and wrong items that turn up at pick stations.
#include "base/check.hpp"
#include "base/random.hpp"
#include "operations/impl.hpp"

namespace dray::operations {

const Inbound* Operations::inbound() const {
    return impl_->site.inbound ? &*impl_->site.inbound : nullptr;
}

const ForeignFigures& Operations::wrong_items() const {
    return impl_->site.foreign.figures();
}

std::int64_t Operations::units_at_desk() const {
    return impl_->return_desk.units();
}

bool Operations::tote_ready() const {
    return impl_->site.inbound && impl_->site.inbound->ready();
}

primitives::Parcel Operations::take_tote(Step now) {
    DRAY_CHECK(tote_ready(), "a tote is taken from a dock without one");
    const ToteId id = impl_->site.inbound->take(now);
    return {.sku = impl_->site.inbound->tote(id).sku, .tote = id};
}

std::size_t Operations::tote_room() const {
    return impl_->site.inbound ? impl_->site.inbound->room() : 0;
}

// What nobody has identified is taken for what it is: it is what was ordered.
void Operations::put_tote(const primitives::Parcel& parcel, Step now) {
    DRAY_CHECK(parcel.tote.valid() && tote_room() > 0, "storage is given a tote that it has no room for");
    const Tote& tote = impl_->site.inbound->tote(parcel.tote);
    const SkuId believed = parcel.believed.valid() ? parcel.believed : tote.sku;
    DRAY_CHECK(believed.index() < articles(), "tote {} is taken for SKU {} of {}", parcel.tote.value, believed.value, articles());
    impl_->site.inbound->bring(parcel.tote, believed, now);
    if (believed != tote.sku) impl_->replenishment.mistaken(tote.sku, believed, tote.units);
}

// A picker reaches blindly among what lies there, part after part of the service. How often this has happened before numbers the
// streams.
double Operations::Impl::time_for_wrong_items_s(Visit& visit, std::size_t i) {
    const SkuId sku = site.book.line(visit.parts[i].line).sku;
    std::int64_t foreign = site.foreign.units(visit.pod, sku);
    if (foreign == 0) return 0;
    std::int64_t lying = site.storage.units(visit.pod, sku);
    for (std::size_t before = 0; before < i; ++before) {
        if (site.book.line(visit.parts[before].line).sku != sku) continue;
        lying -= visit.parts[before].units;
        foreign -= visit.parts[before].wrong;
    }
    Stream stream(site.seed, "wrong_item", wrong_item_draws++);
    Part& part = visit.parts[i];
    part.wrong = static_cast<std::int32_t>(wrong_among(part.units, lying, foreign, stream));
    if (part.wrong == 0) return 0;
    return site.config.inbound.wrong_item_s * stream.lognormal(1, site.config.stations.service_cv);
}

// What has happened at the doors since the last tick; doors go down and work again between ticks.
void Operations::Impl::receive(Step now) {
    site.inbound->advance(now);
    for (const DoorChange& change : door_faults.due(now))
        site.inbound->set_down(change.door.index(), change.down, now);
    site.inbound->advance(now);
}

// What the person at the exception desk has looked at goes to the stow stations as far as there are places.
void Operations::Impl::return_set_aside(Step now) {
    while (return_desk.ready(now) && site.inbound->room() > 0) {
        const SetAsideFind find = return_desk.take(now);
        site.inbound->bring_back(find.sku, find.units, now);
        replenishment.returned(find.sku, find.units);
    }
}

// The line wants as many again, before lines of later orders.
void Operations::Impl::set_aside(const Visit& visit, const Part& part, Step now) {
    const SkuId sku = site.book.line(part.line).sku;
    finds.clear();
    site.foreign.set_aside(visit.pod, sku, part.wrong, finds);
    for (const SetAsideFind& find : finds)
        return_desk.put(find, now);
    site.ledger.move_units(Account::Stored, Account::SetAside, part.wrong);
    std::vector<LineId>& waiting = site.work[visit.station.index()].waiting;
    if (site.book.rest(part.line).to_promise == 0) waiting.insert(waiting.begin(), part.line);
    site.book.take_back(part.line, part.wrong);
    replenishment.notice(sku);
    site.note('w', visit.pod, part.line, part.wrong);
}

// Units that were ordered and do not lie in pods, by what they are believed to be.
std::vector<std::int64_t> Operations::Impl::units_coming() const {
    const Inbound& inbound = *site.inbound;
    std::vector<std::int64_t> coming = inbound.on_order(site.storage.sku_count());
    for (std::size_t t = 0; t < inbound.totes(); ++t) {
        const Tote& tote = inbound.tote(ToteId(t));
        coming[tote.believed.index()] += tote.left;
    }
    return coming;
}

// Every tote's units that have a pod are bundles of visits; what lies in pods as something else is part of what lies there.
void Operations::Impl::check_receiving() const {
    const Inbound& inbound = *site.inbound;
    inbound.check_totes();
    std::vector<std::int64_t> bundled(inbound.totes(), 0);
    for (std::size_t v = 0; v < site.visits.capacity(); ++v) {
        const Visit& visit = site.visits[VisitId(v)];
        if (!visit.live) continue;
        for (const Bundle& bundle : visit.bundles)
            bundled[bundle.tote.index()] += bundle.units;
    }
    for (std::size_t t = 0; t < bundled.size(); ++t) {
        const Tote& tote = inbound.tote(ToteId(t));
        DRAY_CHECK(bundled[t] == tote.left - tote.unassigned, "tote {} has {} units with a pod, visits bring {}", t,
                   tote.left - tote.unassigned, bundled[t]);
    }
    for (std::size_t p = 0; p < site.storage.pod_count() && !site.foreign.empty(); ++p)
        for (const primitives::Stock& stock : site.storage.stock(PodId(p)))
            DRAY_CHECK(site.foreign.units(PodId(p), stock.sku) <= stock.units,
                       "pod {} holds {} of SKU {}, more are something else", p, stock.units, stock.sku.value);
    const std::int64_t foreign = site.foreign.total();
    DRAY_CHECK(inbound.figures().units_misstowed == foreign + site.foreign.figures().set_aside,
               "{} units were mis-stowed, {} lie in pods and {} were set aside", inbound.figures().units_misstowed, foreign,
               site.foreign.figures().set_aside);
    DRAY_CHECK(site.ledger.balance(Account::SetAside) == return_desk.units(), "{} units are booked as set aside, not {}",
               site.ledger.balance(Account::SetAside), return_desk.units());
    std::int64_t coming_back = 0;
    for (std::size_t t = 0; t < inbound.totes(); ++t)
        if (inbound.tote(ToteId(t)).returned) coming_back += inbound.tote(ToteId(t)).left;
    DRAY_CHECK(site.foreign.figures().set_aside == return_desk.units() + coming_back + inbound.figures().units_returned,
               "{} units were set aside, {} are at the desk, {} at stow stations and {} in pods again",
               site.foreign.figures().set_aside, return_desk.units(), coming_back, inbound.figures().units_returned);
}

}  // namespace dray::operations
