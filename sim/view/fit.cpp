#include "view/fit.hpp"

namespace dray::view {

NameRoom name_room(const engine::FloorScene& scene) {
    const floor::Floor& floor = *scene.floor;
    NameRoom room;
    // Doors are told of on the right.
    if (scene.doors > 0) room.right = 174;
    if (floor.lanes().empty()) return room;
    room = {14, 14, 6, 6};
    for (const floor::Lane& lane : floor.lanes()) {
        const int column = floor.column(lane.service), row = floor.row(lane.service);
        if (column < 2 || column >= floor.width() - 2) room.left = room.right = 54;
        if (row < 2 || row >= floor.height() - 2) room.above = room.below = 18;
    }
    return room;
}

void fit_floor(Camera& camera, const Box& box, const engine::FloorScene& scene, double scale) {
    const floor::Floor& floor = *scene.floor;
    const NameRoom room = name_room(scene);
    const double across = (room.left + room.right) * scale, down = (room.above + room.below) * scale, cell_m = floor.cell_m();
    camera.fit({box.x + room.left * scale, box.y + room.above * scale, box.width - across, box.height - down},
               floor.width() * cell_m, floor.height() * cell_m, cell_m, kMargin_cells * cell_m);
    // The same view from the middle of the whole box.
    camera.set_box(box);
    camera.pan((room.left - room.right) / 2 * scale, (room.above - room.below) / 2 * scale);
}

}  // namespace dray::view
