#include "insight/forecast/forecast_check.hpp"

#include <algorithm>

namespace dray::insight {

ForecastCheck::ForecastCheck(std::size_t groups) : open_(kOpen) {
    for (Forecast& forecast : open_)
        forecast.probability.reserve(groups);
}

void ForecastCheck::observe(const CongestionModel& model, const CongestionTracker& tracker, double now_s) {
    if (now_s < next_s_ || tracker.groups() == 0) return;
    next_s_ += kEvery_s;
    Forecast& place = open_[next_];
    next_ = (next_ + 1) % kOpen;
    if (place.made) {
        ++moments_;
        const auto likeliest = static_cast<std::size_t>(std::ranges::max_element(place.probability) - place.probability.begin());
        hits_ += likeliest == tracker.now() ? 1 : 0;
        held_ += place.now == tracker.now() ? 1 : 0;
        for (std::size_t g = 0; g < place.probability.size(); ++g) {
            const double off = place.probability[g] - (g == tracker.now() ? 1 : 0);
            brier_ += off * off;
        }
    }
    model.bottlenecks(tracker, place.probability);
    place.now = tracker.now();
    place.made = true;
}

}  // namespace dray::insight
