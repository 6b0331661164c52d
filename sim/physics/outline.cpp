#include "physics/outline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>

#include "physics/approach.hpp"

namespace dray::physics {

namespace {

// A corner counts only when it stands out by more than this, so that no two corners coincide.
constexpr double kLeastBulge_m = 1e-3;

using Corners = std::array<b2Vec2, b2_maxPolygonVertices>;

b2Vec2 corner(double radius_m, double angle_rad) {
    return {static_cast<float>(radius_m * std::cos(angle_rad)), static_cast<float>(radius_m * std::sin(angle_rad))};
}

float distance_squared(const b2Vec2& p, const b2Vec2& a, const b2Vec2& b) {
    const b2Vec2 edge = b - a;
    const float t = std::clamp(b2Dot(p - a, edge) / edge.LengthSquared(), 0.0F, 1.0F);
    return (p - a - t * edge).LengthSquared();
}

// Whether an edge of `a` separates the two polygons.
bool separated(std::span<const b2Vec2> a, std::span<const b2Vec2> b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        const b2Vec2 normal = b2Cross(a[(i + 1) % a.size()] - a[i], 1.0F);
        if (std::all_of(b.begin(), b.end(), [&](const b2Vec2& p) { return b2Dot(p - a[i], normal) > 0; })) return true;
    }
    return false;
}

// Smallest squared distance from the corners of `points` to the edges of `edges`.
float corners_to_edges(std::span<const b2Vec2> points, std::span<const b2Vec2> edges) {
    float least = std::numeric_limits<float>::max();
    for (const b2Vec2& p : points) {
        for (std::size_t i = 0; i < edges.size(); ++i) {
            least = std::min(least, distance_squared(p, edges[i], edges[(i + 1) % edges.size()]));
        }
    }
    return least;
}

std::span<const b2Vec2> place(const b2PolygonShape& shape, const b2Transform& at, Corners& corners) {
    for (int i = 0; i < shape.m_count; ++i)
        corners[static_cast<std::size_t>(i)] = b2Mul(at, shape.m_vertices[i]);
    return {corners.data(), static_cast<std::size_t>(shape.m_count)};
}

}  // namespace

double axis_offset_rad(double angle_rad) {
    return wrapped(angle_rad, std::numbers::pi / 2);
}

double half_extent_m(const Footprint& footprint, double angle_rad) {
    const double offset = axis_offset_rad(angle_rad);
    return std::max(footprint.load_m, footprint.body_m * (std::cos(offset) + std::abs(std::sin(offset))));
}

void write_outline(const Footprint& footprint, double angle_rad, b2PolygonShape& shape) {
    // In the body's frame the body's corners stand at odd multiples of 45 degrees and the load's are turned back by the offset.
    const double body = footprint.body_m - b2_polygonRadius;
    const double load = footprint.load_m - b2_polygonRadius;
    const double load_turn = -axis_offset_rad(angle_rad);
    const bool load_is_larger = load > body;
    const double large = std::max(body, load);
    const double small = std::min(body, load);
    const double large_turn = load_is_larger ? load_turn : 0;
    const double small_turn = load_is_larger ? 0 : load_turn;
    // The larger square's corners always lie on the hull. The smaller one's do where they stand out of the larger one's sides.
    const double apart = std::abs(load_turn);
    const bool bulges = small * (std::cos(apart) + std::sin(apart)) > large + kLeastBulge_m;

    shape.m_count = 0;
    const double quarter = std::numbers::pi / 2;
    for (int i = 0; i < 4; ++i) {
        const double base = quarter / 2 + i * quarter;
        const auto add = [&](double half_m, double turn) {
            shape.m_vertices[shape.m_count++] = corner(half_m * std::numbers::sqrt2, base + turn);
        };
        // Anticlockwise order: the corner with the smaller angle first.
        if (bulges && small_turn < large_turn) add(small, small_turn);
        add(large, large_turn);
        if (bulges && small_turn > large_turn) add(small, small_turn);
    }
    for (int i = 0; i < shape.m_count; ++i) {
        shape.m_normals[i] = b2Cross(shape.m_vertices[(i + 1) % shape.m_count] - shape.m_vertices[i], 1.0F);
        shape.m_normals[i].Normalize();
    }
    shape.m_centroid.SetZero();
    shape.m_radius = b2_polygonRadius;
}

double polygon_gap_m(const b2PolygonShape& a, const b2Transform& at, const b2PolygonShape& b, const b2Transform& bt) {
    Corners a_store, b_store;
    const std::span<const b2Vec2> pa = place(a, at, a_store);
    const std::span<const b2Vec2> pb = place(b, bt, b_store);
    if (!separated(pa, pb) && !separated(pb, pa)) return 0;
    const double core = std::sqrt(static_cast<double>(std::min(corners_to_edges(pa, pb), corners_to_edges(pb, pa))));
    return std::max(0.0, core - a.m_radius - b.m_radius);
}

}  // namespace dray::physics
