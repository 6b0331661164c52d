// Lets insight advise the controls of a site's floors, once a simulated second, between ticks. Internal to the room.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/bottleneck_watch.hpp"
#include "insight/forecast/forecast_check.hpp"
#include "insight/management/floor_adviser.hpp"

namespace dray::engine {

class Management {
  public:
    /// All references outlive it and stay where they are.
    Management(const insight::ManagementConfig& config, const WatchedSite& site, BottleneckWatch& watch);

    /// Keeps what the forecast looks at from now on; the run has not begun.
    void track();
    /// Forecasts, and acts on that in the rules that can.
    void forecast(insight::CongestionModel model);
    [[nodiscard]] const insight::CongestionTracker* tracker() const { return tracker_.get(); }

    /// The watch has looked at the site, `dt_s` after its look before. Allocates nothing after the first calls.
    void advise(double dt_s);
    void add_to(Results& out) const;

  private:
    /// One floor: what its adviser is told, and the adviser.
    struct Floor {
        Floor(std::size_t number, const insight::ManagementConfig& config, const insight::FloorSize& size)
            : area(number), adviser(config, size) {}
        std::size_t area;
        insight::FloorAdviser adviser;
        std::vector<insight::StationMoment> stations;
        std::vector<insight::ChuteMoment> chutes;
        std::vector<float> held, waiting;  // expected, by zone and by lane
    };

    void add_floor(std::size_t area);
    [[nodiscard]] const operations::SortControl* sorter(std::size_t area) const;
    [[nodiscard]] std::span<const primitives::Station> stations_of(std::size_t area) const;
    void look_at_stations(Floor& floor) const;
    void look_at_chutes(Floor& floor) const;
    [[nodiscard]] insight::FloorMoment moment_of(const Floor& floor) const;
    [[nodiscard]] insight::FloorExpectation expected(Floor& floor) const;

    const insight::ManagementConfig& config_;
    WatchedSite site_;
    BottleneckWatch& watch_;
    std::vector<Floor> floors_;
    std::unique_ptr<insight::CongestionTracker> tracker_;  // null: not wanted
    std::optional<insight::CongestionModel> model_;
    std::unique_ptr<insight::ForecastCheck> check_;
    double watched_s_ = 0;
};

}  // namespace dray::engine
