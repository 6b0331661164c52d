// What stands on a floor: loads, chutes, stations, zones, and their names.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "primitives/handling/station.hpp"
#include "view/floor_painter.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

constexpr double kQuarter = std::numbers::pi / 2;

bool hazard(const floor::Zone& zone) {
    return zone.grip > 0 || zone.speed_limit_mps > 0;
}

}  // namespace

// The side of a station's service cell on which people stand: towards a wall, away from the middle of the floor.
sf::Vector2i FloorPainter::outward(const floor::Lane& lane) const {
    const int row = floor_.row(lane.service), column = floor_.column(lane.service);
    sf::Vector2i best(0, 1);
    double best_reach = -1e9;
    for (const floor::Heading h : floor::kHeadings) {
        const int r = row + row_step(h), c = column + column_step(h);
        const bool inside = r >= 0 && r < floor_.height() && c >= 0 && c < floor_.width();
        if (inside && floor_.kind(floor_.at(r, c)) != floor::CellKind::Wall) continue;
        const double reach = row_step(h) * (row - floor_.height() / 2.0) + column_step(h) * (column - floor_.width() / 2.0);
        if (reach <= best_reach) continue;
        best_reach = reach;
        best = {column_step(h), row_step(h)};
    }
    return best;
}

std::optional<std::size_t> FloorPainter::station_at(const Camera& camera, double x, double y) const {
    std::optional<std::size_t> nearest;
    double least = std::max(1.2 * floor_.cell_m() * camera.scale(), 10.0);
    for (std::size_t i = 0; i < floor_.lanes().size(); ++i) {
        const CellId cell = floor_.lanes()[i].service;
        const double distance = std::hypot(camera.x(floor_.x_m(cell)) - x, camera.y(floor_.y_m(cell)) - y);
        if (distance >= least) continue;
        least = distance;
        nearest = i;
    }
    return nearest;
}

void FloorPainter::draw_zones(const Sheet& sheet) const {
    for (const floor::Zone& zone : floor_.zones()) {
        const Box first = cell_box(sheet.camera, floor_.at(zone.row, zone.column));
        const Box box{first.x, first.y, zone.columns * sheet.cell_px, zone.rows * sheet.cell_px};
        if (hazard(zone)) sheet.canvas.rectangle(box, faded(sheet.palette.zone, 0.22));
        const int door = door_of(zone);
        if (!hazard(zone) && door < 0) continue;
        const sf::Color color = door >= 0 ? route_color(door) : sheet.palette.zone;
        const double width = 1.5 * sheet.ui;
        sheet.canvas.rectangle({box.x, box.y, box.width, width}, color);
        sheet.canvas.rectangle({box.x, box.bottom() - width, box.width, width}, color);
        sheet.canvas.rectangle({box.x, box.y, width, box.height}, color);
        sheet.canvas.rectangle({box.right() - width, box.y, width, box.height}, color);
    }
}

void FloorPainter::draw_arrows(const Sheet& sheet) const {
    for (int row = sheet.visible.first_row; row <= sheet.visible.last_row; ++row) {
        for (int column = sheet.visible.first_column; column <= sheet.visible.last_column; ++column) {
            const CellId cell = floor_.at(row, column);
            const std::uint8_t arrow = arrows_[cell.index()];
            if (arrow == 4) continue;
            const double side = 0.5 * sheet.cell_px;
            sheet.canvas.sprite(Shape::Chevron, sheet.camera.x(floor_.x_m(cell)), sheet.camera.y(floor_.y_m(cell)), side, side,
                                arrow * kQuarter, sheet.palette.arrow);
        }
    }
}

