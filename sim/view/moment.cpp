#include "view/moment.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dray::view {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

// The curve with given ends and given speeds at them.
double hermite(double from, double from_speed, double to, double to_speed, double t) {
    const double t2 = t * t, t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * from + (t3 - 2 * t2 + t) * from_speed + (3 * t2 - 2 * t3) * to + (t3 - t2) * to_speed;
}

}  // namespace

Moment::Moment(Tape& tape, std::size_t floor, double step) : floor_(floor) {
    step_ = std::clamp(step, static_cast<double>(tape.start()), static_cast<double>(tape.head()));
    chunk_ = tape.load(tape.chunk_at(step_));
    if (chunk_->tracks.empty()) {
        before_ = after_ = std::make_shared<const engine::FloorFrame>();
        return;
    }
    const auto& frames = chunk_->tracks.at(floor).frames;
    auto after =
        std::find_if(frames.begin(), frames.end(), [&](const auto& frame) { return static_cast<double>(frame->step) > step_; });
    const auto before = after == frames.begin() ? after : after - 1;
    if (after == frames.end()) after = before;
    before_ = *before;
    after_ = *after;
    const auto steps = static_cast<double>(after_->step - before_->step);
    seconds_ = steps / tape.scene().steps_per_second;
    share_ = steps > 0 ? std::clamp((step_ - static_cast<double>(before_->step)) / steps, 0.0, 1.0) : 0;
}

Pose Moment::pose(std::size_t robot) const {
    const engine::RobotFrame& a = before_->robots[robot];
    const engine::RobotFrame& b = after_->robots[robot];
    const double from_rad = a.heading * kTurn / 256, to_rad = b.heading * kTurn / 256;
    double turn = std::remainder(to_rad - from_rad, kTurn);
    const double from_reach = a.speed_cmps * seconds_, to_reach = b.speed_cmps * seconds_;
    Pose pose;
    pose.x_m = hermite(a.x_cm, from_reach * std::cos(from_rad), b.x_cm, to_reach * std::cos(to_rad), share_) / 100;
    pose.y_m = hermite(a.y_cm, from_reach * std::sin(from_rad), b.y_cm, to_reach * std::sin(to_rad), share_) / 100;
    pose.heading_rad = from_rad + turn * share_;
    return pose;
}

engine::LossFrame Moment::losses(std::size_t robot) const {
    const engine::Track& track = chunk_->tracks[floor_];
    engine::LossFrame losses = track.losses.at(robot);
    for (std::size_t i = 1; i < track.frames.size() && static_cast<double>(track.frames[i]->step) <= step_; ++i) {
        const engine::RobotFrame& frame = track.frames[i]->robots[robot];
        if (frame.activity == engine::Activity::Waiting && frame.cause >= 0)
            ++losses.ticks[static_cast<std::size_t>(frame.cause)];
    }
    return losses;
}

// Ticks up to the chunk's first frame, and those of its frames up to now.
template <class Counts>
std::int64_t Moment::cost(Counts counts) const {
    const engine::Track& track = chunk_->tracks[floor_];
    std::int64_t ticks = 0;
    for (const engine::RootFrame& root : track.roots)
        if (counts(root.cause, root.number)) ticks += root.ticks;
    for (std::size_t i = 1; i < track.frames.size() && static_cast<double>(track.frames[i]->step) <= step_; ++i)
        for (const engine::RobotFrame& robot : track.frames[i]->robots)
            if (robot.activity == engine::Activity::Waiting && counts(robot.cause, robot.cause_number)) ++ticks;
    return ticks;
}

std::int64_t Moment::cost_of(std::int32_t cause, std::int32_t number) const {
    return cost([=](std::int32_t c, std::int32_t n) { return c == cause && n == number; });
}

std::int64_t Moment::cost_of_all() const {
    return cost([](std::int32_t, std::int32_t) { return true; });
}

}  // namespace dray::view
