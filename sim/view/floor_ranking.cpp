// The resources that limit the site, by rank: on the floor where they are, and in a list with those that are nowhere.
#include <fmt/format.h>

#include <cmath>

#include "insight/way_load.hpp"
#include "view/floor_painter.hpp"

namespace dray::view {

namespace {

constexpr std::size_t kMarked = 12;    // resources that are marked, and listed
constexpr double kLeastShare = 0.005;  // smaller ones say nothing

std::string percent_text(double share) {
    return fmt::format("{} %", std::lround(100 * share));
}

}  // namespace

void FloorPainter::draw_ranking(const Sheet& sheet) const {
    const auto& ranked = sheet.emphasis.ranking->resources;
    const double most = ranked.empty() ? 1 : ranked.front().share;
    const auto floor_number = static_cast<std::int32_t>(&scene_ - site_.floors.data());
    // The first ones last, so that nothing covers them.
    for (std::size_t rank = std::min(kMarked, ranked.size()); rank-- > 0;) {
        const engine::Scene::Resource& resource = site_.resources[ranked[rank].resource];
        if (resource.floor != floor_number || resource.cell < 0 || ranked[rank].share < kLeastShare) continue;
        const CellId cell(static_cast<std::size_t>(resource.cell));
        const double x = sheet.camera.x(floor_.x_m(cell)), y = sheet.camera.y(floor_.y_m(cell));
        const sf::Color color = heat(0.35 + 0.45 * ranked[rank].share / most, sheet.palette.dark);
        // Places of the ways are squares of many cells.
        if (site_.groups[static_cast<std::size_t>(resource.group)].kind == insight::GroupKind::Way) {
            const double side = insight::WayLoad::kPlace * sheet.cell_px;
            sheet.canvas.panel({x - side / 2, y - side / 2, side, side}, 0.5 * sheet.cell_px, faded(color, 0.25));
        } else {
            const double ring = std::max(1.6 * sheet.cell_px, 25 * sheet.ui);
            sheet.canvas.sprite(Shape::Ring, x, y, ring, ring, 0, color);
        }
        const double disc = 17 * sheet.ui;
        sheet.canvas.sprite(Shape::Disc, x, y, disc + 3 * sheet.ui, disc + 3 * sheet.ui, 0, sheet.palette.bar);
        sheet.canvas.sprite(Shape::Disc, x, y, disc, disc, 0, color);
        sheet.canvas.text(std::to_string(rank + 1), x, y, {.size = 10.5, .weight = Weight::Bold, .align = Align::Centre},
                          readable_on(color));
    }
    draw_rank_list(sheet);
}

void FloorPainter::draw_rank_list(const Sheet& sheet) const {
    const auto& ranked = sheet.emphasis.ranking->resources;
    std::size_t count = 0;
    while (count < std::min(kMarked, ranked.size()) && ranked[count].share >= kLeastShare)
        ++count;
    const double ui = sheet.ui, row = 17 * ui, edge = 12 * ui;
    double width = 250 * ui;
    for (std::size_t i = 0; i < count; ++i)
        width = std::max(width, sheet.canvas.width_of(site_.resources[ranked[i].resource].name, {.size = 11.5}) + 90 * ui);
    const Box& all = sheet.camera.box();
    const Box box{all.x + edge, all.y + edge, width, (static_cast<double>(count) + 1.5) * row + 6 * ui};
    sheet.canvas.panel(box, 6 * ui, faded(sheet.palette.bar, 0.92));
    double y = box.y + row;
    sheet.canvas.text(count > 0 ? "what limits the site now" : "nothing is known yet", box.x + 10 * ui, y,
                      {.size = 12, .weight = Weight::Semibold}, sheet.palette.text);
    for (std::size_t i = 0; i < count; ++i) {
        y += row;
        const Style style{.size = 11.5};
        sheet.canvas.text(std::to_string(i + 1), box.x + 24 * ui, y,
                          {.size = 11.5, .weight = Weight::Bold, .align = Align::Right}, sheet.palette.text);
        sheet.canvas.text(site_.resources[ranked[i].resource].name, box.x + 32 * ui, y, style, sheet.palette.text);
        sheet.canvas.text(percent_text(ranked[i].share), box.right() - 10 * ui, y, {.size = 11.5, .align = Align::Right},
                          sheet.palette.soft_text);
    }
}

}  // namespace dray::view