void FloorPainter::draw_loads(const Sheet& sheet) const {
    const bool cages = scene_.doors > 0;
    const double side = 2 * scene_.load_half_width_m * sheet.camera.scale();
    const double opacity = sheet.emphasis.overlay != nullptr ? 0.25 : 1;
    const auto& slots = sheet.moment.frame().slots;
    for (std::size_t s = 0; s < slots.size(); ++s) {
        const CellId cell = floor_.slot(SlotId(s)).cell;
        if (slots[s].load < 0 || !seen(sheet, cell)) continue;
        const double x = sheet.camera.x(floor_.x_m(cell)), y = sheet.camera.y(floor_.y_m(cell)), share = slots[s].share / 100.0;
        if (cages) {
            const sf::Color route = slots[s].route >= 0 ? route_color(slots[s].route) : sheet.palette.cage;
            sheet.canvas.sprite(Shape::Rounded, x, y, side, side, 0, faded(mixed(sheet.palette.slot, route, 0.2), opacity));
            const double height = 0.84 * side * share;
            sheet.canvas.rectangle({x - 0.42 * side, y + 0.42 * side - height, 0.84 * side, height}, faded(route, opacity));
            sheet.canvas.sprite(Shape::Frame, x, y, side, side, 0, faded(sheet.palette.cage, opacity));
            continue;
        }
        const sf::Color color = faded(mixed(sheet.palette.load, sheet.palette.load_full, share), opacity);
        if (sheet.cell_px < 8 * sheet.ui) {
            sheet.canvas.rectangle({x - side / 2, y - side / 2, side, side}, color);
        } else {
            sheet.canvas.sprite(Shape::Rounded, x, y, side, side, 0, color);
        }
    }
}

void FloorPainter::draw_chutes(const Sheet& sheet) const {
    const auto& chutes = sheet.moment.frame().chutes;
    for (std::size_t i = 0; i < chutes.size(); ++i) {
        const CellId cell = floor_.chutes()[i];
        if (!seen(sheet, cell)) continue;
        const double x = sheet.camera.x(floor_.x_m(cell)), y = sheet.camera.y(floor_.y_m(cell));
        const double side = 0.84 * sheet.cell_px, inner = 0.68 * sheet.cell_px;
        const sf::Color route = route_color(chutes[i].route);
        sheet.canvas.sprite(Shape::Rounded, x, y, side, side, 0, sheet.palette.chute);
        sheet.canvas.rectangle({x - inner / 2, y - inner / 2, inner, inner}, mixed(sheet.palette.aisle, route, 0.16));
        const double height = inner * chutes[i].share / 100.0;
        sheet.canvas.rectangle({x - inner / 2, y + inner / 2 - height, inner, height}, mixed(sheet.palette.aisle, route, 0.75));
        const auto state = static_cast<primitives::StationState>(chutes[i].state);
        const sf::Color color = sheet.palette.station[static_cast<std::size_t>(chutes[i].state)];
        if (state == primitives::StationState::Blocked || state == primitives::StationState::Down)
            sheet.canvas.sprite(Shape::Frame, x, y, 1.1 * sheet.cell_px, 1.1 * sheet.cell_px, 0, color);
        if (state == primitives::StationState::Down) sheet.canvas.sprite(Shape::Cross, x, y, side, side, 0, color);
    }
}

void FloorPainter::draw_stations(const Sheet& sheet) const {
    const auto& stations = sheet.moment.frame().stations;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const floor::Lane& lane = floor_.lanes()[i];
        if (!seen(sheet, lane.service)) continue;
        // The table at which people stand, in the colour of what they do.
        const sf::Vector2i out = outward(lane);
        const double x = sheet.camera.x(floor_.x_m(lane.service)) + 0.72 * out.x * sheet.cell_px;
        const double y = sheet.camera.y(floor_.y_m(lane.service)) + 0.72 * out.y * sheet.cell_px;
        const double along = std::max(0.9 * sheet.cell_px, 3 * sheet.ui), across = std::max(0.32 * sheet.cell_px, 2 * sheet.ui);
        const double width = out.x == 0 ? along : across, height = out.x == 0 ? across : along;
        const sf::Color color = sheet.palette.station[static_cast<std::size_t>(stations[i].state)];
        sheet.canvas.panel({x - width / 2, y - height / 2, width, height}, 0.12 * sheet.cell_px, color);
    }
}

void FloorPainter::draw_overlay(const Sheet& sheet) const {
    const Overlay* overlay = sheet.emphasis.overlay;
    if (overlay == nullptr || overlay->kind != OverlayKind::Flow || sheet.cell_px < 7 * sheet.ui) return;
    for (int row = sheet.visible.first_row; row <= sheet.visible.last_row; ++row) {
        for (int column = sheet.visible.first_column; column <= sheet.visible.last_column; ++column) {
            const CellId cell = floor_.at(row, column);
            const auto& [east, south] = overlay->course[cell.index()];
            const double strength = std::hypot(east, south), amount = overlay->amount[cell.index()];
            if (strength < 0.2 || amount < 0.04 * overlay->most) continue;
            const double side = sheet.cell_px * (0.45 + 0.35 * std::min(1.0, amount / overlay->most));
            sheet.canvas.sprite(Shape::Arrow, sheet.camera.x(floor_.x_m(cell)), sheet.camera.y(floor_.y_m(cell)), side, side,
                                std::atan2(south, east), faded(sheet.palette.text, 0.75));
        }
    }
}

