#include "insight/management/robot_limit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dray::insight {

void RobotLimit::observe(const FloorMoment& moment, double dt_s) {
    const std::size_t on_way = moment.driving + moment.held;
    const double keep = std::exp(-dt_s / kMemory_s);
    squares_ *= keep;
    losses_ *= keep;
    if (on_way > 0) {
        const auto n = static_cast<double>(moment.working);
        squares_ += dt_s * n * n;
        losses_ += dt_s * n * static_cast<double>(moment.held) / static_cast<double>(on_way);
    }
    watched_s_ += dt_s;
    since_change_s_ += dt_s;
    if (watched_s_ < kLearning_s || since_change_s_ < kPeriod_s) return;
    since_change_s_ = 0;
    const double most = std::max(std::ceil(kLeastShare * static_cast<double>(robots_)), std::round(peak()));
    limit_ = most >= static_cast<double>(robots_) ? operations::Advice::kNoLimit : static_cast<std::size_t>(most);
}

double RobotLimit::peak() const {
    return losses_ > 0 ? squares_ / (2 * losses_) : std::numeric_limits<double>::infinity();
}

}  // namespace dray::insight
