#include "operations/replenishment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/random.hpp"

namespace dray::operations {

namespace {

// Low SKUs looked at per tick, bundles brought to a pod in one visit, and pods drawn when none with the SKU has room.
constexpr std::size_t kPerTick = 8;
constexpr std::size_t kBundlesPerVisit = 8;
constexpr int kDraws = 24;

}  // namespace

Replenishment::Replenishment(Site& site)
    : site_(site),
      room_(site.storage.sku_count(), 0),
      incoming_(site.storage.sku_count(), 0),
      queued_(site.storage.sku_count(), 0),
      bundles_of_(site.storage.sku_count(), 0) {
    if (site.replenishes) share_room();
}

// Every SKU keeps the room of its target, at least one unit when it is ordered; the rest is shared by popularity.
void Replenishment::share_room() {
    const Demand& demand = site_.book.demand();
    const std::int64_t capacity = static_cast<std::int64_t>(site_.storage.pod_count()) * site_.config.storage.pod_capacity_units;
    std::int64_t taken = 0;
    for (std::size_t s = 0; s < room_.size(); ++s) {
        room_[s] = std::max<std::int64_t>(site_.storage.target(SkuId(s)), demand.sku_units[s] > 0 ? 1 : 0);
        taken += room_[s];
    }
    if (taken > capacity)
        throw InputError(
            fmt::format("{} pods of {} units cannot hold one unit of each SKU that is ordered: add slots or raise "
                        "storage.pod_capacity_units",
                        site_.storage.pod_count(), site_.config.storage.pod_capacity_units));
    const auto spare = static_cast<double>(capacity - taken);
    for (std::size_t s = 0; s < room_.size(); ++s)
        room_[s] += static_cast<std::int64_t>(std::floor(spare * demand.sku_popularity[s]));
}

bool Replenishment::is_low(SkuId sku) const {
    const std::int64_t coming = site_.storage.available(sku) + incoming_[sku.index()];
    const double point = site_.config.storage.reorder_point * static_cast<double>(site_.storage.target(sku));
    return static_cast<double>(coming) < point || coming < std::min(site_.book.wanted(sku), room_[sku.index()]);
}

std::int64_t Replenishment::shortage(SkuId sku) const {
    const std::int64_t level = std::min(room_[sku.index()], std::max(site_.storage.target(sku), site_.book.wanted(sku)));
    return level - site_.storage.available(sku) - incoming_[sku.index()];
}

void Replenishment::notice(SkuId sku) {
    if (!site_.replenishes || queued_[sku.index()] != 0 || !is_low(sku)) return;
    queued_[sku.index()] = 1;
    queue_.push_back(sku);
}

// Where goods come by truck, a truck brings them whatever the stow stations have to do.
void Replenishment::order_low(Step now) {
    for (; !queue_.empty(); queue_.pop_front()) {
        const SkuId sku = queue_.front();
        queued_[sku.index()] = 0;
        const std::int64_t units = shortage(sku);
        if (units <= 0) continue;
        site_.inbound->order(sku, units, now);
        incoming_[sku.index()] += units;
        site_.note('q', sku, units);
    }
}

// Each tote goes to the station with the least to do and to a pod for what it is believed to be. One that no pod takes now does
// not keep others waiting.
void Replenishment::stow_totes(Step now) {
    Inbound& inbound = *site_.inbound;
    for (std::size_t looks = std::min(inbound.waiting().size(), kPerTick); looks > 0; --looks) {
        const LaneId station = choose_station();
        if (!station.valid()) return;
        const ToteId id = inbound.waiting().front();
        const Tote& tote = inbound.tote(id);
        const std::int64_t rest = tote.unassigned;
        const PodId pod = choose_pod(tote.believed, rest, station);
        const std::int64_t sent = pod.valid() ? send(tote.believed, rest, pod, station, now, id) : 0;
        if (sent > 0) inbound.assign(id, sent);
        if (sent < rest) inbound.put_off();
    }
}

void Replenishment::mistaken(SkuId ordered, SkuId believed, std::int64_t units) {
    incoming_[ordered.index()] -= units;
    incoming_[believed.index()] += units;
    notice(ordered);
}

void Replenishment::tick(Step now) {
    if (site_.inbound) {
        order_low(now);
        stow_totes(now);
        return;
    }
    for (std::size_t looks = std::min(queue_.size(), kPerTick); looks > 0; --looks) {
        const LaneId station = choose_station();
        if (!station.valid()) return;
        const SkuId sku = queue_.front();
        queue_.pop_front();
        queued_[sku.index()] = 0;
        std::int64_t rest = shortage(sku);
        if (rest <= 0) continue;
        const PodId pod = choose_pod(sku, rest, station);
        if (pod.valid()) rest -= send(sku, rest, pod, station, now);
        // What did not fit goes to another pod when it is the SKU's turn again.
        if (rest > 0) {
            queued_[sku.index()] = 1;
            queue_.push_back(sku);
        }
    }
}

// The stow station with the least to do, if any has room for one more visit or for more in a visit.
LaneId Replenishment::choose_station() const {
    LaneId best;
    std::size_t best_count = 0;
    for (const LaneId lane : site_.stow_stations) {
        const std::size_t count = site_.work[lane.index()].visits.size();
        if (!site_.lets_in(lane) || count >= site_.task_limit(lane) || (best.valid() && count >= best_count)) continue;
        best = lane;
        best_count = count;
    }
    return best;
}

bool Replenishment::takes(PodId pod, LaneId station, std::int64_t units) const {
    if (site_.storage.free_capacity(pod) < units || !site_.visits.open_to(pod, station)) return false;
    const VisitId visit = site_.visits.find(pod, station);
    return !visit.valid() || site_.visits[visit].bundles.size() < kBundlesPerVisit;
}

// First pods that hold the SKU, so that popular goods stay together with themselves: one that comes anyway, else the nearest.
// Then one that comes anyway, then the roomiest of a few drawn.
PodId Replenishment::choose_pod(SkuId sku, std::int64_t units, LaneId station) {
    const std::int64_t case_units = site_.config.stations.case_units;
    const std::int64_t enough = case_units > 0 ? std::min(units, case_units) : units;
    PodId best;
    Step best_delay = 0;
    for (const PodId pod : site_.storage.pods_with(sku)) {
        if (!takes(pod, station, enough)) continue;
        if (site_.visits.find(pod, station).valid()) return pod;
        const Step delay = site_.pod_delay(pod, station);
        if (!best.valid() || delay < best_delay) {
            best = pod;
            best_delay = delay;
        }
    }
    if (best.valid()) return best;
    for (const VisitId id : site_.work[station.index()].visits)
        if (takes(site_.visits[id].pod, station, enough)) return site_.visits[id].pod;
    Stream stream(site_.seed, "stow_pod", (static_cast<std::uint64_t>(bundles_of_[sku.index()]) << 32) | sku.value);
    const auto last = static_cast<std::int64_t>(site_.storage.pod_count()) - 1;
    std::int64_t best_room = 0;
    for (int i = 0; i < kDraws; ++i) {
        const PodId pod(static_cast<std::size_t>(stream.integer(0, last)));
        const std::int64_t room = site_.storage.free_capacity(pod);
        if (room <= best_room || !takes(pod, station, 1)) continue;
        best = pod;
        best_room = room;
    }
    if (best.valid()) return best;
    // A nearly full store: any pod with room will do.
    for (std::size_t p = 0; p < site_.storage.pod_count(); ++p)
        if (takes(PodId(p), station, 1)) return PodId(p);
    return {};
}

std::int64_t Replenishment::send(SkuId sku, std::int64_t units, PodId pod, LaneId station, Step now, ToteId tote) {
    const VisitId id = site_.ensure_visit(pod, station, now);
    Visit& visit = site_.visits[id];
    const std::int64_t case_units = site_.config.stations.case_units;
    std::int64_t sent = 0;
    while (sent < units && visit.bundles.size() < kBundlesPerVisit) {
        std::int64_t bundle = std::min(units - sent, site_.storage.free_capacity(pod));
        if (case_units > 0) bundle = std::min(bundle, case_units);
        if (bundle <= 0) break;
        site_.storage.reserve_capacity(pod, bundle);
        const std::uint64_t key = (static_cast<std::uint64_t>(bundles_of_[sku.index()]++) << 32) | sku.value;
        visit.bundles.push_back({sku, static_cast<std::int32_t>(bundle), key, tote});
        // What came by truck has been on its way since it was ordered.
        if (!tote.valid()) incoming_[sku.index()] += bundle;
        sent += bundle;
    }
    site_.note('b', pod, sku, sent);
    return sent;
}

void Replenishment::arrived(const Bundle& bundle) {
    incoming_[bundle.sku.index()] -= bundle.units;
    DRAY_CHECK(incoming_[bundle.sku.index()] >= 0, "more of SKU {} has arrived than was ordered", bundle.sku.value);
    notice(bundle.sku);
}

}  // namespace dray::operations
