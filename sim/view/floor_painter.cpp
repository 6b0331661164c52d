#include "view/floor_painter.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"

namespace dray::view {

namespace {

constexpr double kLoadsFrom_px = 5;  // cells as large show their loads one by one; smaller ones only a colour

std::uint8_t arrow_of(const floor::Floor& floor, CellId cell) {
    if (floor.kind(cell) != floor::CellKind::Aisle) return 4;
    std::uint8_t arrow = 4;
    int one_way = 0;
    for (const floor::Heading h : floor::kHeadings) {
        const CellId next = floor.next(cell, h);
        if (!next.valid() || floor.kind(next) != floor::CellKind::Aisle || floor.next(next, opposite(h)) == cell) continue;
        ++one_way;
        arrow = static_cast<std::uint8_t>(h);
    }
    return one_way == 1 ? arrow : std::uint8_t{4};
}

sf::Color ground_color(const Palette& palette, const floor::Floor& floor, CellId cell) {
    switch (floor.kind(cell)) {
        case floor::CellKind::Wall:
            return palette.outside;
        case floor::CellKind::Aisle:
            return palette.aisle;
        case floor::CellKind::Slot:
            return palette.slot;
        case floor::CellKind::Lane:
            return floor.lane(floor.lane_of(cell)).service == cell ? palette.service : palette.lane;
        case floor::CellKind::Charger:
            return palette.charger;
        case floor::CellKind::Buffer:
            return palette.buffer;
    }
    return palette.outside;
}

void set_texel(std::vector<sf::Uint8>& texels, std::size_t cell, sf::Color color) {
    texels[4 * cell] = color.r;
    texels[4 * cell + 1] = color.g;
    texels[4 * cell + 2] = color.b;
    texels[4 * cell + 3] = color.a;
}

}  // namespace

FloorPainter::FloorPainter(const Toolkit& toolkit, const engine::Scene& site, std::size_t floor)
    : toolkit_(toolkit), site_(site), scene_(site.floors.at(floor)), floor_(*scene_.floor) {
    for (std::size_t i = 0; i < floor_.cell_count(); ++i)
        arrows_.push_back(arrow_of(floor_, CellId(i)));
    for (const engine::FloorScene::Fleet& fleet : scene_.fleets)
        half_width_m_.insert(half_width_m_.end(), fleet.count, fleet.half_width_m);
    base_.resize(4 * floor_.cell_count());
    if (!ground_.create(static_cast<unsigned>(floor_.width()), static_cast<unsigned>(floor_.height())))
        throw EnvironmentError(
            fmt::format("a floor of {} x {} cells is larger than this display can draw", floor_.width(), floor_.height()));
}

void FloorPainter::paint_cells(const Palette& palette) {
    for (std::size_t i = 0; i < floor_.cell_count(); ++i)
        set_texel(base_, i, ground_color(palette, floor_, CellId(i)));
    painted_ = &palette;
}

void FloorPainter::update_cells(const Palette& palette, const engine::FloorFrame& frame, bool with_loads,
                                const Overlay* overlay) {
    const bool new_palette = painted_ != &palette;
    const Step step = with_loads ? frame.step : -1;
    const auto amounts = overlay == nullptr ? 0 : overlay->number;
    if (!new_palette && step == painted_step_ && amounts == painted_overlay_) return;
    if (new_palette) paint_cells(palette);
    texels_ = base_;
    if (with_loads) {
        for (std::size_t s = 0; s < frame.slots.size(); ++s) {
            const bool empty_cage = scene_.doors > 0 && frame.slots[s].share == 0;
            if (frame.slots[s].load >= 0)
                set_texel(texels_, floor_.slot(SlotId(s)).cell.index(), empty_cage ? palette.load : palette.load_full);
        }
    }
    if (overlay != nullptr && overlay->most > 0) {
        for (std::size_t i = 0; i < overlay->amount.size(); ++i) {
            if (overlay->amount[i] <= 0) continue;
            const double share = std::min(1.0f, overlay->amount[i] / overlay->most);
            const sf::Color below(texels_[4 * i], texels_[4 * i + 1], texels_[4 * i + 2]);
            set_texel(texels_, i, mixed(below, heat(share, palette.dark), 0.35 + 0.65 * std::min(1.0, 3 * share)));
        }
    }
    ground_.update(texels_.data());
    painted_step_ = step;
    painted_overlay_ = amounts;
    mipmapped_ = false;
}

FloorPainter::Visible FloorPainter::visible_cells(const Camera& camera) const {
    const double cell_m = floor_.cell_m();
    const auto cell = [cell_m](double metres, int count) {
        return std::clamp(static_cast<int>(std::floor(metres / cell_m + 0.5)), 0, count - 1);
    };
    const Box& box = camera.box();
    return {cell(camera.y_m(box.y), floor_.height()), cell(camera.y_m(box.bottom()), floor_.height()),
            cell(camera.x_m(box.x), floor_.width()), cell(camera.x_m(box.right()), floor_.width())};
}

bool FloorPainter::seen(const Sheet& sheet, CellId cell) const {
    const int row = floor_.row(cell), column = floor_.column(cell);
    return row >= sheet.visible.first_row && row <= sheet.visible.last_row && column >= sheet.visible.first_column &&
           column <= sheet.visible.last_column;
}

Box FloorPainter::cell_box(const Camera& camera, CellId cell) const {
    const double half_m = floor_.cell_m() / 2, side = floor_.cell_m() * camera.scale();
    return {camera.x(floor_.x_m(cell) - half_m), camera.y(floor_.y_m(cell) - half_m), side, side};
}

void FloorPainter::draw_ground(sf::RenderTarget& target, const Camera& camera) const {
    const double half_m = floor_.cell_m() / 2;
    sf::Sprite sprite(ground_);
    sprite.setPosition(static_cast<float>(camera.x(-half_m)), static_cast<float>(camera.y(-half_m)));
    const auto side = static_cast<float>(floor_.cell_m() * camera.scale());
    sprite.setScale(side, side);
    target.draw(sprite);
}

void FloorPainter::draw(sf::RenderTarget& target, const Camera& camera, const Moment& moment, const Palette& palette,
                        double ui_scale, const Emphasis& emphasis) {
    const double cell_px = floor_.cell_m() * camera.scale();
    const bool single_loads = cell_px >= kLoadsFrom_px * ui_scale;
    update_cells(palette, moment.frame(), !single_loads, emphasis.overlay);
    // Small cells are blended, so that thin aisles do not come and go; large ones keep their edges.
    const bool smooth = cell_px < 2.5;
    ground_.setSmooth(smooth);
    if (smooth && !mipmapped_) mipmapped_ = ground_.generateMipmap();
    draw_ground(target, camera);

    Canvas canvas(toolkit_, ui_scale);
    const Sheet sheet{canvas, camera, moment, palette, emphasis, cell_px, ui_scale, visible_cells(camera)};
    draw_zones(sheet);
    if (cell_px >= 9 * ui_scale) draw_arrows(sheet);
    if (single_loads) draw_loads(sheet);
    draw_chutes(sheet);
    draw_stations(sheet);
    draw_zones_now(sheet);
    draw_overlay(sheet);
    draw_robots(sheet);
    draw_links(sheet);
    canvas.draw(target);
    // Words lie over all shapes.
    canvas.clear();
    if (emphasis.labels) draw_labels(sheet);
    if (emphasis.marked) draw_marked(sheet);
    if (emphasis.ranking != nullptr) draw_ranking(sheet);
    if (emphasis.kind == OverlayKind::Congestion) draw_jams(sheet);
    if (emphasis.followed) draw_chain(sheet, *emphasis.followed);
    if (emphasis.marked_m) {
        const double ring = std::max(1.6 * cell_px, 20 * ui_scale);
        canvas.sprite(Shape::Ring, camera.x(emphasis.marked_m->first), camera.y(emphasis.marked_m->second), ring, ring, 0,
                      palette.chosen);
    }
    canvas.draw(target);
}

void FloorPainter::draw_map(sf::RenderTarget& target, const Camera& camera, const Moment& moment, const Palette& palette,
                            double ui_scale) const {
    const double cell_m = floor_.cell_m(), width_m = floor_.width() * cell_m, height_m = floor_.height() * cell_m;
    const Box& box = camera.box();
    if (camera.scale() * width_m <= box.width && camera.scale() * height_m <= box.height) return;
    const double most = 180 * ui_scale, scale = std::min(most / width_m, most / height_m), edge = 12 * ui_scale;
    const Box map{box.x + edge, box.bottom() - edge - height_m * scale, width_m * scale, height_m * scale};
    Camera small;
    small.fit(map, width_m, height_m, cell_m, 0);
    Canvas below(toolkit_, ui_scale);
    below.rectangle(map.inset(-ui_scale), palette.rule);
    below.draw(target);
    draw_ground(target, small);
    Canvas above(toolkit_, ui_scale);
    const double left = std::clamp(small.x(camera.x_m(box.x)), map.x, map.right()),
                 right = std::clamp(small.x(camera.x_m(box.right())), map.x, map.right());
    const double top = std::clamp(small.y(camera.y_m(box.y)), map.y, map.bottom()),
                 bottom = std::clamp(small.y(camera.y_m(box.bottom())), map.y, map.bottom());
    const double line = 2 * ui_scale, dot = 2 * ui_scale;
    const auto& robots = moment.frame().robots;
    for (std::size_t i = 0; i < robots.size(); ++i) {
        if (robots[i].activity == engine::Activity::Idle) continue;
        const Pose pose = moment.pose(i);
        above.rectangle({small.x(pose.x_m) - dot / 2, small.y(pose.y_m) - dot / 2, dot, dot},
                        palette.robot[static_cast<std::size_t>(robots[i].activity)]);
    }
    above.rectangle({left, top, right - left, line}, palette.chosen);
    above.rectangle({left, bottom - line, right - left, line}, palette.chosen);
    above.rectangle({left, top, line, bottom - top}, palette.chosen);
    above.rectangle({right - line, top, line, bottom - top}, palette.chosen);
    above.draw(target);
}

}  // namespace dray::view
