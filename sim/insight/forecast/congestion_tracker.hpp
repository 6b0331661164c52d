// What the forecast of congestion looks at: the state of the last minutes of every group, zone and station, as short lists of
// numbers.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "insight/bottlenecks.hpp"
#include "insight/management/floor_moment.hpp"

namespace dray::insight {

/// How far ahead is forecast.
inline constexpr double kHorizon_s = 300;

/// Of one group: 1 if it is the bottleneck now; its load of the last minutes, half minute and ten minutes, each less the largest
/// of all groups; what its load has grown by in two minutes; logarithm of what waits before it, and what that has grown by; share
/// of the last ten minutes as the bottleneck; 1 if goods pile up behind it; then 1 at its kind.
inline constexpr std::size_t kCommonFeatures = 9;  ///< those before the kinds
inline constexpr std::size_t kGroupFeatures = kCommonFeatures + kGroupKinds;
using GroupFeatures = std::array<double, kGroupFeatures>;

/// Of a zone or a station: 1; means over the last minute, five and twenty minutes of the robots that are held (that wait); robots
/// at work there over the last minute (for stations 0); mean over all zones (stations) of the floor over the last minute.
inline constexpr std::size_t kSeriesFeatures = 6;
using SeriesFeatures = std::array<double, kSeriesFeatures>;

/// Not for several threads at once; observe() allocates nothing.
class CongestionTracker {
  public:
    /// Zones and stations of each floor.
    struct FloorSize {
        std::size_t zones = 0, stations = 0;
    };
    static constexpr double kStep_s = 10;  ///< between two states that are remembered

    CongestionTracker(std::span<const Group> groups, std::span<const FloorSize> floors);

    /// One moment of all groups, as `bottlenecks` was told it just before; `dt_s` is the time since the one before.
    void observe(const Bottlenecks& bottlenecks, std::span<const GroupMoment> moments, double dt_s);
    /// The same moment of one floor; after observe().
    void observe_floor(std::size_t floor, std::span<const ZoneMoment> zones, std::span<const StationMoment> stations);

    [[nodiscard]] std::size_t groups() const { return live_.size(); }
    [[nodiscard]] std::size_t floors() const { return floors_.size(); }
    [[nodiscard]] std::size_t zones(std::size_t floor) const { return floors_[floor].zones.size(); }
    [[nodiscard]] std::size_t stations(std::size_t floor) const { return floors_[floor].stations.size(); }
    [[nodiscard]] GroupFeatures group(std::size_t g) const;
    [[nodiscard]] SeriesFeatures zone(std::size_t floor, std::size_t z) const;
    [[nodiscard]] SeriesFeatures station(std::size_t floor, std::size_t s) const;
    [[nodiscard]] std::size_t now() const { return now_; }  ///< the bottleneck, as Bottlenecks::now()
    /// Mean of the last minute: robots held in a zone, and waiting for a station.
    [[nodiscard]] double held(std::size_t floor, std::size_t z) const { return floors_[floor].zones[z].minute; }
    [[nodiscard]] double waiting(std::size_t floor, std::size_t s) const { return floors_[floor].stations[s].minute; }

  private:
    static constexpr std::size_t kPast = 12;  // states remembered
    struct Past {
        double load = 0, waiting = 0;
    };
    struct Live {
        double load = 0, fast = 0, slow = 0, share = 0, waiting = 0;
        bool piled_up = false;
        std::array<Past, kPast> past{};
    };
    struct Series {
        double minute = 0, five = 0, twenty = 0, working = 0;
    };
    struct Floor {
        std::vector<Series> zones, stations;
        double zone_mean = 0, station_mean = 0;
    };
    void follow(Series& series, double value, double working) const;
    [[nodiscard]] static SeriesFeatures features(const Series& series, double mean);

    std::vector<GroupKind> kinds_;
    std::vector<Live> live_;
    std::vector<Floor> floors_;
    std::size_t now_ = Bottlenecks::kNone;
    std::size_t next_past_ = 0;
    double since_past_s_ = 0, dt_s_ = 0;
    bool begun_ = false;
};

}  // namespace dray::insight
