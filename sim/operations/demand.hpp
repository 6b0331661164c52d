// Demand: orders over time, from a generator or from a real trace.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "config/document.hpp"
#include "config/table.hpp"

namespace dray::operations {

struct DemandConfig {
    std::string source = "generator";  ///< generator or trace
    // Generator.
    double orders_per_h = 300;
    std::vector<double> hourly_profile;  ///< factors per hour of the run, repeated; empty: flat
    std::int64_t skus = 2000;
    std::vector<double> lines_per_order = {0.554, 0.350, 0.087, 0.009};  ///< weights of 1, 2, 3 ... lines
    std::vector<double> units_per_line = {0.95, 0.05};                   ///< weights of 1, 2, 3 ... units
    std::int64_t backlog_orders = 0;                                     ///< orders released at time 0
    // Generator and trace.
    double due_min_s = 3600;  ///< earliest due time after release
    double due_max_s = 14400;
    std::vector<double> cut_offs_h;  ///< hours of each day of the run, 0 to 24, at which trucks leave: an order is due at the
                                     ///< first cut-off at or after the due time drawn for it; empty: none
    // Trace.
    std::string trace;      ///< CSV order_id,placed_at,sku,quantity; relative to the scenario, else to the working directory
    double time_scale = 1;  ///< trace seconds per simulated second: 20 days into 24 h is 20; 0: the trace fits the run
    bool squeeze_nights = false;    ///< pauses longer than an hour between orders of the trace are cut to an hour before scaling
    std::int64_t limit_orders = 0;  ///< only the first n orders; 0: all
};
[[nodiscard]] const config::Table& demand_table();

struct OrderLine {
    OrderId order;
    SkuId sku;
    std::int32_t units = 1;
};

struct Order {
    std::string name;  ///< id in the trace, or "G00001", or "B00001" in the generator's backlog
    Step release = 0;  ///< when it becomes known
    Step due = 0;
    LineId first_line;
    std::uint32_t line_count = 0;
};

/// All orders of a run, sorted by release then by name's order of appearance; lines of an order are neighbours.
/// Lines of an order that name one SKU several times are merged (units added).
struct Demand {
    std::vector<Order> orders;
    std::vector<OrderLine> lines;
    std::vector<std::string> sku_names;      ///< by SkuId
    std::vector<double> sku_popularity;      ///< share of lines by SkuId, sums to 1
    std::vector<std::int64_t> sku_units;     ///< units wanted by all orders by SkuId
    std::vector<std::int64_t> sku_max_line;  ///< largest line by SkuId
};

/// Makes the whole demand of a run of `duration_s`. SKU popularity of the generator follows the measured curve (5 % of SKUs 27 %
/// of lines, 20 % 62 %, 50 % 89 %). Every number of order n comes from streams keyed by n, so that another rate moves orders in
/// time and changes nothing in them.
///
/// A trace counts time from its first order. All its orders up to the limit are part of the demand; those that fall after the
/// run's end are never released. Columns are found by the header's names, others are ignored; fields may be quoted, quantities
/// are 1 to 1,000,000, times are local `2010-12-01T08:26:00`. Rows of one order lie within 10 minutes; the latest counts, when
/// the order is complete. Bad rows are appended to `faults` with file and line (all of them
/// up to 20, then a count); an empty trace is a fault. With any fault the result is meaningless. Throws EnvironmentError when
/// the trace cannot be read. Faults of the config itself get the place of the field under `prefix`.
[[nodiscard]] Demand make_demand(const DemandConfig& config, double duration_s, const Clock& clock, std::uint64_t seed,
                                 const config::Document& document, const std::string& prefix, config::Diagnostics& faults);

}  // namespace dray::operations
