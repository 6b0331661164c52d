#include "experiment/fleet_curve.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dray::experiment {

namespace {

constexpr std::size_t kFirst = 5;
constexpr std::int64_t kFineness = 25;

// The first point for which `holds`, as the gap to the one before it; the last point when there is none.
template <class Holds>
Gap first_gap(const std::vector<CurvePoint>& points, const Holds& holds) {
    for (std::size_t i = 0; i < points.size(); ++i)
        if (holds(points[i])) return {points[i == 0 ? 0 : i - 1].size, points[i].size};
    return {points.back().size, points.back().size};
}

bool wide(const Gap& gap) {
    return gap.above - gap.below > std::max<std::int64_t>(1, gap.above / kFineness);
}

}  // namespace

Curve curve_of(std::vector<CurvePoint> points) {
    DRAY_CHECK(!points.empty(), "a curve of no points");
    Curve out;
    std::ranges::sort(points, {}, &CurvePoint::size);
    out.points = std::move(points);
    for (std::size_t i = 1; i < out.points.size(); ++i)
        if (out.points[i].rate.mean > out.points[out.best].rate.mean) out.best = i;
    const CurvePoint& best = out.points[out.best];
    const double enough = kEnough * best.rate.mean;
    out.knee = first_gap(out.points, [&](const CurvePoint& p) { return p.rate.mean >= enough; });
    out.knee_band.below = first_gap(out.points, [&](const CurvePoint& p) { return p.rate.high >= enough; }).above;
    out.knee_band.above =
        first_gap(out.points, [&](const CurvePoint& p) { return p.rate.bounded() && p.rate.low >= enough; }).above;
    for (std::size_t i = out.best + 1; i < out.points.size() && !out.collapse; ++i) {
        if (out.points[i].rate.mean >= enough) continue;
        out.collapse = Gap{out.points[i - 1].size, out.points[i].size};
        out.collapse_shown = out.points[i].rate.high < best.rate.low;
    }
    return out;
}

std::vector<std::int64_t> first_sizes(std::int64_t low, std::int64_t high) {
    std::vector<std::int64_t> sizes;
    const double ratio = static_cast<double>(high) / static_cast<double>(low);
    for (std::size_t i = 0; i < kFirst; ++i)
        sizes.push_back(std::llround(static_cast<double>(low) * std::pow(ratio, static_cast<double>(i) / (kFirst - 1))));
    sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
    return sizes;
}

std::vector<std::int64_t> next_sizes(const Curve& curve) {
    std::vector<std::int64_t> sizes;
    if (wide(curve.knee)) sizes.push_back((curve.knee.below + curve.knee.above) / 2);
    if (curve.collapse && wide(*curve.collapse)) sizes.push_back((curve.collapse->below + curve.collapse->above) / 2);
    return sizes;
}

}  // namespace dray::experiment
