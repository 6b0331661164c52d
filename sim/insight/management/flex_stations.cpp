#include "insight/management/flex_stations.hpp"

#include <algorithm>

namespace dray::insight {

void FlexStations::observe(std::span<const StationMoment> stations, std::size_t waiting, double dt_s) {
    const auto flex = static_cast<std::size_t>(std::ranges::count_if(stations, &StationMoment::flex));
    // Those that do the same work and are always open.
    const auto plain = static_cast<std::size_t>(std::ranges::count_if(
        stations, [](const StationMoment& s) { return !s.flex && (s.kind == GroupKind::Pick || s.kind == GroupKind::Induct); }));
    since_change_s_ += dt_s;
    const double each = static_cast<double>(waiting) / static_cast<double>(std::max<std::size_t>(1, plain + open_));
    if (since_change_s_ >= config_->flex_hold_s) {
        const std::size_t before = open_;
        if (each > config_->flex_open_above && open_ < flex) {
            ++open_;
        } else if (each < config_->flex_close_below && open_ > 0) {
            --open_;
        }
        if (open_ != before) since_change_s_ = 0;
    }
    set_open(stations);
}

// The first ones open first and close last.
void FlexStations::set_open(std::span<const StationMoment> stations) {
    std::size_t number = 0;
    for (std::size_t s = 0; s < stations.size(); ++s)
        shut_[s] = stations[s].flex && number++ >= open_ ? 1 : 0;
}

}  // namespace dray::insight
