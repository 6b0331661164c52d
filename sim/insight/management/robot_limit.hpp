// How many robots at work give a floor the most flow.
//
// The curve is measured: each second gives the number of robots at work and the share of those on their way that drive and are
// not held by others. With more robots the share falls, as speed falls with density in road traffic; the flow is the product of
// the two. A straight line through the free share of 1 (Greenshields, "A study of traffic capacity", Highway Research Board 1935)
// is fitted by least squares to the last minutes, and its flow has its peak where half of the robots on their way are held.
#pragma once

#include <cstddef>

#include "insight/management/floor_moment.hpp"
#include "operations/advice.hpp"

namespace dray::insight {

/// Not for several threads at once; allocates nothing.
class RobotLimit {
  public:
    static constexpr double kMemory_s = 600;     ///< time constant in which what was measured fades
    static constexpr double kLearning_s = 300;   ///< before which nothing is advised
    static constexpr double kPeriod_s = 60;      ///< between two changes of the limit
    static constexpr double kLeastShare = 0.25;  ///< of the fleet: no limit is below it

    explicit RobotLimit(std::size_t robots) : robots_(robots) {}

    void observe(const FloorMoment& moment, double dt_s);
    /// Robots that should be at work at most; operations::Advice::kNoLimit while the whole fleet may.
    [[nodiscard]] std::size_t limit() const { return limit_; }
    /// Robots at the peak of the curve; infinite while nobody was held.
    [[nodiscard]] double peak() const;

  private:
    std::size_t robots_;
    std::size_t limit_ = operations::Advice::kNoLimit;
    double squares_ = 0, losses_ = 0;  // faded sums of n * n and of n * (1 - share)
    double watched_s_ = 0, since_change_s_ = 0;
};

}  // namespace dray::insight
