// Travel times for dispatch: the one door through which operations asks how far things are apart.
#pragma once

#include <algorithm>

#include "base/time.hpp"
#include "floor/floor.hpp"
#include "motion/distances.hpp"

namespace dray::operations {

/// Estimated travel times in physics steps. Cheap; reads only. What cannot be reached is a day away, so that sums and
/// comparisons need no special case.
class Travel {
  public:
    Travel(const motion::Distances& distances, const Clock& clock) : distances_(&distances), far_(clock.steps(86400)) {}

    [[nodiscard]] Step steps(CellId from, CellId goal, bool loaded) const {
        if (from == goal) return 0;
        const motion::Cost cost = distances_->estimate(from, goal, loaded);
        return cost == motion::kUnreachable ? far_ : std::min<Step>(cost, far_);
    }
    /// Whether a cell lies in a closed zone, so that nobody outside is sent there.
    [[nodiscard]] bool shut(CellId cell) const { return distances_->shut(cell); }
    [[nodiscard]] Step far() const { return far_; }

  private:
    const motion::Distances* distances_;
    Step far_;
};

}  // namespace dray::operations
