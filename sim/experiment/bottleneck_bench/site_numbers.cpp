#include "experiment/bottleneck_bench/site_numbers.hpp"

#include <fmt/format.h>

#include <cmath>

namespace dray::experiment {

namespace {

std::uint64_t number_of(const std::string& name) {
    std::uint64_t h = 0;
    for (const char c : name)
        h = 131 * h + static_cast<unsigned char>(c);
    return h;
}

}  // namespace

Numbers::Numbers(std::uint64_t site_seed, const std::string& name) : stream_(site_seed, "bench_site", number_of(name)) {}

double Numbers::near(double value) {
    return std::round(100 * value * stream_.uniform(0.9, 1.1)) / 100;
}

std::string storage_site(Numbers n, const StorageNumbers& s) {
    const double pick_s = n.near(s.pick_s);
    const std::string demand = s.traced ? "source: trace, trace: trace.csv, time_scale: 1"
                                        : fmt::format("source: generator, orders_per_h: {}, backlog_orders: {}, skus: {}",
                                                      n.near(s.orders_per_h), s.backlog, s.skus);
    return fmt::format(R"(duration_s: 1800
warm_up_s: 300
floor:
  layout: storage
  storage: {{block_columns: 6, block_rows: 2, blocks_across: 3, blocks_down: 4, pick_stations: {}, stow_stations: 1, queue_cells: 3,
            chargers: {}, buffer_cells: 8}}
fleets: [{{name: drives, count: {}{}}}]
storage: {{fill: 0.8, pod_capacity_units: {}{}}}
stations: {{pick_line_s: {}, pick_further_unit_s: {:.2f}, stow_s: {}}}
demand: {{{}}}
{})",
                       s.pick, s.chargers, s.drives > 8 ? n.about(s.drives) : s.drives, s.battery, s.pod_units, s.stock, pick_s,
                       0.3 * pick_s, n.near(s.stow_s), demand, s.more);
}

}  // namespace dray::experiment
