// Load units pass from area to area between the ticks of a run, when no floor is at work.
#include "base/check.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

void Simulation::Impl::exchange() {
    for (std::size_t i = 0; i < roads.size(); ++i)
        drive_road(i);
    for (std::size_t i = 0; i < haulers.size(); ++i)
        bring_back(i);
    if (links.inbound.valid()) receive_totes();
    pack_orders();
    feed_items();
    for (std::size_t m = 0; m < models.size(); ++m)
        hand_over(m);
    for (const AreaRef sorting : links.sorting)
        if (links.below(sorting) != Links::kNone) hand_over_cages(sorting);
    check_returns();
}

// Trucks that have left are on the road; what is unloaded at the other end goes in as far as there is room.
void Simulation::Impl::drive_road(std::size_t i) {
    operations::LineHaul& road = roads[i];
    const Road& link = links.roads[i];
    for (const primitives::Departure& departure : haulers[link.transport]->take_departures(link.door)) {
        book_departure(link.transport, link.door, departure, true);
        road.take(departure);
    }
    road.advance(now_step);
    for (const operations::LineHaul::Found& found : road.take_found())
        returns[link.transport].find(found.parcel, found.at + road.travel());
    for (std::size_t room = parcel_room(link.to); room > 0 && road.ready(); --room)
        put_parcel(link.to, road.give());
    road.check();
}

// Parcels or totes that an area takes now. Where nothing is connected they leave the site.
std::size_t Simulation::Impl::parcel_room(AreaRef area) {
    if (area.kind == AreaKind::Model) return models[area.area]->room(now_step);
    if (area.kind == AreaKind::Stow) return orders->tote_room();
    if (area.kind == AreaKind::Sorting) return sorters[area.area]->parcel_room();
    return static_cast<std::size_t>(-1);
}

void Simulation::Impl::put_parcel(AreaRef area, primitives::Parcel parcel) {
    parcel.came = now_step;
    if (area.kind == AreaKind::Model) models[area.area]->put(parcel, now_step);
    if (area.kind == AreaKind::Stow) orders->put_tote(parcel, now_step);
    if (area.kind == AreaKind::Sorting) sorters[area.area]->put_parcel(parcel);
}

// An order is a parcel for the route that its own stream draws, so that variants send the same orders to the same places. It
// shows the article of its first line.
primitives::Parcel Simulation::Impl::parcel_of(OrderId id) const {
    const AreaRef sorting = links.sorting_behind({AreaKind::Storage, 0});
    const std::vector<double> one_route = {1};
    const std::span<const double> shares = sorting.valid() ? sorting_at(sorting).route_shares() : one_route;
    Stream stream(seed, "order_route", id.value);
    const primitives::RouteId route(stream.weighted(shares));
    return {.route = route,
            .true_route = route,
            .sku = orders->first_article(id),
            .came = now_step,
            .order = id,
            .lines = orders->lines_of(id),
            .units = orders->units_of(id)};
}

// Totes from the dock go on as far as there is room.
void Simulation::Impl::receive_totes() {
    for (std::size_t room = parcel_room(links.inbound); room > 0 && orders->tote_ready(); --room)
        put_parcel(links.inbound, orders->take_tote(now_step));
    std::int64_t between = 0;
    for (AreaRef at = links.inbound; at.kind == AreaKind::Model; at = links.behind(at))
        between += models[at.area]->books().inside;
    const std::int64_t booked = orders->inbound()->totes_at(operations::TotePlace::OnTheWay);
    DRAY_CHECK(between == booked, "areas hold {} totes between dock and storage, {} are on their way", between, booked);
}

void Simulation::Impl::pack_orders() {
    if (orders == nullptr || !links.storage.valid()) return;
    const std::vector<OrderId>& completed = orders->orders().completed_orders;
    for (; orders_handed_over < completed.size(); ++orders_handed_over)
        packed.push_back(parcel_of(completed[orders_handed_over]));
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

// What lies on a chute's slide falls into the cage beneath as far as that takes it; then the chute learns what the cage has room
// for.
void Simulation::Impl::hand_over_cages(AreaRef sorting) {
    primitives::ChuteField& chutes = sorting_at(sorting).chute_field();
    operations::HaulControl& below = *haulers[links.below(sorting)];
    DRAY_CHECK(chutes.size() == below.chutes(), "{} chutes over {} slots", chutes.size(), below.chutes());
    for (std::size_t i = 0; i < chutes.size(); ++i) {
        const primitives::RouteId route = chutes[i].route;
        std::int64_t room = below.chute_room(i, route);
        for (; room > 0 && chutes[i].slide > 0; --room) {
            if (const auto remembered = chutes.take_from_slide(i)) {
                below.drop_parcel(i, *remembered);
            } else {
                below.drop_parcel(i, route);
            }
        }
        chutes.set_cage(i, room, below.chute_is_empty(i));
    }
}

}  // namespace dray::engine
