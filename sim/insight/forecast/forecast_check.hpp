// How right the forecast of the bottleneck was in a run itself: each forecast is kept until its time has come.
#pragma once

#include <cstdint>
#include <vector>

#include "insight/forecast/congestion_model.hpp"

namespace dray::insight {

/// Not for several threads at once; allocates nothing after its construction.
class ForecastCheck {
  public:
    static constexpr double kEvery_s = 10;  ///< between two forecasts

    explicit ForecastCheck(std::size_t groups);

    /// The tracker has been told the moment `now_s`: settles what is due, and forecasts anew when it is time. Calls come about
    /// once a second.
    void observe(const CongestionModel& model, const CongestionTracker& tracker, double now_s);

    [[nodiscard]] std::int64_t moments() const { return moments_; }  ///< settled
    [[nodiscard]] double hit_rate() const { return mean(hits_); }
    [[nodiscard]] double persistence_hit_rate() const { return mean(held_); }
    [[nodiscard]] double brier() const { return mean(brier_); }

  private:
    static constexpr std::size_t kOpen = static_cast<std::size_t>(kHorizon_s / kEvery_s);
    [[nodiscard]] double mean(double sum) const { return moments_ > 0 ? sum / static_cast<double>(moments_) : 0; }

    struct Forecast {
        std::vector<double> probability;
        std::size_t now = 0;
        bool made = false;
    };
    std::vector<Forecast> open_;  // a ring: the next place holds what is due
    std::size_t next_ = 0;
    double next_s_ = 0;
    std::int64_t moments_ = 0;
    double hits_ = 0, held_ = 0, brier_ = 0;
};

}  // namespace dray::insight
