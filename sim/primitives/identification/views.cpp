#include "primitives/identification/views.hpp"

#include <algorithm>
#include <cmath>

#include "primitives/identification/fast_math.hpp"

namespace dray::primitives {

View prepared_view(const Appearance& x, double hidden, double variance) {
    View view;
    // Something is always seen and something may always be hidden, so that no ratio is 0.
    hidden = std::clamp(hidden, 0.001, 0.999);
    view.hidden = static_cast<float>(hidden);
    view.sharpness = static_cast<float>(1 / (2 * variance));
    const double sharper = std::sqrt((1 + variance) / variance);
    // No sensor shows more than a hundred times what it can; a broken one must not leave the range of the arithmetic.
    const auto most = static_cast<float>(100 * (1 + std::sqrt(variance)));
    for (std::size_t k = 0; k < kAppearance; ++k) {
        view.x[k] = std::clamp(x[k], -most, most);
        // A component far outside of what any SKU shows counts as one that is just outside.
        const double outside = std::pow(static_cast<double>(view.x[k]), 2) / (2 * (1 + variance));
        view.seen[k] = static_cast<float>((1 - hidden) * sharper * std::exp(std::min(outside, 16.0)));
    }
    return view;
}

double view_ratio(const View& view, const Appearance& sku) {
    std::array<float, kAppearance> ratio;
    for (std::size_t k = 0; k < kAppearance; ++k) {
        const float away = view.x[k] - sku[k];
        ratio[k] = view.hidden + view.seen[k] * exp_of_minus(away * away * view.sharpness);
    }
    // Each component's ratio is below 1e9, so that four of them fit a float.
    static_assert(kAppearance == 16);
    std::array<float, 4> lane;
    for (std::size_t k = 0; k < 4; ++k)
        lane[k] = (ratio[k] * ratio[k + 4]) * (ratio[k + 8] * ratio[k + 12]);
    return (static_cast<double>(lane[0]) * lane[1]) * (static_cast<double>(lane[2]) * lane[3]);
}

}  // namespace dray::primitives
