#include "primitives/conveyance/conveyor.hpp"

#include <algorithm>
#include <cmath>

namespace dray::primitives {

namespace {

std::int64_t micro(double metres) {
    return std::llround(1e6 * metres);
}

}  // namespace

Conveyor::Conveyor(const ConveyorConfig& config, std::size_t feed_units, const Clock& clock, std::uint64_t seed)
    : Carrier(feed_units, feed_units, config, clock, seed),
      length_um_(micro(config.length_m)),
      pitch_um_(micro(config.pitch_m)),
      step_um_(micro(config.speed_mps / clock.steps_per_second)),
      line_(static_cast<std::size_t>(places_of(config))),
      last_entry_um_(-pitch_um_),
      last_exit_um_(-pitch_um_) {}

// It runs by whole micrometres a step, so that no error adds up.
std::int64_t Conveyor::way_um(Step now) const {
    return (down() ? moved_ : moved_ + now - moves_since_) * step_um_;
}

// The first step at which it has run so far; of a line that moves.
Step Conveyor::step_at(std::int64_t way) const {
    return moves_since_ - moved_ + (way + step_um_ - 1) / step_um_;
}

void Conveyor::stand_still(Step now) {
    moved_ += now - moves_since_;
}

void Conveyor::go_on(Step now) {
    moves_since_ = now;
}

// When the first unit may leave, and when the first that waits may come on.
std::int64_t Conveyor::exit_um() const {
    return std::max(line_.front().at_um + length_um_, last_exit_um_ + pitch_um_);
}

std::int64_t Conveyor::entry_um() const {
    return std::max({before_.front().at_um, last_entry_um_ + pitch_um_, room_um_});
}

Step Conveyor::next_move() const {
    Step next = kNever;
    if (!line_.empty() && !after_.full()) next = step_at(exit_um());
    if (!before_.empty() && !line_.full()) next = std::min(next, step_at(entry_um()));
    if (state() == StationState::Working) next = std::min(next, step_at(last_entry_um_ + pitch_um_));
    return next;
}

void Conveyor::move(Step now) {
    const std::int64_t way = way_um(now);
    while (!line_.empty() && !after_.full() && exit_um() <= way) {
        // One that has stood leaves now, any other within the step in which it reached the end.
        last_exit_um_ = step_at(exit_um()) < now ? way : exit_um();
        if (line_.full()) room_um_ = last_exit_um_ + static_cast<std::int64_t>(line_.capacity()) * pitch_um_ - length_um_;
        arrive(line_.pop(), now);
    }
    while (!before_.empty() && !line_.full() && entry_um() <= way) {
        last_entry_um_ = entry_um();
        Unit unit = before_.pop();
        board(unit, now);
        unit.at_um = last_entry_um_;
        line_.push(unit);
    }
}

StationState Conveyor::running_state(Step now) const {
    if (way_um(now) < last_entry_um_ + pitch_um_) return StationState::Working;
    return line_.full() || !before_.empty() ? StationState::Blocked : StationState::Starved;
}

// Those that could have left by now, were it not for the ones before them.
std::size_t Conveyor::held() const {
    const std::int64_t way = way_um(now());
    std::size_t standing = 0;
    while (standing < line_.size() && line_[standing].at_um + length_um_ <= way)
        ++standing;
    return standing + after_.size();
}

}  // namespace dray::primitives
