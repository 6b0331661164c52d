// Places of areas in the flow of a site.
#pragma once

#include <cstddef>

namespace dray::engine {

/// Goods pass from low to high. Carriers between areas stand where the area is that they lead to; their sheets come last.
enum Stage : std::size_t {
    kReceivingStage,
    kStorageStage,
    kPutWallStage,
    kHandlingStage,
    kIdentificationStage,
    kSortingStage,
    kTransportStage,
    kStages
};

}  // namespace dray::engine
