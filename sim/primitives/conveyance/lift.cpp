#include "primitives/conveyance/lift.hpp"

#include <utility>

namespace dray::primitives {

Lift::Lift(const LiftConfig& config, const Clock& clock, std::uint64_t seed)
    : Carrier(static_cast<std::size_t>(config.queue_units), static_cast<std::size_t>(config.units), config, clock, seed),
      trip_(clock.steps(config.trip_s)),
      transfer_(clock.steps(config.transfer_s)),
      wait_(clock.steps(config.wait_s)),
      car_(static_cast<std::size_t>(config.units)) {}

void Lift::stand_still(Step now) {
    ends_ -= now;
}

void Lift::go_on(Step now) {
    ends_ += now;
}

Step Lift::next_move() const {
    if (busy_) return ends_;
    return phase_ == Phase::Loads && !car_.empty() ? leaves_ : kNever;
}

// Always true: something has happened.
bool Lift::begin(Step steps, Step now) {
    busy_ = true;
    ends_ = now + steps;
    return true;
}

void Lift::move(Step now) {
    while (step_on(now)) {
    }
}

// What ends now, or begins; false: nothing does.
bool Lift::step_on(Step now) {
    if (busy_ && ends_ > now) return false;
    busy_ = false;
    if (phase_ == Phase::Loads) return load(now);
    if (phase_ == Phase::Unloads) return unload(now);
    phase_ = phase_ == Phase::Brings ? Phase::Unloads : Phase::Loads;
    return true;
}

bool Lift::load(Step now) {
    if (!before_.empty() && !car_.full()) {
        if (car_.empty()) leaves_ = now + wait_;
        const Unit unit = before_.pop();
        board(unit, now);
        car_.push(unit);
        return begin(transfer_, now);
    }
    if (!car_.full() && (car_.empty() || now < leaves_)) return false;
    batch_ = car_.size();
    count_trip();
    phase_ = Phase::Brings;
    return begin(trip_, now);
}

bool Lift::unload(Step now) {
    if (std::exchange(rolls_off_, false)) arrive(car_.pop(), now);
    if (car_.empty()) {
        phase_ = Phase::Returns;
        return begin(trip_, now);
    }
    rolls_off_ = !after_.full();
    return rolls_off_ && begin(transfer_, now);
}

StationState Lift::running_state(Step) const {
    if (busy_) return StationState::Working;
    return phase_ == Phase::Unloads ? StationState::Blocked : StationState::Starved;
}

std::size_t Lift::held() const {
    return after_.size() + (state() == StationState::Blocked ? car_.size() : 0);
}

double Lift::fill() const {
    const std::size_t units = phase_ == Phase::Loads ? car_.size() : batch_;
    return static_cast<double>(units) / static_cast<double>(car_.capacity());
}

}  // namespace dray::primitives
