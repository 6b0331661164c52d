// The load unit between areas: a packed order or any other box with one destination.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

namespace dray::primitives {

struct Parcel {
    DoorId route;       ///< where it is believed to go: with a transport area the door that its trucks leave from
    DoorId true_route;  ///< where it must go; another one when it was taken for something that it is not
    SkuId sku;          ///< the article that it shows; invalid where nobody identifies parcels
    Step came = 0;      ///< when it entered the area that holds it
    OrderId order;      ///< of the storage area; invalid for other parcels
    [[nodiscard]] bool astray() const { return route != true_route; }
};

}  // namespace dray::primitives
