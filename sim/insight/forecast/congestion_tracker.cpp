#include "insight/forecast/congestion_tracker.hpp"

#include <algorithm>
#include <cmath>

namespace dray::insight {

namespace {

constexpr double kFast_s = 30, kSlow_s = 600;

void approach(double& mean, double value, double dt_s, double memory_s) {
    mean += (1 - std::exp(-dt_s / memory_s)) * (value - mean);
}

}  // namespace

CongestionTracker::CongestionTracker(std::span<const Group> groups, std::span<const FloorSize> floors) : live_(groups.size()) {
    for (const Group& group : groups)
        kinds_.push_back(group.kind);
    for (const FloorSize& size : floors) {
        Floor& floor = floors_.emplace_back();
        floor.zones.resize(size.zones);
        floor.stations.resize(size.stations);
    }
}

void CongestionTracker::observe(const Bottlenecks& bottlenecks, std::span<const GroupMoment> moments, double dt_s) {
    dt_s_ = dt_s;
    now_ = bottlenecks.now();
    since_past_s_ += dt_s;
    const bool remember = !begun_ || since_past_s_ >= kStep_s;
    for (std::size_t g = 0; g < live_.size(); ++g) {
        Live& live = live_[g];
        const double load = moments[g].piled_up ? 0 : moments[g].load;
        live.load = bottlenecks.load(g);
        approach(live.fast, load, dt_s, begun_ ? kFast_s : 1e-9);
        approach(live.slow, load, dt_s, begun_ ? kSlow_s : 1e-9);
        approach(live.share, g == now_ ? 1 : 0, dt_s, begun_ ? kSlow_s : 1e-9);
        live.waiting = moments[g].waiting;
        live.piled_up = moments[g].piled_up;
        if (!begun_) live.past.fill({live.load, live.waiting});
        if (remember) live.past[next_past_] = {live.load, live.waiting};
    }
    begun_ = true;
    if (!remember) return;
    next_past_ = (next_past_ + 1) % kPast;
    since_past_s_ = 0;
}

void CongestionTracker::follow(Series& series, double value, double working) const {
    approach(series.minute, value, dt_s_, 60);
    approach(series.five, value, dt_s_, 300);
    approach(series.twenty, value, dt_s_, 1200);
    approach(series.working, working, dt_s_, 60);
}

void CongestionTracker::observe_floor(std::size_t number, std::span<const ZoneMoment> zones,
                                      std::span<const StationMoment> stations) {
    Floor& floor = floors_[number];
    floor.zone_mean = floor.station_mean = 0;
    for (std::size_t z = 0; z < floor.zones.size(); ++z) {
        follow(floor.zones[z], zones[z].held, zones[z].working);
        floor.zone_mean += floor.zones[z].minute / static_cast<double>(floor.zones.size());
    }
    for (std::size_t s = 0; s < floor.stations.size(); ++s) {
        follow(floor.stations[s], stations[s].waiting, 0);
        floor.station_mean += floor.stations[s].minute / static_cast<double>(floor.stations.size());
    }
}

GroupFeatures CongestionTracker::group(std::size_t g) const {
    double load = 0, fast = 0, slow = 0;
    for (const Live& live : live_) {
        load = std::max(load, live.load);
        fast = std::max(fast, live.fast);
        slow = std::max(slow, live.slow);
    }
    const Live& live = live_[g];
    const Past& past = live.past[next_past_];  // the oldest
    GroupFeatures x{};
    x[0] = g == now_ ? 1 : 0;
    x[1] = live.load - load;
    x[2] = live.fast - fast;
    x[3] = live.slow - slow;
    x[4] = live.load - past.load;
    x[5] = std::log1p(live.waiting);
    x[6] = std::log1p(live.waiting) - std::log1p(past.waiting);
    x[7] = live.share;
    x[8] = live.piled_up ? 1 : 0;
    x[kCommonFeatures + static_cast<std::size_t>(kinds_[g])] = 1;
    return x;
}

SeriesFeatures CongestionTracker::features(const Series& series, double mean) {
    return {1, series.minute, series.five, series.twenty, series.working, mean};
}

SeriesFeatures CongestionTracker::zone(std::size_t floor, std::size_t z) const {
    return features(floors_[floor].zones[z], floors_[floor].zone_mean);
}

SeriesFeatures CongestionTracker::station(std::size_t floor, std::size_t s) const {
    return features(floors_[floor].stations[s], floors_[floor].station_mean);
}

}  // namespace dray::insight
