#include "view/canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "base/error.hpp"

namespace dray::view {

namespace {

constexpr int kTile = 64;       // pixels of a shape in the texture
constexpr double kInside = 56;  // of them, the shape's box; the rest keeps neighbours apart
constexpr int kColumns = 4, kRows = 3;

// Distance from a point to the outline of a shape in a box from -1 to 1; negative inside.
double rounded_box(double x, double y, double half, double radius) {
    const double dx = std::abs(x) - half + radius, dy = std::abs(y) - half + radius;
    return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0) - radius;
}

double segment(double x, double y, double x0, double y0, double x1, double y1) {
    const double t =
        std::clamp(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / (std::pow(x1 - x0, 2) + std::pow(y1 - y0, 2)), 0.0, 1.0);
    return std::hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0));
}

double distance(Shape shape, double x, double y) {
    switch (shape) {
        case Shape::Plain:
            return rounded_box(x, y, 0.6, 0);
        case Shape::Rounded:
            return rounded_box(x, y, 1, 0.34);
        case Shape::Frame:
            return std::abs(rounded_box(x, y, 0.92, 0.3)) - 0.08;
        case Shape::Disc:
            return std::hypot(x, y) - 1;
        case Shape::Ring:
            return std::abs(std::hypot(x, y) - 0.9) - 0.1;
        case Shape::Chevron:
            return std::min(segment(x, y, -0.25, -0.55, 0.3, 0), segment(x, y, -0.25, 0.55, 0.3, 0)) - 0.16;
        case Shape::Cross:
            return std::min(segment(x, y, -0.55, -0.55, 0.55, 0.55), segment(x, y, -0.55, 0.55, 0.55, -0.55)) - 0.17;
        case Shape::Arrow:
            return std::min(
                       {segment(x, y, -0.8, 0, 0.75, 0), segment(x, y, 0.3, -0.42, 0.75, 0), segment(x, y, 0.3, 0.42, 0.75, 0)}) -
                   0.13;
        case Shape::Bolt:
            return std::min({segment(x, y, 0.18, -0.7, -0.3, 0.08), segment(x, y, -0.3, 0.08, 0.3, -0.08),
                             segment(x, y, 0.3, -0.08, -0.18, 0.7)}) -
                   0.13;
        case Shape::Line:
            return std::max(std::abs(y) - 0.86, std::abs(x) - 0.6);
    }
    return 1;
}

// Colour is white everywhere, so that no dark seam shows where edges are blended.
sf::Image draw_shapes() {
    sf::Image image;
    image.create(kColumns * kTile, kRows * kTile, sf::Color(255, 255, 255, 0));
    for (std::size_t shape = 0; shape < kShapes; ++shape) {
        for (int py = 0; py < kTile; ++py) {
            for (int px = 0; px < kTile; ++px) {
                const double x = (px + 0.5 - kTile / 2.0) / (kInside / 2), y = (py + 0.5 - kTile / 2.0) / (kInside / 2);
                const double inside = std::clamp(0.5 - distance(static_cast<Shape>(shape), x, y) * kInside / 2, 0.0, 1.0);
                image.setPixel(static_cast<unsigned>(static_cast<int>(shape) % kColumns * kTile + px),
                               static_cast<unsigned>(static_cast<int>(shape) / kColumns * kTile + py),
                               sf::Color(255, 255, 255, static_cast<sf::Uint8>(std::lround(255 * inside))));
            }
        }
    }
    return image;
}

sf::Vector2f at(double x, double y) {
    return {static_cast<float>(x), static_cast<float>(y)};
}

sf::Vector2f centre_of(Shape shape) {
    const int number = static_cast<int>(shape);
    return at((number % kColumns + 0.5) * kTile, (number / kColumns + 0.5) * kTile);
}

}  // namespace

std::string Toolkit::font_file(Weight weight) {
    const std::array inter = {"Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf"};
    const std::array deja = {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Bold.ttf"};
    const auto number = static_cast<std::size_t>(weight);
    for (const std::string& file : {std::string("/usr/share/fonts/opentype/inter/") + inter[number],
                                    std::string("/usr/share/fonts/truetype/dejavu/") + deja[number]})
        if (std::filesystem::exists(file)) return file;
    throw EnvironmentError("no font was found; install the package fonts-inter");
}

Toolkit::Toolkit() {
    if (!shapes_.loadFromImage(draw_shapes())) throw EnvironmentError("the display gives no texture: OpenGL does not work here");
    shapes_.setSmooth(true);
    shapes_.generateMipmap();
    for (const Weight weight : {Weight::Regular, Weight::Semibold, Weight::Bold}) {
        const std::string file = font_file(weight);
        if (!fonts_[static_cast<std::size_t>(weight)].loadFromFile(file))
            throw EnvironmentError(file + ": cannot be read as a font");
    }
}

void Canvas::rectangle(const Box& box, sf::Color color) {
    const sf::Vector2f texel = centre_of(Shape::Plain);
    quads_.push_back({at(box.x, box.y), color, texel});
    quads_.push_back({at(box.right(), box.y), color, texel});
    quads_.push_back({at(box.right(), box.bottom()), color, texel});
    quads_.push_back({at(box.x, box.bottom()), color, texel});
}

void Canvas::sprite(Shape shape, double x, double y, double width, double height, double angle_rad, sf::Color color) {
    // The tile's margin is drawn too: smooth edges reach into it.
    const double across = width / kInside * kTile / 2, down = height / kInside * kTile / 2;
    const double c = angle_rad == 0 ? 1 : std::cos(angle_rad), s = angle_rad == 0 ? 0 : std::sin(angle_rad);
    const sf::Vector2f middle = centre_of(shape);
    constexpr float half = kTile / 2.0f;
    for (const auto& [u, v] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}})
        quads_.push_back({at(x + u * across * c - v * down * s, y + u * across * s + v * down * c),
                          color,
                          {middle.x + static_cast<float>(u) * half, middle.y + static_cast<float>(v) * half}});
}

