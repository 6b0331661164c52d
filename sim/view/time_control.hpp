// Which moment is shown, and how time goes on.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "base/time.hpp"

namespace dray::view {

/// Play, pause, speed, step and seek over a tape from `start` to `head`. Times are steps. No clock of its own.
class TimeControl {
  public:
    /// Speeds to choose from, simulated seconds a second. The last one means as fast as it goes.
    static constexpr std::array<double, 12> kSpeeds = {0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 300, 1e9};
    static constexpr std::size_t kNormal = 3;

    TimeControl(int steps_per_second, Step start, Step end)
        : steps_per_second_(steps_per_second), start_(start), end_(end), at_(static_cast<double>(start)) {}

    [[nodiscard]] double at() const { return at_; }
    [[nodiscard]] bool playing() const { return playing_; }
    [[nodiscard]] double speed() const { return kSpeeds[speed_]; }
    [[nodiscard]] std::size_t speed_number() const { return speed_; }
    [[nodiscard]] bool fastest() const { return speed_ + 1 == kSpeeds.size(); }
    void set_speed(std::size_t number) { speed_ = std::min(number, kSpeeds.size() - 1); }
    void faster() { set_speed(speed_ + 1); }
    void slower() { set_speed(speed_ == 0 ? 0 : speed_ - 1); }
    void play(bool on) { playing_ = on; }
    void seek(double step) { at_ = std::clamp(step, static_cast<double>(start_), static_cast<double>(end_)); }
    /// To the next or an earlier planning tick, at rest.
    void step(int ticks, int steps_per_tick) {
        playing_ = false;
        const double tick = at_ / steps_per_tick;
        seek(steps_per_tick * (ticks > 0 ? std::floor(tick + 1e-6) + ticks : std::ceil(tick - 1e-6) + ticks));
    }
    /// Time goes on by what passed on the wall, up to `head`, the last step that can be shown. Stops at the end of the run.
    void advance(double wall_s, Step head) {
        if (!playing_) return;
        const double wanted = fastest() ? static_cast<double>(head) : at_ + wall_s * speed() * steps_per_second_;
        at_ = std::clamp(wanted, at_, std::max(at_, static_cast<double>(head)));
        if (at_ >= static_cast<double>(end_)) playing_ = false;
    }
    /// How far a live run should be: what is shown, and what is played within a quarter of a second.
    [[nodiscard]] Step wanted_head() const {
        if (playing_ && fastest()) return end_;
        const double ahead = playing_ ? 0.25 * speed() * steps_per_second_ : 0;
        return std::min(end_, static_cast<Step>(std::ceil(at_ + ahead)) + (playing_ ? 2 * steps_per_second_ : 0));
    }

  private:
    int steps_per_second_;
    Step start_, end_;
    double at_;
    bool playing_ = true;
    std::size_t speed_ = kNormal;
};

}  // namespace dray::view
