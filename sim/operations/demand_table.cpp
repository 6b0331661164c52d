// The fields of a scenario's section about demand.
#include "operations/demand.hpp"

namespace dray::operations {

const config::Table& demand_table() {
    using enum config::Grade;
    static const config::Table table =
        config::Describe<DemandConfig>("demand", "Customer orders over time, generated or from a real trace.")
            .choice("source", &DemandConfig::source,
                    {{"generator", "random orders from the fields below"}, {"trace", "the orders of a CSV file"}},
                    "Where the orders come from.")
            .number("orders_per_h", &DemandConfig::orders_per_h, {0, 1e6}, "1/h", "Generator: mean rate of orders.",
                    {"", Assumed})
            .numbers("hourly_profile", &DemandConfig::hourly_profile, {0, 100}, {0, 168}, "",
                     "Generator: factor on the rate in each hour of the run, repeated from its start; empty: always 1.")
            .integer("skus", &DemandConfig::skus, {1, 1e6}, "",
                     "Generator: articles in the catalogue. 5 % of them get 27 % of the lines, 20 % 62 % and 50 % 89 %.",
                     {"curve from a wholesaler's trace of 20 days, the number is assumed", Assumed})
            .numbers("lines_per_order", &DemandConfig::lines_per_order, {0, 1e6}, {1, 200}, "",
                     "Generator: weights of orders of 1, 2, 3 ... lines.",
                     {"RAWSim-O inventory configuration: normal(1, 1) within 1 to 4", Measured})
            .numbers("units_per_line", &DemandConfig::units_per_line, {0, 1e6}, {1, 1000}, "",
                     "Generator: weights of lines of 1, 2, 3 ... units.",
                     {"RAWSim-O inventory configuration: normal(1, 0.3) within 1 to 3", Measured})
            .integer("backlog_orders", &DemandConfig::backlog_orders, {0, 1e6}, "orders",
                     "Generator: orders that are open when the run begins.")
            .number("due_min_s", &DemandConfig::due_min_s, {0, 1e7}, "s", "Earliest due time of an order after its release.",
                    {"", Assumed})
            .number("due_max_s", &DemandConfig::due_max_s, {0, 1e7}, "s",
                    "Latest due time after release; an order's own is drawn evenly between the two.", {"", Assumed})
            .numbers("cut_offs_h", &DemandConfig::cut_offs_h, {0, 24}, {0, 100}, "h",
                     "Hours of each day of the run at which trucks leave: an order is due at the first of them at or after the "
                     "due time drawn for it; empty: none.")
            .text("trace", &DemandConfig::trace,
                  "Trace: CSV file with the columns order_id, placed_at, sku and quantity, relative to the scenario's directory "
                  "or, where it is not found there, to the working directory.")
            .number("time_scale", &DemandConfig::time_scale, {0, 1e6}, "",
                    "Trace: seconds of the trace per simulated second; 20 days into 24 h is 20. 0: so that the last order is "
                    "released at 95 % of the run. Due times are not scaled.")
            .flag("squeeze_nights", &DemandConfig::squeeze_nights,
                  "Trace: pauses of more than an hour between orders are cut to an hour, before scaling.")
            .integer("limit_orders", &DemandConfig::limit_orders, {0, 1e9}, "orders",
                     "Trace: only the first orders in time, this many; 0: all.")
            .build();
    return table;
}

}  // namespace dray::operations
