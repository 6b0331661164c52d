// Parts of a floor that are closed or have people in them now. Each kind has a pattern of its own, so that they are told apart
// without their colours: closed is hatched upwards, standing robots crosswise, a speed limit downwards within a dashed edge.
#include <algorithm>
#include <cmath>

#include "view/floor_painter.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

constexpr double kOpacity = 0.6;

bool shut(const engine::ZoneFrame& zone) {
    return zone.closed != 0 || zone.speed_mmps == 0;
}

sf::Color state_color(const Palette& palette, const engine::ZoneFrame& zone) {
    return palette.robot[static_cast<std::size_t>(shut(zone) ? engine::Activity::Broken : engine::Activity::Waiting)];
}

Box common(const Box& a, const Box& b) {
    const double x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
}

// Lines at 45 degrees that pass through a point, upwards to the right or downwards, cut to a box.
void hatch(Canvas& canvas, const Box& box, double through_x, double through_y, bool upwards, double gap, double width,
           sf::Color color) {
    if (box.width <= 0 || box.height <= 0) return;
    // y = sign (offset - x): the offset grows along the top and bottom edges.
    const double sign = upwards ? 1 : -1;
    const auto offset = [&](double x, double y) { return x + sign * y; };
    const double origin = offset(through_x, through_y), top = sign * box.y, bottom = sign * box.bottom();
    const double first = box.x + std::min(top, bottom), last = box.right() + std::max(top, bottom);
    for (double at = origin + gap * std::ceil((first - origin) / gap); at < last; at += gap) {
        const double x0 = std::max(box.x, at - std::max(top, bottom)), x1 = std::min(box.right(), at - std::min(top, bottom));
        if (x1 - x0 > 0.5) canvas.line(x0, sign * (at - x0), x1, sign * (at - x1), width, color);
    }
}

// Of dashes where `dash` is above 0.
void edge(Canvas& canvas, const Box& box, double width, double dash, sf::Color color) {
    const auto run = [&](double x, double y, double length, bool across) {
        const double step = dash > 0 ? 2 * dash : length;
        for (double at = 0; at < length; at += step) {
            const double piece = std::min(dash > 0 ? dash : length, length - at);
            canvas.rectangle(across ? Box{x + at, y, piece, width} : Box{x, y + at, width, piece}, color);
        }
    };
    run(box.x, box.y, box.width, true);
    run(box.x, box.bottom() - width, box.width, true);
    run(box.x, box.y, box.height, false);
    run(box.right() - width, box.y, box.height, false);
}

}  // namespace

std::vector<Box> FloorPainter::boxes_of(const Sheet& sheet, const engine::ZonePlace& place) const {
    std::vector<Box> boxes;
    const auto add = [&](const auto& r) {
        const Box first = cell_box(sheet.camera, floor_.at(r.row, r.column));
        boxes.push_back({first.x, first.y, r.columns * sheet.cell_px, r.rows * sheet.cell_px});
    };
    if (place.zone < 0) {
        add(place);
        return boxes;
    }
    const std::string& name = floor_.zones()[static_cast<std::size_t>(place.zone)].name;
    for (const floor::Zone& zone : floor_.zones())
        if (zone.name == name) add(zone);
    return boxes;
}

void FloorPainter::draw_zones_now(const Sheet& sheet) const {
    const double gap = std::max(0.7 * sheet.cell_px, 9 * sheet.ui), width = 1.5 * sheet.ui;
    const double x = sheet.camera.x(0), y = sheet.camera.y(0);
    const engine::ZonePlace whole = engine::whole_floor(floor_);
    for (const engine::ZoneFrame& zone : sheet.moment.frame().zones) {
        const engine::ZonePlace place = engine::place_of(zone);
        const sf::Color color = state_color(sheet.palette, zone);
        for (const Box& box : boxes_of(sheet, place)) {
            edge(sheet.canvas, box, 2 * sheet.ui, shut(zone) ? 0 : 6 * sheet.ui, color);
            // A pattern all over the floor would only hide it.
            if (place == whole) continue;
            const Box visible = common(box, sheet.camera.box());
            if (shut(zone)) hatch(sheet.canvas, visible, x, y, true, gap, width, faded(color, kOpacity));
            if (zone.closed == 0) hatch(sheet.canvas, visible, x, y, false, gap, width, faded(color, kOpacity));
        }
    }
}

void FloorPainter::draw_marked(const Sheet& sheet) const {
    for (const Box& box : boxes_of(sheet, *sheet.emphasis.marked))
        edge(sheet.canvas, box.inset(-sheet.ui), 2 * sheet.ui, 0, sheet.palette.chosen);
}

void FloorPainter::draw_states(const Sheet& sheet, const PutName& put) const {
    const Style style{.size = 11, .weight = Weight::Semibold};
    const Box& picture = sheet.camera.box();
    for (const engine::ZoneFrame& zone : sheet.moment.frame().zones) {
        const Box box = boxes_of(sheet, engine::place_of(zone)).front();
        if (!box.meets(picture)) continue;
        const std::string name = zone.zone >= 0 ? floor_.zones()[static_cast<std::size_t>(zone.zone)].name + ": " : "";
        const std::string text = name + state_text(zone);
        // On a tag at the upper edge, or where that is out of sight at the edge of the picture.
        const double height = 16 * sheet.ui, pad = 5 * sheet.ui;
        const double x = std::max(box.x, picture.x), y = std::max(box.y - height, picture.y);
        if (!put(text, x + pad, y + height / 2, style, sheet.palette.text)) continue;
        const double width = sheet.canvas.width_of(text, style) + 2 * pad;
        sheet.canvas.panel({x, y, width, height}, 3 * sheet.ui, state_color(sheet.palette, zone));
        sheet.canvas.panel(Box{x, y, width, height}.inset(1.5 * sheet.ui), 2 * sheet.ui, sheet.palette.bar);
    }
}

}  // namespace dray::view
