// The likelihood of measured edges when it is only estimated how much of a unit is hidden, and with it how noisy they are.
#pragma once

#include <array>
#include <span>

#include "primitives/identification/catalogue.hpp"
#include "primitives/identification/sensors.hpp"

namespace dray::primitives {

inline constexpr std::size_t kEdges = 3;

/// A SKU's edges as the inner loop wants them.
struct EdgeModel {
    std::array<float, kEdges> expected{};  ///< logarithms
    std::array<float, kEdges> reading{};   ///< variance of one reading in full view, at most 1e6
};
[[nodiscard]] EdgeModel edge_model(const SensorConfig& config, const Measures& measures);

/// What the scans of one unit say of its edges: their average, and what it may be worth.
struct EdgeEvidence {
    static constexpr std::size_t kLevels = 4;
    std::array<float, kEdges> mean{};               ///< logarithms, averaged by the precision that the estimates give
    float unit_variance = 0;                        ///< between units of one SKU
    std::array<float, kLevels> weight{};            ///< probabilities of the levels
    std::array<float, kLevels> reading_variance{};  ///< of the average, as a multiple of that of one reading in full view
};
/// `scans` as Classifier::identify takes them.
[[nodiscard]] EdgeEvidence edge_evidence(const SensorConfig& config, std::span<const Scan> scans);

/// A density as factor * exp(-exponent): the factor is between 1e-14 and 1e13, the exponent not negative.
struct Density {
    double factor = 1, exponent = 0;
};
/// Of the edges' logarithms for a SKU, without the factor of 2 pi.
[[nodiscard]] Density edge_density(const EdgeEvidence& evidence, const EdgeModel& sku);

}  // namespace dray::primitives
