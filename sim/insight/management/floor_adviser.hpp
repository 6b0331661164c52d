// Puts together what the rules say of one floor.
#pragma once

#include <cstddef>

#include "insight/management/chute_sharing.hpp"
#include "insight/management/flex_stations.hpp"
#include "insight/management/floor_moment.hpp"
#include "insight/management/management_config.hpp"
#include "insight/management/robot_limit.hpp"
#include "insight/management/station_steering.hpp"
#include "insight/management/zone_metering.hpp"
#include "operations/advice.hpp"

namespace dray::insight {

/// Sizes of a floor's lists.
struct FloorSize {
    std::size_t robots = 0, stations = 0, flex = 0, zones = 0, routes = 0;
};

/// Not for several threads at once; allocates nothing after the first calls.
class FloorAdviser {
  public:
    /// `config` must outlive it.
    FloorAdviser(const ManagementConfig& config, const FloorSize& size);

    /// One moment; `dt_s` is the time since the one before. The advice holds until the next one.
    const operations::Advice& observe(const FloorMoment& moment, const FloorExpectation& expected, double dt_s);
    [[nodiscard]] const operations::Advice& advice() const { return advice_; }
    [[nodiscard]] const AllRuleFigures& figures() const { return figures_; }
    [[nodiscard]] double flex_open_s() const { return flex_open_s_; }  ///< of all flex stations together

  private:
    /// Books a rule: whether it holds something now, and whether it said something new.
    void book(Rule rule, bool active, bool changed, double dt_s);

    const ManagementConfig* config_;
    FloorSize size_;
    RobotLimit limit_;
    StationSteering steering_;
    ZoneMetering metering_;
    ChuteSharing sharing_;
    FlexStations flex_;
    operations::Advice advice_;
    AllRuleFigures figures_;
    double flex_open_s_ = 0;
};

}  // namespace dray::insight
