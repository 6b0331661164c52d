#include "primitives/handling/station.hpp"

#include <algorithm>
#include <numeric>

#include "base/check.hpp"

namespace dray::primitives {

double pick_time_s(const StationConfig& config, std::int64_t units) {
    DRAY_CHECK(units >= 1, "a line of {} units is picked", units);
    if (config.case_units <= 0 || units <= config.case_units)
        return config.pick_line_s + static_cast<double>(units - 1) * config.pick_further_unit_s;
    const std::int64_t cases = units / config.case_units, rest = units % config.case_units;
    return config.pick_line_s + static_cast<double>(cases - 1) * config.pick_case_s +
           static_cast<double>(rest) * config.pick_further_unit_s;
}

Grips pick_grips(const StationConfig& config, std::int64_t units, Stream& stream) {
    Grips grips;
    if (config.perfect()) {
        grips.seconds = pick_time_s(config, units);
        return grips;
    }
    DRAY_CHECK(units >= 1, "a line of {} units is picked", units);
    const bool in_cases = config.case_units > 0 && units > config.case_units;
    const std::int64_t cases = in_cases ? units / config.case_units : 0;
    const std::int64_t things = in_cases ? cases + units % config.case_units : units;
    for (std::int64_t i = 0; i < things; ++i)
        grip(config, i == 0 ? config.pick_line_s : i < cases ? config.pick_case_s : config.pick_further_unit_s, stream, grips);
    return grips;
}

Station::Station(const StationConfig& config, const floor::Lane& lane, LaneId id)
    : config_(&config), id_(id), kind_(lane.kind), capacity_(lane.places()) {
    // Both lists are bounded, so that nothing is allocated while the station works.
    places_.reserve(capacity_);
    if (kind_ == floor::StationKind::Pick) open_orders_.reserve(static_cast<std::size_t>(config.order_slots));
}

std::size_t Station::free_places() const {
    return capacity_ - places_.size();
}

void Station::reserve_place(RobotId robot) {
    DRAY_CHECK(robot.valid() && std::ranges::find(places_, robot) == places_.end(),
               "robot {} already holds a place at station {}", robot.value, id_.value);
    DRAY_CHECK(free_places() > 0, "robot {} wants a place at station {} whose {} places are taken", robot.value, id_.value,
               capacity_);
    places_.push_back(robot);
}

void Station::give_back_place(RobotId robot) {
    const auto place = std::ranges::find(places_, robot);
    DRAY_CHECK(place != places_.end(), "robot {} gives back a place that it does not hold at station {}", robot.value, id_.value);
    DRAY_CHECK(robot != serving_ && robot != leaving_, "robot {} gives back its place from the service cell of station {}",
               robot.value, id_.value);
    places_.erase(place);
}

std::size_t Station::free_order_slots() const {
    if (kind_ != floor::StationKind::Pick) return 0;
    return static_cast<std::size_t>(config_->order_slots) - open_orders_.size();
}

void Station::open_order(OrderId order) {
    DRAY_CHECK(free_order_slots() > 0, "order {} is opened at station {} that has no free slot", order.value, id_.value);
    DRAY_CHECK(order.valid() && std::ranges::find(open_orders_, order) == open_orders_.end(),
               "order {} is opened twice at station {}", order.value, id_.value);
    open_orders_.push_back(order);
}

void Station::close_order(OrderId order) {
    const auto place = std::ranges::find(open_orders_, order);
    DRAY_CHECK(place != open_orders_.end(), "order {} is closed at station {} where it is not open", order.value, id_.value);
    open_orders_.erase(place);
}

void Station::begin_service(RobotId robot, Step now, Step duration) {
    DRAY_CHECK(!down_, "robot {} is served at station {} that is down", robot.value, id_.value);
    DRAY_CHECK(!serving_.valid() && !leaving_.valid(), "robot {} is served at station {} while robot {} is at the service cell",
               robot.value, id_.value, serving_.valid() ? serving_.value : leaving_.value);
    DRAY_CHECK(std::ranges::find(places_, robot) != places_.end(), "robot {} is served at station {} without a place",
               robot.value, id_.value);
    DRAY_CHECK(duration >= 0, "a service of {} steps", duration);
    serving_ = robot;
    service_end_ = now + duration;
    enter_state(now);
}

void Station::end_service(Step now) {
    DRAY_CHECK(serving_.valid() && !down_, "service ends at station {} that serves nobody or is down", id_.value);
    leaving_ = serving_;
    serving_ = RobotId();
    ++pods_served;
    enter_state(now);
}

void Station::robot_left(Step now) {
    DRAY_CHECK(leaving_.valid(), "a robot leaves station {} where none has been served", id_.value);
    leaving_ = RobotId();
    enter_state(now);
}

void Station::set_down_state(bool down, Step now) {
    if (down == down_) return;
    // The people come back to the same half-done pod: what was left of its service is still to do.
    if (!down && serving_.valid()) service_end_ += now - times_.since;
    down_ = down;
    enter_state(now);
}

void Station::enter_state(Step now) {
    const StationState next = down_              ? StationState::Down
                              : serving_.valid() ? StationState::Working
                              : leaving_.valid() ? StationState::Blocked
                                                 : StationState::Starved;
    DRAY_CHECK(next == times_.state || now >= times_.since, "station {} changes its state at step {}, before {}", id_.value, now,
               times_.since);
    times_.enter(next, now);
}

void Station::add_to(StateHash& hash) const {
    hash.add(id_);
    hash.add(places_.size());
    hash.add(std::span<const RobotId>(places_));
    hash.add(open_orders_.size());
    hash.add(std::span<const OrderId>(open_orders_));
    hash.add(serving_);
    hash.add(leaving_);
    hash.add(service_end_);
    hash.add(times_.state);
    hash.add(times_.since);
    hash.add(std::span<const Step>(times_.past));
    for (const std::int64_t count : {lines_done, units_done, orders_done, pods_served})
        hash.add(count);
}

}  // namespace dray::primitives
