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

/// Of one group, nothing of which tells its kind or the site's size:
/// 0: 1 if it is the bottleneck now; 1: if so, log(1 + minutes since it became that).
/// 2, 3: its load of the last ten seconds less the largest load of the last minutes (Bottlenecks::load); that of the last half
///       minute less the largest such one.
/// 4: that of the last ten minutes less the largest such one, over what the two loads change by in five minutes on this site
///    (root mean square so far); at least -5.
/// 5: log(1 + what waits before it); 6: share of its capacity that is down.
/// 7: log of how often it was the bottleneck five minutes after what is it now, on this site so far. Before anything is known it
///    stays nine times in ten.
inline constexpr std::size_t kGroupFeatures = 8;
using GroupFeatures = std::array<double, kGroupFeatures>;

/// Of a zone or a station, all in robots, so that a law of them holds for small and large ones: means over the last minute, five
/// minutes, twenty minutes and hour of those that are held (that wait); the smaller of the first two; that of the second and
/// third.
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
    /// The same moment of one floor; after observe(). `stations`: as many as it has.
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
    static constexpr auto kPast = static_cast<std::size_t>(kHorizon_s / kStep_s);  // states remembered
    struct Live {
        double load = 0, ten = 0, fast = 0, slow = 0, share = 0;
        double change = 0;  ///< mean square of what the load changes by within the horizon
        double waiting = 0, down = 0;
        std::array<double, kPast> past{};  ///< loads
    };
    struct Series {
        double minute = 0, five = 0, twenty = 0, hour = 0;
    };
    struct Floor {
        std::vector<Series> zones, stations;
    };
    void remember();
    void follow(Series& series, double value) const;
    void approach(double& mean, double value, double memory_s) const;
    [[nodiscard]] double share_of_times(std::size_t g) const;
    [[nodiscard]] static SeriesFeatures features(const Series& series);

    std::vector<Live> live_;
    std::vector<Floor> floors_;
    std::vector<double> times_;              // by group that was the bottleneck, and that which was it at the horizon
    std::array<std::size_t, kPast> then_{};  // bottlenecks remembered
    std::size_t now_ = Bottlenecks::kNone;
    std::size_t steps_ = 0, settled_ = 0;  // states remembered so far; of them, with an end that is known
    double since_step_s_ = 0, dt_s_ = 0, watched_s_ = 0, reigns_s_ = 0;
};

}  // namespace dray::insight
