#include "primitives/identification/reader.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::primitives {

Cues cues_of(const ReaderConfig& config) {
    return {config.use_code, config.use_weight, config.use_dimensions, config.use_appearance};
}

ReaderStation::ReaderStation(const ReaderConfig& config, const Classifier& classifier, const Clock& clock, std::uint64_t seed)
    : config_(config),
      classifier_(&classifier),
      clock_(clock),
      seed_(seed),
      sensors_(classifier.catalogue(), classifier.sensors(), seed) {
    DRAY_CHECK(config.attempts >= 1 && config.attempts <= static_cast<std::int64_t>(kMostAttempts), "{} attempts at a unit",
               config.attempts);
    // Everything is bounded, so that nothing is allocated while the station works.
    queue_.reserve(static_cast<std::size_t>(config.queue_units));
    desk_queue_.reserve(static_cast<std::size_t>(config.desk_queue_units));
    outlet_.reserve(static_cast<std::size_t>(config.outlet_units));
    people_.resize(static_cast<std::size_t>(config.desk_people));
}

std::size_t ReaderStation::free_places() const {
    return static_cast<std::size_t>(config_.queue_units) - queue_.size() - reserved_;
}

void ReaderStation::reserve_place() {
    DRAY_CHECK(free_places() > 0, "a place is reserved at a reader whose {} places are taken", config_.queue_units);
    ++reserved_;
}

void ReaderStation::cancel_place() {
    DRAY_CHECK(reserved_ > 0, "a place is given back at a reader where none is reserved");
    --reserved_;
}

void ReaderStation::take(const Arrival& arrival, Step now) {
    DRAY_CHECK(reserved_ > 0, "unit {} is handed to a reader without a place", arrival.unit.entity);
    DRAY_CHECK(!arrival.expected.empty(), "unit {} comes without anything that it may be", arrival.unit.entity);
    advance(now);
    --reserved_;
    ++units_taken;
    queue_.push_back({arrival, now});
    move_on(now);
}

Step ReaderStation::next_event() const {
    Step next = down_ ? kNever : read_ends_;
    for (const Person& person : people_)
        if (!person.done) next = std::min(next, person.ends);
    return next;
}

void ReaderStation::advance(Step now) {
    DRAY_CHECK(now >= now_, "a reader at step {} goes back to {}", now_, now);
    for (Step next = next_event(); next <= now && next != kNever; next = next_event()) {
        // People first: they make room for the unit at the reader.
        for (Person& person : people_)
            if (!person.done && person.ends == next) {
                person.done = true;
                person.exception.identity.settled = next;
                end_exception(person);
            }
        if (!down_ && read_ends_ == next) end_read(next);
        move_on(next);
    }
    now_ = now;
}

Identity ReaderStation::give(Step now) {
    advance(now);
    DRAY_CHECK(!outlet_.empty(), "a reader gives a unit that it does not have");
    const Identity identity = outlet_.front();
    outlet_.erase(outlet_.begin());
    ++units_given;
    move_on(now);
    return identity;
}

void ReaderStation::begin_read(Step now) {
    const auto attempt = static_cast<std::size_t>(held_.identity.attempts);
    Stream stream(seed_, "read_time", current_.arrival.unit.entity * kMostAttempts + attempt);
    read_ends_ = now + std::max<Step>(1, clock_.steps(stream.lognormal(config_.attempt_s, config_.attempt_cv)));
    ++reads;
}

void ReaderStation::end_read(Step now) {
    scans_[static_cast<std::size_t>(held_.identity.attempts)] =
        sensors_.scan(current_.arrival.unit, static_cast<std::size_t>(held_.identity.attempts));
    ++held_.identity.attempts;
    held_.identity.settled = now;
    read_ends_ = kNever;
    judge();
    if (!decided_) begin_read(now);
}

void ReaderStation::judge() {
    const Arrival& arrival = current_.arrival;
    classifier_->identify(std::span<const Scan>(scans_).first(static_cast<std::size_t>(held_.identity.attempts)),
                          {arrival.expected, arrival.weights, config_.unexpected}, posterior_);
    held_.identity.confidence = posterior_.confidence();
    held_.identity.believed = arrival.expected[posterior_.best];
    accepted_ = posterior_.confidence() >= config_.accept;
    // A unit that is surely none of those expected would be read again in vain.
    decided_ = accepted_ || posterior_.unexpected >= config_.accept || held_.identity.attempts >= config_.attempts;
    if (accepted_ || !decided_) return;
    held_.look_alike = SkuId();
    double best = -1;
    for (std::size_t i = 0; i < arrival.expected.size(); ++i)
        if (arrival.expected[i] != arrival.unit.sku && posterior_.probability[i] > best) {
            best = posterior_.probability[i];
            held_.look_alike = arrival.expected[i];
        }
}

