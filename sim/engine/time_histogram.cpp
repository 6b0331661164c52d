#include "engine/time_histogram.hpp"

#include <algorithm>
#include <cmath>

namespace dray::engine {

namespace {

// Class 0 holds everything below a microsecond; each further class is 2 % wider.
constexpr double kSmallestMs = 1e-3;
constexpr double kWidth = 1.02;

}  // namespace

void TimeHistogram::add(double ms) {
    const double position = ms <= kSmallestMs ? 0 : 1 + std::log(ms / kSmallestMs) / std::log(kWidth);
    ++count_[std::min(count_.size() - 1, static_cast<std::size_t>(position))];
    ++total_;
    max_ms_ = std::max(max_ms_, ms);
}

void TimeHistogram::add(const TimeHistogram& other) {
    for (std::size_t i = 0; i < count_.size(); ++i)
        count_[i] += other.count_[i];
    total_ += other.total_;
    max_ms_ = std::max(max_ms_, other.max_ms_);
}

Quantiles TimeHistogram::quantiles() const {
    const auto at = [&](double q) {
        const auto rank = static_cast<std::int64_t>(std::ceil(q * static_cast<double>(total_)));
        std::int64_t seen = 0;
        for (std::size_t i = 0; i < count_.size(); ++i) {
            seen += count_[i];
            if (seen >= rank && seen > 0) return std::min(max_ms_, kSmallestMs * std::pow(kWidth, static_cast<double>(i)));
        }
        return 0.0;
    };
    return {at(0.50), at(0.95), max_ms_};
}

}  // namespace dray::engine
