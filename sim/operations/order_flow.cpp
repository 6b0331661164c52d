// Orders become known, go to stations, and their lines are promised from pods.
#include <algorithm>

#include "base/check.hpp"
#include "operations/impl.hpp"

namespace dray::operations {

namespace {

// Orders that one decision chooses from, and how far down the backlog it looks for orders in stock: a backlog of thousands costs
// no more than one of a hundred.
constexpr std::size_t kWindow = 128;
constexpr std::size_t kScan = 512;
// Orders opened in one tick; a start with thousands of free slots is spread over some ticks.
constexpr std::size_t kOpenedPerTick = 64;
// Orders due within this time go before all others. Where they are many, what suits the pods decides among them too, or a site
// with too much to do would stop to use its pods well just then; but the most urgent one has its turn each time after so many.
constexpr double kUrgent_s = 900;
constexpr std::uint32_t kUrgentTurns = 8;

}  // namespace

// Without replenishment an order is taken only when its lines are still there beyond what earlier orders want: what is taken can
// be served to the end.
const char* Operations::Impl::why_never(const Order& order) const {
    if (site.replenishes) return nullptr;
    for (std::uint32_t i = 0; i < order.line_count; ++i) {
        const OrderLine& line = site.book.line(LineId(order.first_line.index() + i));
        const std::int64_t left = site.storage.available(line.sku) - site.book.wanted(line.sku);
        if (left <= 0) return "out of stock";
        if (left < line.units) return "not enough in stock";
    }
    return nullptr;
}

void Operations::Impl::release_orders(Step now) {
    for (OrderId id = site.book.next_release(now); id.valid(); id = site.book.next_release(now)) {
        const Order& order = site.book.order(id);
        site.ledger.order_released();
        if (const char* reason = why_never(order)) {
            site.book.refuse(id);
            site.ledger.order_refused(reason);
            ++site.figures.refused_by_reason[reason];
            site.log_order(now, id, OrderStage::Released, -1, static_cast<std::int32_t>(order.line_count));
            site.log_order(now, id, OrderStage::Refused);
            site.note('x', id);
            continue;
        }
        site.book.accept(id);
        site.log_order(now, id, OrderStage::Released, -1, static_cast<std::int32_t>(order.line_count));
        for (std::uint32_t i = 0; i < order.line_count; ++i) {
            const LineId line(order.first_line.index() + i);
            const OrderLine& wanted = site.book.line(line);
            replenishment.notice(wanted.sku);
            site.log_line(now, line, OrderStage::Line, static_cast<std::int32_t>(wanted.sku.value), wanted.units);
        }
        site.note('r', id);
    }
}

bool Operations::Impl::in_stock(OrderId id) const {
    const Order& order = site.book.order(id);
    for (std::uint32_t i = 0; i < order.line_count; ++i)
        if (site.storage.available(site.book.line(LineId(order.first_line.index() + i)).sku) <= 0) return false;
    return true;
}

// Stations that take an order. Those that are better avoided only take one when no other does.
void Operations::Impl::find_free_stations() {
    free_stations.clear();
    for (const LaneId lane : site.pick_stations)
        if (site.stations[lane.index()].free_order_slots() > 0 &&
            site.stations[lane.index()].state() != primitives::StationState::Down && site.lets_in(lane) && !advice.shuts(lane))
            free_stations.push_back(lane);
    const auto avoided = [&](LaneId lane) { return advice.avoids(lane); };
    if (!std::ranges::all_of(free_stations, avoided)) std::erase_if(free_stations, avoided);
}

void Operations::Impl::assign_orders(Step now) {
    if (site.book.backlog().empty()) return;
    find_free_stations();
    if (free_stations.empty()) return;
    const Step urgent = now + site.clock.steps(kUrgent_s);
    auto next = site.book.backlog().begin();
    window.clear();
    std::size_t scanned = 0;
    for (std::size_t opened = 0; opened < kOpenedPerTick && !free_stations.empty() && (!batch || order_room > 0); ++opened) {
        // Opened orders leave the window and the next ones of the backlog move up.
        for (; window.size() < kWindow && next != site.book.backlog().end() && scanned < kScan; ++next, ++scanned)
            if (in_stock(next->second)) window.push_back(next->second);
        if (window.empty()) return;
        const auto due_soon = static_cast<std::size_t>(
            std::ranges::count_if(window, [&](OrderId id) { return site.book.order(id).due <= urgent; }));
        std::size_t choices = due_soon > 0 ? due_soon : window.size();
        if (due_soon > 0 && ++urgent_opened % kUrgentTurns == 0) choices = 1;
        const auto choice = order_to_station->choose(site, {window.data(), choices}, free_stations);
        const LaneId station = free_stations[choice.station];
        const OrderId order = window[choice.order];
        window.erase(window.begin() + static_cast<std::ptrdiff_t>(choice.order));
        if (batch) {
            open_in_batch(order, now);
            std::erase_if(free_stations, [&](LaneId lane) { return site.stations[lane.index()].free_order_slots() == 0; });
            continue;
        }
        open_order(order, station, now);
        if (site.stations[station.index()].free_order_slots() == 0)
            free_stations.erase(free_stations.begin() + static_cast<std::ptrdiff_t>(choice.station));
    }
}

void Operations::Impl::open_order(OrderId id, LaneId station, Step now) {
    site.book.open(id, station);
    site.log_order(now, id, OrderStage::Opened, static_cast<std::int32_t>(station.value));
    site.stations[station.index()].open_order(id);
    StationWork& work = site.work[station.index()];
    const Order& order = site.book.order(id);
    for (std::uint32_t i = 0; i < order.line_count; ++i)
        work.waiting.push_back(LineId(order.first_line.index() + i));
    // Pods that come anyway, oldest first; a pod in service too, whose service is then prolonged.
    for (const VisitId visit : work.visits)
        promise_lines(visit, now);
    site.note('o', id, station);
}

void Operations::Impl::plan_visits(Step now) {
    for (const LaneId station : site.pick_stations) {
        StationWork& work = site.work[station.index()];
        if (work.waiting.empty() || work.closed || station_faults.closed(station)) continue;
        const std::size_t limit =
            advice.avoids(station) ? std::min(work.places, site.task_limit(station)) : site.task_limit(station);
        while (!work.waiting.empty() && work.visits.size() < limit) {
            const PodId pod = pod_for_order->choose(site, station, now);
            if (!pod.valid()) break;
            const std::size_t before = work.waiting.size();
            const VisitId visit = site.ensure_visit(pod, station, now);
            const std::size_t parts = site.visits[visit].parts.size();
            promise_lines(visit, now);
            DRAY_CHECK(site.visits[visit].parts.size() > parts, "pod {} was chosen for station {} and serves none of {} lines",
                       pod.value, station.value, before);
        }
    }
}

// All waiting lines of the station that the visiting pod can serve are promised from it, in order of age.
void Operations::Impl::promise_lines(VisitId id, Step now) {
    Visit& visit = site.visits[id];
    std::vector<LineId>& waiting = site.work[visit.station.index()].waiting;
    std::size_t kept = 0;
    for (const LineId line : waiting) {
        const SkuId sku = site.book.line(line).sku;
        const std::int64_t available = site.storage.available(visit.pod, sku);
        if (available > 0) {
            const auto units = static_cast<std::int32_t>(std::min<std::int64_t>(available, site.book.rest(line).to_promise));
            site.storage.promise(visit.pod, sku, units);
            site.book.promise(line, units);
            visit.parts.push_back({line, units});
            replenishment.notice(sku);
            site.log_line(now, line, OrderStage::Promised, static_cast<std::int32_t>(visit.pod.value), units);
            site.note('p', visit.pod, line, units);
        }
        if (site.book.rest(line).to_promise > 0) waiting[kept++] = line;
    }
    waiting.resize(kept);
}

}  // namespace dray::operations
