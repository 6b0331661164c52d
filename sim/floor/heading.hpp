// The four headings of the grid, in the order of the League of Robot Runners: east, south, west, north; rows grow southwards.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace dray::floor {

enum class Heading : std::uint8_t { East = 0, South = 1, West = 2, North = 3 };

inline constexpr std::array kHeadings = {Heading::East, Heading::South, Heading::West, Heading::North};

[[nodiscard]] constexpr Heading right_of(Heading h) {
    return static_cast<Heading>((static_cast<int>(h) + 1) & 3);
}
[[nodiscard]] constexpr Heading left_of(Heading h) {
    return static_cast<Heading>((static_cast<int>(h) + 3) & 3);
}
[[nodiscard]] constexpr Heading opposite(Heading h) {
    return static_cast<Heading>((static_cast<int>(h) + 2) & 3);
}
/// Quarter turns from one heading to another: 0, 1 or 2.
[[nodiscard]] constexpr int quarter_turns(Heading from, Heading to) {
    const int d = (static_cast<int>(to) - static_cast<int>(from)) & 3;
    return d == 3 ? 1 : d;
}
/// Angle in the world frame, radians: x grows east, y grows south, so 0, pi/2, pi, 3 pi/2 turn clockwise as seen on a map.
[[nodiscard]] constexpr double angle_rad(Heading h) {
    return static_cast<int>(h) * 1.57079632679489661923;
}
[[nodiscard]] constexpr int column_step(Heading h) {
    return h == Heading::East ? 1 : h == Heading::West ? -1 : 0;
}
[[nodiscard]] constexpr int row_step(Heading h) {
    return h == Heading::South ? 1 : h == Heading::North ? -1 : 0;
}
[[nodiscard]] constexpr std::string_view name_of(Heading h) {
    return std::array<std::string_view, 4>{"east", "south", "west", "north"}[static_cast<std::size_t>(h)];
}

}  // namespace dray::floor
