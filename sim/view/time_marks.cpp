// Marks at the time bar: each kind has a shape of its own, so that they are told apart without their colours.
#include <array>

#include "view/panels.hpp"

namespace dray::view {

const char* name_of(TimeMark mark) {
    static constexpr std::array<const char*, kTimeMarks> names = {
        "collision", "fault", "back to work", "another bottleneck", "something was done", "bookmark"};
    return names[static_cast<std::size_t>(mark)];
}

TimeMark mark_of(engine::EventKind kind) {
    switch (kind) {
        case engine::EventKind::Collision:
        case engine::EventKind::WallHit:
            return TimeMark::Collision;
        case engine::EventKind::Cleared:
        case engine::EventKind::Relocalised:
        case engine::EventKind::Reopened:
        case engine::EventKind::DoorUp:
            return TimeMark::Back;
        case engine::EventKind::Breakdown:
        case engine::EventKind::BrakesFail:
        case engine::EventKind::FlatBattery:
        case engine::EventKind::Lost:
        case engine::EventKind::AisleClosed:
        case engine::EventKind::PeopleIn:
        case engine::EventKind::SpeedLimit:
        case engine::EventKind::DoorDown:
            break;
    }
    return TimeMark::Fault;
}

void draw_time_mark(ImDrawList& draw, const Palette& palette, TimeMark mark, float x, float y, float s) {
    const auto robot = [&](engine::Activity activity) { return draw_color(palette.robot[static_cast<std::size_t>(activity)]); };
    switch (mark) {
        case TimeMark::Collision:
            draw.AddTriangleFilled({x - 5 * s, y - 4 * s}, {x + 5 * s, y - 4 * s}, {x, y + 5 * s}, draw_color(palette.chosen));
            break;
        case TimeMark::Fault:
            for (const float side : {-1.0f, 1.0f})
                draw.AddLine({x - side * 4 * s, y - 4 * s}, {x + side * 4 * s, y + 4 * s}, robot(engine::Activity::Broken),
                             2.5f * s);
            break;
        case TimeMark::Back:
            draw.AddCircle({x, y}, 4 * s, robot(engine::Activity::Served), 0, 2 * s);
            break;
        case TimeMark::Shift:
            draw.AddQuadFilled({x, y - 5 * s}, {x + 4.5f * s, y}, {x, y + 5 * s}, {x - 4.5f * s, y},
                               robot(engine::Activity::Waiting));
            break;
        case TimeMark::Deed:
            draw.AddRectFilled({x - 4 * s, y - 4 * s}, {x + 4 * s, y + 4 * s}, robot(engine::Activity::Handling));
            break;
        case TimeMark::Bookmark:
            draw.AddRectFilled({x - 1 * s, y - 5 * s}, {x + 1 * s, y + 5 * s}, draw_color(palette.text));
            draw.AddTriangleFilled({x, y - 5 * s}, {x + 7 * s, y - 2 * s}, {x, y + 1 * s}, draw_color(palette.text));
            break;
    }
}

}  // namespace dray::view
