#include "primitives/handling/work_cell.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::primitives {

namespace {

constexpr Step kNeverFails = Step{1} << 50;

}  // namespace

WorkCell::WorkCell(const WorkConfig& config, const Clock& clock, std::uint64_t seed)
    : config_(config), clock_(clock), seed_(seed), roster_(config.absences, clock) {
    workers_.reserve(static_cast<std::size_t>(config.workers));
    for (std::int64_t w = 0; w < config.workers; ++w) {
        Worker& worker = workers_.emplace_back(Worker{.failures = Stream(seed, "work_failure", static_cast<std::uint64_t>(w))});
        worker.next_change = config.mtbf_h > 0 ? clock.steps(worker.failures.exponential(config.mtbf_h * 3600)) : kNeverFails;
    }
    desk_.reserve(static_cast<std::size_t>(config.desk_people));
    settle_states(0);
}

double WorkCell::drawn_s(const Parcel& parcel, Stream& stream) const {
    const double mean_s = config_.time_s + config_.further_unit_s * static_cast<double>(parcel.units - 1);
    if (config_.time_law == "fixed") return mean_s;
    if (config_.time_law == "exponential") return stream.exponential(mean_s);
    return stream.lognormal(mean_s, config_.time_cv);
}

Step WorkCell::next_event() const {
    Step next = roster_.next_change(now_);
    for (const Worker& worker : workers_) {
        next = std::min(next, worker.next_change);
        if (worker.busy && !worker.down && worker.state == StationState::Working) next = std::min(next, worker.ends);
    }
    for (const DeskUnit& unit : desk_)
        next = std::min(next, unit.ends);
    return next;
}

// Who holds nothing is without work, or away.
void WorkCell::settle_states(Step now) {
    for (std::size_t w = 0; w < workers_.size(); ++w) {
        Worker& worker = workers_[w];
        if (worker.busy && !worker.down) continue;
        worker.enter(worker.down || roster_.away(w, now) ? StationState::Down : StationState::Starved, now);
    }
}

void WorkCell::start_work(Step now) {
    for (std::size_t w = 0; w < workers_.size() && !queue_.empty(); ++w) {
        Worker& worker = workers_[w];
        if (worker.busy || worker.down || roster_.away(w, now)) continue;
        worker.unit = queue_.front();
        queue_.pop_front();
        worker.busy = true;
        begin(worker, now);
    }
}

// Each attempt has a stream of its own, so that variants share the times of the parcels that they share.
void WorkCell::begin(Worker& worker, Step now) {
    Unit& unit = worker.unit;
    Stream stream(seed_, "work", unit.number * 128 + static_cast<std::uint64_t>(unit.attempts));
    const bool refused = unit.attempts == 0 && stream.chance(config_.refusal_rate);
    const double seconds = drawn_s(unit.parcel, stream);
    if (refused) {
        worker.outcome = Outcome::Desk;
        ++figures_.refused;
    } else {
        ++unit.attempts;
        ++figures_.attempts;
        const bool success = stream.chance(config_.success_rate);
        figures_.failures += success ? 0 : 1;
        worker.outcome = success ? Outcome::Done : unit.attempts < config_.attempts ? Outcome::Again : Outcome::Desk;
    }
    worker.ends = now + std::max<Step>(1, clock_.steps(refused ? config_.refusal_s : seconds));
    worker.enter(StationState::Working, now);
}

void WorkCell::end_attempt(Worker& worker, Step now) {
    if (worker.outcome == Outcome::Again) {
        begin(worker, now);
        return;
    }
    if (worker.outcome == Outcome::Done && outlet_.size() >= static_cast<std::size_t>(config_.outlet_parcels)) {
        worker.enter(StationState::Blocked, now);
        return;
    }
    worker.busy = false;
    worker.outcome == Outcome::Done ? finish(worker.unit, now) : to_desk(worker.unit, now);
}

void WorkCell::to_desk(const Unit& unit, Step now) {
    ++figures_.exceptions;
    desk_queue_.push_back(unit);
    serve_desk(now);
}

