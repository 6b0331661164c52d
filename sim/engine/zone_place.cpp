#include "engine/zone_place.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "config/document.hpp"
#include "operations/csv.hpp"

namespace dray::engine {

namespace {

// The number of the first zone of that name, -1 when there is none.
std::int32_t zone_named(const floor::Floor& floor, std::string_view name) {
    const auto zone = std::ranges::find(floor.zones(), name, &floor::Zone::name);
    return zone == floor.zones().end() ? -1 : static_cast<std::int32_t>(zone - floor.zones().begin());
}

ParsedPlace unknown_name(const floor::Floor& floor, std::string_view text, bool all) {
    std::vector<std::string> names;
    if (all) names.emplace_back("all");
    for (const floor::Zone& zone : floor.zones())
        if (std::ranges::find(names, zone.name) == names.end()) names.push_back(zone.name);
    const std::string nearest = config::nearest_name(std::string(text), names);
    names.emplace_back("row:column:rows:columns");
    return {.fault = fmt::format("there is no zone \"{}\"{}; allowed: {}", operations::shown(text),
                                 nearest.empty() ? "" : fmt::format(", did you mean \"{}\"?", nearest), fmt::join(names, ", "))};
}

ParsedPlace parse_rectangle(const floor::Floor& floor, std::string_view text) {
    constexpr std::array<const char*, 4> names = {"row", "column", "rows", "columns"};
    std::array<std::int32_t, 4> numbers{};
    if (std::ranges::count(text, ':') != 3)
        return {.fault = fmt::format("\"{}\" has not the four numbers row:column:rows:columns", operations::shown(text))};
    std::size_t at = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string_view part = text.substr(at, text.find(':', at) - at);
        // Rows and columns reach at most to the floor's edge.
        const std::int32_t size = i % 2 == 0 ? floor.height() : floor.width();
        const std::int32_t least = i < 2 ? 0 : 1, most = i < 2 ? size - 1 : size - numbers[i - 2];
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), numbers[i]);
        if (error != std::errc() || end != part.data() + part.size() || numbers[i] < least || numbers[i] > most)
            return {
                .fault = fmt::format("{} \"{}\" is not a number from {} to {}", names[i], operations::shown(part), least, most),
                .at = at};
        at += part.size() + 1;
    }
    return {.place = {.row = numbers[0], .column = numbers[1], .rows = numbers[2], .columns = numbers[3]}};
}

}  // namespace

ZonePlace rectangle(const floor::Floor& floor, int row, int column, int other_row, int other_column) {
    const auto rows = std::minmax({std::clamp(row, 0, floor.height() - 1), std::clamp(other_row, 0, floor.height() - 1)});
    const auto columns = std::minmax({std::clamp(column, 0, floor.width() - 1), std::clamp(other_column, 0, floor.width() - 1)});
    return {.row = rows.first,
            .column = columns.first,
            .rows = rows.second - rows.first + 1,
            .columns = columns.second - columns.first + 1};
}

ZonePlace whole_floor(const floor::Floor& floor) {
    return {.rows = floor.height(), .columns = floor.width()};
}

bool exists(const floor::Floor& floor, const ZonePlace& place) {
    if (place.zone >= 0) {
        const auto number = static_cast<std::size_t>(place.zone);
        return number < floor.zones().size() && zone_named(floor, floor.zones()[number].name) == place.zone &&
               ZonePlace{.zone = place.zone} == place;
    }
    return place.zone == -1 && place.row >= 0 && place.column >= 0 && place.rows > 0 && place.columns > 0 &&
           place.rows <= floor.height() - place.row && place.columns <= floor.width() - place.column;
}

bool contains(const floor::Floor& floor, const ZonePlace& place, int row, int column) {
    const auto inside = [&](const auto& box) {
        return row >= box.row && row < box.row + box.rows && column >= box.column && column < box.column + box.columns;
    };
    if (place.zone < 0) return inside(place);
    const std::string& name = floor.zones()[static_cast<std::size_t>(place.zone)].name;
    return std::ranges::any_of(floor.zones(), [&](const floor::Zone& zone) { return zone.name == name && inside(zone); });
}

Zone zone_at(const floor::Floor& floor, const ZonePlace& place, bool closed, double speed_limit_mps) {
    if (place.zone < 0) return marked_out(floor, place.row, place.column, place.rows, place.columns, closed, speed_limit_mps);
    const auto number = static_cast<std::size_t>(place.zone);
    return {.closed = closed,
            .speed_limit_mps = closed ? 0 : speed_limit_mps,
            .zone = static_cast<std::uint32_t>(number),
            .cells = operations::cells_of_zone(floor, floor.zones()[number].name)};
}

ZonePlace place_of(const floor::Floor& floor, const Zone& zone) {
    if (zone.zone < floor.zones().size()) return {.zone = static_cast<std::int32_t>(zone.zone)};
    if (zone.cells.empty()) return {};
    const CellId first = zone.cells.front(), last = zone.cells.back();
    return rectangle(floor, floor.row(first), floor.column(first), floor.row(last), floor.column(last));
}

ZonePlace place_of(const ZoneFrame& zone) {
    return {zone.zone, zone.row, zone.column, zone.rows, zone.columns};
}

std::string place_text(const floor::Floor& floor, const ZonePlace& place) {
    if (place.zone >= 0) return floor.zones()[static_cast<std::size_t>(place.zone)].name;
    if (place == whole_floor(floor) && zone_named(floor, "all") < 0) return "all";
    return fmt::format("{}:{}:{}:{}", place.row, place.column, place.rows, place.columns);
}

ParsedPlace parse_place(const floor::Floor& floor, std::string_view text, bool all) {
    if (const std::int32_t zone = zone_named(floor, text); zone >= 0) return {.place = {.zone = zone}};
    if (all && text == "all") return {.place = whole_floor(floor)};
    if (text.find(':') != std::string_view::npos) return parse_rectangle(floor, text);
    return unknown_name(floor, text, all);
}

}  // namespace dray::engine
