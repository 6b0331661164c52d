// The load unit between areas: a packed order or any other box with one destination, or a tote on its way to storage.
#pragma once

#include <cstdint>

#include "base/id.hpp"
#include "base/time.hpp"

namespace dray::primitives {

struct Parcel {
    DoorId route;                       ///< where it is believed to go: with a transport area the door that its trucks leave from
    DoorId true_route;                  ///< where it must go; another one when it was taken for something that it is not
    SkuId sku;                          ///< the article that it shows; invalid where nobody identifies parcels
    SkuId believed;                     ///< what a reader took it for; invalid before
    ToteId tote;                        ///< which one it is; invalid: a parcel
    Step came = 0;                      ///< when it entered the area that holds it
    OrderId order;                      ///< of the storage area, whose goods it holds; invalid: it came by itself
    std::int32_t lines = 1, units = 1;  ///< of the order, all in this parcel
    Step strayed = -1;                  ///< when a truck of another route first left with it; -1: none has
    [[nodiscard]] bool astray() const { return route != true_route; }
    /// Slides and cages only count parcels, but remember those that are astray or once were.
    [[nodiscard]] bool remembered() const { return astray() || strayed >= 0; }
};

}  // namespace dray::primitives
