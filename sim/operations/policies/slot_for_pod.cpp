#include <algorithm>

#include "base/check.hpp"
#include "operations/policies/policies.hpp"
#include "operations/policies/popularity.hpp"
#include "operations/policies/rings.hpp"

namespace dray::operations {

namespace {

// Free slots nearest by cells among which the travel time decides.
constexpr std::size_t kSlotsSeen = 6;

bool within_reach(const Site& site, SlotId slot) {
    return site.slot_usable(slot) && !site.travel.shut(site.cell_of(slot));
}

SlotId nearest_to(const Site& site, CellId from) {
    SlotId best;
    Step best_way = 0;
    std::size_t seen = 0;
    outwards(site.floor, from, [&](CellId cell) {
        const SlotId slot = site.floor.slot_of(cell);
        if (!slot.valid() || !site.slot_usable(slot)) return false;
        const Step way = site.travel.steps(from, cell, true);
        if (!best.valid() || way < best_way) {
            best = slot;
            best_way = way;
        }
        // One in a closed zone will do when there is no other.
        if (!site.travel.shut(cell)) ++seen;
        return seen == kSlotsSeen;
    });
    DRAY_CHECK(best.valid(), "no slot is free for a pod at cell {}", from.value);
    return best;
}

class NearestFree final : public SlotForPod {
  public:
    SlotId choose(const Site& site, PodId, CellId from) override { return nearest_to(site, from); }
};

class Home final : public SlotForPod {
  public:
    SlotId choose(const Site& site, PodId pod, CellId) override {
        const SlotId home = site.storage.home_of(pod);
        return within_reach(site, home) ? home : nearest_to(site, site.cell_of(home));
    }
};

class RandomSlot final : public SlotForPod {
  public:
    SlotId choose(const Site& site, PodId pod, CellId) override {
        // Keyed by pod and its count of returns, so that variants with the same visits share the draws.
        if (returns_.size() != site.storage.pod_count()) returns_.assign(site.storage.pod_count(), 0);
        Stream stream(site.seed, "slot_for_pod", (static_cast<std::uint64_t>(returns_[pod.index()]++) << 32) | pod.value);
        const auto last = static_cast<std::int64_t>(site.floor.slots().size()) - 1;
        SlotId slot;
        for (int draw = 0; draw < kDraws; ++draw) {
            slot = SlotId(static_cast<std::size_t>(stream.integer(0, last)));
            if (within_reach(site, slot)) return slot;
        }
        return nearest_to(site, site.cell_of(slot));
    }

  private:
    static constexpr int kDraws = 64;
    std::vector<std::uint32_t> returns_;
};

/// Popular pods live near pick stations: a pod goes to the slot whose rank by distance from a pick station equals the pod's rank
/// by popularity of its content. After the class-based rules of storage assignment (Hausman, Schwarz, Graves 1976).
class Popularity final : public SlotForPod {
  public:
    explicit Popularity(const Site& site) : by_distance_(slots_by_distance(site)) {
        for (std::size_t p = 0; p < site.storage.pod_count(); ++p)
            weights_.push_back(popularity_of(site, PodId(p)));
        std::sort(weights_.begin(), weights_.end(), std::greater<>());
    }

    SlotId choose(const Site& site, PodId pod, CellId from) override {
        const auto rank =
            std::lower_bound(weights_.begin(), weights_.end(), popularity_of(site, pod), std::greater<>()) - weights_.begin();
        std::size_t wish = static_cast<std::size_t>(rank) * by_distance_.size() / std::max<std::size_t>(1, weights_.size());
        wish = std::min(wish, by_distance_.size() - 1);
        SlotId best;
        Step best_way = 0;
        std::size_t seen = 0;
        // Usable slots of about that rank; the nearest of them to where the pod is.
        for (std::size_t off = 0; off < 2 * by_distance_.size() && seen < kLooks; ++off) {
            const std::size_t half = (off + 1) / 2;
            if (off % 2 == 1 ? wish + half >= by_distance_.size() : half > wish) continue;
            const SlotId slot = by_distance_[off % 2 == 1 ? wish + half : wish - half];
            if (!within_reach(site, slot)) continue;
            const Step way = site.travel.steps(from, site.cell_of(slot), true);
            if (!best.valid() || way < best_way) {
                best = slot;
                best_way = way;
            }
            ++seen;
        }
        return best.valid() ? best : nearest_to(site, from);
    }

  private:
    static constexpr std::size_t kLooks = 24;

    std::vector<SlotId> by_distance_;
    std::vector<double> weights_;  // of all pods at the start, falling
};

}  // namespace

const Policies<SlotForPod>& slot_for_pod_policies() {
    static const Policies<SlotForPod> policies = {
        {"nearest_free", "the free slot with the shortest way from where the pod is", made<NearestFree, SlotForPod>},
        {"home", "the slot where it stood at the start, or the free one nearest to it", made<Home, SlotForPod>},
        {"random", "any free slot", made<RandomSlot, SlotForPod>},
        {"popularity", "pods with popular goods near pick stations, others farther away",
         [](const Site& site) -> std::unique_ptr<SlotForPod> { return std::make_unique<Popularity>(site); }},
    };
    return policies;
}

}  // namespace dray::operations