void ReaderStation::begin_exception(Person& person, const Exception& exception, Step now) {
    Stream stream(seed_, "exception_time", exception.identity.entity);
    const Step labour = std::max<Step>(1, clock_.steps(stream.lognormal(config_.desk_s, config_.desk_cv)));
    person = {exception, now + labour, false};
    desk_labour += labour;
    ++exceptions;
}

void ReaderStation::end_exception(Person& person) {
    Identity& identity = person.exception.identity;
    identity.by = SettledBy::Desk;
    const bool wrong = Stream(seed_, "exception_settled", identity.entity).chance(config_.desk_wrong);
    identity.believed = wrong && person.exception.look_alike.valid() ? person.exception.look_alike : identity.truth;
}

bool ReaderStation::hand_on_from_reader() {
    if (accepted_) {
        if (!outlet_has_room()) return false;
        outlet_.push_back(held_.identity);
    } else {
        if (desk_queue_.size() >= static_cast<std::size_t>(config_.desk_queue_units)) return false;
        desk_queue_.push_back(held_);
    }
    occupied_ = decided_ = false;
    return true;
}

void ReaderStation::move_on(Step now) {
    // From the outlet backwards, so that a place that becomes free is filled at once; a unit may go through an empty queue.
    for (bool moved = true; moved;) {
        moved = false;
        for (Person& person : people_) {
            if (person.done && outlet_has_room()) {
                outlet_.push_back(person.exception.identity);
                person = Person();
                moved = true;
            }
            if (person.ends == kNever && !desk_queue_.empty()) {
                begin_exception(person, desk_queue_.front(), now);
                desk_queue_.erase(desk_queue_.begin());
                moved = true;
            }
        }
        if (decided_ && hand_on_from_reader()) moved = true;
        if (!occupied_ && !down_ && !queue_.empty()) {
            current_ = queue_.front();
            queue_.erase(queue_.begin());
            occupied_ = moved = true;
            held_ = {};
            held_.identity.entity = current_.arrival.unit.entity;
            held_.identity.truth = current_.arrival.unit.sku;
            held_.identity.came = current_.came;
            begin_read(now);
        }
    }
    enter_state(now);
}

void ReaderStation::set_down_state(bool down, Step now) {
    advance(now);
    if (down == down_) return;
    // What was left of a paused read is still to do.
    if (!down && read_ends_ != kNever) read_ends_ += now - times_.since;
    down_ = down;
    enter_state(now);
    move_on(now);
}

void ReaderStation::enter_state(Step now) {
    const StationState next = down_       ? StationState::Down
                              : decided_  ? StationState::Blocked
                              : occupied_ ? StationState::Working
                                          : StationState::Starved;
    times_.enter(next, now);
}

std::size_t ReaderStation::units_inside() const {
    const auto at_desk = std::ranges::count_if(people_, [](const Person& person) { return person.ends != kNever; });
    return queue_.size() + (occupied_ ? 1 : 0) + desk_queue_.size() + static_cast<std::size_t>(at_desk) + outlet_.size();
}

std::size_t ReaderStation::people_at_work() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(people_, [](const Person& person) { return person.ends != kNever && !person.done; }));
}

void ReaderStation::add_to(StateHash& hash) const {
    const auto add = [&hash](const Identity& identity) {
        hash.add(identity.entity);
        hash.add(identity.truth);
        hash.add(identity.believed);
        hash.add(identity.confidence);
        hash.add(identity.attempts);
        hash.add(identity.settled);
    };
    hash.add(reserved_);
    hash.add(queue_.size());
    for (const Waiting& waiting : queue_)
        hash.add(waiting.arrival.unit.entity);
    hash.add(occupied_);
    hash.add(decided_);
    hash.add(read_ends_);
    if (occupied_) add(held_.identity);
    hash.add(desk_queue_.size());
    for (const Exception& exception : desk_queue_)
        add(exception.identity);
    for (const Person& person : people_) {
        hash.add(person.ends);
        if (person.ends != kNever) add(person.exception.identity);
    }
    hash.add(outlet_.size());
    for (const Identity& identity : outlet_)
        add(identity);
    hash.add(times_.state);
    hash.add(times_.since);
    hash.add(std::span<const Step>(times_.past));
    for (const std::int64_t count : {units_taken, units_given, reads, exceptions, desk_labour})
        hash.add(count);
}

}  // namespace dray::primitives
