#include "insight/statistics/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/check.hpp"
#include "insight/statistics/distributions.hpp"

namespace dray::insight {

namespace {

double mean_of(std::span<const double> values) {
    double sum = 0;
    for (const double v : values)
        sum += v;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double deviation_of(std::span<const double> values, double mean) {
    if (values.size() < 2) return 0;
    double squares = 0;
    for (const double v : values)
        squares += (v - mean) * (v - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

// Equal values differ from their computed mean by a rounding error, which is no spread.
bool all_equal(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); });
}

}  // namespace

bool Interval::bounded() const {
    return std::isfinite(low) && std::isfinite(high);
}

double Interval::relative_half_width() const {
    if (!bounded()) return std::numeric_limits<double>::infinity();
    if (half_width() == 0) return 0;
    return mean == 0 ? std::numeric_limits<double>::infinity() : half_width() / std::abs(mean);
}

Interval mean_interval(std::span<const double> values, double confidence) {
    Interval out;
    out.count = values.size();
    if (values.empty()) return out;
    if (all_equal(values)) {
        out.mean = values.front();
        if (values.size() > 1) out.low = out.high = out.mean;
        return out;
    }
    out.mean = mean_of(values);
    out.deviation = deviation_of(values, out.mean);
    const auto n = static_cast<double>(values.size());
    const double half = student_t_quantile((1 + confidence) / 2, n - 1) * out.deviation / std::sqrt(n);
    out.low = out.mean - half;
    out.high = out.mean + half;
    return out;
}

Interval quantile_interval(std::span<const double> values, double q, double confidence) {
    Interval out;
    out.count = values.size();
    if (values.empty()) return out;
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    out.deviation = deviation_of(sorted, mean_of(sorted));
    const auto n = static_cast<std::int64_t>(sorted.size());
    const auto rank = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(q * static_cast<double>(n))));
    out.mean = sorted[static_cast<std::size_t>(rank - 1)];
    // The ordered value of rank l is above the quantile when fewer than l values are below it: each side gets half of the doubt.
    const double doubt = (1 - confidence) / 2;
    std::int64_t low = rank, high = rank;
    while (low > 0 && binomial_at_most(low - 1, n, q) > doubt)
        --low;
    while (high <= n && binomial_at_most(high - 1, n, q) < 1 - doubt)
        ++high;
    if (low > 0) out.low = sorted[static_cast<std::size_t>(low - 1)];
    if (high <= n) out.high = sorted[static_cast<std::size_t>(high - 1)];
    return out;
}

double correlation(std::span<const double> a, std::span<const double> b) {
    DRAY_CHECK(a.size() == b.size(), "series of {} and {} values", a.size(), b.size());
    if (a.empty() || all_equal(a) || all_equal(b)) return 0;
    const double mean_a = mean_of(a), mean_b = mean_of(b);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - mean_a) * (b[i] - mean_b);
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return std::clamp(ab / std::sqrt(aa * bb), -1.0, 1.0);
}

double autocorrelation(std::span<const double> values, std::size_t lag) {
    if (values.size() <= lag || all_equal(values)) return 0;
    const double mean = mean_of(values);
    double products = 0, squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        squares += (values[i] - mean) * (values[i] - mean);
        if (i >= lag) products += (values[i] - mean) * (values[i - lag] - mean);
    }
    return products / squares;
}

double autocorrelation_time(std::span<const double> values) {
    if (values.empty() || all_equal(values)) return 1;
    const double mean = mean_of(values);
    std::vector<double> around(values.begin(), values.end());
    double squares = 0;
    for (double& v : around) {
        v -= mean;
        squares += v * v;
    }
    double time = 1;
    for (std::size_t lag = 1; 2 * lag < around.size(); ++lag) {
        double products = 0;
        for (std::size_t i = lag; i < around.size(); ++i)
            products += around[i] * around[i - lag];
        time += 2 * products / squares;
        if (static_cast<double>(lag) >= 5 * time) return std::max(1.0, time);
    }
    return std::numeric_limits<double>::infinity();
}

}  // namespace dray::insight
