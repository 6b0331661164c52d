#include "view/picture.hpp"

#include <fmt/format.h>

#include <cmath>

#include "view/board.hpp"
#include "view/fit.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

constexpr double kTitle = 64, kLegend = 40, kPadding = 20, kCaption = 26, kFloorGap = 18;
constexpr double kFocusCell_px = 30;

}  // namespace

PictureMaker::PictureMaker(const Toolkit& toolkit, Tape& tape) : toolkit_(toolkit), tape_(tape) {
    for (std::size_t i = 0; i < tape.scene().floors.size(); ++i)
        painters_.push_back(std::make_unique<FloorPainter>(toolkit, tape.scene(), i));
}

void PictureMaker::draw_title(Canvas& canvas, const PictureRequest& request, const Palette& palette, const Box& box,
                              double step) {
    const double s = canvas.scale(), middle = box.y + box.height / 2;
    canvas.rectangle(box, palette.bar);
    canvas.rectangle({box.x, box.bottom() - s, box.width, s}, palette.rule);
    const engine::Scene& scene = tape_.scene();
    double x = box.x + kPadding * s;
    const std::string area = request.floors.size() == 1 && scene.floors.size() > 1 ? scene.floors[request.floors[0]].name
                             : request.floors.empty() && !scene.floors.empty()     ? "whole site"
                                                                                   : "";
    const double name = canvas.text(scene.scenario, x, middle - 11 * s, {.size = 19, .weight = Weight::Bold}, palette.text);
    if (!area.empty()) canvas.text(area, x + name + 9 * s, middle - 11 * s, {.size = 19}, palette.soft_text);
    canvas.text(fmt::format("{} of {}  ·  seed {}", clock_text(step / scene.steps_per_second),
                            clock_text(scene.seconds(scene.last_step)), scene.seed),
                x, middle + 13 * s, {.size = 13}, palette.soft_text);
    const double left = x + std::max(name, 220 * s) + 40 * s;
    // From the right edge, as many as there is room for.
    const std::vector<Figure> figures = headline(tape_, step);
    x = box.right() - kPadding * s;
    for (auto figure = figures.rbegin(); figure != figures.rend(); ++figure) {
        const Style number{.size = 19, .weight = Weight::Semibold, .align = Align::Right},
            unit{.size = 12, .align = Align::Right};
        const double width = std::max(canvas.width_of(figure->number, number), canvas.width_of(figure->unit, unit));
        if (x - width < left) break;
        canvas.text(figure->number, x, middle - 11 * s, number, palette.text);
        canvas.text(figure->unit, x, middle + 13 * s, unit, palette.soft_text);
        x -= width + 30 * s;
    }
}

void PictureMaker::draw_legend(Canvas& canvas, const PictureRequest& request, const Palette& palette, const Box& box,
                               const Overlay* overlay) {
    const double s = canvas.scale(), middle = box.y + box.height / 2;
    canvas.rectangle(box, palette.bar);
    canvas.rectangle({box.x, box.y, box.width, s}, palette.rule);
    double x = box.x + kPadding * s;
    const Style style{.size = 12};
    if (request.floors.empty()) {
        canvas.text(kBoardWords, x, middle, style, palette.text);
        return;
    }
    // What the overlay means comes first; kinds of robots that find no room beside it are left out.
    const std::string meaning = overlay != nullptr ? overlay->range() : meaning_of(request.overlay);
    double right = box.right();
    if (!meaning.empty()) {
        right -= kPadding * s;
        canvas.text(meaning, right, middle, {.size = 12, .align = Align::Right}, palette.text);
        right -= canvas.width_of(meaning, style) + 10 * s;
    }
    if (overlay != nullptr) {
        const double width = 120 * s;
        right -= width;
        for (int i = 0; i < 60; ++i)
            canvas.rectangle({right + i * width / 60, middle - 6 * s, width / 60 + 0.5, 12 * s}, heat(i / 59.0, palette.dark));
        right -= 10 * s;
    }
    const auto entry = [&](Shape shape, sf::Color color, const char* words, Shape mark) {
        if (x + 20 * s + canvas.width_of(words, style) > right) return;
        canvas.sprite(shape, x + 7 * s, middle, 13 * s, 13 * s, 0, color);
        canvas.sprite(mark, x + 7 * s, middle, 10 * s, 10 * s, 0, palette.mark);
        x += 20 * s;
        x += canvas.text(words, x, middle, style, palette.text) + 20 * s;
    };
    using engine::Activity;
    for (const Activity activity : {Activity::DrivingLoaded, Activity::DrivingEmpty, Activity::Served, Activity::Handling,
                                    Activity::Charging, Activity::Waiting, Activity::Idle, Activity::Broken})
        entry(Shape::Rounded, palette.robot[static_cast<std::size_t>(activity)], name_of(activity),
              activity == Activity::Broken     ? Shape::Cross
              : activity == Activity::Charging ? Shape::Bolt
                                               : Shape::Chevron);
    if (!meaning.empty()) return;
    const bool stations = !tape_.scene().floors[request.floors[0]].floor->lanes().empty();
    if (!stations || x > box.right() - 400 * s) return;
    x = std::max(x, box.right() - 400 * s);
    const std::array<const char*, 3> words = {"station works", "starved", "blocked"};
    for (std::size_t state = 0; state < words.size(); ++state) {
        canvas.panel({x, middle - 3 * s, 16 * s, 6 * s}, 2 * s, palette.station[state]);
        x += 23 * s;
        x += canvas.text(words[state], x, middle, style, palette.text) + 20 * s;
    }
}

