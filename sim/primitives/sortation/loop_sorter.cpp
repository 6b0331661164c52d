#include "primitives/sortation/loop_sorter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.hpp"

namespace dray::primitives {

namespace {

constexpr Step kNever = Step{1} << 50;
constexpr double kMicro = 1e6;

}  // namespace

LoopSorter::LoopSorter(const LoopConfig& config, std::span<const double> route_shares, bool linked, const Clock& clock,
                       std::uint64_t seed)
    : config_(config),
      clock_(clock),
      seed_(seed),
      routes_(route_shares.size()),
      layout_(loop_layout(config)),
      tilt_(clock.steps(config.chutes.tilt_s)),
      mean_load_(clock.steps(config.induct.load_s)),
      sure_load_(clock.steps(config.induct.load_s * (1 + config.induct.service_cv))),
      fair_(config.induct.merge == "fair"),
      pitch_um_(std::llround(config.belt.pitch_m * kMicro)),
      step_um_(std::llround(config.belt.speed_mps * kMicro / clock.steps_per_second)),
      chutes_(config.chutes, layout_.chutes.size(), route_shares, linked, clock, seed),
      carriers_(static_cast<std::size_t>(layout_.carriers)),
      inside_(route_shares.size(), 0),
      inducts_(layout_.inducts.size()),
      flows_(layout_.scanners.size()),
      hungry_(route_shares.size(), 0),
      stops_(seed, "belt_stop"),
      scanner_down_(layout_.scanners.size(), 0),
      chute_down_(layout_.chutes.size(), 0) {
    next_stop_ = config.belt.stop_mtbf_h > 0 ? clock.steps(stops_.exponential(config.belt.stop_mtbf_h * 3600)) : kNever;
    plan_outages();
}

void LoopSorter::plan_outages() {
    for (std::size_t o = 0; o < config_.outages.size(); ++o) {
        const OutageConfig& outage = config_.outages[o];
        const Step begin = clock_.steps(outage.at_s);
        changes_.push_back({.at = begin, .outage = o, .begins = true});
        changes_.push_back({.at = begin + clock_.steps(outage.duration_s), .outage = o, .begins = false});
    }
    std::ranges::stable_sort(changes_, {}, &Change::at);
}

// The belt moves by whole micrometres a step, so that no error adds up.
Step LoopSorter::next_shift() const {
    if (belt_down_ > 0) return kNever;
    const std::int64_t way_um = (figures_.shifts + 1) * pitch_um_;
    return moves_since_ + (way_um + step_um_ - 1) / step_um_ - moved_;
}

Step LoopSorter::next_event() const {
    Step next = std::min({next_shift(), next_look_, next_stop_});
    if (next_change_ < changes_.size()) next = std::min(next, changes_[next_change_].at);
    if (!leaving_.empty()) next = std::min(next, leaving_.front().ends);
    for (const Induct& induct : inducts_)
        if (induct.busy && !induct.ready && induct.down == 0) next = std::min(next, induct.ends);
    return next;
}

void LoopSorter::advance(Step now) {
    DRAY_CHECK(now >= now_, "a loop sorter at {} is asked for {}", now_, now);
    for (Step at = next_event(); at <= now; at = next_event()) {
        now_ = at;
        change(at);
        leave_belt(at);
        if (at == next_look_) {
            chutes_.tick(at, hungry_);
            std::ranges::fill(hungry_, 0);
            next_look_ += clock_.steps_per_second;
        }
        lay_ready(at);
        while (next_shift() <= at)
            shift(at);
        lay_ready(at);
        settle_states(at);
    }
    now_ = now;
}

void LoopSorter::stop_belt(Step now, int by) {
    if (belt_down_ == 0) {
        moved_ += now - moves_since_;
        ++figures_.stops;
    }
    belt_down_ += by;
    if (belt_down_ == 0) moves_since_ = now;
}

// Random stops, and outages that begin or end.
void LoopSorter::change(Step now) {
    while (next_stop_ <= now) {
        stopped_ = !stopped_;
        stop_belt(now, stopped_ ? 1 : -1);
        const double mean_s = stopped_ ? config_.belt.stop_mttr_s : config_.belt.stop_mtbf_h * 3600;
        next_stop_ += std::max<Step>(1, clock_.steps(stops_.exponential(mean_s)));
    }
    for (; next_change_ < changes_.size() && changes_[next_change_].at <= now; ++next_change_) {
        const Change& c = changes_[next_change_];
        const OutageConfig& outage = config_.outages[c.outage];
        const auto i = static_cast<std::size_t>(outage.number - 1);
        const int by = c.begins ? 1 : -1;
        if (outage.what == "belt") {
            stop_belt(now, by);
        } else if (outage.what == "scanner") {
            scanner_down_[i] += by;
        } else if (outage.what == "chute") {
            chute_down_[i] += by;
            chutes_.set_closed(i, chute_down_[i] > 0);
        } else {
            Induct& induct = inducts_[i];
            // What it has begun takes as much longer: while it is down only the rest is kept.
            if (induct.down == 0) induct.ends -= now;
            induct.down += by;
            if (induct.down == 0) induct.ends += now;
        }
    }
}

// Parcels come to the shortest queue that has room, of equal ones to that which has had fewest; an induct with a free hand takes
// the next one of its queue.
void LoopSorter::lay_ready(Step now) {
    const auto capacity = static_cast<std::size_t>(config_.induct.queue_parcels);
    const auto take = [&](Induct& induct) {
        if (induct.busy && !induct.ready && induct.down == 0 && induct.ends <= now) induct.ready = true;
        if (induct.busy || induct.down > 0 || induct.queue.empty()) return;
        induct.unit = induct.queue.front();
        induct.queue.pop_front();
        induct.busy = true;
        induct.begun = now;
        Stream stream(seed_, "loop_load", induct.unit.number);
        induct.ends = now + clock_.steps(stream.lognormal(config_.induct.load_s, config_.induct.service_cv));
    };
    for (Induct& induct : inducts_)
        take(induct);
    for (; !before_.empty(); before_.pop_front()) {
        Induct* best = nullptr;
        for (Induct& induct : inducts_) {
            if (induct.down > 0 || induct.queue.size() >= capacity) continue;
            const auto load = [](const Induct& x) { return std::pair(std::ssize(x.queue) + (x.busy ? 1 : 0), x.merged); };
            if (best == nullptr || load(induct) < load(*best)) best = &induct;
        }
        if (best == nullptr) return;
        best->queue.push_back(before_.front());
        take(*best);
    }
}

void LoopSorter::settle_states(Step now) {
    for (Induct& induct : inducts_)
        induct.enter(induct.down > 0 ? StationState::Down
                     : !induct.busy  ? StationState::Starved
                     : !induct.ready ? StationState::Working
                                     : StationState::Blocked,
                     now);
    belt_times_.enter(belt_down_ > 0                ? StationState::Down
                      : aboard_ == 0                ? StationState::Starved
                      : aboard_ == layout_.carriers ? StationState::Blocked
                                                    : StationState::Working,
                      now);
}

std::size_t LoopSorter::room() const {
    std::size_t room = 0;
    for (const Induct& induct : inducts_)
        if (induct.down == 0) room += static_cast<std::size_t>(config_.induct.queue_parcels) - induct.queue.size();
    return room - std::min(room, before_.size());
}

void LoopSorter::put(const Parcel& parcel, Step now) {
    DRAY_CHECK(now == now_, "a parcel comes at {} to a loop sorter at {}", now, now_);
    DRAY_CHECK(parcel.route.index() < routes_, "a parcel for route {} of {}", parcel.route.value, routes_);
    before_.push_back(
        {.parcel = parcel, .put = now, .number = static_cast<std::uint64_t>(figures_.arrived++), .given_for = parcel.route});
    ++inside_[parcel.route.index()];
    lay_ready(now);
    settle_states(now);
}

std::size_t LoopSorter::at_inducts() const {
    std::size_t count = 0;
    for (const Induct& induct : inducts_)
        count += induct.queue.size() + (induct.busy ? 1 : 0);
    return count;
}

void LoopSorter::check(bool full) const {
    const LoopFigures& f = figures_;
    const auto waiting = static_cast<std::int64_t>(before_.size() + at_inducts());
    const std::int64_t rejected = f.rejected_unread + f.rejected_full;
    DRAY_CHECK(f.arrived == waiting + aboard_ + f.sorted + rejected,
               "{} parcels came to a loop sorter, but {} wait, {} are on the belt, {} sorted and {} rejected", f.arrived, waiting,
               aboard_, f.sorted, rejected);
    DRAY_CHECK(f.sorted == chutes_.on_slides() + chutes_.delivered(), "{} parcels left the belt, {} lie on slides and {} left",
               f.sorted, chutes_.on_slides(), chutes_.delivered());
    if (!full) return;
    const auto taken = std::ranges::count_if(carriers_, [](const Carrier& carrier) { return carrier.taken; });
    const auto leaving = std::ranges::count_if(carriers_, [](const Carrier& carrier) { return carrier.leaving; });
    DRAY_CHECK(taken == aboard_, "{} carriers hold a parcel, booked are {}", taken, aboard_);
    DRAY_CHECK(leaving == std::ssize(leaving_), "{} parcels leave the belt, booked are {}", leaving, leaving_.size());
    const auto round = std::ranges::count_if(carriers_, [](const Carrier& carrier) { return carrier.laps > 0; });
    DRAY_CHECK(round == going_round_, "{} parcels go round, booked are {}", round, going_round_);
    for (std::size_t i = 0; i < inducts_.size(); ++i) {
        const auto kept = std::ranges::count(carriers_, static_cast<std::int32_t>(i), &Carrier::booked);
        DRAY_CHECK(kept == std::ssize(inducts_[i].booked), "{} carriers are kept for induct {}, booked are {}", kept, i,
                   inducts_[i].booked.size());
    }
    chutes_.check();
}

void LoopSorter::add_to(StateHash& hash) const {
    hash.add(trail_.digest());
    hash.add(figures_.shifts);
    hash.add(aboard_);
    hash.add(before_.size());
    chutes_.add_to(hash);
}

}  // namespace dray::primitives
