// What planted sites are made from: numbers drawn for each, and the storage floor that several kinds share. Internal to the
// scorecard.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "experiment/bottleneck_bench/sites.hpp"

namespace dray::experiment {

/// Numbers of one site, drawn round those that plant its bottleneck.
class Numbers {
  public:
    Numbers(std::uint64_t site_seed, const std::string& name);
    /// Within a tenth of `value`, with two places behind the point.
    double near(double value);
    /// One more or less, or as it is.
    std::int64_t about(std::int64_t count) { return count + stream_.integer(-1, 1); }

  private:
    Stream stream_;
};

/// A small storage area; orders come from a generator, or from the site's trace.
struct StorageNumbers {
    std::int64_t pick = 2, drives = 14;
    double pick_s = 10, stow_s = 10, orders_per_h = 900;
    std::int64_t backlog = 300, pod_units = 200, skus = 200;
    bool traced = false;
    std::string battery = {};  ///< fields of the fleet's battery
    std::int64_t chargers = 2;
    std::string stock = {};  ///< further fields of the storage section
    std::string more = {};   ///< further sections of the scenario
};
[[nodiscard]] std::string storage_site(Numbers n, const StorageNumbers& s);

/// Goods inbound, people who handle parcels, put walls and loop sorters: sites without robots but for the first.
void add_people_and_belts(std::uint64_t site_seed, std::vector<PlantedSite>& sites);

}  // namespace dray::experiment
