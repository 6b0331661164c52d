// Real orders: from the rows of a trace to the demand of a run.
#include <algorithm>
#include <numeric>

#include "base/error.hpp"
#include "operations/csv.hpp"
#include "operations/demand_sources.hpp"

namespace dray::operations {

namespace {

constexpr std::int64_t kLongestPause_s = 3600;  ///< what squeeze_nights leaves of a pause
constexpr double kFittedShare = 0.95;           ///< of the run, at which the last order of a fitted trace is released
constexpr double kSlowestScale = 1e-3;          ///< for a trace of one moment, which has no length to fit

/// Orders by time, then by appearance, cut to the limit.
std::vector<std::uint32_t> in_time(const std::vector<TraceOrder>& orders, std::int64_t limit) {
    std::vector<std::uint32_t> order(orders.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return orders[i].placed_at_s; });
    if (limit > 0 && static_cast<std::size_t>(limit) < order.size()) order.resize(static_cast<std::size_t>(limit));
    return order;
}

/// Seconds from the first order to each, by place in `sequence`.
std::vector<std::int64_t> times_since_first(const std::vector<TraceOrder>& orders, const std::vector<std::uint32_t>& sequence,
                                            bool squeeze_nights) {
    std::vector<std::int64_t> elapsed_s(sequence.size(), 0);
    for (std::size_t n = 1; n < sequence.size(); ++n) {
        const std::int64_t pause_s = orders[sequence[n]].placed_at_s - orders[sequence[n - 1]].placed_at_s;
        elapsed_s[n] = elapsed_s[n - 1] + (squeeze_nights ? std::min(pause_s, kLongestPause_s) : pause_s);
    }
    return elapsed_s;
}

/// Rows grouped by order: rows of order i are [first[i], first[i + 1]) of `rows`, as they stand in the file.
struct Grouped {
    std::vector<std::size_t> first;
    std::vector<TraceRow> rows;
};

Grouped by_order(const TraceFile& file) {
    Grouped grouped{std::vector<std::size_t>(file.orders.size() + 1, 0), file.rows};
    for (const TraceRow& row : file.rows)
        ++grouped.first[row.order + 1];
    std::partial_sum(grouped.first.begin(), grouped.first.end(), grouped.first.begin());
    std::ranges::stable_sort(grouped.rows, {}, &TraceRow::order);
    return grouped;
}

/// Appends orders to the demand. SKUs are numbered by their first line, so that rows beyond the limit leave nothing behind.
class LineWriter {
  public:
    LineWriter(const TraceFile& file, Demand& demand) : file_(file), demand_(demand), number_(file.skus.size()) {}

    /// Appends the lines of the last order, one per SKU. Returns the SKU whose units add up to more than allowed, else invalid.
    SkuId add(std::span<const TraceRow> rows) {
        Order& order = demand_.orders.back();
        order.first_line = LineId(demand_.lines.size());
        for (const TraceRow& row : rows) {
            const SkuId sku = number(row.sku);
            LineId& last = last_line_[sku.index()];
            if (!last.valid() || last < order.first_line) {
                last = LineId(demand_.lines.size());
                demand_.lines.push_back({OrderId(demand_.orders.size() - 1), sku, row.units});
                continue;
            }
            OrderLine& same = demand_.lines[last.index()];
            if (same.units + row.units > kMaxUnits) return sku;
            same.units += row.units;
        }
        order.line_count = static_cast<std::uint32_t>(demand_.lines.size() - order.first_line.index());
        return SkuId();
    }

  private:
    SkuId number(std::uint32_t sku) {
        if (!number_[sku].valid()) {
            number_[sku] = SkuId(demand_.sku_names.size());
            demand_.sku_names.push_back(file_.skus[sku]);
            last_line_.emplace_back();
        }
        return number_[sku];
    }

    const TraceFile& file_;
    Demand& demand_;
    std::vector<SkuId> number_;      ///< by number in the file
    std::vector<LineId> last_line_;  ///< by SkuId: its last line so far
};

void add_popularity(Demand& demand) {
    demand.sku_popularity.assign(demand.sku_names.size(), 0);
    for (const OrderLine& line : demand.lines)
        demand.sku_popularity[line.sku.index()] += 1;
    for (double& share : demand.sku_popularity)
        share /= static_cast<double>(demand.lines.size());
}

}  // namespace

Demand trace_demand(const DemandConfig& config, const std::string& path, double duration_s, const Clock& clock,
                    std::uint64_t seed, config::Diagnostics& faults) {
    const std::size_t before = faults.size();
    const TraceFile file = read_trace(path, faults);
    if (faults.size() > before) return {};
    const Grouped grouped = by_order(file);
    const DueTimes due_times(config, clock, seed);
    Demand demand;
    LineWriter writer(file, demand);
    const std::vector<std::uint32_t> sequence = in_time(file.orders, config.limit_orders);
    const std::vector<std::int64_t> elapsed_s = times_since_first(file.orders, sequence, config.squeeze_nights);
    const double fitting = static_cast<double>(elapsed_s.back()) / (kFittedShare * duration_s);
    const double scale = config.time_scale > 0 ? config.time_scale : std::max(fitting, kSlowestScale);
    for (std::size_t n = 0; n < sequence.size(); ++n) {
        const std::uint32_t i = sequence[n];
        const TraceOrder& order = file.orders[i];
        const Step release = clock.steps(static_cast<double>(elapsed_s[n]) / scale);
        demand.orders.push_back(
            Order{.name = order.name, .release = release, .due = due_times.due(demand.orders.size(), release)});
        const auto rows = std::span(grouped.rows).subspan(grouped.first[i], grouped.first[i + 1] - grouped.first[i]);
        const SkuId too_many = writer.add(rows);
        if (!too_many.valid()) continue;
        faults.push_back({path, order.line, 1,
                          fmt::format("quantity: order \"{}\" wants more than {} units of SKU \"{}\" in all", shown(order.name),
                                      kMaxUnits, shown(demand.sku_names[too_many.index()]))});
        return {};
    }
    add_popularity(demand);
    return demand;
}

}  // namespace dray::operations
