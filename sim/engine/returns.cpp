// Parcels that were sorted into cages of another route: they leave by a wrong truck, are found where it is unloaded, come back to
// the sorting area, and leave by their own truck at last.
#include <algorithm>

#include "base/check.hpp"
#include "engine/quantiles.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using operations::OrderStage;

void Simulation::Impl::book_departure(std::size_t transport, DoorId door, const primitives::Departure& departure, bool by_road) {
    operations::Returns& away = returns[transport];
    for (const primitives::Departure::Remembered& r : departure.remembered) {
        const primitives::Parcel& parcel = r.parcel;
        if (!parcel.astray()) {
            away.put_right(parcel);
        } else if (by_road) {
            away.ship_by_road(parcel);
        } else {
            away.ship(parcel);
        }
        if (parcel.order.valid())
            order_log.add(now_step, parcel.order, parcel.astray() ? OrderStage::ShippedAstray : OrderStage::PutRight, -1,
                          static_cast<std::int32_t>(door.index()), 0);
    }
}

// Those whose time has come wait before the sorting area, whether it has room or not.
void Simulation::Impl::bring_back(std::size_t transport) {
    const AreaRef sorting = links.above(transport);
    if (!sorting.valid()) return;
    for (std::size_t d = 0; d < haulers[transport]->doors(); ++d) {
        const auto leads_on = [&](const Road& road) { return road.transport == transport && road.door == DoorId(d); };
        if (std::ranges::any_of(links.roads, leads_on)) continue;
        for (const primitives::Departure& departure : haulers[transport]->take_departures(DoorId(d)))
            book_departure(transport, DoorId(d), departure, false);
    }
    const auto number = static_cast<std::size_t>(std::ranges::find(links.sorting, sorting) - links.sorting.begin());
    while (returns[transport].ready(now_step))
        put_parcel(sorting, logged(returns[transport].take(), OrderStage::Returned, number));
}

// What was sorted astray lies on a slide or in a cage, or has left by a truck and is away or back.
void Simulation::Impl::check_returns() const {
    for (std::size_t i = 0; i < haulers.size(); ++i) {
        const operations::ReturnFigures& figures = returns[i].figures();
        const primitives::YardTotals& yard = haulers[i]->yard().totals();
        DRAY_CHECK(yard.astray_shipped == figures.shipped, "{} parcels were shipped astray, booked are {}", yard.astray_shipped,
                   figures.shipped);
        returns[i].check();
        const AreaRef above = links.above(i);
        const std::int64_t sorted = above.valid() ? sorting_at(above).missorted() : 0;
        const std::int64_t on_slides = above.valid() ? sorting_at(above).chute_field().astray_on_slides() : 0;
        DRAY_CHECK(sorted == on_slides + yard.astray_dropped,
                   "{} parcels were sorted astray, {} lie on slides and {} fell into cages", sorted, on_slides,
                   yard.astray_dropped);
        std::int64_t taken = 0;
        for (std::size_t r = 0; r < roads.size(); ++r)
            if (links.roads[r].transport == i) taken += roads[r].figures().astray;
        DRAY_CHECK(taken == figures.by_road, "{} parcels left astray over roads, booked are {}", taken, figures.by_road);
    }
}

AstrayResult Simulation::Impl::astray_of(std::size_t transport) const {
    const operations::ReturnFigures& figures = returns[transport].figures();
    const AreaRef above = links.above(transport);
    const std::int64_t on_slides = above.valid() ? sorting_at(above).chute_field().astray_on_slides() : 0;
    return {.on_site = on_slides + haulers[transport]->yard().astray_on_site(),
            .shipped = figures.shipped,
            .orders = figures.orders,
            .away = figures.unfound + figures.on_way_back,
            .on_way_back = figures.on_way_back,
            .returned = figures.returned,
            .put_right = figures.put_right,
            .away_s = quantiles_of(figures.away_s),
            .delay_s = quantiles_of(figures.delay_s)};
}

}  // namespace dray::engine
