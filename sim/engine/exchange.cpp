// Load units pass from area to area between the ticks of a run, when no floor is at work.
#include "base/check.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

void Simulation::Impl::exchange() {
    for (std::size_t i = 0; i < roads.size(); ++i)
        drive_road(i);
    pack_orders();
    for (std::size_t i = 0; i < handlers.size(); ++i)
        hand_over_handled(i);
    for (std::size_t i = 0; i < identifiers.size(); ++i)
        hand_over_identified(i);
    for (std::size_t i = 0; i < sorters.size(); ++i)
        if (links.sorting_to_transport[i] != Links::kNone) hand_over_parcels(i);
}

// Trucks that have left are on the road; what is unloaded at the other end goes in as far as there is room.
void Simulation::Impl::drive_road(std::size_t i) {
    operations::LineHaul& road = roads[i];
    const Road& link = links.roads[i];
    for (const primitives::Departure& departure : haulers[link.transport]->take_departures(link.door))
        road.take(departure);
    road.advance(now_step);
    if (link.to.kind == AreaKind::Handling) handlers[link.to.area]->advance(now_step);
    for (std::size_t room = parcel_room(link.to); room > 0 && road.ready(); --room)
        put_parcel(link.to, road.give());
    road.check();
}

// Parcels that an area takes now. Where nothing is connected they leave the site.
std::size_t Simulation::Impl::parcel_room(AreaRef area) const {
    if (area.kind == AreaKind::Handling) return handlers[area.area]->room();
    if (area.kind == AreaKind::Sorting) return sorters[area.area]->parcel_room();
    return static_cast<std::size_t>(-1);
}

void Simulation::Impl::put_parcel(AreaRef area, primitives::Parcel parcel) {
    parcel.came = now_step;
    if (area.kind == AreaKind::Handling) handlers[area.area]->put(parcel, now_step);
    if (area.kind == AreaKind::Identification) identifiers[area.area]->put(parcel, now_step);
    if (area.kind == AreaKind::Sorting) sorters[area.area]->put_parcel(parcel);
}

// A completed order is a parcel for the route that its own stream draws, so that variants send the same orders to the same
// places. It shows the article of its first line.
void Simulation::Impl::pack_orders() {
    if (orders == nullptr || !links.storage.valid()) return;
    const std::size_t sorting = links.sorting_behind(links.storage);
    const std::vector<double> one_route = {1};
    const std::span<const double> shares = sorting == Links::kNone ? one_route : sorters[sorting]->route_shares();
    const std::vector<OrderId>& completed = orders->orders().completed_orders;
    for (; orders_handed_over < completed.size(); ++orders_handed_over) {
        const OrderId id = completed[orders_handed_over];
        Stream stream(seed, "order_route", id.value);
        const primitives::RouteId route(stream.weighted(shares));
        packed.push_back({.route = route, .true_route = route, .sku = orders->first_article(id), .came = now_step, .order = id});
    }
    if (links.storage.kind == AreaKind::Handling) handlers[links.storage.area]->advance(now_step);
    for (std::size_t room = parcel_room(links.storage); room > 0 && !packed.empty(); --room) {
        order_log.add(now_step, packed.front().order, operations::OrderStage::Sent, -1, -1, 0);
        put_parcel(links.storage, packed.front());
        packed.pop_front();
    }
}

// A parcel that leaves an area, of which the log is told.
primitives::Parcel Simulation::Impl::logged(primitives::Parcel parcel, operations::OrderStage stage, std::size_t area) {
    if (parcel.order.valid()) order_log.add(now_step, parcel.order, stage, -1, static_cast<std::int32_t>(area), 0);
    return parcel;
}

// Handled and identified parcels go on as far as there is room.
void Simulation::Impl::hand_over_handled(std::size_t i) {
    operations::HandlingArea& area = *handlers[i];
    area.advance(now_step);
    const AreaRef to = links.handling[i];
    if (to.kind == AreaKind::Handling) handlers[to.area]->advance(now_step);
    for (std::size_t room = parcel_room(to); room > 0 && area.ready(); --room)
        put_parcel(to, logged(area.take(now_step), operations::OrderStage::Packed, i));
    area.check();
}

void Simulation::Impl::hand_over_identified(std::size_t i) {
    operations::IdentificationArea& area = *identifiers[i];
    area.advance(now_step);
    const AreaRef to = links.identification[i];
    for (std::size_t room = parcel_room(to); room > 0 && area.ready(); --room)
        put_parcel(to, logged(area.take(), operations::OrderStage::Identified, i));
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
