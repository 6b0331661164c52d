#include "report/figures_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace dray::report {

std::string grouped(double value) {
    const std::string digits = fmt::format("{:.0f}", std::abs(value));
    std::string out = value <= -0.5 ? "-" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += ' ';
        out += digits[i];
    }
    return out;
}

std::string duration_text(double seconds) {
    const auto total = static_cast<long>(seconds + 0.5);
    if (total < 60) return fmt::format("{:.1f} s", seconds);
    if (total < 3600) return fmt::format("{} min {:02} s", total / 60, total % 60);
    return fmt::format("{} h {:02} min", total / 3600, total % 3600 / 60);
}

std::string change_text(double value, int decimals) {
    const double half = 0.5 * std::pow(10.0, -decimals);
    return fmt::format("{:+.{}f}", std::abs(value) <= half ? 0.0 : value, decimals);
}

std::string number_text(double value) {
    if (!std::isfinite(value)) return "-";
    const double size = std::abs(value);
    if (size == 0) return "0";
    if (size >= 1000) return grouped(value);
    if (size >= 100) return fmt::format("{:.0f}", value);
    if (size >= 10) return fmt::format("{:.1f}", value);
    if (size >= 1) return fmt::format("{:.2f}", value);
    return fmt::format("{:.3g}", value);
}

std::string value_text(const experiment::Metric& metric, double value) {
    if (!std::isfinite(value)) return "-";
    if (metric.is_share()) return fmt::format("{:.1f} %", 100 * value);
    if (metric.unit == "s") return duration_text(value);
    return number_text(value) + " " + metric.unit;
}

std::string range_text(const experiment::Metric& metric, double low, double high) {
    if (!std::isfinite(low) || !std::isfinite(high)) return "-";
    if (metric.is_share()) return fmt::format("{:.1f} to {}", 100 * low, value_text(metric, high));
    return fmt::format("{} to {}", metric.unit == "s" ? value_text(metric, low) : number_text(low), value_text(metric, high));
}

std::string percent_text(double share, bool with_sign) {
    if (!std::isfinite(share)) return "-";
    const double percent = 100 * share;
    const std::string sign = with_sign && percent > 0 ? "+" : "";
    return std::abs(percent) < 10 ? fmt::format("{}{:.1f} %", sign, percent) : fmt::format("{}{:.0f} %", sign, percent);
}

std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string padded(std::string_view text, std::size_t width, bool to_left) {
    const std::size_t characters = characters_of(text);
    const std::string blanks(width > characters ? width - characters : 0, ' ');
    return to_left ? blanks + std::string(text) : std::string(text) + blanks;
}

}  // namespace dray::report
