#include "operations/demand.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "base/error.hpp"
#include "base/random.hpp"
#include "operations/demand_sources.hpp"

namespace dray::operations {

namespace {

constexpr double kDay_s = 86400;

/// Faults of the config, each at its field.
class ConfigFaults {
  public:
    ConfigFaults(const config::Document& document, const std::string& prefix, config::Diagnostics& faults)
        : document_(document), prefix_(prefix), faults_(faults) {}

    void add(const std::string& field, const std::string& message) {
        const std::string path = prefix_.empty() ? field : prefix_ + "." + field;
        const config::Place place = document_.place_of(path);
        faults_.push_back({place.file, place.line, place.column, fmt::format("{}: {}", path, message)});
    }

  private:
    const config::Document& document_;
    const std::string& prefix_;
    config::Diagnostics& faults_;
};

bool all_zero(const std::vector<double>& weights) {
    return std::ranges::all_of(weights, [](double w) { return w <= 0; });
}

/// Orders that the generator makes on average, over the hours that the run touches.
double expected_orders(const DemandConfig& config, double duration_s) {
    double hours = duration_s / 3600;
    if (!config.hourly_profile.empty()) {
        hours = 0;
        for (std::size_t hour = 0; static_cast<double>(hour) * 3600 < duration_s; ++hour)
            hours += config.hourly_profile[hour % config.hourly_profile.size()] *
                     std::min(1.0, duration_s / 3600 - static_cast<double>(hour));
    }
    return config.orders_per_h * hours + static_cast<double>(config.backlog_orders);
}

void check_generator(const DemandConfig& config, double duration_s, ConfigFaults& faults) {
    if (all_zero(config.lines_per_order)) faults.add("lines_per_order", "the weights are all 0");
    if (all_zero(config.units_per_line)) faults.add("units_per_line", "the weights are all 0");
    const double orders = expected_orders(config, duration_s);
    if (orders <= 0) faults.add("orders_per_h", "the generator makes no order in this run");
    if (orders > kMaxOrders)
        faults.add("orders_per_h",
                   fmt::format("the generator makes {:.0f} orders in this run, at most {:.0f} are possible", orders, kMaxOrders));
}

/// The trace's path: relative to the scenario, else to the working directory.
std::string trace_path(const std::string& trace, const config::Document& document) {
    namespace fs = std::filesystem;
    const fs::path beside = (fs::path(document.directory) / trace).lexically_normal();
    std::error_code ignored;
    if (!fs::exists(beside, ignored) && fs::exists(trace, ignored)) return trace;
    return beside.string();
}

void add_totals(Demand& demand) {
    demand.sku_units.assign(demand.sku_names.size(), 0);
    demand.sku_max_line.assign(demand.sku_names.size(), 0);
    for (const OrderLine& line : demand.lines) {
        demand.sku_units[line.sku.index()] += line.units;
        std::int64_t& largest = demand.sku_max_line[line.sku.index()];
        largest = std::max<std::int64_t>(largest, line.units);
    }
}

}  // namespace

DueTimes::DueTimes(const DemandConfig& config, const Clock& clock, std::uint64_t seed)
    : config_(&config), clock_(clock), seed_(seed) {
    for (const double hour : config.cut_offs_h)
        cut_offs_.push_back(clock.steps(hour * 3600));
    std::ranges::sort(cut_offs_);
}

Step DueTimes::due(std::uint64_t key, Step release) const {
    Stream stream(seed_, "order_due", key);
    const Step drawn = release + clock_.steps(stream.uniform(config_->due_min_s, config_->due_max_s));
    if (cut_offs_.empty()) return drawn;
    const Step day = clock_.steps(kDay_s), midnight = drawn / day * day;
    const auto cut_off = std::ranges::lower_bound(cut_offs_, drawn - midnight);
    return cut_off != cut_offs_.end() ? midnight + *cut_off : midnight + day + cut_offs_.front();
}

Demand make_demand(const DemandConfig& config, double duration_s, const Clock& clock, std::uint64_t seed,
                   const config::Document& document, const std::string& prefix, config::Diagnostics& faults) {
    const std::size_t before = faults.size();
    ConfigFaults config_faults(document, prefix, faults);
    const bool from_trace = config.source == "trace";
    if (config.due_max_s < config.due_min_s)
        config_faults.add("due_max_s", fmt::format("{} is below due_min_s, which is {}", config.due_max_s, config.due_min_s));
    if (from_trace && config.trace.empty()) config_faults.add("trace", "the source is a trace, but no file is named");
    if (!from_trace) check_generator(config, duration_s, config_faults);
    if (faults.size() > before) return {};
    Demand demand = from_trace ? trace_demand(config, trace_path(config.trace, document), duration_s, clock, seed, faults)
                               : generate_demand(config, duration_s, clock, seed);
    add_totals(demand);
    return demand;
}

}  // namespace dray::operations
