// Can a body still stop where its movement ends? Worked out step by step from the grip under the body, apart from the law that
// drives it, so that each can be held against the other.
#pragma once

#include "floor/floor.hpp"
#include "physics/drive.hpp"
#include "traffic/traffic.hpp"

namespace dray::physics {

/// How far beyond the centre of `movement.end` a body comes that brakes from the next step on as hard as the controller counts on
/// (braking_mps2() on the grip of the cell under its centre, step by step), metres along its motion. Not positive: it stops in
/// time. For a body that stands: how far it stands beyond the centre along its heading. `step_s` above 0. Pure; any thread.
[[nodiscard]] double overrun_m(const floor::Floor& floor, const DriveConfig& drive, double load_kg, const traffic::BodyView& body,
                               const traffic::Movement& movement, double step_s);

}  // namespace dray::physics
