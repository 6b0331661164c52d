#include <algorithm>

#include "operations/policies/policies.hpp"

namespace dray::operations {

namespace {

/// Lines not yet promised weigh on a station, and each open order a little, so that empty stations come first.
std::size_t load(const Site& site, LaneId station) {
    return site.work[station.index()].waiting.size() * 2 + site.stations[station.index()].open_orders().size();
}

std::size_t least_loaded(const Site& site, std::span<const LaneId> free) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < free.size(); ++i)
        if (load(site, free[i]) < load(site, free[best])) best = i;
    return best;
}

class LeastLoaded final : public OrderToStation {
  public:
    Choice choose(const Site& site, std::span<const OrderId>, std::span<const LaneId> free) override {
        return {0, least_loaded(site, free)};
    }
};

class RandomStation final : public OrderToStation {
  public:
    Choice choose(const Site& site, std::span<const OrderId> window, std::span<const LaneId> free) override {
        Stream stream(site.seed, "order_to_station", window[0].value);
        return {0, static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(free.size()) - 1))};
    }
};

/// Merschformann et al., "Decision rules for robotic mobile fulfillment systems", Operations Research Perspectives 2019: the
/// order rule "pod-match" moves throughput most, since a pod that comes anyway serves more lines. An order that no pod on its way
/// covers goes where its stock is near: on a large floor the ways of pods decide how many of them a fleet brings.
class MostLinesOnInboundPods final : public OrderToStation {
  public:
    Choice choose(const Site& site, std::span<const OrderId> window, std::span<const LaneId> free) override {
        covered_.assign(site.stations.size(), 0);
        is_free_.assign(site.stations.size(), 0);
        for (const LaneId lane : free)
            is_free_[lane.index()] = 1;
        Choice best;
        double best_share = 0;
        LaneId best_lane = free[0];
        // Nothing beats an order that is covered whole, and earlier orders win ties.
        for (std::size_t w = 0; w < window.size() && best_share < 1; ++w) {
            const Order& order = site.book.order(window[w]);
            count_covered(site, order);
            for (const LaneId lane : touched_) {
                const double share = covered_[lane.index()] / static_cast<double>(order.line_count);
                const bool better = share > best_share + 1e-9 ||
                                    (share > best_share - 1e-9 && w == best.order && load(site, lane) < load(site, best_lane));
                if (better) {
                    best_share = share;
                    best.order = w;
                    best_lane = lane;
                }
                covered_[lane.index()] = 0;
            }
        }
        if (best_share == 0) return nearest_to_stock(site, window, free);
        best.station = static_cast<std::size_t>(std::lower_bound(free.begin(), free.end(), best_lane) - free.begin());
        return best;
    }

  private:
    static constexpr std::uint32_t kLines = 8;  // of an order; longer ones go by their first lines
    static constexpr std::size_t kPods = 32;    // of a SKU
    static constexpr double kPlace_s = 5;       // of way, saved for each order that is overtaken
    static constexpr std::size_t kPairs = 256;  // of orders and stations that are compared by way

    // The order and station whose ways of pods are shortest, by line, with the work that waits at the station already. Where all
    // stations have much to do only one is free at a time, mostly far from the stock of the most urgent order; among many orders
    // there is one that suits it. A less urgent order must save some way for each that it overtakes: if near ones were simply
    // taken first, those that are far from everywhere would fill the window and leave nothing that suits the pods on their way.
    Choice nearest_to_stock(const Site& site, std::span<const OrderId> window, std::span<const LaneId> free) {
        const std::size_t orders = std::clamp<std::size_t>(kPairs / free.size(), 1, window.size());
        if (orders == 1 && free.size() == 1) return {0, 0};
        const double place = static_cast<double>(site.clock.steps(kPlace_s));
        Choice best;
        double best_time = -1;
        for (std::size_t w = 0; w < orders; ++w) {
            const Order& order = site.book.order(window[w]);
            add_up_ways(site, order, free);
            const double lines = std::min(order.line_count, kLines);
            for (std::size_t i = 0; i < free.size(); ++i) {
                const double work = static_cast<double>(load(site, free[i])) / 2 * site.work[free[i].index()].mean_service;
                const double time = static_cast<double>(way_[i]) / lines + work + static_cast<double>(w) * place;
                if (best_time >= 0 && time >= best_time) continue;
                best_time = time;
                best = {w, i};
            }
        }
        return best;
    }

