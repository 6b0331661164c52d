#include "view/palette.hpp"

#include <algorithm>
#include <cmath>

namespace dray::view {

namespace {

constexpr sf::Uint8 kOpaque = 255;

sf::Color hex(std::uint32_t rgb) {
    return {static_cast<sf::Uint8>(rgb >> 16), static_cast<sf::Uint8>(rgb >> 8 & 0xff), static_cast<sf::Uint8>(rgb & 0xff),
            kOpaque};
}

sf::Color along(std::span<const std::uint32_t> stops, double share) {
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    return mixed(hex(stops[low]), hex(stops[low + 1]), at - static_cast<double>(low));
}

Palette make_light() {
    Palette p;
    p.outside = hex(0xE9EDF2), p.bar = hex(0xFFFFFF), p.rule = hex(0xD5DBE3);
    p.text = hex(0x1A2230), p.soft_text = hex(0x5B6675);
    p.aisle = hex(0xFFFFFF), p.slot = hex(0xF1F4F8), p.lane = hex(0xDCEBF9), p.service = hex(0xB9D8F2);
    p.charger = hex(0xB4E3CB), p.buffer = hex(0xEFE0BD);
    p.arrow = hex(0xC9D1DB), p.zone = hex(0xCC79A7);
    p.load = hex(0xD3DBE5), p.load_full = hex(0xA3B1C2), p.load_edge = hex(0xB4C0CE);
    p.mark = hex(0xFFFFFF), p.chosen = hex(0xD6006C);
    p.chute = hex(0xC3CCD8), p.cage = hex(0x7A8CA3);
    p.robot = {hex(0x66717F), hex(0x56B4E9), hex(0x0072B2), hex(0xE69F00),
               hex(0x8A5BB5), hex(0x009E73), hex(0x8B9A00), hex(0xD1390F)};
    p.station = {hex(0x009E73), hex(0xA9B4C1), hex(0xE69F00), hex(0xD1390F)};
    return p;
}

Palette make_dark() {
    Palette p = make_light();
    p.dark = true;
    p.outside = hex(0x0F1217), p.bar = hex(0x171B22), p.rule = hex(0x2C333D);
    p.text = hex(0xEDF1F6), p.soft_text = hex(0x98A4B3);
    p.aisle = hex(0x1E242C), p.slot = hex(0x191E25), p.lane = hex(0x1D3044), p.service = hex(0x27496A);
    p.charger = hex(0x22543F), p.buffer = hex(0x463C26);
    p.arrow = hex(0x3A4552), p.zone = hex(0xCC79A7);
    p.load = hex(0x343E4A), p.load_full = hex(0x596878), p.load_edge = hex(0x445160);
    p.mark = hex(0xFFFFFF), p.chosen = hex(0xFF4FA0);
    p.chute = hex(0x3B4653), p.cage = hex(0x8FA3BC);
    p.robot = {hex(0x7E8A99), hex(0x6CC3F2), hex(0x1F86D1), hex(0xF0AE1E),
               hex(0xA77BD6), hex(0x16B889), hex(0xB4C72E), hex(0xF0562B)};
    p.station = {hex(0x16B889), hex(0x55606D), hex(0xF0AE1E), hex(0xF0562B)};
    return p;
}

}  // namespace

const Palette& light_palette() {
    static const Palette palette = make_light();
    return palette;
}

const Palette& dark_palette() {
    static const Palette palette = make_dark();
    return palette;
}

sf::Color mixed(sf::Color from, sf::Color to, double share) {
    const auto blend = [share](sf::Uint8 a, sf::Uint8 b) { return static_cast<sf::Uint8>(std::lround(a + (b - a) * share)); };
    return {blend(from.r, to.r), blend(from.g, to.g), blend(from.b, to.b), blend(from.a, to.a)};
}

sf::Color readable_on(sf::Color color) {
    constexpr double kLight = 140;
    const double lightness = 0.299 * color.r + 0.587 * color.g + 0.114 * color.b;
    return lightness > kLight ? hex(0x14181F) : hex(0xFFFFFF);
}

sf::Color faded(sf::Color color, double opacity) {
    color.a = static_cast<sf::Uint8>(std::lround(color.a * std::clamp(opacity, 0.0, 1.0)));
    return color;
}

sf::Color heat(double share, bool dark) {
    static constexpr std::array<std::uint32_t, 6> on_dark = {0x1B0C41, 0x781C6D, 0xBB3754, 0xED6925, 0xFCB519, 0xFCFFA4};
    static constexpr std::array<std::uint32_t, 6> on_light = {0xFFF7C7, 0xFED976, 0xFD9A3F, 0xE8432C, 0xA8133C, 0x4D0A3A};
    return along(dark ? std::span<const std::uint32_t>(on_dark) : std::span<const std::uint32_t>(on_light), share);
}

sf::Color route_color(int route) {
    static constexpr std::array<std::uint32_t, 8> colors = {0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7,
                                                            0x56B4E9, 0xD55E00, 0x8A5BB5, 0xB8A900};
    return hex(colors[static_cast<std::size_t>(route) % colors.size()]);
}

}  // namespace dray::view
