#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "demand_fixture.hpp"
#include "operations/demand_sources.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::operations;
using dray::test::make;

namespace {

/// Share of the lines that the most popular share of the catalogue gets.
double share_of_top(std::vector<double> by_sku, double top) {
    std::ranges::sort(by_sku, std::greater());
    const double total = std::accumulate(by_sku.begin(), by_sku.end(), 0.0);
    const auto count = static_cast<std::ptrdiff_t>(std::llround(top * static_cast<double>(by_sku.size())));
    return std::accumulate(by_sku.begin(), by_sku.begin() + count, 0.0) / total;
}

std::vector<double> lines_by_sku(const Demand& demand) {
    std::vector<double> lines(demand.sku_names.size());
    for (const OrderLine& line : demand.lines)
        lines[line.sku.index()] += 1;
    return lines;
}

std::vector<std::pair<SkuId, std::int32_t>> content(const Demand& demand, const Order& order) {
    std::vector<std::pair<SkuId, std::int32_t>> lines;
    for (std::size_t i = 0; i < order.line_count; ++i) {
        const OrderLine& line = demand.lines[order.first_line.index() + i];
        lines.emplace_back(line.sku, line.units);
    }
    return lines;
}

/// Everything that must hold for any demand.
void check_whole(const Demand& demand) {
    std::vector<std::int64_t> units(demand.sku_names.size()), largest(demand.sku_names.size());
    std::size_t lines = 0;
    for (std::size_t o = 0; o < demand.orders.size(); ++o) {
        const Order& order = demand.orders[o];
        RC_ASSERT(order.first_line.index() == lines);
        RC_ASSERT(order.line_count >= 1u);
        RC_ASSERT((o == 0 || demand.orders[o - 1].release <= order.release));
        RC_ASSERT(order.due >= order.release);
        std::set<SkuId> skus;
        for (std::size_t i = 0; i < order.line_count; ++i, ++lines) {
            const OrderLine& line = demand.lines[lines];
            RC_ASSERT(line.order == OrderId(o));
            RC_ASSERT(line.units >= 1);
            RC_ASSERT(skus.insert(line.sku).second);
            units[line.sku.index()] += line.units;
            largest[line.sku.index()] = std::max<std::int64_t>(largest[line.sku.index()], line.units);
        }
    }
    RC_ASSERT(lines == demand.lines.size());
    RC_ASSERT(units == demand.sku_units);
    RC_ASSERT(largest == demand.sku_max_line);
    RC_ASSERT(std::abs(std::accumulate(demand.sku_popularity.begin(), demand.sku_popularity.end(), 0.0) - 1) < 1e-9);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("the popularity curve goes through the measured points and declines by rank") {
        CHECK(popularity_curve(0) == 0);
        CHECK(popularity_curve(0.05) == doctest::Approx(0.27));
        CHECK(popularity_curve(0.2) == doctest::Approx(0.62));
        CHECK(popularity_curve(0.5) == doctest::Approx(0.89));
        CHECK(popularity_curve(1) == 1);
        double last_gain = 1;
        for (int i = 0; i < 1000; ++i) {
            const double gain = popularity_curve((i + 1) / 1000.0) - popularity_curve(i / 1000.0);
            CHECK(gain > 0);
            CHECK(gain < last_gain + 1e-12);
            last_gain = gain;
        }
    }

    TEST_CASE("lines of the generator follow the measured shares within two points") {
        DemandConfig config;
        config.orders_per_h = 40000;
        const test::Made made = make(config, 3600);
        const std::vector<double> lines = lines_by_sku(made.demand);
        REQUIRE(made.demand.lines.size() > 50000);
        CHECK(std::abs(share_of_top(lines, 0.05) - 0.27) < 0.02);
        CHECK(std::abs(share_of_top(lines, 0.20) - 0.62) < 0.02);
        CHECK(std::abs(share_of_top(lines, 0.50) - 0.89) < 0.02);
        CHECK(std::abs(share_of_top(made.demand.sku_popularity, 0.20) - 0.62) < 1e-9);
    }

    TEST_CASE("ids carry no order of popularity") {
        const Demand demand = make(DemandConfig(), 3600).demand;
        const auto middle = demand.sku_popularity.begin() + static_cast<std::ptrdiff_t>(demand.sku_popularity.size() / 2);
        const double first_half = std::accumulate(demand.sku_popularity.begin(), middle, 0.0);
        CHECK(std::abs(first_half - 0.5) < 0.05);
        CHECK(std::ranges::max_element(demand.sku_popularity) != demand.sku_popularity.begin());
    }

    TEST_CASE("orders arrive at the rate of each hour") {
        DemandConfig config;
        config.orders_per_h = 2000;
        config.hourly_profile = {1, 0, 2};
        const Demand demand = make(config, 4.5 * 3600).demand;
        std::vector<double> by_hour(5);
        for (const Order& order : demand.orders)
            by_hour[static_cast<std::size_t>(Clock().seconds(order.release) / 3600)] += 1;
        CHECK(std::abs(by_hour[0] - 2000) < 200);
        CHECK(by_hour[1] <= 1);  // a release is rounded to the nearest step
        CHECK(std::abs(by_hour[2] - 4000) < 300);
        CHECK(std::abs(by_hour[3] - 2000) < 200);
        CHECK(by_hour[4] == 0);
    }

    TEST_CASE("gaps between orders are those of a Poisson process") {
        DemandConfig config;
        config.orders_per_h = 600;
        const Demand demand = make(config, 36000).demand;
        double sum = 0, squares = 0;
        for (std::size_t i = 1; i < demand.orders.size(); ++i) {
            const double gap_s = Clock().seconds(demand.orders[i].release - demand.orders[i - 1].release);
            sum += gap_s;
            squares += gap_s * gap_s;
        }
        const auto n = static_cast<double>(demand.orders.size() - 1);
        const double mean_s = sum / n;
        CHECK(mean_s == doctest::Approx(6).epsilon(0.05));
        CHECK(std::sqrt(squares / n - mean_s * mean_s) / mean_s == doctest::Approx(1).epsilon(0.05));
    }

    TEST_CASE("another rate, profile or backlog moves orders in time and changes nothing in them") {
        DemandConfig config;
        config.orders_per_h = 100;
        const Demand slow = make(config, 7200).demand;
        config.orders_per_h = 250;
        config.hourly_profile = {0.5, 2};
        const Demand fast = make(config, 7200).demand;
        config.backlog_orders = 3;
        const Demand behind = make(config, 7200).demand;
        REQUIRE(slow.orders.size() > 100);
        REQUIRE(fast.orders.size() > slow.orders.size());
        bool moved = false;
        for (std::size_t n = 0; n < slow.orders.size(); ++n) {
            CHECK(slow.orders[n].name == fast.orders[n].name);
            CHECK(content(slow, slow.orders[n]) == content(fast, fast.orders[n]));
            CHECK(content(slow, slow.orders[n]) == content(behind, behind.orders[n + 3]));
            CHECK(slow.orders[n].due - slow.orders[n].release == fast.orders[n].due - fast.orders[n].release);
            moved = moved || slow.orders[n].release != fast.orders[n].release;
        }
        CHECK(moved);
    }

    TEST_CASE("backlog orders are released at 0 and named apart") {
        DemandConfig config;
        config.backlog_orders = 3;
        const Demand demand = make(config, 3600).demand;
        REQUIRE(demand.orders.size() > 4);
        CHECK(demand.orders[2].name == "B00003");
        CHECK(demand.orders[2].release == 0);
        CHECK(demand.orders[3].name == "G00001");
        CHECK(demand.orders[3].release > 0);
        CHECK(content(demand, demand.orders[0]) != content(demand, demand.orders[3]));
    }

    TEST_CASE("lines and units follow their weights") {
        DemandConfig config;
        config.orders_per_h = 20000;
        config.lines_per_order = {1, 0, 3};
        config.units_per_line = {0, 1, 0, 1};
        const Demand demand = make(config, 3600).demand;
        std::map<std::uint32_t, double> lines;
        std::map<std::int32_t, double> units;
        for (const Order& order : demand.orders)
            lines[order.line_count] += 1.0 / static_cast<double>(demand.orders.size());
        for (const OrderLine& line : demand.lines)
            units[line.units] += 1.0 / static_cast<double>(demand.lines.size());
        CHECK(lines.size() == 2);
        CHECK(lines[3] == doctest::Approx(0.75).epsilon(0.02));
        CHECK(units.size() == 2);
        CHECK(units[4] == doctest::Approx(0.5).epsilon(0.03));
    }

    TEST_CASE("due times lie between their bounds, or at the first cut-off of a day from then on") {
        DemandConfig config;
        config.due_min_s = 1800;
        config.due_max_s = 5400;
        const Clock clock;
        const Demand free = make(config, 30 * 3600).demand;
        config.cut_offs_h = {18, 6};
        const Demand bound = make(config, 30 * 3600).demand;
        REQUIRE(free.orders.size() == bound.orders.size());
        std::set<double> due_h;
        for (std::size_t n = 0; n < free.orders.size(); ++n) {
            const double lead_s = clock.seconds(free.orders[n].due - free.orders[n].release);
            CHECK(lead_s >= 1800);
            CHECK(lead_s <= 5400);
            const double drawn_h = clock.seconds(free.orders[n].due) / 3600, at_h = clock.seconds(bound.orders[n].due) / 3600;
            CHECK(at_h >= drawn_h);
            CHECK(at_h - drawn_h <= 12);
            due_h.insert(at_h);
        }
        CHECK(due_h == std::set<double>{6, 18, 30, 42});
    }

    TEST_CASE("a config that makes no demand or too much is refused at its field") {
        const config::Document document =
            test::demand_document({"orders_per_h", "lines_per_order", "units_per_line", "due_max_s"});
        DemandConfig config;
        config.orders_per_h = 0;
        config.lines_per_order = {0, 0};
        config.units_per_line = {0};
        config.due_max_s = 10;
        CHECK(make(config, 3600, 1, document).faults ==
              std::vector<std::string>{"site.yaml:5:3: demand.due_max_s: 10 is below due_min_s, which is 3600",
                                       "site.yaml:3:3: demand.lines_per_order: the weights are all 0",
                                       "site.yaml:4:3: demand.units_per_line: the weights are all 0",
                                       "site.yaml:2:3: demand.orders_per_h: the generator makes no order in this run"});
        config = DemandConfig();
        config.hourly_profile = {0};
        CHECK(make(config, 3600, 1, document).faults.size() == 1);
        config = DemandConfig();
        config.orders_per_h = 1e6;
        CHECK(make(config, 36000, 1, document).faults ==
              std::vector<std::string>{"site.yaml:2:3: demand.orders_per_h: the generator makes 10000000 orders in this run, at "
                                       "most 2000000 are possible"});
    }

    TEST_CASE("the demand table covers the struct and its defaults keep to the ranges") {
        const config::Table& table = demand_table();
        CHECK(table.fields.size() == 14);
        const auto made = table.make_default();
        for (const config::Field& field : table.fields) {
            CAPTURE(field.name);
            void* const member = field.member(made.get());
            std::vector<double> values;
            if (field.kind == config::FieldKind::Number) values = {*static_cast<double*>(member)};
            if (field.kind == config::FieldKind::Integer) values = {static_cast<double>(*static_cast<std::int64_t*>(member))};
            if (field.kind == config::FieldKind::Numbers) {
                values = *static_cast<std::vector<double>*>(member);
                CHECK(values.size() >= field.size.first);
            }
            for (const double value : values)
                CHECK((value >= field.range.low && value <= field.range.high));
        }
    }
}

TEST_SUITE("property") {
    TEST_CASE("any generated demand is whole, and the same again for the same seed only") {
        CHECK(property::holds([] {
            DemandConfig config;
            config.orders_per_h = property::in_range(50, 400);
            config.skus = property::in_range<std::int64_t>(1, 300);
            config.backlog_orders = property::in_range<std::int64_t>(1, 20);
            config.lines_per_order = {1, 2, 1, 0.5, 1};
            config.units_per_line = {3, 1, 1};
            if (property::coin()) config.cut_offs_h = {3, 11.5};
            const auto seed = property::seed();
            const Demand demand = make(config, 3600, seed).demand;
            check_whole(demand);
            const Demand again = make(config, 3600, seed).demand, other = make(config, 3600, seed + 1).demand;
            RC_ASSERT(demand.orders.size() == again.orders.size());
            bool differs = demand.orders.size() != other.orders.size();
            for (std::size_t n = 0; n < demand.orders.size(); ++n) {
                RC_ASSERT(demand.orders[n].release == again.orders[n].release);
                RC_ASSERT(demand.orders[n].due == again.orders[n].due);
                RC_ASSERT(content(demand, demand.orders[n]) == content(again, again.orders[n]));
                differs = differs || demand.orders[n].due != other.orders[n].due;
            }
            RC_ASSERT(differs);
        }));
    }
}
