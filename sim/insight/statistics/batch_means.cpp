#include "insight/statistics/batch_means.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace dray::insight {

namespace {

constexpr std::size_t kManyBatches = 20, kFewBatches = 10;
constexpr std::size_t kFewestValues = 100;
// Batches this many times longer than the values remember each other hardly tell of their neighbours.
constexpr double kLengthInMemories = 8;

// What stands at the start beyond whole batches is left out: it is nearest to the warm-up.
std::span<const double> batch_of(std::span<const double> values, std::size_t batches, std::size_t i) {
    const std::size_t size = values.size() / batches;
    return values.subspan(values.size() - batches * size + i * size, size);
}

template <class Figure>
std::vector<double> figures_of(std::span<const double> values, std::size_t batches, const Figure& figure) {
    std::vector<double> out;
    for (std::size_t i = 0; i < batches; ++i)
        out.push_back(figure(batch_of(values, batches, i)));
    return out;
}

template <class Figure>
RunInterval interval_of(std::span<const double> values, double confidence, const Figure& figure) {
    RunInterval out;
    const double memory = autocorrelation_time(values);
    const auto long_enough = [&](std::size_t batches) {
        return static_cast<double>(values.size() / batches) >= kLengthInMemories * memory;
    };
    if (!long_enough(kFewBatches)) {
        out.refusal =
            std::isinf(memory)
                ? fmt::format("the run is too short: its {} values depend on each other from one end to the other", values.size())
                : fmt::format(
                      "the run is too short: its values depend on the {:.0f} before them, at least {:.0f} values are needed",
                      memory, kFewBatches * kLengthInMemories * memory);
        return out;
    }
    const std::vector<double> batches = figures_of(values, long_enough(kManyBatches) ? kManyBatches : kFewBatches, figure);
    out.batches = batches.size();
    out.interval = mean_interval(batches, confidence);
    const double dependence = std::max(0.0, autocorrelation(batches, 1));
    const double wider = std::sqrt((1 + dependence) / (1 - dependence));
    out.interval.low = out.interval.mean - wider * (out.interval.mean - out.interval.low);
    out.interval.high = out.interval.mean + wider * (out.interval.high - out.interval.mean);
    return out;
}

double mean_of_batches(std::span<const double> values) {
    double sum = 0;
    for (const double v : values)
        sum += v;
    return sum / static_cast<double>(values.size());
}

}  // namespace

RunInterval batch_means_interval(std::span<const double> values, double confidence) {
    if (values.size() < kFewestValues)
        return {{}, 0, fmt::format("the run is too short: {} values, at least {} are needed", values.size(), kFewestValues)};
    return interval_of(values, confidence, mean_of_batches);
}

RunInterval batch_quantile_interval(std::span<const double> values, double q, double confidence) {
    const std::size_t fewest = kFewBatches * (std::min(q, 1 - q) <= 0.05 ? 100 : 10);
    if (values.size() < fewest)
        return {{}, 0, fmt::format("the run is too short: {} values, at least {} are needed", values.size(), fewest)};
    return interval_of(values, confidence, [q](std::span<const double> batch) {
        std::vector<double> sorted(batch.begin(), batch.end());
        const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(sorted.size())));
        const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
        std::nth_element(sorted.begin(), at, sorted.end());
        return *at;
    });
}

}  // namespace dray::insight
