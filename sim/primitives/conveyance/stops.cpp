#include "primitives/conveyance/stops.hpp"

#include <algorithm>

namespace dray::primitives {

namespace {

constexpr Step kNoStop = Step{1} << 50;

}  // namespace

Stops::Stops(const StopsConfig& config, const Clock& clock, std::uint64_t seed)
    : mtbf_s_(3600 * config.stop_mtbf_h), mttr_s_(config.stop_mttr_s), clock_(clock), stream_(seed, "carrier_stop") {
    next_random_ = mtbf_s_ > 0 ? clock.steps(stream_.exponential(mtbf_s_)) : kNoStop;
    for (const StandstillConfig& outage : config.outages) {
        const Step begin = clock.steps(outage.at_s);
        planned_.push_back({begin, 1});
        planned_.push_back({begin + clock.steps(outage.duration_s), -1});
    }
    std::ranges::stable_sort(planned_, {}, &Change::at);
}

Step Stops::next() const {
    return next_planned_ < planned_.size() ? std::min(next_random_, planned_[next_planned_].at) : next_random_;
}

void Stops::count(int by, Step now) {
    if (causes_ == 0) all_.push_back({.from = now});
    causes_ += by;
    if (causes_ == 0) all_.back().to = now;
}

void Stops::change(Step now) {
    while (next_random_ <= now) {
        stopped_ = !stopped_;
        count(stopped_ ? 1 : -1, now);
        next_random_ += std::max<Step>(1, clock_.steps(stream_.exponential(stopped_ ? mttr_s_ : mtbf_s_)));
    }
    for (; next_planned_ < planned_.size() && planned_[next_planned_].at <= now; ++next_planned_)
        count(planned_[next_planned_].by, now);
}

}  // namespace dray::primitives
