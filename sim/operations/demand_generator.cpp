// Random orders: Poisson arrivals under an hourly profile, SKUs by the measured popularity curve.
#include <algorithm>
#include <array>
#include <numeric>

#include "base/random.hpp"
#include "operations/demand_sources.hpp"

namespace dray::operations {

namespace {

/// The measured points of the curve, and the slope at each: slopes fall linearly between points, which leaves one of them free;
/// 3.2 at 5 % is in the middle of the narrow range (3.09 to 3.31) in which all of them fall and stay above 0.
struct Knot {
    double x, share, slope;
};
constexpr std::array<Knot, 5> kKnots = {
    {{0, 0, 7.6}, {0.05, 0.27, 3.2}, {0.2, 0.62, 22.0 / 15}, {0.5, 0.89, 1.0 / 3}, {1, 1, 8.0 / 75}}};

/// Draws of a SKU that is not in the order yet, before a second line of the same SKU is merged into the first.
constexpr int kDraws = 16;
/// Keys of backlog orders begin here, so that their number changes nothing in the orders that arrive.
constexpr std::uint64_t kBacklogKeys = std::uint64_t{1} << 32;

/// SKUs in proportion to their popularity; which SKU is popular is drawn, so that ids carry no order.
class Catalogue {
  public:
    Catalogue(std::size_t skus, std::uint64_t seed) : by_rank_(skus), up_to_rank_(skus) {
        for (std::size_t rank = 0; rank < skus; ++rank) {
            by_rank_[rank] = SkuId(rank);
            up_to_rank_[rank] = popularity_curve(static_cast<double>(rank + 1) / static_cast<double>(skus));
        }
        Stream stream(seed, "sku_rank");
        for (std::size_t left = skus; left > 1; --left)
            std::swap(by_rank_[left - 1],
                      by_rank_[static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(left) - 1))]);
    }

    [[nodiscard]] SkuId draw(Stream& stream) const {
        const auto at = std::ranges::upper_bound(up_to_rank_, stream.uniform());
        return by_rank_[std::min(static_cast<std::size_t>(at - up_to_rank_.begin()), by_rank_.size() - 1)];
    }

    [[nodiscard]] std::vector<double> popularity() const {
        std::vector<double> shares(by_rank_.size());
        for (std::size_t rank = 0; rank < by_rank_.size(); ++rank)
            shares[by_rank_[rank].index()] = up_to_rank_[rank] - (rank == 0 ? 0 : up_to_rank_[rank - 1]);
        return shares;
    }

  private:
    std::vector<SkuId> by_rank_;
    std::vector<double> up_to_rank_;  ///< share of lines of this rank and those before it
};

/// Poisson arrivals at a rate that changes by the hour. Gaps are drawn in expected orders, not in seconds: another rate or
/// profile stretches time between the same draws.
class Arrivals {
  public:
    Arrivals(const DemandConfig& config, double duration_s) : config_(config), duration_s_(duration_s) {}

    /// Seconds of the run after a further gap, or the run's duration when it falls beyond its end.
    double next_s(double gap_orders) {
        while (static_cast<double>(hour_) * 3600 < duration_s_) {
            const double rate = rate_in(hour_), rest = rate * (1 - fraction_);
            if (gap_orders < rest) {
                fraction_ += gap_orders / rate;
                return std::min(duration_s_, (static_cast<double>(hour_) + fraction_) * 3600);
            }
            gap_orders -= rest;
            ++hour_;
            fraction_ = 0;
        }
        return duration_s_;
    }

  private:
    [[nodiscard]] double rate_in(std::size_t hour) const {
        const std::vector<double>& profile = config_.hourly_profile;
        return config_.orders_per_h * (profile.empty() ? 1.0 : profile[hour % profile.size()]);
    }

    const DemandConfig& config_;
    double duration_s_;
    std::size_t hour_ = 0;
    double fraction_ = 0;  ///< of the hour
};

/// Appends the lines of one order.
void add_lines(Demand& demand, const DemandConfig& config, const Catalogue& catalogue, std::uint64_t key, std::uint64_t seed) {
    Stream stream(seed, "order", key);
    Order& order = demand.orders.back();
    const OrderId id(demand.orders.size() - 1);
    order.first_line = LineId(demand.lines.size());
    const std::size_t wanted = std::min(stream.weighted(config.lines_per_order) + 1, static_cast<std::size_t>(config.skus));
    for (std::size_t n = 0; n < wanted; ++n) {
        SkuId sku;
        auto same = demand.lines.end();
        for (int draw = 0; draw < kDraws; ++draw) {
            sku = catalogue.draw(stream);
            const auto first = demand.lines.begin() + static_cast<std::ptrdiff_t>(order.first_line.index());
            same = std::find_if(first, demand.lines.end(), [&](const OrderLine& line) { return line.sku == sku; });
            if (same == demand.lines.end()) break;
        }
        const auto units = static_cast<std::int32_t>(stream.weighted(config.units_per_line) + 1);
        if (same == demand.lines.end())
            demand.lines.push_back({id, sku, units});
        else
            same->units += units;
    }
    order.line_count = static_cast<std::uint32_t>(demand.lines.size() - order.first_line.index());
}

}  // namespace

double popularity_curve(double x) {
    std::size_t i = 0;
    while (i + 2 < kKnots.size() && x > kKnots[i + 1].x)
        ++i;
    const Knot &from = kKnots[i], &to = kKnots[i + 1];
    const double along = std::clamp(x, 0.0, 1.0) - from.x;
    const double bend = (to.slope - from.slope) / (to.x - from.x);
    return x >= 1 ? 1 : from.share + along * (from.slope + bend * along / 2);
}

Demand generate_demand(const DemandConfig& config, double duration_s, const Clock& clock, std::uint64_t seed) {
    Demand demand;
    const Catalogue catalogue(static_cast<std::size_t>(config.skus), seed);
    const DueTimes due_times(config, clock, seed);
    const auto add = [&](char letter, std::uint64_t number, std::uint64_t key, Step release) {
        demand.orders.push_back(
            Order{.name = fmt::format("{}{:05}", letter, number + 1), .release = release, .due = due_times.due(key, release)});
        add_lines(demand, config, catalogue, key, seed);
    };
    for (std::uint64_t n = 0; n < static_cast<std::uint64_t>(config.backlog_orders); ++n)
        add('B', n, kBacklogKeys + n, 0);
    Arrivals arrivals(config, duration_s);
    const Step end = clock.steps(duration_s);
    for (std::uint64_t n = 0;; ++n) {
        const Step release = clock.steps(arrivals.next_s(Stream(seed, "arrival", n).exponential(1)));
        if (release >= end) break;
        add('G', n, n, release);
    }
    demand.sku_popularity = catalogue.popularity();
    for (std::int64_t sku = 0; sku < config.skus; ++sku)
        demand.sku_names.push_back(fmt::format("SKU-{:05}", sku + 1));
    return demand;
}

}  // namespace dray::operations
