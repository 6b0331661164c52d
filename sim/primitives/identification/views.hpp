// Likelihood ratios of views: how much more likely a view is of one SKU than of a unit about which nothing is known.
//
// The innermost loop of identification, written so that the compiler computes four components at a time.
#pragma once

#include "primitives/identification/catalogue.hpp"

namespace dray::primitives {

/// One view, prepared for all SKUs: a component's ratio is hidden + seen[k] * exp(-(x[k] - sku[k])^2 * sharpness).
struct View {
    Appearance x{}, seen{};
    float hidden = 0, sharpness = 0;
};

/// A view as scanned. `hidden` is the probability that a component shows something else, 0 to 1; `variance` that of one component
/// over views of units of a known SKU, at least 1e-4.
[[nodiscard]] View prepared_view(const Appearance& x, double hidden, double variance);

/// Ratio of the whole view: the product over its components, from 1e-39 to 1e144.
[[nodiscard]] double view_ratio(const View& view, const Appearance& sku);

}  // namespace dray::primitives
