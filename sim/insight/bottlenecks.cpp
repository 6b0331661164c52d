#include "insight/bottlenecks.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dray::insight {

namespace {

// A group's share in the limit goes with this power of its load: with a dozen robots or more in the site a group at 90 % of its
// capacity matters a fifth as much as one at 100 %.
constexpr double kSteepness = 16;
// A new bottleneck must be loaded more than the old one by so much, so that two that are alike do not take turns every second.
constexpr double kMargin = 0.02;

double powered(double load) {
    double p = load;
    for (int i = 0; i < 4; ++i)
        p *= p;
    return p;
}
static_assert(kSteepness == 16);

}  // namespace

Bottlenecks::Bottlenecks(std::vector<Group> groups)
    : groups_(std::move(groups)), live_(groups_.size()), sums_(groups_.size()), scores_(groups_.size()) {}

void Bottlenecks::observe(std::span<const GroupMoment> moments, double dt_s) {
    DRAY_CHECK(moments.size() == groups_.size(), "{} moments of {} groups", moments.size(), groups_.size());
    const double fresh = begun_ ? 1 - std::exp(-dt_s / kMemory_s) : 1;
    begun_ = true;
    double& all = all_scores_ = 0;
    std::size_t best = kNone;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const GroupMoment& moment = moments[g];
        Live& live = live_[g];
        live.limiting += fresh * ((moment.piled_up ? 0 : moment.load) - live.limiting);
        scores_[g] = powered(live.limiting);
        all += scores_[g];
        if (best == kNone || live.limiting > live_[best].limiting) best = g;
    }
    if (now_ == kNone || (best != kNone && live_[best].limiting > live_[now_].limiting + kMargin)) now_ = best;

    const double middle_s = counted_s_ + dt_s / 2;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        Sums& sums = sums_[g];
        sums.bottleneck_s += g == now_ ? dt_s : 0;
        sums.score_s += all > 0 ? dt_s * scores_[g] / all : 0;
        sums.load_s += dt_s * moments[g].load;
        sums.waiting_s += dt_s * moments[g].waiting;
        sums.waiting_time_s += dt_s * moments[g].waiting * middle_s;
        for (std::size_t s = 0; s < kResourceStates; ++s)
            sums.states_s[s] += dt_s * moments[g].states[s];
    }
    counted_s_ += dt_s;
    counted_time_s_ += dt_s * middle_s;
    counted_square_s_ += dt_s * middle_s * middle_s;
}

void Bottlenecks::begin_to_count() {
    std::fill(sums_.begin(), sums_.end(), Sums());
    counted_s_ = counted_time_s_ = counted_square_s_ = 0;
}

std::vector<GroupFinding> Bottlenecks::ranking() const {
    std::vector<GroupFinding> findings;
    const double spread = counted_square_s_ * counted_s_ - counted_time_s_ * counted_time_s_;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const Sums& sums = sums_[g];
        GroupFinding& f = findings.emplace_back();
        f.group = g;
        if (counted_s_ <= 0) continue;
        f.bottleneck_share = sums.bottleneck_s / counted_s_;
        f.score = sums.score_s / counted_s_;
        f.load = sums.load_s / counted_s_;
        f.waiting = sums.waiting_s / counted_s_;
        for (std::size_t s = 0; s < kResourceStates; ++s)
            f.states[s] = sums.states_s[s] / counted_s_;
        // Slope of the line of least squares through what waited over time.
        if (spread > 0)
            f.waiting_growth_per_h = 3600 * (sums.waiting_time_s * counted_s_ - counted_time_s_ * sums.waiting_s) / spread;
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const GroupFinding& a, const GroupFinding& b) { return a.score > b.score; });
    return findings;
}

}  // namespace dray::insight
