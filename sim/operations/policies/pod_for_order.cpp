#include <algorithm>

#include "operations/policies/policies.hpp"

namespace dray::operations {

namespace {

// Waiting lines of a station that one decision looks at, oldest first: bounds its cost with orders of hundreds of lines.
constexpr std::size_t kLines = 48;

bool can_serve(const Site& site, PodId pod, SkuId sku, LaneId station) {
    if (!site.visits.open_to(pod, station) || site.storage.available(pod, sku) <= 0) return false;
    const SlotId slot = site.storage.slot_of(pod);
    return !slot.valid() || !site.travel.shut(site.cell_of(slot));
}

/// The pod with the shortest way to the station that holds the SKU.
PodId nearest_with(const Site& site, SkuId sku, LaneId station, Step& way) {
    PodId best;
    for (const PodId pod : site.storage.pods_with(sku)) {
        if (!can_serve(site, pod, sku, station)) continue;
        const Step delay = site.pod_delay(pod, station);
        if (!best.valid() || delay < way) {
            best = pod;
            way = delay;
        }
    }
    return best;
}

std::span<const LineId> looked_at(const Site& site, LaneId station) {
    const auto& waiting = site.work[station.index()].waiting;
    return {waiting.data(), std::min(waiting.size(), kLines)};
}

class Nearest final : public PodForOrder {
  public:
    PodId choose(const Site& site, LaneId station, Step) override {
        PodId best;
        Step best_way = 0;
        for (const LineId line : looked_at(site, station)) {
            Step way = 0;
            const PodId pod = nearest_with(site, site.book.line(line).sku, station, way);
            if (pod.valid() && (!best.valid() || way < best_way)) {
                best = pod;
                best_way = way;
            }
        }
        return best;
    }
};

class OldestOrderFirst final : public PodForOrder {
  public:
    PodId choose(const Site& site, LaneId station, Step) override {
        for (const LineId line : looked_at(site, station)) {
            Step way = 0;
            const PodId pod = nearest_with(site, site.book.line(line).sku, station, way);
            if (pod.valid()) return pod;
        }
        return {};
    }
};

class RandomPod final : public PodForOrder {
  public:
    PodId choose(const Site& site, LaneId station, Step) override {
        for (const LineId line : looked_at(site, station)) {
            const SkuId sku = site.book.line(line).sku;
            pods_.clear();
            for (const PodId pod : site.storage.pods_with(sku))
                if (can_serve(site, pod, sku, station)) pods_.push_back(pod);
            if (pods_.empty()) continue;
            // A line that needs several pods draws anew for each: its rest differs.
            const std::uint64_t key = (static_cast<std::uint64_t>(site.book.rest(line).to_promise) << 32) | line.value;
            Stream stream(site.seed, "pod_for_order", key);
            return pods_[static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(pods_.size()) - 1))];
        }
        return {};
    }

  private:
    std::vector<PodId> pods_;
};

/// Most lines per second of robot and station time, so that a slightly poorer pod near by beats a rich one far away.
class MostWaitingLines final : public PodForOrder {
  public:
    PodId choose(const Site& site, LaneId station, Step now) override {
        if (value_.size() != site.storage.pod_count()) value_.assign(site.storage.pod_count(), 0);
        pods_.clear();
        for (const LineId line : looked_at(site, station)) {
            const SkuId sku = site.book.line(line).sku;
            // Lines gain weight as their order waits, so that one on a lonely far pod has its turn.
            const double waited = site.clock.seconds(now - site.book.order(site.book.line(line).order).release);
            const double weight = 1 + waited / kWaitWeight_s;
            for (const PodId pod : site.storage.pods_with(sku)) {
                if (!can_serve(site, pod, sku, station)) continue;
                if (value_[pod.index()] == 0) pods_.push_back(pod);
                value_[pod.index()] += weight;
            }
        }
        std::sort(pods_.begin(), pods_.end());
        PodId best;
        double best_rate = 0;
        for (const PodId pod : pods_) {
            const double value = value_[pod.index()];
            value_[pod.index()] = 0;
            // A pod is carried there and back, lifted and set down, and handled once at the station.
            const double cost = 2 * static_cast<double>(site.pod_delay(pod, station) + site.lift) +
                                static_cast<double>(site.clock.steps(site.config.stations.pick_line_s));
            if (value / cost > best_rate) {
                best_rate = value / cost;
                best = pod;
            }
        }
        return best;
    }

  private:
    static constexpr double kWaitWeight_s = 1200;
    std::vector<double> value_;  // by PodId, 0 between calls
    std::vector<PodId> pods_;
};

}  // namespace

const Policies<PodForOrder>& pod_for_order_policies() {
    static const Policies<PodForOrder> policies = {
        {"most_waiting_lines", "the pod that serves most waiting lines of the station at once for its way",
         made<MostWaitingLines, PodForOrder>},
        {"nearest", "the pod nearest to the station that serves any waiting line", made<Nearest, PodForOrder>},
        {"oldest_order_first", "the nearest pod for the line that has waited longest", made<OldestOrderFirst, PodForOrder>},
        {"random", "any pod that holds the SKU of the line that has waited longest", made<RandomPod, PodForOrder>},
    };
    return policies;
}

}  // namespace dray::operations
