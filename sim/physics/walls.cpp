#include "physics/walls.hpp"

#include <box2d/b2_body.h>
#include <box2d/b2_fixture.h>
#include <box2d/b2_polygon_shape.h>

namespace dray::physics {

namespace {

constexpr float kWallFriction = 0.4F;

// A wall cell with a cell that is no wall among its eight neighbours. Others lie too deep to be touched.
bool reachable_wall(const floor::Floor& floor, int row, int column) {
    if (floor.kind(floor.at(row, column)) != floor::CellKind::Wall) return false;
    for (int r = std::max(0, row - 1); r <= std::min(floor.height() - 1, row + 1); ++r) {
        for (int c = std::max(0, column - 1); c <= std::min(floor.width() - 1, column + 1); ++c) {
            if (floor.kind(floor.at(r, c)) != floor::CellKind::Wall) return true;
        }
    }
    return false;
}

// A box over the cells from (top, left) to (bottom, right), inside by the skin that Box2D adds.
void add_box(b2Body& body, double cell_m, int top, int left, int bottom, int right) {
    b2PolygonShape box;
    const auto half = [&](int from, int to) { return static_cast<float>((to - from + 1) * cell_m / 2 - b2_polygonRadius); };
    const auto middle = [&](int from, int to) { return static_cast<float>((from + to) * cell_m / 2); };
    box.SetAsBox(half(left, right), half(top, bottom), {middle(left, right), middle(top, bottom)}, 0);
    b2FixtureDef def;
    def.shape = &box;
    def.friction = kWallFriction;
    body.CreateFixture(&def);
}

}  // namespace

void build_walls(const floor::Floor& floor, b2World& world) {
    b2BodyDef def;
    b2Body& body = *world.CreateBody(&def);
    const double cell = floor.cell_m();
    for (int row = 0; row < floor.height(); ++row) {
        for (int column = 0; column < floor.width(); ++column) {
            if (!reachable_wall(floor, row, column)) continue;
            const int first = column;
            while (column + 1 < floor.width() && reachable_wall(floor, row, column + 1))
                ++column;
            add_box(body, cell, row, first, row, column);
        }
    }
    const int bottom = floor.height();
    const int right = floor.width();
    add_box(body, cell, -1, -1, -1, right);
    add_box(body, cell, bottom, -1, bottom, right);
    add_box(body, cell, 0, -1, bottom - 1, -1);
    add_box(body, cell, 0, right, bottom - 1, right);
}

}  // namespace dray::physics
