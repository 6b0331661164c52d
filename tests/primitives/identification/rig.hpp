// A small catalogue and what the tests of identification do with it.
#pragma once

#include <vector>

#include "primitives/identification/classifier.hpp"
#include "primitives/identification/trials.hpp"

namespace dray::test {

inline primitives::CatalogueConfig small_catalogue() {
    primitives::CatalogueConfig config;
    config.skus = 300;
    return config;
}

/// Sensors that see no code, nothing hidden, and almost no noise.
inline primitives::SensorConfig sharp_sensors() {
    primitives::SensorConfig config;
    config.noise_scale = 0.1;
    config.hidden_share = 0;
    config.hidden_error = 0;
    config.no_read = 1;
    return config;
}

/// One scan that shows a SKU exactly as the catalogue has it, without a code.
inline primitives::Scan scan_of(const primitives::Catalogue& catalogue, SkuId sku, double hidden = 0.2) {
    return {SkuId(), catalogue.measures(sku), catalogue.appearance(sku), hidden};
}

inline std::vector<SkuId> first_skus(std::size_t count) {
    std::vector<SkuId> skus;
    for (std::size_t i = 0; i < count; ++i)
        skus.emplace_back(i);
    return skus;
}

}  // namespace dray::test