void WorkCell::serve_desk(Step now) {
    while (desk_.size() < static_cast<std::size_t>(config_.desk_people) && !desk_queue_.empty()) {
        const Unit unit = desk_queue_.front();
        desk_queue_.pop_front();
        Stream stream(seed_, "work_desk", unit.number);
        const double seconds = stream.lognormal(config_.desk_s, config_.time_cv);
        figures_.desk_labour_s += seconds;
        desk_.push_back({now + std::max<Step>(1, clock_.steps(seconds)), unit});
    }
}

void WorkCell::finish(const Unit& unit, Step now) {
    figures_.time_s.push_back(clock_.seconds(now - unit.parcel.came));
    outlet_.push_back(unit);
    trail_.add(unit.number);
    trail_.add(now);
}

// The one that has been blocked longest hands over first, then the one of the lowest number.
void WorkCell::unblock(Step now) {
    while (outlet_.size() < static_cast<std::size_t>(config_.outlet_parcels)) {
        Worker* first = nullptr;
        for (Worker& worker : workers_)
            if (worker.state == StationState::Blocked && (first == nullptr || worker.since < first->since)) first = &worker;
        if (first == nullptr) return;
        first->busy = false;
        finish(first->unit, now);
    }
}

// Breaks, or works again; an attempt in progress takes as much longer.
void WorkCell::change(Worker& worker, Step now) {
    worker.down = !worker.down;
    const double mean_s = worker.down ? config_.mttr_s : config_.mtbf_h * 3600;
    const Step lasts = std::max<Step>(1, clock_.steps(worker.failures.exponential(mean_s)));
    worker.next_change = now + lasts;
    figures_.breakdowns += worker.down ? 1 : 0;
    if (worker.down) {
        worker.enter(StationState::Down, now);
        worker.ends += lasts;
        return;
    }
    if (!worker.busy) return;
    worker.enter(StationState::Working, now);
}

void WorkCell::advance(Step now) {
    for (Step at = next_event(); at <= now; at = next_event()) {
        now_ = at;
        for (Worker& worker : workers_) {
            if (worker.next_change == at) change(worker, at);
            if (worker.busy && !worker.down && worker.state == StationState::Working && worker.ends <= at)
                end_attempt(worker, at);
        }
        // People put what they have settled aside; a full outlet does not stop them.
        for (const DeskUnit& unit : desk_)
            if (unit.ends <= at) finish(unit.unit, at);
        std::erase_if(desk_, [&](const DeskUnit& unit) { return unit.ends <= at; });
        serve_desk(at);
        start_work(at);
        settle_states(at);
    }
    now_ = now;
}

void WorkCell::put(Parcel parcel, Step now) {
    DRAY_CHECK(room() > 0, "a parcel comes to workers whose {} places are taken", config_.queue_parcels);
    DRAY_CHECK(now >= now_, "a parcel comes at {} to workers at {}", now, now_);
    now_ = now;
    parcel.came = now;
    queue_.push_back({.parcel = parcel, .number = static_cast<std::uint64_t>(figures_.arrived++)});
    start_work(now);
}

Parcel WorkCell::take(Step now) {
    DRAY_CHECK(ready(), "workers give a parcel that they do not have");
    const Parcel parcel = outlet_.front().parcel;
    outlet_.pop_front();
    ++figures_.gone;
    unblock(now);
    start_work(now);
    settle_states(now);
    return parcel;
}

std::size_t WorkCell::inside() const {
    std::size_t held = 0;
    for (const Worker& worker : workers_)
        held += worker.busy ? 1 : 0;
    return queue_.size() + held + at_desk() + outlet_.size();
}

void WorkCell::check() const {
    DRAY_CHECK(figures_.arrived == figures_.gone + static_cast<std::int64_t>(inside()),
               "{} parcels came to workers, {} are inside and {} have gone", figures_.arrived, inside(), figures_.gone);
}

void WorkCell::add_to(StateHash& hash) const {
    hash.add(trail_.digest());
    hash.add(queue_.size());
    hash.add(at_desk());
}

}  // namespace dray::primitives
