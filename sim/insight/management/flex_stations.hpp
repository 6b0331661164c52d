// Which flex stations are open: one more while much waits for each open station, one fewer while little does.
#pragma once

#include <span>
#include <vector>

#include "insight/management/floor_moment.hpp"
#include "insight/management/management_config.hpp"

namespace dray::insight {

/// Not for several threads at once; allocates nothing after the first call.
class FlexStations {
  public:
    explicit FlexStations(const ManagementConfig& config, std::size_t stations) : config_(&config), shut_(stations, 0) {}

    /// All flex stations are shut at first. One that has broken down stays what it is.
    void observe(std::span<const StationMoment> stations, std::size_t waiting, double dt_s);
    [[nodiscard]] const std::vector<std::uint8_t>& shut() const { return shut_; }  ///< by lane
    [[nodiscard]] std::size_t open() const { return open_; }                       ///< flex stations

  private:
    void set_open(std::span<const StationMoment> stations);

    const ManagementConfig* config_;
    std::vector<std::uint8_t> shut_;
    std::size_t open_ = 0;
    double since_change_s_ = 1e9;
};

}  // namespace dray::insight
