// A whole floor in a box, with room for the names around it.
#pragma once

#include "engine/frame.hpp"
#include "view/camera.hpp"

namespace dray::view {

/// Pixels that are kept free around a floor for names, before scaling.
struct NameRoom {
    double left = 4, right = 4, above = 4, below = 4;
};
[[nodiscard]] NameRoom name_room(const engine::FloorScene& scene);

/// Cells around a floor that are shown too: people stand there.
inline constexpr double kMargin_cells = 1.4;

/// Sets the camera to show the floor in the box. `scale` multiplies the sizes of words.
void fit_floor(Camera& camera, const Box& box, const engine::FloorScene& scene, double scale);

}  // namespace dray::view