void Canvas::line(double x0, double y0, double x1, double y1, double width, sf::Color color) {
    const double length = std::hypot(x1 - x0, y1 - y0);
    if (length <= 0) return;
    // The tile is stretched along the line; its upper and lower edges are smooth.
    const double nx = -(y1 - y0) / length, ny = (x1 - x0) / length, half = (width + 1) / 2;
    const sf::Vector2f middle = centre_of(Shape::Line);
    const float reach = static_cast<float>(kInside) / 2;
    quads_.push_back({at(x0 + nx * half, y0 + ny * half), color, {middle.x, middle.y - reach}});
    quads_.push_back({at(x1 + nx * half, y1 + ny * half), color, {middle.x, middle.y - reach}});
    quads_.push_back({at(x1 - nx * half, y1 - ny * half), color, {middle.x, middle.y + reach}});
    quads_.push_back({at(x0 - nx * half, y0 - ny * half), color, {middle.x, middle.y + reach}});
}

void Canvas::panel(const Box& box, double radius, sf::Color color) {
    // A round corner of the tile on each corner, plain boxes between.
    const sf::Vector2f middle = centre_of(Shape::Disc);
    const float reach = static_cast<float>(kInside) / 2;
    const double r = std::min({radius, box.width / 2, box.height / 2});
    for (const int u : {-1, 1}) {
        for (const int v : {-1, 1}) {
            const double cx = u < 0 ? box.x + r : box.right() - r, cy = v < 0 ? box.y + r : box.bottom() - r;
            const auto put = [&](double a, double b) {
                quads_.push_back({at(cx + u * a * r, cy + v * b * r),
                                  color,
                                  {middle.x + static_cast<float>(u * a) * reach, middle.y + static_cast<float>(v * b) * reach}});
            };
            put(0, 0), put(1, 0), put(1, 1), put(0, 1);
        }
    }
    rectangle({box.x + r, box.y, box.width - 2 * r, box.height}, color);
    rectangle({box.x, box.y + r, r, box.height - 2 * r}, color);
    rectangle({box.right() - r, box.y + r, r, box.height - 2 * r}, color);
}

unsigned Canvas::pixels_of(const Style& style) const {
    return static_cast<unsigned>(std::max(1L, std::lround(style.size * scale_)));
}

double Canvas::width_of(std::string_view words, const Style& style) const {
    const sf::Font& font = toolkit_->font(style.weight);
    const unsigned size = pixels_of(style);
    double width = 0;
    sf::Uint32 before = 0;
    for (const sf::Uint32 c : sf::String::fromUtf8(words.begin(), words.end())) {
        width += font.getKerning(before, c, size) + font.getGlyph(c, size, false).advance;
        before = c;
    }
    return width;
}

double Canvas::text(std::string_view words, double x, double y, const Style& style, sf::Color color) {
    const sf::Font& font = toolkit_->font(style.weight);
    const unsigned size = pixels_of(style);
    const double width = width_of(words, style);
    if (style.align == Align::Centre) x -= width / 2;
    if (style.align == Align::Right) x -= width;
    std::vector<sf::Vertex>& quads = words_[{style.weight, size}];
    // Capitals are about 0.73 of the size high: their middle comes to lie on the line. Whole pixels keep them sharp.
    double pen = std::round(x);
    const double base = std::round(y + 0.365 * size);
    sf::Uint32 before = 0;
    for (const sf::Uint32 c : sf::String::fromUtf8(words.begin(), words.end())) {
        pen += font.getKerning(before, c, size);
        before = c;
        const sf::Glyph& glyph = font.getGlyph(c, size, false);
        const double left = pen + glyph.bounds.left, top = base + glyph.bounds.top;
        const double right = left + glyph.bounds.width, bottom = top + glyph.bounds.height;
        const sf::FloatRect from(glyph.textureRect);
        quads.push_back({at(left, top), color, {from.left, from.top}});
        quads.push_back({at(right, top), color, {from.left + from.width, from.top}});
        quads.push_back({at(right, bottom), color, {from.left + from.width, from.top + from.height}});
        quads.push_back({at(left, bottom), color, {from.left, from.top + from.height}});
        pen += glyph.advance;
    }
    return width;
}

void Canvas::draw(sf::RenderTarget& target) const {
    if (!quads_.empty()) target.draw(quads_.data(), quads_.size(), sf::Quads, &toolkit_->shapes());
    for (const auto& [key, quads] : words_)
        if (!quads.empty()) target.draw(quads.data(), quads.size(), sf::Quads, &toolkit_->font(key.first).getTexture(key.second));
}

void Canvas::clear() {
    quads_.clear();
    for (auto& [key, quads] : words_)
        quads.clear();
}

}  // namespace dray::view
