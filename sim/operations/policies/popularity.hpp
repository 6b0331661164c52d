// How much a pod's content is wanted, and how near slots are to the pick stations.
#pragma once

#include <vector>

#include "operations/site.hpp"

namespace dray::operations {

/// Lines that the pod's content is expected to serve, as a share of all lines.
[[nodiscard]] double popularity_of(const Site& site, PodId pod);

/// Slots by cells from the nearest pick station, walls ignored; the nearest first.
[[nodiscard]] std::vector<SlotId> slots_by_distance(const Site& site);

}  // namespace dray::operations
