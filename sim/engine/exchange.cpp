// Load units pass from area to area between the ticks of a run, when no floor is at work.
#include "base/check.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

void Simulation::Impl::exchange() {
    hand_over_orders();
    for (std::size_t i = 0; i < identifiers.size(); ++i)
        hand_over_identified(i);
    for (std::size_t i = 0; i < sorters.size(); ++i)
        if (links.sorting_to_transport[i] != Links::kNone) hand_over_parcels(i);
}

// A completed order is a parcel for the route that its own stream draws, so that variants send the same orders to the same
// places. It shows the article of its first line.
void Simulation::Impl::hand_over_orders() {
    const bool identified = links.storage_to_identification != Links::kNone;
    const std::size_t sorting =
        identified ? links.identification_to_sorting[links.storage_to_identification] : links.storage_to_sorting;
    if (orders == nullptr || (!identified && sorting == Links::kNone)) return;
    const std::vector<double> one_route = {1};
    const std::span<const double> shares = sorting == Links::kNone ? one_route : sorters[sorting]->route_shares();
    const std::vector<OrderId>& completed = orders->orders().completed_orders;
    for (; orders_handed_over < completed.size(); ++orders_handed_over) {
        const OrderId id = completed[orders_handed_over];
        Stream stream(seed, "order_route", id.value);
        const primitives::RouteId route(stream.weighted(shares));
        packed.push_back({.route = route, .true_route = route, .sku = orders->first_article(id), .came = now_step});
    }
    if (identified) {
        for (; !packed.empty(); packed.pop_front())
            identifiers[links.storage_to_identification]->put(packed.front(), now_step);
        return;
    }
    for (std::size_t room = sorters[sorting]->parcel_room(); room > 0 && !packed.empty(); --room) {
        packed.front().came = now_step;
        sorters[sorting]->put_parcel(packed.front());
        packed.pop_front();
    }
}

// Identified parcels go on as far as there is room; alone, they are gone.
void Simulation::Impl::hand_over_identified(std::size_t i) {
    operations::IdentificationArea& area = *identifiers[i];
    area.advance(now_step);
    const std::size_t to = links.identification_to_sorting[i];
    std::size_t room = to == Links::kNone ? static_cast<std::size_t>(-1) : sorters[to]->parcel_room();
    for (; room > 0 && area.ready(); --room) {
        primitives::Parcel parcel = area.take();
        if (to == Links::kNone) continue;
        parcel.came = now_step;
        sorters[to]->put_parcel(parcel);
    }
    area.check();
}

// What lies on a chute's slide falls into the cage beneath as far as that takes it; then the chute learns what the cage has room
// for.
void Simulation::Impl::hand_over_parcels(std::size_t sorting) {
    primitives::ChuteField& chutes = sorters[sorting]->chute_field();
    operations::HaulControl& below = *haulers[links.sorting_to_transport[sorting]];
    DRAY_CHECK(chutes.size() == below.chutes(), "{} chutes over {} slots", chutes.size(), below.chutes());
    for (std::size_t i = 0; i < chutes.size(); ++i) {
        const primitives::RouteId route = chutes[i].route;
        std::int64_t room = below.chute_room(i, route);
        for (; room > 0 && chutes[i].slide > 0; --room) {
            chutes.take_from_slide(i);
            below.drop_parcel(i, route);
        }
        chutes.set_cage(i, room, below.chute_is_empty(i));
    }
}

}  // namespace dray::engine