    // Sets way_ to the sum over the order's lines of the shortest way of their stock to each free station.
    void add_up_ways(const Site& site, const Order& order, std::span<const LaneId> free) {
        way_.assign(free.size(), 0);
        for (std::uint32_t l = 0; l < std::min(order.line_count, kLines); ++l) {
            const SkuId sku = site.book.line(LineId(order.first_line.index() + l)).sku;
            nearest_.assign(free.size(), site.travel.far());
            const auto pods = site.storage.pods_with(sku);
            const std::size_t stride = std::max<std::size_t>(1, pods.size() / kPods);
            for (std::size_t p = 0; p < pods.size(); p += stride) {
                if (site.storage.available(pods[p], sku) <= 0) continue;
                for (std::size_t i = 0; i < free.size(); ++i)
                    if (site.visits.open_to(pods[p], free[i]))
                        nearest_[i] = std::min(nearest_[i], site.pod_delay(pods[p], free[i]));
            }
            for (std::size_t i = 0; i < free.size(); ++i)
                way_[i] += nearest_[i];
        }
    }

    // Goes from the order's SKUs over the pods that hold them to the stations that those visit: cheaper than asking each station.
    void count_covered(const Site& site, const Order& order) {
        touched_.clear();
        seen_.assign(site.stations.size(), 0);
        for (std::uint32_t i = 0; i < order.line_count; ++i) {
            const SkuId sku = site.book.line(LineId(order.first_line.index() + i)).sku;
            const std::uint32_t stamp = i + 1;
            for (const PodId pod : site.storage.pods_with(sku)) {
                const auto visits = site.visits.of(pod);
                if (visits.empty() || site.storage.available(pod, sku) <= 0) continue;
                for (const VisitId id : visits) {
                    const LaneId lane = site.visits[id].station;
                    if (is_free_[lane.index()] == 0 || seen_[lane.index()] == stamp) continue;
                    seen_[lane.index()] = stamp;
                    if (covered_[lane.index()] == 0) touched_.push_back(lane);
                    covered_[lane.index()] += 1;
                }
            }
        }
        std::sort(touched_.begin(), touched_.end());
    }

    std::vector<double> covered_;
    std::vector<std::uint32_t> seen_;
    std::vector<std::uint8_t> is_free_;
    std::vector<LaneId> touched_;
    std::vector<Step> way_, nearest_;  // by place in `free`
};

/// The station whose way to the stock of the most urgent order is shortest.
class NearestStock final : public OrderToStation {
  public:
    Choice choose(const Site& site, std::span<const OrderId> window, std::span<const LaneId> free) override {
        pick_candidates(site, free);
        const Order& order = site.book.order(window[0]);
        Choice best{0, candidates_[0]};
        Step best_way = -1;
        for (const std::size_t i : candidates_) {
            Step way = 0;
            for (std::uint32_t l = 0; l < std::min(order.line_count, kLines); ++l)
                way += nearest(site, site.book.line(LineId(order.first_line.index() + l)).sku, free[i]);
            if (best_way < 0 || way < best_way) {
                best_way = way;
                best.station = i;
            }
        }
        return best;
    }

  private:
    static constexpr std::uint32_t kLines = 8;    // of an order
    static constexpr std::size_t kStations = 12;  // the least loaded ones
    static constexpr std::size_t kPods = 64;      // of a SKU

    void pick_candidates(const Site& site, std::span<const LaneId> free) {
        candidates_.resize(free.size());
        for (std::size_t i = 0; i < free.size(); ++i)
            candidates_[i] = i;
        if (candidates_.size() <= kStations) return;
        std::partial_sort(
            candidates_.begin(), candidates_.begin() + kStations, candidates_.end(),
            [&](std::size_t a, std::size_t b) { return std::pair(load(site, free[a]), a) < std::pair(load(site, free[b]), b); });
        candidates_.resize(kStations);
        std::sort(candidates_.begin(), candidates_.end());
    }

    static Step nearest(const Site& site, SkuId sku, LaneId station) {
        Step best = site.travel.far();
        const auto pods = site.storage.pods_with(sku);
        const std::size_t stride = std::max<std::size_t>(1, pods.size() / kPods);
        for (std::size_t p = 0; p < pods.size(); p += stride)
            if (site.storage.available(pods[p], sku) > 0) best = std::min(best, site.pod_delay(pods[p], station));
        return best;
    }

    std::vector<std::size_t> candidates_;
};

}  // namespace

const Policies<OrderToStation>& order_to_station_policies() {
    static const Policies<OrderToStation> policies = {
        {"most_lines_on_inbound_pods",
         "of the most urgent orders, the one with the largest share of lines on pods that come to a station anyway; if there is "
         "none, an urgent one whose stock is near the station",
         made<MostLinesOnInboundPods, OrderToStation>},
        {"least_loaded", "the most urgent order to the station with the fewest waiting lines", made<LeastLoaded, OrderToStation>},
        {"nearest_stock", "the most urgent order to the station with the shortest way from the stock of its lines",
         made<NearestStock, OrderToStation>},
        {"random", "the most urgent order to any station with a free order slot", made<RandomStation, OrderToStation>},
    };
    return policies;
}

}  // namespace dray::operations
