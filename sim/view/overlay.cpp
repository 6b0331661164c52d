#include "view/overlay.hpp"

#include <fmt/format.h>

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

void add_frame(Overlay& overlay, std::vector<float>& busy, const floor::Floor& floor, const engine::FloorFrame& frame) {
    for (const engine::RobotFrame& robot : frame.robots) {
        const auto cell = cell_of(floor, robot);
        if (!cell) continue;
        const bool moves = robot.activity == engine::Activity::DrivingEmpty || robot.activity == engine::Activity::DrivingLoaded;
        const bool waits = robot.activity == engine::Activity::Waiting;
        if (overlay.kind == OverlayKind::Congestion && (moves || waits)) busy[*cell] += 1;
        if ((overlay.kind == OverlayKind::Delay || overlay.kind == OverlayKind::Congestion) && !waits) continue;
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

std::string Overlay::range() const {
    if (kind == OverlayKind::Congestion) return fmt::format("0 to 100 % {}", unit());
    return fmt::format("0 to {:.{}f} {}", most, most >= 10 ? 0 : most >= 1 ? 1 : 2, unit());
}

const char* Overlay::unit() const {
    switch (kind) {
        case OverlayKind::Delay:
            return "robot-seconds lost a minute";
        case OverlayKind::Density:
            return "robots in the cell on average";
        case OverlayKind::Flow:
            return "robots on the move in the cell on average";
        case OverlayKind::Congestion:
            return "of robots' time in the cell spent waiting";
        default:
            return "";
    }
}

const char* meaning_of(OverlayKind kind) {
    switch (kind) {
        case OverlayKind::Chains:
            return "a line leads from each waiting robot to the one it waits behind";
        case OverlayKind::Ways:
            return "thick: how far a robot may drive; thin: where to";
        case OverlayKind::Battery:
            return "charge: blue full, yellow half, red empty";
        case OverlayKind::Bottlenecks:
            return "1 limits the site most; shares of what limits it now";
        default:
            return "";
    }
}

OverlayMaker::OverlayMaker(Tape& tape, std::size_t floor, double step, OverlayKind kind)
    : tape_(tape),
      floor_(floor),
      step_(step),
      first_step_(std::max(static_cast<double>(tape.start()), step - Overlay::kWindow_s * tape.scene().steps_per_second)),
      next_(tape.chunk_at(first_step_)),
      last_(tape.chunk_at(step)) {
    static std::atomic<std::uint64_t> made = 0;
    overlay_.kind = kind;
    overlay_.number = ++made;
    const std::size_t cells = tape.scene().floors.at(floor).floor->cell_count();
    overlay_.amount.assign(cells, 0);
    if (kind == OverlayKind::Flow) overlay_.course.assign(cells, {0, 0});
    if (kind == OverlayKind::Congestion) busy_.assign(cells, 0);
}

void OverlayMaker::advance() {
    const auto chunk = tape_.load(next_);
    const auto& track = chunk->tracks.at(floor_).frames;
    // A chunk's first frame is the last one of the chunk before.
    for (std::size_t i = next_ == 0 ? 0 : 1; i < track.size(); ++i) {
        const auto at = static_cast<double>(track[i]->step);
        if (at < first_step_ || at > step_) continue;
        add_frame(overlay_, busy_, *tape_.scene().floors[floor_].floor, *track[i]);
        ++frames_;
    }
    ++next_;
}

Overlay OverlayMaker::take() {
    if (frames_ == 0) return std::move(overlay_);
    for (std::size_t i = 0; i < overlay_.course.size(); ++i)
        for (float& part : overlay_.course[i])
            part = overlay_.amount[i] > 0 ? part / overlay_.amount[i] : 0;
    const bool shares = overlay_.kind == OverlayKind::Congestion;
    const float unit = (overlay_.kind == OverlayKind::Delay ? 60.0f : 1.0f) / static_cast<float>(frames_);
    // Where hardly anybody was, a share says nothing.
    constexpr float kLeastFrames = 5;
    for (std::size_t i = 0; i < overlay_.amount.size(); ++i)
        overlay_.amount[i] *= !shares ? unit : busy_[i] < kLeastFrames ? 0 : 1 / busy_[i];
    overlay_.most = shares ? 1 : high_amount(overlay_.amount);
    overlay_.seconds = tape_.scene().seconds(tape_.scene().floors[floor_].steps_per_tick) * static_cast<double>(frames_);
    return std::move(overlay_);
}

Overlay make_overlay(Tape& tape, std::size_t floor, double step, OverlayKind kind) {
    if (!sums_cells(kind)) return {};
    OverlayMaker maker(tape, floor, step, kind);
    while (!maker.done())
        maker.advance();
    return maker.take();
}

}  // namespace dray::view
