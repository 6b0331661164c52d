// The load unit between areas: a packed order or any other box with one destination.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

namespace dray::primitives {

struct Parcel {
    DoorId route;   ///< where it must go: with a transport area the door that its trucks leave from
    Step came = 0;  ///< when it entered the area that holds it
};

}  // namespace dray::primitives
