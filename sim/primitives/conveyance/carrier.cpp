#include "primitives/conveyance/carrier.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::primitives {

Carrier::Carrier(std::size_t before, std::size_t after, const StopsConfig& stops, const Clock& clock, std::uint64_t seed)
    : before_(before), after_(after), stops_(stops, clock, seed) {}

void Carrier::advance(Step now) {
    DRAY_CHECK(now >= now_, "a carrier at {} is asked for {}", now_, now);
    const auto next = [&] { return std::min(stops_.next(), down() ? kNever : next_move()); };
    for (Step at = next(); at <= now; at = next()) {
        now_ = std::max(now_, at);
        if (stops_.next() <= now_) {
            const bool was_down = down();
            stops_.change(now_);
            if (down() && !was_down) stand_still(now_);
            if (was_down && !down()) go_on(now_);
        }
        settle(now_);
    }
    now_ = now;
}

void Carrier::settle(Step now) {
    if (!down()) move(now);
    times_.enter(down() ? StationState::Down : running_state(now), now);
}

void Carrier::put(const Parcel& parcel, Step now) {
    DRAY_CHECK(now == now_, "a load unit comes at {} to a carrier at {}", now, now_);
    before_.push({.parcel = parcel, .came = now, .at_um = way_um(now)});
    ++figures_.arrived;
    settle(now);
}

Parcel Carrier::take(Step now) {
    DRAY_CHECK(now == now_, "a load unit is taken at {} from a carrier at {}", now, now_);
    const Unit unit = after_.pop();
    ++figures_.delivered;
    settle(now);
    return unit.parcel;
}

void Carrier::board(const Unit& unit, Step now) {
    ++figures_.boarded;
    figures_.wait += now - unit.came;
}

void Carrier::arrive(const Unit& unit, Step now) {
    ++figures_.carried;
    figures_.way += now - unit.came;
    after_.push(unit);
    trail_.add(now);
    trail_.add(unit.came);
}

void Carrier::check() const {
    const CarrierFigures& f = figures_;
    const auto waiting = static_cast<std::int64_t>(before_.size()), behind = static_cast<std::int64_t>(after_.size()),
               aboard = static_cast<std::int64_t>(counted_aboard());
    DRAY_CHECK(f.arrived == waiting + f.boarded && f.boarded == aboard + f.carried && f.carried == behind + f.delivered,
               "{} load units came to a carrier: {} wait and {} went aboard; {} are aboard, {} were carried; {} stand at its end "
               "and {} are delivered",
               f.arrived, waiting, f.boarded, aboard, f.carried, behind, f.delivered);
}

void Carrier::add_to(StateHash& hash) const {
    hash.add(trail_.digest());
    for (const std::int64_t count : {figures_.arrived, figures_.boarded, figures_.carried, figures_.delivered})
        hash.add(count);
}

}  // namespace dray::primitives
