#include "insight/forecast/congestion_tracker.hpp"

#include <algorithm>
#include <cmath>

namespace dray::insight {

namespace {

constexpr double kTen_s = 10, kFast_s = 30, kSlow_s = 600, kShare_s = 1800, kChange_s = 3600;
// What is taken for known before anything is: changes of a tenth, as sure as five minutes of states make them; and that the
// bottleneck stays nine times in ten, as sure as three minutes and a half make it.
constexpr double kChangeBefore = 0.01, kChangeSteps = 30, kStaysBefore = 0.9, kTimesBefore = 20;
constexpr double kLeastChange = 0.03;     // of loads, which are never told apart better
constexpr double kFarthest = -5;          // behind the first, in changes
constexpr std::size_t kSettleSteps = 12;  // at the begin of a run, which say nothing of later

}  // namespace

CongestionTracker::CongestionTracker(std::span<const Group> groups, std::span<const FloorSize> floors)
    : live_(groups.size()), times_(groups.size() * groups.size(), 0) {
    for (Live& live : live_)
        live.change = kChangeBefore;
    for (const FloorSize& size : floors) {
        Floor& floor = floors_.emplace_back();
        floor.zones.resize(size.zones);
        floor.stations.resize(size.stations);
    }
}

// The mean of everything so far, until there is more than `memory_s` of it.
void CongestionTracker::approach(double& mean, double value, double memory_s) const {
    mean += std::max(dt_s_ / watched_s_, 1 - std::exp(-dt_s_ / memory_s)) * (value - mean);
}

void CongestionTracker::observe(const Bottlenecks& bottlenecks, std::span<const GroupMoment> moments, double dt_s) {
    if (dt_s <= 0) return;
    dt_s_ = dt_s;
    watched_s_ += dt_s;
    if (live_.empty()) return;
    since_step_s_ += dt_s;
    reigns_s_ = bottlenecks.now() == now_ ? reigns_s_ + dt_s : 0;
    now_ = bottlenecks.now();
    for (std::size_t g = 0; g < live_.size(); ++g) {
        Live& live = live_[g];
        const double load = moments[g].piled_up ? 0 : moments[g].load;
        live.load = bottlenecks.load(g);
        approach(live.ten, load, kTen_s);
        approach(live.fast, load, kFast_s);
        approach(live.slow, load, kSlow_s);
        approach(live.share, g == now_ ? 1 : 0, kShare_s);
        live.waiting = moments[g].waiting;
        live.down = moments[g].states[static_cast<std::size_t>(ResourceState::Down)];
    }
    if (steps_ > 0 && since_step_s_ < kStep_s) return;
    since_step_s_ = 0;
    remember();
}

// What was remembered a horizon ago tells how much this site changes; then the present takes its place.
void CongestionTracker::remember() {
    const std::size_t place = steps_ % kPast;
    if (steps_ >= kPast + kSettleSteps) {
        ++settled_;
        times_[then_[place] * live_.size() + now_] += 1;
        const double fresh = std::max(1 / (kChangeSteps + static_cast<double>(settled_)), kStep_s / kChange_s);
        for (Live& live : live_) {
            const double by = live.load - live.past[place];
            live.change += fresh * (by * by - live.change);
        }
    }
    for (Live& live : live_)
        live.past[place] = live.load;
    then_[place] = now_;
    ++steps_;
}

void CongestionTracker::follow(Series& series, double value) const {
    approach(series.minute, value, 60);
    approach(series.five, value, 300);
    approach(series.twenty, value, 1200);
    approach(series.hour, value, 3600);
}

void CongestionTracker::observe_floor(std::size_t number, std::span<const ZoneMoment> zones,
                                      std::span<const StationMoment> stations) {
    Floor& floor = floors_[number];
    for (std::size_t z = 0; z < floor.zones.size(); ++z)
        follow(floor.zones[z], zones[z].held);
    for (std::size_t s = 0; s < floor.stations.size(); ++s)
        follow(floor.stations[s], stations[s].waiting);
}

double CongestionTracker::share_of_times(std::size_t g) const {
    const auto row = std::span(times_).subspan(now_ * live_.size(), live_.size());
    double all = 0;
    for (const double times : row)
        all += times;
    const double elsewhere = (live_[g].share + 1 / static_cast<double>(live_.size())) / 2;
    const double before = (g == now_ ? kStaysBefore : 0) + (1 - kStaysBefore) * elsewhere;
    return (row[g] + kTimesBefore * before) / (all + kTimesBefore);
}

GroupFeatures CongestionTracker::group(std::size_t g) const {
    GroupFeatures x{};
    if (now_ == Bottlenecks::kNone) return x;
    double fast = 0, slow = 0;
    std::size_t first = 0;
    for (std::size_t k = 0; k < live_.size(); ++k) {
        fast = std::max(fast, live_[k].fast);
        slow = std::max(slow, live_[k].slow);
        if (live_[k].load > live_[first].load) first = k;
    }
    const Live& live = live_[g];
    const double change = live.change + (g == first ? 0 : live_[first].change) + kLeastChange * kLeastChange;
    x[0] = g == now_ ? 1 : 0;
    x[1] = g == now_ ? std::log1p(reigns_s_ / 60) : 0;
    x[2] = live.ten - live_[first].load;
    x[3] = live.fast - fast;
    x[4] = std::max(kFarthest, (live.slow - slow) / std::sqrt(change));
    x[5] = std::log1p(live.waiting);
    x[6] = live.down;
    x[7] = std::log(share_of_times(g));
    return x;
}

SeriesFeatures CongestionTracker::features(const Series& s) {
    return {s.minute, s.five, s.twenty, s.hour, std::min(s.minute, s.five), std::min(s.five, s.twenty)};
}

SeriesFeatures CongestionTracker::zone(std::size_t floor, std::size_t z) const {
    return features(floors_[floor].zones[z]);
}

SeriesFeatures CongestionTracker::station(std::size_t floor, std::size_t s) const {
    return features(floors_[floor].stations[s]);
}

}  // namespace dray::insight
