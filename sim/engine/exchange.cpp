// Load units pass from area to area between the ticks of a run, when no floor is at work.
#include "base/check.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

void Simulation::Impl::exchange() {
    hand_over_orders();
    for (std::size_t i = 0; i < sorters.size(); ++i)
        if (links.sorting_to_transport[i] != Links::kNone) hand_over_parcels(i);
}

// A completed order is a parcel for the route that its own stream draws, so that variants send the same orders to the same
// places.
void Simulation::Impl::hand_over_orders() {
    if (links.storage_to_sorting == Links::kNone || orders == nullptr) return;
    operations::SortControl& to = *sorters[links.storage_to_sorting];
    const std::vector<OrderId>& completed = orders->orders().completed_orders;
    for (; orders_handed_over < completed.size(); ++orders_handed_over) {
        Stream stream(seed, "order_route", completed[orders_handed_over].value);
        packed.push_back({primitives::RouteId(stream.weighted(to.route_shares())), now_step});
    }
    for (std::size_t room = to.parcel_room(); room > 0 && !packed.empty(); --room) {
        to.put_parcel({packed.front().route, now_step});
        packed.pop_front();
    }
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