void PictureMaker::draw(sf::RenderTarget& target, const PictureRequest& request, double step) {
    const Palette& palette = request.dark ? dark_palette() : light_palette();
    const double s = request.scale;
    const auto width = static_cast<double>(target.getSize().x), height = static_cast<double>(target.getSize().y);
    target.clear(palette.outside);
    const bool many = request.floors.size() > 1;
    const Box middle = Box{0, kTitle * s, width, height - (kTitle + kLegend) * s}.inset(many ? kFloorGap * s : 0);
    // Shared out by cells, so that small floors with small cells are as clear as large ones.
    std::vector<std::pair<double, double>> sizes;
    for (const std::size_t i : request.floors) {
        const floor::Floor& floor = *tape_.scene().floors[i].floor;
        sizes.emplace_back(floor.width() + 2 * kMargin_cells + 4, floor.height() + 2 * kMargin_cells + 4);
    }
    const std::vector<Box> boxes = floor_boxes(middle, sizes, kFloorGap * s);
    Canvas canvas(toolkit_, s);
    std::optional<Overlay> first_overlay;
    const Ranking ranking = request.overlay == OverlayKind::Bottlenecks ? make_ranking(tape_, step) : Ranking();
    for (std::size_t n = 0; n < request.floors.size(); ++n) {
        const std::size_t i = request.floors[n];
        const engine::FloorScene& scene = tape_.scene().floors[i];
        Box box = boxes[n];
        if (many) {
            box.y += kCaption * s;
            box.height -= kCaption * s;
        }
        Camera camera;
        const double cell_m = scene.floor->cell_m();
        fit_floor(camera, box, scene, s);
        if (many) {
            const double top = camera.y(-(0.5 + kMargin_cells) * cell_m) - (name_room(scene).above + kCaption / 2) * s;
            canvas.text(scene.name, box.x + box.width / 2, top, {.size = 14, .weight = Weight::Semibold, .align = Align::Centre},
                        palette.soft_text);
        }
        const Moment moment(tape_, i, step);
        Overlay overlay;
        Emphasis emphasis;
        emphasis.kind = request.overlay;
        if (sums_cells(request.overlay)) {
            overlay = make_overlay(tape_, i, step, request.overlay);
            emphasis.overlay = &overlay;
        }
        if (request.overlay == OverlayKind::Bottlenecks) emphasis.ranking = &ranking;
        if (n == 0 && request.focus) {
            const Pose pose = moment.pose(*request.focus);
            camera.set_scale(std::max(camera.scale(), kFocusCell_px * s / cell_m));
            camera.look_at(pose.x_m, pose.y_m);
        }
        if (n == 0) emphasis.followed = request.followed;
        painters_[i]->draw(target, camera, moment, palette, s, emphasis);
        if (n == 0 && emphasis.overlay != nullptr) first_overlay = std::move(overlay);
    }
    if (request.floors.empty()) draw_board(canvas, middle, palette, tape_.scene(), make_board(tape_, step), std::nullopt);
    draw_title(canvas, request, palette, {0, 0, width, kTitle * s}, step);
    draw_legend(canvas, request, palette, {0, height - kLegend * s, width, kLegend * s},
                first_overlay ? &*first_overlay : nullptr);
    canvas.draw(target);
}

}  // namespace dray::view
