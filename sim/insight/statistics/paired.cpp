#include "insight/statistics/paired.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "insight/statistics/distributions.hpp"

namespace dray::insight {

namespace {

constexpr std::size_t kMostPairs = 100000;
constexpr double kInfinite = std::numeric_limits<double>::infinity();

double variance(const Interval& of) {
    return of.deviation * of.deviation;
}

double power_of(double deviation, double effect, std::size_t n, double alpha) {
    const auto count = static_cast<double>(n);
    return t_test_power(effect / deviation * std::sqrt(count), count - 1, alpha);
}

}  // namespace

double Difference::relative() const {
    return base == 0 ? 0 : change.mean / std::abs(base);
}

double Difference::relative_half_width() const {
    return base == 0 ? 0 : change.half_width() / std::abs(base);
}

Difference paired_difference(std::span<const double> a, std::span<const double> b, double confidence) {
    DRAY_CHECK(a.size() == b.size(), "pairs of {} and {} values", a.size(), b.size());
    std::vector<double> differences;
    for (std::size_t i = 0; i < a.size(); ++i)
        differences.push_back(b[i] - a[i]);
    const Interval of_a = mean_interval(a, confidence), of_b = mean_interval(b, confidence);
    Difference out;
    out.change = mean_interval(differences, confidence);
    out.base = of_a.mean;
    out.correlation = correlation(a, b);
    if (a.size() < 2) return out;
    const double apart = variance(of_a) + variance(of_b);
    if (out.change.deviation > 0) {
        const auto n = static_cast<double>(a.size());
        out.p_value = student_t_two_sided(out.change.mean / (out.change.deviation / std::sqrt(n)), n - 1);
        out.variance_ratio = apart / variance(out.change);
    } else {
        out.p_value = out.change.mean == 0 ? 1 : 0;
        out.variance_ratio = apart > 0 ? kInfinite : 1;
    }
    return out;
}

Difference independent_difference(std::span<const double> a, std::span<const double> b, double confidence) {
    const Interval of_a = mean_interval(a, confidence), of_b = mean_interval(b, confidence);
    Difference out;
    out.paired = false;
    out.base = of_a.mean;
    out.change.mean = of_b.mean - of_a.mean;
    out.change.count = std::min(a.size(), b.size());
    if (out.change.count < 2) return out;
    const double part_a = variance(of_a) / static_cast<double>(a.size()), part_b = variance(of_b) / static_cast<double>(b.size());
    const double error = std::sqrt(part_a + part_b);
    // What the deviation of pairs would be that gives the same error.
    out.change.deviation = error * std::sqrt(static_cast<double>(out.change.count));
    if (error == 0) {
        out.change.low = out.change.high = out.change.mean;
        out.p_value = out.change.mean == 0 ? 1 : 0;
        return out;
    }
    // Welch and Satterthwaite.
    const double freedom =
        (part_a + part_b) * (part_a + part_b) /
        (part_a * part_a / static_cast<double>(a.size() - 1) + part_b * part_b / static_cast<double>(b.size() - 1));
    const double half = student_t_quantile((1 + confidence) / 2, freedom) * error;
    out.change.low = out.change.mean - half;
    out.change.high = out.change.mean + half;
    out.p_value = student_t_two_sided(out.change.mean / error, freedom);
    return out;
}

double detectable_effect(double deviation, std::size_t n, double alpha, double power) {
    if (n < 2) return kInfinite;
    if (deviation <= 0) return 0;
    // Power grows with the effect: doubling finds an upper end, halving the place.
    double high = deviation / std::sqrt(static_cast<double>(n));
    while (power_of(deviation, high, n, alpha) < power)
        high *= 2;
    double low = 0;
    for (int i = 0; i < 50; ++i) {
        const double middle = (low + high) / 2;
        (power_of(deviation, middle, n, alpha) < power ? low : high) = middle;
    }
    return high;
}

std::size_t pairs_for_effect(double deviation, double effect, double alpha, double power) {
    DRAY_CHECK(effect > 0, "an effect of {}", effect);
    if (deviation <= 0) return 2;
    std::size_t low = 1, high = 2;
    while (high < kMostPairs && power_of(deviation, effect, high, alpha) < power) {
        low = high;
        high *= 2;
    }
    if (high >= kMostPairs) return kMostPairs;
    while (high - low > 1) {
        const std::size_t middle = (low + high) / 2;
        (power_of(deviation, effect, middle, alpha) < power ? low : high) = middle;
    }
    return high;
}

std::vector<double> holm_adjusted(std::span<const double> p_values) {
    std::vector<std::size_t> order(p_values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
    std::vector<double> out(p_values.size());
    double largest = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        largest = std::max(largest, std::min(1.0, p_values[order[i]] * static_cast<double>(order.size() - i)));
        out[order[i]] = largest;
    }
    return out;
}

}  // namespace dray::insight
