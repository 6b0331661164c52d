#include "experiment/design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "base/random.hpp"

namespace dray::experiment {

namespace {

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
    return value;
}

// At commas outside brackets and quotes.
std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts(1);
    int depth = 0;
    char quote = '\0';
    for (const char c : text) {
        if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[' || c == '{') {
            ++depth;
        } else if (c == ']' || c == '}') {
            --depth;
        } else if (c == ',' && depth == 0) {
            parts.emplace_back();
            continue;
        }
        parts.back() += c;
    }
    return parts;
}

// Twelve digits hide what steps of 0.1 add up to.
std::string text_of(double value) {
    return fmt::format("{:.12g}", value == 0 ? 0.0 : value);
}

void fill_range(Axis& axis, std::string_view range, const std::string& text) {
    const std::size_t dots = range.find(".."), colon = range.find(':');
    const std::string_view low = range.substr(0, dots),
                           high = range.substr(dots + 2, colon == std::string_view::npos ? colon : colon - dots - 2);
    const auto a = number_of(low), b = number_of(high);
    if (!a || !b || *a > *b) throw UsageError(fmt::format("--vary {}: expected a..b or a..b:step with a not above b", text));
    axis.low = *a;
    axis.high = *b;
    axis.whole = low.find_first_of(".e") == std::string_view::npos && high.find_first_of(".e") == std::string_view::npos;
    if (colon == std::string_view::npos) return;
    const auto step = number_of(range.substr(colon + 1));
    if (!step || *step <= 0) throw UsageError(fmt::format("--vary {}: the step must be a number above 0", text));
    const double steps = std::floor((*b - *a) / *step + 1e-9);
    if (steps >= static_cast<double>(kMostPoints))
        throw UsageError(fmt::format("--vary {}: more than {} values", text, kMostPoints));
    for (std::size_t i = 0; i <= static_cast<std::size_t>(steps); ++i)
        axis.values.push_back(text_of(*a + static_cast<double>(i) * *step));
}

// The value at a place in [0, 1) of an axis.
std::string value_at(const Axis& axis, double place) {
    if (!axis.is_interval()) return axis.values[static_cast<std::size_t>(place * static_cast<double>(axis.values.size()))];
    if (axis.whole) return text_of(axis.low + std::floor(place * (axis.high - axis.low + 1)));
    return fmt::format("{:.6g}", axis.low + place * (axis.high - axis.low));
}

std::string setting(const Axis& axis, const std::string& value) {
    return axis.field + "=" + value;
}

}  // namespace

Axis axis_of(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        throw UsageError(fmt::format("--vary {}: expected field=a,b,c or field=a..b:step or field=a..b", text));
    Axis axis{.field = text.substr(0, equals)};
    const std::string_view rest = std::string_view(text).substr(equals + 1);
    if (rest.find("..") != std::string_view::npos && rest.find_first_of(",[{\"'/") == std::string_view::npos) {
        fill_range(axis, rest, text);
        return axis;
    }
    axis.values = split(rest);
    for (const std::string& value : axis.values)
        if (value.empty()) throw UsageError(fmt::format("--vary {}: a value is empty", text));
    return axis;
}

std::vector<Point> grid(const std::vector<Axis>& axes) {
    std::vector<Point> points(1);
    for (const Axis& axis : axes) {
        if (axis.is_interval())
            throw UsageError(
                fmt::format("--vary {}: a grid needs values or a step: {}..{}:STEP", axis.field, axis.low, axis.high));
        if (points.size() * axis.values.size() > kMostPoints)
            throw UsageError(fmt::format("the grid has more than {} points", kMostPoints));
        std::vector<Point> more;
        for (const Point& point : points)
            for (const std::string& value : axis.values) {
                more.push_back(point);
                more.back().push_back(setting(axis, value));
            }
        points = std::move(more);
    }
    return points;
}

std::vector<Point> random_points(const std::vector<Axis>& axes, std::size_t count, std::uint64_t seed) {
    std::vector<Point> points(count);
    for (std::size_t i = 0; i < count; ++i) {
        Stream stream(seed, "sweep point", i);
        for (const Axis& axis : axes)
            points[i].push_back(setting(axis, value_at(axis, stream.uniform())));
    }
    return points;
}

std::vector<Point> latin_hypercube(const std::vector<Axis>& axes, std::size_t count, std::uint64_t seed) {
    std::vector<Point> points(count);
    for (std::size_t a = 0; a < axes.size(); ++a) {
        Stream stream(seed, "latin hypercube", a);
        std::vector<std::size_t> part(count);
        std::iota(part.begin(), part.end(), std::size_t{0});
        for (std::size_t i = count; i > 1; --i)
            std::swap(part[i - 1], part[static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(i) - 1))]);
        for (std::size_t i = 0; i < count; ++i) {
            const double place = (static_cast<double>(part[i]) + stream.uniform()) / static_cast<double>(count);
            points[i].push_back(setting(axes[a], value_at(axes[a], std::min(place, 0x1.fffffffffffffp-1))));
        }
    }
    return points;
}

}  // namespace dray::experiment
