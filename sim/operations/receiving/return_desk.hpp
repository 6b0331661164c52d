// The exception desk of a storage area: a person finds out what pickers have set aside, find by find.
#pragma once

#include <cstdint>
#include <deque>

#include "base/id.hpp"
#include "base/time.hpp"

namespace dray::operations {

/// Units of one article that a line has set aside.
struct SetAsideFind {
    SkuId sku;  ///< what they are
    std::int64_t units = 0;
};

/// One person, who serves in order of coming. The time of a find is drawn from a stream of its own, so that variants share it.
class ReturnDesk {
  public:
    /// `mean_s`, `cv`: of the time for a find, which is lognormal.
    ReturnDesk(double mean_s, double cv, const Clock& clock, std::uint64_t seed)
        : mean_s_(mean_s), cv_(cv), clock_(clock), seed_(seed) {}

    void put(SetAsideFind find, Step now);
    [[nodiscard]] bool ready(Step now) const { return !finds_.empty() && ends_ <= now; }
    SetAsideFind take(Step now);  ///< the one that is done, and the next one is begun; needs ready()
    [[nodiscard]] std::int64_t units() const { return units_; }  ///< here now

  private:
    void begin(Step now);

    double mean_s_, cv_;
    Clock clock_;
    std::uint64_t seed_;
    std::deque<SetAsideFind> finds_;  ///< the first is in hand
    Step ends_ = 0;                   ///< of that
    std::uint64_t begun_ = 0;
    std::int64_t units_ = 0;
};

}  // namespace dray::operations