void FloorPainter::draw_labels(const Sheet& sheet) const {
    std::vector<Box> taken;
    // A name gives way to one that stands there already.
    const PutName put = [&](const std::string& words, double x, double y, const Style& style, sf::Color color) {
        const double width = sheet.canvas.width_of(words, style), height = 1.05 * style.size * sheet.ui;
        const double left = style.align == Align::Left ? x : style.align == Align::Right ? x - width : x - width / 2;
        const Box box{left - 3 * sheet.ui, y - height / 2, width + 6 * sheet.ui, height};
        for (const Box& other : taken)
            if (other.meets(box)) return false;
        taken.push_back(box);
        sheet.canvas.text(words, x, y, style, color);
        return true;
    };
    draw_states(sheet, put);
    const double size = std::clamp(0.72 * sheet.cell_px / sheet.ui, 10.0, 14.0);
    const auto& stations = sheet.moment.frame().stations;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const floor::Lane& lane = floor_.lanes()[i];
        if (!seen(sheet, lane.service)) continue;
        const sf::Vector2i out = outward(lane);
        const double gap = 1.0 * sheet.cell_px + (out.x == 0 ? 0.75 * size : 4) * sheet.ui;
        const Align align = out.x == 0 ? Align::Centre : out.x > 0 ? Align::Left : Align::Right;
        put(lane.name, sheet.camera.x(floor_.x_m(lane.service)) + out.x * gap,
            sheet.camera.y(floor_.y_m(lane.service)) + out.y * gap, {.size = size, .weight = Weight::Semibold, .align = align},
            sheet.palette.text);
    }
    draw_zone_names(sheet, put, size);
}

void FloorPainter::draw_zone_names(const Sheet& sheet, const PutName& put, double size) const {
    const auto& doors = sheet.moment.frame().doors;
    for (const floor::Zone& zone : floor_.zones()) {
        const int door = door_of(zone);
        const bool is_door = door >= 0 && door < static_cast<int>(doors.size());
        if (!hazard(zone) && !is_door) continue;
        const Box first = cell_box(sheet.camera, floor_.at(zone.row, zone.column));
        const Style above{.size = std::min(size, 11.0), .weight = Weight::Semibold, .align = Align::Centre};
        const double middle = first.x + zone.columns * sheet.cell_px / 2;
        if (!is_door) {
            put(zone.name, middle, first.y - 0.5 * sheet.cell_px, above, sheet.palette.text);
            continue;
        }
        const engine::DoorFrame& d = doors[static_cast<std::size_t>(door)];
        const double left_s = (d.departure - sheet.moment.step()) / site_.steps_per_second;
        const std::string state = d.down != 0 ? "down"
                                  : d.docked != 0
                                      ? fmt::format("{} aboard, {} min left", d.aboard, std::lround(std::max(left_s, 0.0) / 60))
                                      : "no truck";
        // Beside the floor, where nothing drives; doors behind others are told of above their places.
        const bool behind = std::ranges::any_of(floor_.zones(), [&](const floor::Zone& other) {
            return door_of(other) >= 0 && other.row == zone.row && other.column > zone.column;
        });
        if (behind) {
            const double y = first.y - 0.5 * sheet.cell_px;
            if (!put(fmt::format("{}  {}", zone.name, state), middle, y, above, sheet.palette.text))
                put(zone.name, middle, y, above, sheet.palette.text);
            continue;
        }
        const double x = sheet.camera.x((floor_.width() - 0.5) * floor_.cell_m()) + 12 * sheet.ui,
                     y = first.y + zone.rows * sheet.cell_px / 2;
        put(fmt::format("{}  {}", zone.name, state), x + 12 * sheet.ui, y, {.size = 10.5}, sheet.palette.text);
        sheet.canvas.panel({x, y - 6 * sheet.ui, 5 * sheet.ui, 12 * sheet.ui}, 2 * sheet.ui, route_color(door));
    }
}

}  // namespace dray::view
