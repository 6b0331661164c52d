#include "view/overlay.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numbers>

namespace dray::view {

namespace {

std::optional<std::size_t> cell_of(const floor::Floor& floor, const engine::RobotFrame& robot) {
    const long column = std::lround(robot.x_cm / (100 * floor.cell_m())), row = std::lround(robot.y_cm / (100 * floor.cell_m()));
    if (column < 0 || row < 0 || column >= floor.width() || row >= floor.height()) return {};
    return floor.at(static_cast<int>(row), static_cast<int>(column)).index();
}

void add_frame(Overlay& overlay, const floor::Floor& floor, const engine::FloorFrame& frame) {
    for (const engine::RobotFrame& robot : frame.robots) {
        const auto cell = cell_of(floor, robot);
        if (!cell) continue;
        const bool moves = robot.activity == engine::Activity::DrivingEmpty || robot.activity == engine::Activity::DrivingLoaded;
        if (overlay.kind == OverlayKind::Delay && robot.activity != engine::Activity::Waiting) continue;
        if (overlay.kind == OverlayKind::Flow && !moves) continue;
        overlay.amount[*cell] += 1;
        if (overlay.kind != OverlayKind::Flow) continue;
        const double angle_rad = robot.heading * std::numbers::pi / 128;
        overlay.course[*cell][0] += static_cast<float>(std::cos(angle_rad));
        overlay.course[*cell][1] += static_cast<float>(std::sin(angle_rad));
    }
}

// A few cells that stand out would make all others look empty.
float high_amount(const std::vector<float>& amount) {
    std::vector<float> some;
    std::copy_if(amount.begin(), amount.end(), std::back_inserter(some), [](float value) { return value > 0; });
    if (some.empty()) return 0;
    const auto rank = static_cast<std::ptrdiff_t>(0.995 * static_cast<double>(some.size() - 1));
    std::nth_element(some.begin(), some.begin() + rank, some.end());
    return some[static_cast<std::size_t>(rank)];
}

}  // namespace

std::optional<OverlayKind> overlay_named(std::string_view name) {
    const auto at = std::find(kOverlayNames.begin(), kOverlayNames.end(), name);
    if (at == kOverlayNames.end()) return {};
    return static_cast<OverlayKind>(at - kOverlayNames.begin());
}

const char* Overlay::unit() const {
    switch (kind) {
        case OverlayKind::Delay:
            return "robot-seconds lost a minute";
        case OverlayKind::Density:
            return "robots in the cell on average";
        case OverlayKind::Flow:
            return "robots on the move in the cell on average";
        case OverlayKind::None:
            break;
    }
    return "";
}

Overlay make_overlay(Tape& tape, std::size_t floor_number, double step, OverlayKind kind) {
    const engine::FloorScene& scene = tape.scene().floors.at(floor_number);
    const floor::Floor& floor = *scene.floor;
    static std::atomic<std::uint64_t> made = 0;
    Overlay overlay;
    overlay.kind = kind;
    overlay.number = ++made;
    if (kind == OverlayKind::None) return overlay;
    overlay.amount.assign(floor.cell_count(), 0);
    if (kind == OverlayKind::Flow) overlay.course.assign(floor.cell_count(), {0, 0});

    const double first = std::max(static_cast<double>(tape.start()), step - Overlay::kWindow_s * tape.scene().steps_per_second);
    std::size_t frames = 0;
    for (std::size_t chunk = tape.chunk_at(first), last = tape.chunk_at(step); chunk <= last; ++chunk) {
        const auto loaded = tape.load(chunk);
        const auto& track = loaded->tracks.at(floor_number).frames;
        // A chunk's first frame is the last one of the chunk before.
        for (std::size_t i = chunk == 0 ? 0 : 1; i < track.size(); ++i) {
            if (static_cast<double>(track[i]->step) < first || static_cast<double>(track[i]->step) > step) continue;
            add_frame(overlay, floor, *track[i]);
            ++frames;
        }
    }
    if (frames == 0) return overlay;
    for (std::size_t i = 0; i < overlay.course.size(); ++i)
        for (float& part : overlay.course[i])
            part = overlay.amount[i] > 0 ? part / overlay.amount[i] : 0;
    const float unit = (kind == OverlayKind::Delay ? 60.0f : 1.0f) / static_cast<float>(frames);
    for (float& amount : overlay.amount)
        amount *= unit;
    overlay.most = high_amount(overlay.amount);
    overlay.seconds = static_cast<double>(frames) * scene.steps_per_tick / tape.scene().steps_per_second;
    return overlay;
}

}  // namespace dray::view
