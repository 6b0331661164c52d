#include "primitives/identification/edges.hpp"

#include <algorithm>
#include <cmath>

#include "primitives/identification/fast_math.hpp"

namespace dray::primitives {

namespace {

/// Errors of the estimated hidden share that are reckoned with, in deviations, and the width of what each stands for. Edges
/// suffer where more is hidden than it seems, so that this side reaches further.
constexpr std::array<double, EdgeEvidence::kLevels> kErrors = {-1, 0, 1, 2.5}, kErrorWidths = {1, 1, 1.25, 1.5};

}  // namespace

EdgeModel edge_model(const SensorConfig& config, const Measures& measures) {
    EdgeModel model;
    for (std::size_t i = 0; i < kEdges; ++i) {
        model.expected[i] = static_cast<float>(measures[i + 1]);
        // A deviation of the logarithm of 1000 says nothing, as any larger one does.
        model.reading[i] = static_cast<float>(std::min(1e6, std::pow(reading_noise(config, measures, i + 1), 2)));
    }
    return model;
}

EdgeEvidence edge_evidence(const SensorConfig& config, std::span<const Scan> scans) {
    EdgeEvidence evidence;
    evidence.unit_variance = static_cast<float>(std::pow(config.edge_unit_spread, 2));
    std::array<double, kEdges> mean{};
    double sum = 0;
    for (const Scan& scan : scans) {
        const double precision = (1 - scan.hidden) * (1 - scan.hidden);
        for (std::size_t i = 0; i < kEdges; ++i)
            mean[i] += precision * scan.measures[i + 1];
        sum += precision;
    }
    for (std::size_t i = 0; i < kEdges; ++i)
        evidence.mean[i] = static_cast<float>(mean[i] / sum);
    double weights = 0;
    for (std::size_t m = 0; m < EdgeEvidence::kLevels; ++m)
        weights += kErrorWidths[m] * std::exp(-kErrors[m] * kErrors[m] / 2);
    for (std::size_t m = 0; m < EdgeEvidence::kLevels; ++m) {
        double precision = 0;
        for (const Scan& scan : scans) {
            const double hidden = std::clamp(scan.hidden + kErrors[m] * config.hidden_error, 0.0, 0.95);
            precision += (1 - hidden) * (1 - hidden);
        }
        evidence.weight[m] = static_cast<float>(kErrorWidths[m] * std::exp(-kErrors[m] * kErrors[m] / 2) / weights);
        evidence.reading_variance[m] = static_cast<float>(1 / precision);
    }
    return evidence;
}

Density edge_density(const EdgeEvidence& evidence, const EdgeModel& sku) {
    // All levels at once, so that the compiler computes them in parallel.
    std::array<float, EdgeEvidence::kLevels> squares{}, variances, densities;
    variances.fill(1);
    for (std::size_t i = 0; i < kEdges; ++i) {
        const float away = evidence.mean[i] - sku.expected[i];
        for (std::size_t m = 0; m < EdgeEvidence::kLevels; ++m) {
            const float variance = evidence.unit_variance + sku.reading[i] * evidence.reading_variance[m];
            squares[m] += away * away / variance;
            variances[m] *= variance;
        }
    }
    // Relative to the likeliest level, so that the sum is not lost where all are unlikely.
    const float least = std::min(std::min(squares[0], squares[1]), std::min(squares[2], squares[3]));
    for (std::size_t m = 0; m < EdgeEvidence::kLevels; ++m)
        densities[m] = evidence.weight[m] * inverse_sqrt(variances[m]) * exp_of_minus((squares[m] - least) * 0.5f);
    const float sum = (densities[0] + densities[1]) + (densities[2] + densities[3]);
    return {static_cast<double>(sum), static_cast<double>(least) / 2};
}

}  // namespace dray::primitives
