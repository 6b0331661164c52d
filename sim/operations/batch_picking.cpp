// Batch picking for a put wall: every line of an order is picked at the station that suits it, and what is picked leaves for the
// wall at once. A station gives up the order's slot with its last line there; the order itself is complete when the wall has
// packed it.
#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "operations/impl.hpp"

namespace dray::operations {

namespace {

// A pod that comes to the station anyway has goods for the line.
bool comes_anyway(const Site& site, LaneId station, SkuId sku) {
    return std::ranges::any_of(site.work[station.index()].visits,
                               [&](VisitId id) { return site.storage.available(site.visits[id].pod, sku) > 0; });
}

bool is_open_at(const Site& site, OrderId order, LaneId station) {
    const auto& open = site.stations[station.index()].open_orders();
    return std::ranges::find(open, order) != open.end();
}

}  // namespace

// Where a pod comes anyway, then where fewest lines wait; the order of `free_stations` decides ties. A station without a free
// slot takes further lines of an order that it has already.
LaneId Operations::Impl::station_for_line(OrderId order, SkuId sku) const {
    LaneId best;
    bool best_comes = false;
    std::size_t best_load = 0;
    for (const LaneId lane : free_stations) {
        if (site.stations[lane.index()].free_order_slots() == 0 && !is_open_at(site, order, lane)) continue;
        const bool comes = comes_anyway(site, lane, sku);
        const std::size_t load = site.work[lane.index()].waiting.size();
        if (best.valid() && (comes != best_comes ? best_comes : load >= best_load)) continue;
        best = lane;
        best_comes = comes;
        best_load = load;
    }
    return best;
}

void Operations::Impl::open_in_batch(OrderId id, Step now) {
    DRAY_CHECK(order_room > 0, "order {} is opened and the wall has no cell for it", id.value);
    --order_room;
    opened_for_wall.push_back(id);
    site.book.open(id, LaneId());
    const Order& order = site.book.order(id);
    for (std::uint32_t i = 0; i < order.line_count; ++i) {
        const LineId line(order.first_line.index() + i);
        const LaneId station = station_for_line(id, site.book.line(line).sku);
        DRAY_CHECK(station.valid(), "no station takes line {} of order {}", line.value, id.value);
        if (!is_open_at(site, id, station)) site.stations[station.index()].open_order(id);
        station_of_line[line.index()] = station;
        if (i == 0) site.log_order(now, id, OrderStage::Opened, static_cast<std::int32_t>(station.value));
        StationWork& work = site.work[station.index()];
        work.waiting.push_back(line);
        for (const VisitId visit : work.visits)
            promise_lines(visit, now);
        site.note('o', id, line, station);
    }
}

// A line is done; the station's slot is free when no other line of the order is left there.
void Operations::Impl::close_at_station(LineId done) {
    const OrderLine& line = site.book.line(done);
    const Order& order = site.book.order(line.order);
    const LaneId station = station_of_line[done.index()];
    for (std::uint32_t i = 0; i < order.line_count; ++i) {
        const LineId other(order.first_line.index() + i);
        if (station_of_line[other.index()] == station && site.book.rest(other).to_pick > 0) return;
    }
    site.stations[station.index()].close_order(line.order);
    ++site.stations[station.index()].orders_done;
}

void Operations::begin_batches() {
    impl_->batch = true;
    impl_->station_of_line.resize(impl_->site.book.demand().lines.size());
}

void Operations::set_order_room(std::size_t orders) {
    impl_->order_room = orders;
}

std::vector<OrderId> Operations::take_opened() {
    return std::exchange(impl_->opened_for_wall, {});
}

std::vector<PickedItem> Operations::take_picked() {
    return std::exchange(impl_->picked_for_wall, {});
}

void Operations::complete(OrderId id, Step now) {
    DRAY_CHECK(impl_->batch, "order {} is completed from outside without batches", id.value);
    impl_->finish_order(id, now);
}

}  // namespace dray::operations
