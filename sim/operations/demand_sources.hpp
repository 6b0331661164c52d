// Inside the room: the two sources of demand, and what they share.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "operations/demand.hpp"

namespace dray::operations {

/// Largest quantity of one SKU in one order.
inline constexpr std::int64_t kMaxUnits = 1'000'000;
/// Most orders that one run's generator makes.
inline constexpr double kMaxOrders = 2'000'000;

/// Due times of orders: drawn per order, then moved to the next cut-off.
class DueTimes {
  public:
    DueTimes(const DemandConfig& config, const Clock& clock, std::uint64_t seed);
    /// Of the order with this key in its source.
    [[nodiscard]] Step due(std::uint64_t key, Step release) const;

  private:
    const DemandConfig* config_;
    Clock clock_;
    std::uint64_t seed_;
    std::vector<Step> cut_offs_;  ///< steps of a day, ascending
};

/// Cumulative share of lines of the most popular share `x` of the SKUs; both 0 to 1. Rises through (0.05, 0.27), (0.2, 0.62) and
/// (0.5, 0.89) with a slope that falls all the way, so that popularity declines smoothly by rank.
[[nodiscard]] double popularity_curve(double x);

/// Orders of a run, sorted by release; SKU names and popularity are filled in, the totals are not. `config` is sound.
[[nodiscard]] Demand generate_demand(const DemandConfig& config, double duration_s, const Clock& clock, std::uint64_t seed);

/// The same from the trace at `path`.
[[nodiscard]] Demand trace_demand(const DemandConfig& config, const std::string& path, double duration_s, const Clock& clock,
                                  std::uint64_t seed, config::Diagnostics& faults);

/// One row of a trace as read. Names are numbered in order of appearance.
struct TraceRow {
    std::uint32_t order = 0, sku = 0;
    std::int32_t units = 0;
};
struct TraceOrder {
    std::string name;
    std::int64_t placed_at_s = 0;  ///< of its latest row, when it is complete; seconds since 1970 of the trace's own clock
    std::int64_t first_row_s = 0;  ///< of the row where it first appears in the file
    int line = 0;                  ///< of that row, in the file
};
struct TraceFile {
    std::vector<TraceOrder> orders;
    std::vector<std::string> skus;
    std::vector<TraceRow> rows;
};

/// Reads a trace row by row. Throws EnvironmentError when the file cannot be read.
[[nodiscard]] TraceFile read_trace(const std::string& path, config::Diagnostics& faults);

}  // namespace dray::operations
