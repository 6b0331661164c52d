// Replenishment: what runs low is ordered, comes in as bundles and is stowed into pods at stow stations.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "operations/site.hpp"

namespace dray::operations {

/// Orders new goods for a SKU when what is available and on its way falls below the reorder point, or below what accepted orders
/// still want; brings it up to its target, or to those wants. No SKU is brought beyond its share of the pods' room, so that a run
/// on one can never fill the pods and shut out another that orders wait for. Does nothing on a site that does not replenish.
class Replenishment {
  public:
    explicit Replenishment(Site& site);

    /// The stock or the wants of a SKU have changed.
    void notice(SkuId sku);
    /// Turns low SKUs into visits to stow stations, a bounded number per call. Where goods come by truck it orders them, and
    /// turns the totes that have come into visits.
    void tick(Step now);
    /// Units that were ordered as one SKU come as another one.
    void mistaken(SkuId ordered, SkuId believed, std::int64_t units);
    /// Units that had been lost come to the stow stations by themselves.
    void returned(SkuId sku, std::int64_t units) { incoming_[sku.index()] += units; }
    /// A bundle lies in its pod.
    void arrived(const Bundle& bundle);
    /// Units of the SKU that are on their way.
    [[nodiscard]] std::int64_t incoming(SkuId sku) const { return incoming_[sku.index()]; }

  private:
    void share_room();
    void order_low(Step now);
    void stow_totes(Step now);
    [[nodiscard]] std::int64_t shortage(SkuId sku) const;
    [[nodiscard]] bool is_low(SkuId sku) const;
    [[nodiscard]] LaneId choose_station() const;
    [[nodiscard]] PodId choose_pod(SkuId sku, std::int64_t units, LaneId station);
    [[nodiscard]] bool takes(PodId pod, LaneId station, std::int64_t units) const;
    std::int64_t send(SkuId sku, std::int64_t units, PodId pod, LaneId station, Step now, ToteId tote = {});

    Site& site_;
    std::vector<std::int64_t> room_;         ///< by SKU: units up to which it may be brought; all together fit into the pods
    std::vector<std::int64_t> incoming_;     ///< by SKU
    std::vector<std::uint8_t> queued_;       ///< by SKU
    std::vector<std::uint32_t> bundles_of_;  ///< by SKU: bundles so far
    std::deque<SkuId> queue_;                ///< low SKUs, oldest first
};

}  // namespace dray::operations
