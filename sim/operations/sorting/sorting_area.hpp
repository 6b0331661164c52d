// What sort floors and loop sorters have in common for those who bring parcels and take cages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "primitives/sortation/chute_field.hpp"

namespace dray::operations {

class SortingArea {
  public:
    virtual ~SortingArea() = default;

    [[nodiscard]] virtual primitives::ChuteField& chute_field() = 0;
    [[nodiscard]] virtual const primitives::ChuteField& chute_field() const = 0;
    [[nodiscard]] virtual std::span<const double> route_shares() const = 0;  ///< of all parcels, by route; they sum to 1
    // Counts since the start of the run.
    [[nodiscard]] virtual std::int64_t sorted() const = 0;     ///< left into a chute
    [[nodiscard]] virtual std::int64_t missorted() const = 0;  ///< of them, into a chute of another route than their own
};

}  // namespace dray::operations
